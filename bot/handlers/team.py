"""A question to the team: what is shared is said, and the press is the consent."""

from telegram import Update
from telegram.ext import CallbackQueryHandler

from bot.context import BotContext, pressed
from bot.handlers import faq
from bot.handlers.commands import Handlers
from bot.handlers.shown import Shown
from bot.outbox.message import Kind, NewMessage
from bot.storage import chats, counts, dialogs, outbox, questions
from bot.storage.dialogs import Dialog
from bot.understanding import Outcome
from bot.views import team as views
from bot.views.common import notice
from bot.views.faq import Asked
from bot.views.presses import verb_pattern
from bot.views.reply import Reply

WRITING = "team.question"
WAY_OUT = (Outcome.STOP_MESSAGES, Outcome.DELETE_DATA)


async def offer_contact(context: BotContext) -> None:
    """Somebody wants a person."""
    context.reply(views.contact(context.content, context.settings, team=bool(await readers(context))))


async def on_write(update: Update, context: BotContext) -> None:
    """The button "Write to the team": wait for the words."""
    context.toast(update)
    if not await readers(context):
        context.reply(views.nobody(context.content, context.settings))
        return
    await _wait_for_words(context)
    context.reply(views.please_write(context.content, context.settings))


async def on_dialog(update: Update, context: BotContext, dialog: Dialog, text: str) -> bool:  # noqa: ARG001 - all take the same
    """The words for the team are shown once more; a way out is no question, and goes on."""
    if dialog.step != WRITING:
        return False
    chat_id = context.chat.chat_id
    if context.understand(text).outcome in WAY_OUT:
        await dialogs.close_dialog(context.db, chat_id)
        return False
    await dialogs.open_dialog(context.db, chat_id, faq.REMEMBERED, dialog.payload, context.in_time(**faq.KEPT_FOR))
    await faq.remember(context, text, Shown(Asked(context.turn.update_number), offer=True))
    context.reply(views.offer(context.content, text, context.turn.update_number))
    return True


async def on_send(update: Update, context: BotContext) -> None:
    """The consent, by a press."""
    reply = await send(context, pressed(update).number(0) or 0)
    context.toast(update)
    context.revise(update, reply)


async def send(context: BotContext, number: int) -> Reply:
    """Keep the words of message *number* as a question, and queue a copy for every admin who can be reached."""
    dialog = await dialogs.current_dialog(context.db, context.chat.chat_id, context.now)
    if dialog is not None and number in dialog.payload.get("sent", []):
        return notice(context.content, "team.already_sent")
    admins = await readers(context)
    if not admins:
        return views.nobody(context.content, context.settings)
    words = await faq.remembered(context, number)
    if dialog is None or words is None:
        await _wait_for_words(context)
        return views.please_write(context.content, context.settings, again=True)
    await _pass_on(context, words, admins)
    asked = {key: value for key, value in dialog.payload["asked"].items() if key != str(number)}
    sent = [*dialog.payload.get("sent", []), number][-faq.KEPT :]
    payload = dialog.payload | {"asked": asked, "sent": sent, "shown": None}
    await dialogs.set_payload(context.db, context.chat.chat_id, payload)
    return views.passed_on(context.content, context.settings)


async def on_cancel(update: Update, context: BotContext) -> None:
    """Not to the team after all."""
    await forget_words(context)
    context.toast(update)
    context.revise(update, notice(context.content, "team.not_sent"))


async def forget_words(context: BotContext) -> None:
    """Keep no words for the team any more."""
    dialog = await dialogs.current_dialog(context.db, context.chat.chat_id, context.now)
    if dialog is not None and dialog.step in (WRITING, faq.REMEMBERED):
        await dialogs.close_dialog(context.db, context.chat.chat_id)


async def _pass_on(context: BotContext, words: str, admins: list[int]) -> None:
    number = await questions.add_question(context.db, context.chat.chat_id, words, context.now)
    trace = context.understand(words).trace
    best = trace.ranking.entries[0].entry if trace and trace.ranking.entries else None
    facts = {"question_id": number, "guess": context.content.entries[best].question if best else None}
    for admin in admins:
        card = NewMessage(f"card:{number}:{admin}", Kind.CARD, admin, facts, context.now)
        await outbox.enqueue(context.db, card, context.now)
    await counts.count(context.db, context.now.date(), "question:sent")


async def _wait_for_words(context: BotContext) -> None:
    await dialogs.open_dialog(context.db, context.chat.chat_id, WRITING, {}, context.in_time(hours=1))


async def readers(context: BotContext) -> list[int]:
    """The admins who can be reached now."""
    return await chats.reachable_of(context.db, context.settings.admin_ids)


def handlers() -> Handlers:
    """The buttons."""
    table = {"team.write": on_write, "team.send": on_send, "team.cancel": on_cancel}
    return [CallbackQueryHandler(callback, pattern=verb_pattern(verb)) for verb, callback in table.items()]
