"""Free text, captions and edits: red flags first, then the open dialogue, then what the words mean."""

from collections.abc import Awaitable, Callable

from telegram import Message, Update
from telegram.ext import MessageHandler, filters

from bot.context import BotContext
from bot.handlers import (
    admin,
    dental,
    faq,
    injections,
    reminders,
    rights,
    team,
    typed_presses,
    typed_replies,
    visit_news,
    wishes,
)
from bot.handlers import settings as settings_handlers
from bot.handlers.alerts import answer_red_flag
from bot.handlers.commands import PRIVATE, Handlers
from bot.handlers.draft import draft_of
from bot.handlers.next import present, state_line
from bot.handlers.other import on_no_words
from bot.storage import counts
from bot.storage.dialogs import Dialog, close_dialog, current_dialog
from bot.understanding import Outcome, Understanding
from bot.understanding.wishes import SURE, Wish, wish
from bot.views.common import notice
from bot.views.start import smalltalk

OnDialog = Callable[[Update, BotContext, Dialog, str], Awaitable[bool]]

# Who takes an answer to an open question, by the first part of its step.
DIALOGS: dict[str, OnDialog] = {
    "inj": injections.on_dialog,
    "dental": dental.on_dialog,
    "set": settings_handlers.on_dialog,
    "team": team.on_dialog,
    "rights": rights.on_dialog,
}


# News of the person's own, whatever else the words come near.
NEWS = frozenset({Wish.DOCTOR_CHANGED, Wish.BREAK, Wish.CANCELLED, Wish.MOVED_HOUSE})
NOTES = (Outcome.BOOK_INJECTION, Outcome.PLAN_DENTAL)  # of a day; perhaps of one that is noted and has changed


async def on_text(update: Update, context: BotContext) -> None:
    """Answer a message of words, or a caption."""
    message = _message(update)
    text = message.text or message.caption or ""
    meaning = context.understand(text)
    hit = meaning.red_flag
    if context.is_admin and await admin.on_words(update, context, text):
        if hit is not None:
            await answer_red_flag(context, hit, first=context.say("admin.red_flag_in_text"))
        return
    wanted = wish(meaning.trace.reading) if meaning.trace else None
    if hit is not None:
        await answer_red_flag(context, hit)
        if wanted in (Wish.SKIP_SHOT, Wish.INJECTION, Wish.CANCELLED, Wish.BREAK) and hit.level == "week":
            await wishes.on_wish(update, context, wanted, text)
        elif hit.level != "now":
            await visit_news.beside_alert(update, context, text)
        return
    dialog = await current_dialog(context.db, context.chat.chat_id, context.now)
    for_team = dialog is not None and dialog.step == team.WRITING
    if wanted in SURE and not for_team and await wishes.on_wish(update, context, wanted, text):
        return
    if dialog is not None and await _on_dialog(update, context, dialog, text):
        return
    if dialog is not None and dialog.step.startswith("rights."):
        await close_dialog(context.db, context.chat.chat_id)  # a later yes is not meant for a deletion
    if await reminders.on_words(update, context, text) or await typed_presses.on_any(update, context, text):
        return
    await _note(context, meaning.outcome)
    await _act(update, context, meaning, text, wanted)


async def on_edit(update: Update, context: BotContext) -> None:
    """Read a changed message: red flags as ever; a question is answered anew; what would be noted twice is not."""
    message = _message(update)
    text = message.text or message.caption or ""
    meaning = context.understand(text)
    hit = meaning.red_flag
    if hit is not None:
        await answer_red_flag(context, hit)
        return
    if context.is_admin:
        context.reply(notice(context.content, "admin.edited"))
        return
    dialog = await current_dialog(context.db, context.chat.chat_id, context.now)
    waiting = dialog is not None and dialog.step != faq.REMEMBERED
    if not waiting and meaning.outcome in (Outcome.ANSWER, Outcome.SUGGEST):
        await faq.answer_question(context, meaning, text)
    else:
        context.reply(notice(context.content, "asking.edited"))


async def _on_dialog(update: Update, context: BotContext, dialog: Dialog, text: str) -> bool:
    """The answer to what was shown last, or to the open question behind it."""
    if await typed_presses.on_asked_back(update, context, dialog, text):
        return True
    if await typed_replies.on_words(context, dialog, text):
        return True
    if draft_of(dialog) is not None and await typed_presses.on_open_question(update, context, text):
        return True
    on_dialog = DIALOGS.get(dialog.step.partition(".")[0])
    return on_dialog is not None and await on_dialog(update, context, dialog, text)


async def _act(update: Update, context: BotContext, meaning: Understanding, text: str, wanted: Wish | None) -> None:
    news = wanted in NEWS and "?" not in text and meaning.kind is None
    if wanted is not None and news and await wishes.on_news(context, wanted):
        return
    if meaning.outcome in NOTES and wanted is not None and await wishes.on_change(update, context, wanted, text):
        return
    if await visit_news.on_news(update, context, meaning, text):
        return
    if await reminders.on_unclear(context, meaning, text):
        return
    match meaning.outcome:
        case Outcome.LOG_INJECTION | Outcome.BOOK_INJECTION:
            await injections.from_text(update, context, meaning)
        case Outcome.PLAN_DENTAL:
            await visit_news.from_text(update, context, meaning)
        case Outcome.STOP_MESSAGES:
            await rights.stop(context, meaning.kind)
        case Outcome.DELETE_DATA:
            await rights.ask_forget(context)
        case Outcome.CONTACT:
            await team.offer_contact(context)
        case Outcome.SMALLTALK:
            await _on_courtesy(context)
        case _:
            await _answer(update, context, meaning, text, wanted)


async def _on_courtesy(context: BotContext) -> None:
    """A greeting or thanks: few words, and fewer where somebody has died or we wrote to a stranger."""
    state = await present(context)
    if state.ended:
        context.reply(notice(context.content, "asking.smalltalk_ended"))
    else:
        context.reply(smalltalk(context.content, state_line(context, state)))


async def _answer(update: Update, context: BotContext, meaning: Understanding, text: str, wanted: Wish | None) -> None:
    """A wish, a mere date or a question; where something was sent with the words, that it cannot be seen."""
    if meaning.outcome != Outcome.ANSWER and not meaning.net:
        if wanted is not None and await wishes.on_wish(update, context, wanted, text):
            return
        if meaning.trace and await wishes.on_a_day(context, text, meaning.trace.reading.words):
            return
    message = _message(update)
    if message.effective_attachment is not None:
        if meaning.outcome != Outcome.ANSWER and not meaning.net:
            await on_no_words(update, context)
            return
        context.reply(notice(context.content, "common.only_the_words"))
    await faq.answer_question(context, meaning, text)


async def _note(context: BotContext, outcome: Outcome) -> None:
    await counts.count(context.db, context.now.date(), f"asked:{outcome.value}")


def _message(update: Update) -> Message:
    message = update.effective_message
    if message is None:
        raise LookupError("this update holds no message")
    return message


def handlers() -> Handlers:
    """Words in private chats."""
    words = (filters.TEXT & ~filters.COMMAND) | filters.CAPTION
    edited = filters.ChatType.PRIVATE & filters.UpdateType.EDITED_MESSAGE & (filters.TEXT | filters.CAPTION)
    return [MessageHandler(words & PRIVATE, on_text), MessageHandler(edited, on_edit)]
