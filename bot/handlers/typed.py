"""Typed answers while a date is being entered. Whatever is clearly something else goes on to be understood as such."""

from typing import Literal

from telegram import Update

from bot.content.marks import to_html
from bot.context import BotContext
from bot.handlers import consent
from bot.handlers.draft import Draft, draft_of, drop_draft, open_draft
from bot.handlers.entry import DOUBTS, known_beside, proceed, question, show
from bot.handlers.next import local_now, present_state
from bot.handlers.unfinished import take_back
from bot.handlers.visit_news import not_booked
from bot.schedule.entry import Doubt
from bot.storage import visits
from bot.storage.dialogs import Dialog
from bot.understanding import Outcome, Understanding
from bot.understanding.dates import DateReading, read_date
from bot.understanding.normalise import words
from bot.understanding.replies import chosen, is_let_go, is_only_a_day, named, opening_answer, short_answer
from bot.understanding.visits import is_unbooked
from bot.views import entry as views
from bot.views.common import day_in_words
from bot.views.dental import KINDS, kind_captions
from bot.views.injections import second_injection

# Never an answer to a question of ours, whatever date they hold.
ELSE = (Outcome.STOP_MESSAGES, Outcome.DELETE_DATA, Outcome.CONTACT)
ASKING = (Outcome.ANSWER, Outcome.SUGGEST, Outcome.SMALLTALK)
INJECTION = (Outcome.LOG_INJECTION, Outcome.BOOK_INJECTION)
A_REMARK = 8  # words; a longer text without a day in it is no answer to "which day?"

Wants = Literal["given", "booked", "visit"]


async def on_dialog(update: Update, context: BotContext, dialog: Dialog, text: str) -> bool:
    """Take *text* as the answer to the open question; False where it is none."""
    opened = draft_of(dialog)
    if opened is None:
        return False
    step, draft = opened
    if is_let_go(text):
        await leave(update, context)
        return True
    if step in ("consent", "zone", "city", "places"):
        if await consent.on_words(update, context, step, draft, text):
            return True
        corrected = draft.what != "settings" and is_only_a_day(words(text))
        return corrected and await _day(update, context, step, draft, text)
    if draft.what == "visit":
        taken = await _of_visit(update, context, step, draft, text)
        if taken is not None:
            return taken
    said = short_answer(text)
    if step == "confirm" and said in ("yes", "no"):
        await (proceed(update, context, draft.confirmed("read")) if said == "yes" else change(update, context, draft))
        return True
    if step == Doubt.OLDER and said == "yes":
        context.reply(question(context, draft, step, await known_beside(context, draft)))  # which of them?
        return True
    if step in DOUBTS and said in ("yes", "no"):
        await settle_doubt(update, context, step, draft, agreed=said == "yes")
        return True
    if said == "unknown":
        context.reply(views.unknown_date(context.content, _wants(draft)))
        return True
    if said == "no" and step == "date":
        await _none_yet(update, context, draft)
        return True
    return await _day(update, context, step, draft, text)


async def change(update: Update, context: BotContext, draft: Draft) -> None:
    """The day was not right: ask for it again."""
    await proceed(update, context, draft.with_day(None))


async def settle_doubt(update: Update, context: BotContext, step: str, draft: Draft, *, agreed: bool) -> None:
    """Go on from a question such as "Is it an appointment?"; each of them names the day, so it counts as read."""
    known = await known_beside(context, draft)
    read = draft.confirmed("read")
    corrected = read.but(record=known.given.id if known.given else 0)
    match step, agreed:
        case "future", True:
            await proceed(update, context, read.but(what="booked", record=0))
        case "future", False:
            await proceed(update, context, draft.with_day(None), before=_refused(context, draft))
        case "passed", True:
            await proceed(update, context, read.but(what="given", record=0))
        case "second", True:
            show(update, context, second_injection(context.content, context.settings))
            await proceed(update, context, read.confirmed(step))
        case "older", True if draft.record:
            await proceed(update, context, read.confirmed(step))  # what is corrected is what this date replaces
        case ("second", False) | ("older", True):
            await proceed(update, context, corrected)
        case "older", False:
            await leave(update, context)
        case "same", True:
            await proceed(update, context, read.but(record=known.visit.id if known.visit else 0))
        case "same", False:
            await proceed(update, context, read.confirmed(step))
        case _:
            await change(update, context, draft)


async def leave(update: Update, context: BotContext) -> None:
    """Enter nothing after all."""
    opened = await open_draft(context)
    if opened is not None:
        await take_back(context, opened[1])
    await drop_draft(context)
    context.toast(update)
    context.revise(update, (await present_state(context)).headed(to_html(context.say("entry.left"))))


async def _none_yet(update: Update, context: BotContext, draft: Draft) -> None:
    """There is no day to give: not had one yet, or no change after all."""
    known = await known_beside(context, draft)
    if draft.what == "given" and known.given is None and draft.record == 0:
        await drop_draft(context)
        context.reply(views.not_started(context.content))
    else:
        await leave(update, context)


async def _of_visit(update: Update, context: BotContext, step: str, draft: Draft, text: str) -> bool | None:
    """What only the questions about a visit take; None where *text* is to be read on."""
    match step:
        case "whose":
            return False  # its buttons may be typed, and are taken before this; anything else is no answer
        case "kind":
            return await _kind(update, context, draft, text)
        case "date":
            said = short_answer(text)
            unbooked = is_unbooked(context.services.index.observer.observe(text, context.today))
            if unbooked or (said == "no" and draft.record == 0):
                await not_booked(update, context, draft.kind)
                return True
    return None


async def _kind(update: Update, context: BotContext, draft: Draft, text: str) -> bool:
    kind = chosen(text, kind_captions(context.content))
    if short_answer(text) == "unknown":
        kind = "unsure"
    meaning = context.understand(text)
    if kind is None and meaning.outcome == Outcome.PLAN_DENTAL:
        kind = meaning.kind
    if kind is None and len(text.split()) <= A_REMARK and "?" not in text:
        wordings = context.content.intents.dental_kinds
        kind = named(text, {one.value: wordings[one.value] for one in reversed(KINDS) if one.value in wordings})
    if kind is None:
        return False
    if draft.day is None and meaning.date is not None:
        draft = draft.with_day(meaning.date, at=meaning.time)
    await proceed(update, context, draft.but(kind=kind))
    return True


async def _day(update: Update, context: BotContext, step: str, draft: Draft, text: str) -> bool:
    meaning = context.understand(text)
    if _is_another_matter(draft, meaning):
        return False
    if draft.what == "visit" and meaning.outcome == Outcome.PLAN_DENTAL and meaning.kind not in (None, "unsure"):
        draft = draft.but(kind=meaning.kind)
    elif draft.what in ("given", "booked") and meaning.outcome in INJECTION and draft.record == 0:
        draft = draft.but(what="given" if meaning.outcome == Outcome.LOG_INJECTION else "booked")
    reading = read_date(text, local_now(context).date(), "past" if draft.what == "given" else "future")
    if reading.date is not None:
        at = None if draft.what == "given" else reading.time
        await proceed(update, context, draft.with_day(reading.date, at=at))
        return True
    if reading.reason == "none" and await _time(update, context, draft, reading, text):
        return True
    if reading.dates:
        await proceed(update, context, draft.with_day(None, at=reading.time).but(days=reading.dates))
        return True
    if _asks_something(meaning, reading, text):
        return False
    if step == "confirm" and opening_answer(text) == "no":
        await change(update, context, draft)
        return True
    reply = question(context, draft, step, await known_beside(context, draft))
    context.reply(reply.headed(to_html(views.unreadable(context.content, reading.reason or "none", _wants(draft)))))
    return True


async def _time(update: Update, context: BotContext, draft: Draft, reading: DateReading, text: str) -> bool:
    """A time alone, for the day that is known already ("yes, at 3pm"); False where none can be meant."""
    if draft.what == "given" or reading.time is None:
        return False
    day = draft.day
    if day is None and draft.what == "visit":
        standing = await visits.owned_visit(context.db, draft.record, context.chat.chat_id)
        day = standing.visit_on if standing is not None else None
    if day is None:
        return False
    timed = draft.but(day=day, days=(), at=reading.time)
    await proceed(update, context, timed.confirmed("read") if opening_answer(text) == "yes" else timed)
    return True


def _refused(context: BotContext, draft: Draft) -> str:
    """A day ahead is no injection yet (raw marks)."""
    return "" if draft.day is None else context.say("entry.future_refused", day=day_in_words(draft.day))


def _is_another_matter(draft: Draft, meaning: Understanding) -> bool:
    if meaning.outcome in ELSE:
        return True
    return meaning.outcome in INJECTION if draft.what == "visit" else meaning.outcome == Outcome.PLAN_DENTAL


def _asks_something(meaning: Understanding, reading: DateReading, text: str) -> bool:
    """Whether a text without a day is a question or a complaint, and not a date that we cannot read."""
    if reading.reason == "impossible":
        return False
    if reading.reason == "month_only" and len(text.split()) <= A_REMARK and "?" not in text and not meaning.net:
        return False
    if meaning.net or meaning.outcome in ASKING:
        return True
    return meaning.outcome == Outcome.NONE and ("?" in text or len(text.split()) > A_REMARK)


def _wants(draft: Draft) -> Wants:
    return "given" if draft.what == "settings" else draft.what
