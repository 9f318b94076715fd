"""Everything else that may arrive: each gets a fitting word, or is left alone on purpose. Last in the table."""

from telegram import Message, Update
from telegram.constants import ChatMemberStatus, ChatType
from telegram.ext import CallbackQueryHandler, ChatMemberHandler, MessageHandler, TypeHandler, filters

from bot.content.marks import to_html
from bot.context import BotContext
from bot.handlers.alerts import answer_red_flag
from bot.handlers.commands import PRIVATE, Handlers
from bot.handlers.next import present_line, present_state
from bot.storage import chats
from bot.storage.dialogs import current_dialog
from bot.understanding import triage
from bot.views.common import notice, place_values
from bot.views.start import choices

GONE = (ChatMemberStatus.BANNED, ChatMemberStatus.LEFT)


async def on_unknown_command(update: Update, context: BotContext) -> None:
    """A command that nobody else took; what stands after it may still be a red flag."""
    message = update.effective_message
    words = (message.text or "").partition(" ")[2] if message else ""
    hit = triage(words, context.services.index)
    if hit is not None:
        await answer_red_flag(context, hit)
        return
    await _choices(context, "common.unknown_command")


async def on_no_words(update: Update, context: BotContext) -> None:
    """A photo, a voice message, a place and so on, without words."""
    if update.effective_message is None:
        return
    dialog = await current_dialog(context.db, context.chat.chat_id, context.now)
    if dialog is not None and dialog.step.startswith("admin."):
        context.reply(notice(context.content, "admin.words_only"))
    else:
        await _choices(context, _reply_to(update.effective_message))


async def on_old_button(update: Update, context: BotContext) -> None:
    """A button that is too old, not of this chat, or not ours: nothing changes, and how things stand is said."""
    if context.turn.chat is None:
        context.toast(update, context.say("common.old_button"))
        return
    context.toast(update)
    known = await present_line(context) is not None
    now = await present_state(context) if known else choices(context.content, "start.please_ask", known=False)
    context.reply(now.headed(to_html(context.say("common.no_answer_behind_button"))))


async def on_my_status(update: Update, context: BotContext) -> None:
    """Blocked, unblocked, or added to a group or channel, which is left again."""
    change = update.my_chat_member
    if change is None:
        return
    gone = change.new_chat_member.status in GONE
    if change.chat.type != ChatType.PRIVATE:
        if not gone:
            context.leave(change.chat.id)
    elif gone:
        await chats.mark_unreachable(context.db, change.chat.id, "blocked", context.now)


async def on_elsewhere(update: Update, context: BotContext) -> None:
    """A message in a group or channel: this bot talks in private only, and keeps nothing of it."""
    if update.effective_chat is not None:
        context.leave(update.effective_chat.id)


async def on_anything(update: object, context: BotContext) -> None:
    """What is left alone on purpose: pins, reactions, inline queries, polls' results, edits without words."""


async def _choices(context: BotContext, key: str) -> None:
    known = await present_line(context) is not None
    place = place_values(context.content, context.settings)
    context.reply(choices(context.content, key, known=known, **place))


def _reply_to(message: Message) -> str:
    if message.photo or message.video or message.animation or message.story:
        return "common.photo"
    if message.voice or message.video_note or message.audio:
        return "common.voice"
    if message.document:
        return "common.file"
    if message.sticker or message.dice:
        return "common.sticker"
    if message.location or message.venue:
        return "common.place"
    return "common.contact_card" if message.contact else "common.something_else"


def handlers() -> Handlers:
    """The end of the table."""
    private = filters.ChatType.PRIVATE
    elsewhere = ~private & (filters.UpdateType.MESSAGES | filters.UpdateType.CHANNEL_POSTS) & ~filters.StatusUpdate.ALL
    return [
        MessageHandler(filters.COMMAND & PRIVATE, on_unknown_command),
        MessageHandler(PRIVATE & ~filters.StatusUpdate.ALL, on_no_words),
        MessageHandler(elsewhere, on_elsewhere),
        ChatMemberHandler(on_my_status, ChatMemberHandler.MY_CHAT_MEMBER),
        CallbackQueryHandler(on_old_button),
        TypeHandler(Update, on_anything),
    ]
