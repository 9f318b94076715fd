"""Buttons under reminders, and a few typed words in their place: "not yet", "yes", or what a button says."""

from datetime import date, timedelta

from telegram import Update
from telegram.ext import CallbackQueryHandler

from bot.content.marks import to_html
from bot.context import BotContext, pressed
from bot.handlers.commands import Handlers
from bot.handlers.draft import new_draft
from bot.handlers.entry import has_day, proceed
from bot.handlers.next import local_now
from bot.handlers.reminder_answers import ANSWERS
from bot.planning import facts_of
from bot.storage import outbox, people
from bot.understanding import Outcome, Understanding
from bot.understanding.dates import read_date
from bot.understanding.normalise import words
from bot.understanding.replies import chosen, opening_answer, short_answer
from bot.understanding.visits import may_tell_of_healing
from bot.views import reminder_answers as views
from bot.views.common import place_values
from bot.views.presses import Press, parse_press, verb_pattern
from bot.views.reminder_buttons import buttons_for, step_of

CHECK_ANSWERED_WITHIN = timedelta(days=1)
ANSWERED_WITHIN = timedelta(days=3)  # a bare "not yet" so long after a reminder still answers it
A_FEW = 6  # words
A_DAY = 3  # words that may hold nothing but a day
# What a bare yes or no means under a message, by the verbs it offers.
MEANT = {
    "yes": ("rem.had", "rem.talked", "rem.heal_yes"),
    "no": ("rem.not_yet", "rem.not_talked", "rem.heal_no"),
    "unknown": ("rem.heal_unsure",),
}
PLAIN_YES = frozenset({"yes", "y", "yep", "yeah", "yup", "ye", "yea"})  # "fine" is no yes to "any swelling?"


async def on_words(update: Update, context: BotContext, text: str) -> bool:
    """Take a few typed words as the answer to the last reminder ("not yet"); False where they are none."""
    if len(text.split()) > A_FEW:
        return False
    person = await people.find_person(context.db, context.chat.chat_id)
    if person is None:
        return False
    rows = await outbox.last_sent_reminders(context.db, person.id, context.now - ANSWERED_WITHIN)
    facts = await facts_of(context.db, person.id) if rows else None
    steps = [step_of(row) for row in rows]
    offer = buttons_for(context.content, steps, [], facts.visits if facts else ())
    buttons = [one for row in offer for one in row]
    presses = {one.data: press for one in buttons if (press := parse_press(one.data)) and press.verb in ANSWERS}
    offered = [press.verb for press in presses.values()]
    if "rem.had" in offered and await _had_on_a_day(update, context, text):
        return True
    said = _said(text, local_now(context).date()) or ""
    meant = [press for press in presses.values() if press.verb in MEANT.get(said, ())]
    if len(meant) > 1 or (meant and _is_vague(meant[0], text)):
        context.reply(views.which(context.content, offer))
        return True
    typed = chosen(text, {one.data: one.text for one in buttons if one.data in presses})
    press = presses.get(typed or "") or (meant[0] if meant else None)
    if press is None:
        return False
    await ANSWERS[press.verb](update, context, press)
    return True


async def on_unclear(context: BotContext, meaning: Understanding, text: str) -> bool:
    """Words after a healing check that say neither yes nor no: its buttons once more, the care line first."""
    unclear = meaning.outcome in (Outcome.NONE, Outcome.SMALLTALK, Outcome.SUGGEST) or meaning.net
    if not unclear or not may_tell_of_healing(context.services.index.observer.observe(text, context.today)):
        return False
    person = await people.find_person(context.db, context.chat.chat_id)
    since = context.now - CHECK_ANSWERED_WITHIN
    rows = [] if person is None else await outbox.last_sent_reminders(context.db, person.id, since)
    steps = [step_of(row) for row in rows if row.facts["subject"] == "dental" and row.facts["step"].startswith("H")]
    if not steps:
        return False
    reply = views.which(context.content, buttons_for(context.content, steps, []))
    care = context.content.net.fill(**place_values(context.content, context.settings))
    context.reply(reply.headed(to_html(care)) if meaning.net else reply)
    return True


async def on_later(update: Update, context: BotContext) -> bool:
    """The last reminder once more on another day: the days that can be chosen; False where none can be put off."""
    person = await people.find_person(context.db, context.chat.chat_id)
    if person is None:
        return False
    rows = await outbox.last_sent_reminders(context.db, person.id, context.now - ANSWERED_WITHIN)
    asks = [row for row in rows if row.facts["subject"] == "injection"]
    if not asks:
        return False
    press = Press("rem.later", (str(asks[0].facts["record"]), str(asks[0].facts["step"])))
    await ANSWERS[press.verb](update, context, press)
    return True


def _said(text: str, today: date) -> str | None:
    """A yes or no, alone or with a few words after it, but not one that goes on to name a day."""
    alone = short_answer(text)
    if alone is not None or "?" in text:
        return alone
    return None if has_day(read_date(text, today, "future")) else opening_answer(text)


def _is_vague(press: Press, text: str) -> bool:
    """Whether a yes to "any swelling, any pain?" may have meant that all is well."""
    return press.verb == "rem.heal_yes" and words(text)[:1] != [] and words(text)[0] not in PLAIN_YES


async def _had_on_a_day(update: Update, context: BotContext, text: str) -> bool:
    """The day alone ("yesterday"), or after a yes, in answer to "Did you have it?"."""
    reading = read_date(text, local_now(context).date(), "past")
    if not has_day(reading) or (len(text.split()) > A_DAY and opening_answer(text) != "yes"):
        return False
    if reading.date is not None and reading.date > local_now(context).date():
        return False
    draft = new_draft(context, "given", days=reading.dates)
    await proceed(update, context, draft if reading.date is None else draft.with_day(reading.date))
    return True


async def _on_press(update: Update, context: BotContext) -> None:
    press = pressed(update)
    await ANSWERS[press.verb](update, context, press)


def handlers() -> Handlers:
    """The buttons under reminders."""
    return [CallbackQueryHandler(_on_press, verb_pattern(verb)) for verb in ANSWERS]
