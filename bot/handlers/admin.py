"""Admins: open questions and the answers to them. Nobody else can tell that these commands exist."""

from telegram import Update
from telegram.ext import CallbackQueryHandler, MessageHandler, filters

from bot.context import BotContext, pressed
from bot.handlers import broadcast
from bot.handlers.commands import PRIVATE, Handlers, command, for_admins
from bot.handlers.other import on_old_button, on_unknown_command
from bot.outbox.message import Kind, NewMessage
from bot.storage import dialogs, outbox, questions
from bot.storage.questions import Question
from bot.views import admin as views
from bot.views.common import day_in_words, notice
from bot.views.presses import verb_pattern
from bot.views.reply import Reply

REPLYING = "admin.reply"


async def on_words(update: Update, context: BotContext, text: str) -> bool:
    """An admin's words that are meant for patients: an answer or a broadcast; False where they are not."""
    message = update.effective_message
    if message is None:
        return False
    chat_id = context.chat.chat_id
    dialog = await dialogs.current_dialog(context.db, chat_id, context.now)
    card = message.reply_to_message
    asked = None if card is None else await questions.question_of_card(context.db, chat_id, card.message_id)
    if asked is None and dialog is not None and dialog.step == REPLYING:
        asked = int(dialog.payload["question"])
    writing = asked is None and dialog is not None and dialog.step == broadcast.WRITING
    if asked is None and not writing:
        return False
    length = len(text.encode("utf-16-le")) // 2
    if card is None and text.strip(" .!").casefold() == context.say("button.cancel").casefold():
        await on_typed_cancel(update, context)
    elif message.caption is not None:
        context.reply(notice(context.content, "admin.words_only"))
    elif length > views.TEXT_UNITS:
        context.reply(notice(context.content, "admin.too_long", length=length, limit=views.TEXT_UNITS))
    elif asked is not None:
        await _answer(context, asked, text)
    else:
        await broadcast.preview(context, text)
    return True


async def on_reply(update: Update, context: BotContext) -> None:
    """The button "Reply": wait for the answer."""
    question = await _question(update, context)
    if question is None:
        return
    context.toast(update)
    if question.status != "open":
        context.reply(_already(context, question))
        return
    payload = {"question": question.id}
    await dialogs.open_dialog(context.db, context.chat.chat_id, REPLYING, payload, context.in_time(hours=1))
    context.reply(views.please_reply(context.content, question.id))


async def on_cancel(update: Update, context: BotContext) -> None:
    """No answer and no broadcast now."""
    await dialogs.close_dialog(context.db, context.chat.chat_id)
    context.toast(update)
    context.revise(update, notice(context.content, "admin.not_sent"))


async def on_typed_cancel(update: Update, context: BotContext) -> None:  # noqa: ARG001 - a handler's shape
    """The same in words: "cancel" while a text is waited for, or /cancel, which many bots know."""
    dialog = await dialogs.current_dialog(context.db, context.chat.chat_id, context.now)
    if dialog is not None and dialog.step in (REPLYING, broadcast.WRITING):
        await dialogs.close_dialog(context.db, context.chat.chat_id)
    context.reply(notice(context.content, "admin.not_sent"))


async def on_inbox(update: Update, context: BotContext) -> None:  # noqa: ARG001 - a handler's shape
    """The command: what waits for an answer."""
    zone = context.chat.zone_or(context.settings.default_timezone)
    waiting = [
        (one.id, day_in_words(one.asked_at.astimezone(zone).date()))
        for one in await questions.open_questions(context.db)
    ]
    context.reply(views.inbox(context.content, waiting, await questions.count_open(context.db)))


async def on_card(update: Update, context: BotContext) -> None:
    """One of the inbox: its card comes again, through the outbox, so that it is closed like the others."""
    question = await _question(update, context)
    if question is None:
        return
    context.toast(update)
    if question.status != "open":
        context.reply(_already(context, question))
        return
    admin = context.chat.chat_id
    key = f"card:{question.id}:{admin}:{context.turn.update_number}"
    card = NewMessage(key, Kind.CARD, admin, {"question_id": question.id}, context.now)
    await outbox.enqueue(context.db, card, context.now)


async def _answer(context: BotContext, question_id: int, text: str) -> None:
    """Send it as it is, if nobody was faster; the other admins' cards say so."""
    admin = context.chat.chat_id
    dialog = await dialogs.current_dialog(context.db, admin, context.now)
    if dialog is not None and dialog.step == REPLYING:
        await dialogs.close_dialog(context.db, admin)
    question = await questions.get_question(context.db, question_id)
    if question is None:
        context.reply(notice(context.content, "admin.question_gone"))
        return
    if not await questions.mark_answered(context.db, question_id, admin, context.now):
        context.reply(_already(context, question))
        return
    key = f"answer:{question_id}:{context.turn.update_number}"
    facts = {"question_id": question_id, "text": text, "admin_id": admin}
    await outbox.enqueue(context.db, NewMessage(key, Kind.ANSWER, question.chat_id, facts, context.now), context.now)
    context.reply(notice(context.content, "admin.reply_sent", number=question_id))
    closed = views.answered_card(context.content, question_id, question.text, admin)
    for chat_id, message_id in await questions.cards_of(context.db, question_id):
        context.edit(message_id, closed, chat_id=chat_id)


def _already(context: BotContext, question: Question) -> Reply:
    if question.answered_by == context.chat.chat_id:
        return notice(context.content, "admin.answered_by_you", number=question.id)
    return notice(context.content, "admin.answered_by_other", number=question.id, admin=question.answered_by)


async def _question(update: Update, context: BotContext) -> Question | None:
    question = await questions.get_question(context.db, pressed(update).number(0) or 0)
    if question is None:
        context.toast(update)
        context.reply(notice(context.content, "admin.question_gone"))
    return question


def handlers() -> Handlers:
    """The command and its buttons."""
    presses = {"adm.reply": on_reply, "adm.cancel": on_cancel, "adm.card": on_card}
    return [
        command("inbox", for_admins(on_inbox, on_unknown_command)),
        MessageHandler(filters.Regex(r"^/cancel\b") & PRIVATE, for_admins(on_typed_cancel, on_unknown_command)),
        *(
            CallbackQueryHandler(for_admins(callback, on_old_button), pattern=verb_pattern(verb))
            for verb, callback in presses.items()
        ),
    ]
