"""Buttons under reminders, and a few typed words in their place: "not yet", "yes", or what a button says."""

from datetime import timedelta

from telegram import Update
from telegram.ext import CallbackQueryHandler

from bot.context import BotContext, pressed
from bot.handlers.commands import Handlers
from bot.handlers.reminder_answers import ANSWERS
from bot.storage import outbox, people
from bot.understanding.replies import chosen, short_answer
from bot.views import reminder_answers as views
from bot.views.presses import parse_press, verb_pattern
from bot.views.reminder_buttons import buttons_for

ANSWERED_WITHIN = timedelta(days=3)  # a bare "not yet" so long after a reminder still answers it
A_FEW = 6  # words
# What a bare yes or no means under a message, by the verbs it offers.
YES = ("rem.had", "rem.talked", "rem.fine", "rem.heal_yes")
NO = ("rem.not_yet", "rem.not_talked", "rem.heal_no", "rem.wrong")


async def on_words(update: Update, context: BotContext, text: str) -> bool:
    """Take a few typed words as the answer to the last reminder ("not yet"); False where they are none."""
    person = await people.find_person(context.db, context.chat.chat_id)
    if person is None or len(text.split()) > A_FEW:
        return False
    rows = await outbox.last_sent_reminders(context.db, person.id, context.now - ANSWERED_WITHIN)
    steps = [(str(row.facts["subject"]), str(row.facts["step"]), int(row.facts["record"])) for row in rows]
    buttons = [one for row in buttons_for(context.content, steps, []) for one in row]
    presses = {one.data: press for one in buttons if (press := parse_press(one.data)) and press.verb in ANSWERS}
    wanted = {"yes": YES, "no": NO, "unknown": ("rem.heal_unsure",)}.get(short_answer(text) or "", ())
    meant = [press for press in presses.values() if press.verb in wanted]
    if len(meant) > 1:
        context.reply(views.which(context.content, buttons_for(context.content, steps, [])))
        return True
    typed = chosen(text, {one.data: one.text for one in buttons if one.data in presses})
    press = meant[0] if meant else presses.get(typed or "")
    if press is None:
        return False
    await ANSWERS[press.verb](update, context, press)
    return True


async def _on_press(update: Update, context: BotContext) -> None:
    press = pressed(update)
    await ANSWERS[press.verb](update, context, press)


def handlers() -> Handlers:
    """The buttons under reminders."""
    return [CallbackQueryHandler(_on_press, verb_pattern(verb)) for verb in ANSWERS]
