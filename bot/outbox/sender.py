"""
The sender: one action to Telegram, one outcome back. The only reader of telegram.error.

Order of the cases matters: BadRequest and TimedOut are kinds of NetworkError (python-telegram-bot 22).
"""

import asyncio
import logging
from datetime import timedelta
from html import unescape
from io import BytesIO
from re import sub

import httpx
from telegram import (
    Bot,
    BotCommand,
    BotCommandScopeChat,
    InlineKeyboardButton,
    InlineKeyboardMarkup,
    InputFile,
    LinkPreviewOptions,
    Message,
)
from telegram.constants import ParseMode
from telegram.error import (
    BadRequest,
    Forbidden,
    InvalidToken,
    NetworkError,
    RetryAfter,
    TelegramError,
    TimedOut,
)

from bot.errors import IntakeStopped
from bot.outbox.actions import Action, AnswerPress, EditMessage, LeaveChat, SendFile, SendMessage, SetMenu
from bot.outbox.retry import Delivered, Flooded, Misunderstood, Outcome, Refusal, Refused, TryLater
from bot.views.reply import Reply

logger = logging.getLogger(__name__)

NO_PREVIEW = LinkPreviewOptions(is_disabled=True)
GONE = ("message to edit not found", "message can't be edited", "message_id_invalid")


class Sender:
    """Performs actions. An outcome is always returned, but for a refused token, which raises IntakeStopped."""

    def __init__(self, bot: Bot, timeout: float) -> None:
        self._bot = bot
        self._timeout = timeout

    async def perform(self, action: Action) -> Outcome:
        """Do one action once, within the hard timeout."""
        try:
            async with asyncio.timeout(self._timeout + 1):
                return Delivered(await self._do(action))
        except TimeoutError:
            return TryLater("timeout", maybe_delivered=True)
        except TelegramError as error:
            return _judge(error, action)

    async def _do(self, action: Action) -> int | None:
        match action:
            case SendMessage(chat_id=chat_id, reply=reply):
                return await self._send(chat_id, reply)
            case EditMessage():
                return await self._edit(action)
            case AnswerPress(query_id=query_id, text=text):
                await self._bot.answer_callback_query(query_id, text)
            case SendFile():
                document = InputFile(BytesIO(action.content.encode()), filename=action.filename)
                message = await self._bot.send_document(action.chat_id, document, action.caption)
                return message.message_id
            case SetMenu(chat_id=chat_id, commands=commands):
                menu = [BotCommand(name, description) for name, description in commands]
                await self._bot.set_my_commands(menu, BotCommandScopeChat(chat_id))
            case LeaveChat(chat_id=chat_id):
                await self._bot.leave_chat(chat_id)
        return None

    async def _send(self, chat_id: int, reply: Reply) -> int:
        try:
            message = await self._message(chat_id, reply.text, reply, ParseMode.HTML)
        except BadRequest as error:
            if "can't parse entities" not in error.message.lower():
                raise
            logger.exception("a text's marks were refused; sent as plain text")
            message = await self._message(chat_id, _plain(reply.text), reply, None)
        return message.message_id

    async def _message(self, chat_id: int, text: str, reply: Reply, mode: ParseMode | None) -> Message:
        return await self._bot.send_message(
            chat_id, text, parse_mode=mode, reply_markup=keyboard(reply), link_preview_options=NO_PREVIEW
        )

    async def _edit(self, action: EditMessage) -> int:
        try:
            await self._bot.edit_message_text(
                action.reply.text,
                action.chat_id,
                action.message_id,
                parse_mode=ParseMode.HTML,
                reply_markup=keyboard(action.reply),
                link_preview_options=NO_PREVIEW,
            )
        except BadRequest as error:
            said = error.message.lower()
            if "message is not modified" in said:
                return action.message_id
            if any(words in said for words in GONE):
                return await self._send(action.chat_id, action.reply)
            raise
        return action.message_id


def keyboard(reply: Reply) -> InlineKeyboardMarkup | None:
    """The reply's buttons as Telegram takes them."""
    if not reply.rows:
        return None
    rows = [[InlineKeyboardButton(one.text, callback_data=one.data) for one in row] for row in reply.rows]
    return InlineKeyboardMarkup(rows)


def _plain(html: str) -> str:
    return unescape(sub(r"</?[a-z]+>", "", html))


def _judge(error: TelegramError, action: Action) -> Outcome:
    """Sort a failure: later, never, or our own fault."""
    match error:
        case RetryAfter(retry_after=wait):
            return Flooded(wait if isinstance(wait, timedelta) else timedelta(seconds=wait))
        case InvalidToken():
            raise IntakeStopped("Telegram refused the token; take the right one from BotFather") from None
        case Forbidden(message=said):
            return _refusal(said, action)
        case BadRequest(message=said):
            if isinstance(action, AnswerPress | LeaveChat):
                return Delivered()  # too old or answered before; not in the group any more
            if "chat not found" in said.lower():
                return Refused(Refusal.NOT_FOUND)
            return Misunderstood(said[:64])
        case TimedOut():
            # A full connection pool never sent anything; every other timeout may come after the sending.
            return TryLater("timeout", maybe_delivered="pool timeout" not in error.message.lower())
        case NetworkError():
            cause = error.__cause__
            never_sent = isinstance(cause, httpx.ConnectError)
            return TryLater(type(cause).__name__ if cause else "server", maybe_delivered=not never_sent)
        case _:
            return Misunderstood(type(error).__name__)


def _refusal(said: str, action: Action) -> Outcome:
    words = said.lower()
    if isinstance(action, LeaveChat):
        return Delivered()
    if "blocked" in words:
        return Refused(Refusal.BLOCKED)
    if "deactivated" in words:
        return Refused(Refusal.DEACTIVATED)
    if "initiate conversation" in words or "can't send messages to bots" in words:
        return Refused(Refusal.NOT_FOUND)
    return Misunderstood(said[:64])
