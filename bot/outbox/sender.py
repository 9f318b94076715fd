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
    ChatMigrated,
    Forbidden,
    InvalidToken,
    RetryAfter,
    TelegramError,
    TimedOut,
)

from bot.connections import NEVER_SENT
from bot.outbox.actions import (
    Action,
    AnswerPress,
    DeleteMessage,
    EditMessage,
    LeaveChat,
    SendFile,
    SendMessage,
    SendSheet,
    SetMenu,
)
from bot.outbox.retry import Delivered, Flooded, Misunderstood, Outcome, Refusal, Refused, TryLater
from bot.pdf import draw
from bot.views.reply import Reply

logger = logging.getLogger(__name__)

NO_PREVIEW = LinkPreviewOptions(is_disabled=True)
NOBODY = ("chat not found", "user not found", "peer_id_invalid")


class Sender:
    """
    Performs actions; an outcome is always returned.

    ``token_refused`` is set where Telegram does not take the token any more: the process is to end by it.
    """

    def __init__(self, bot: Bot, timeout: float) -> None:
        self._bot = bot
        self._timeout = timeout
        self.token_refused = asyncio.Event()

    async def perform(self, action: Action) -> Outcome:
        """Do one action once, within the hard timeout."""
        try:
            async with asyncio.timeout(self._timeout + 1):
                return Delivered(await self._do(action))
        except TimeoutError:
            return TryLater("timeout", maybe_delivered=True)
        except InvalidToken:
            self.token_refused.set()
            return TryLater("token refused", maybe_delivered=False)
        except TelegramError as error:
            return _judge(error, action)

    async def _do(self, action: Action) -> int | None:
        match action:
            case SendMessage(chat_id=chat_id, reply=reply, silent=silent):
                return await self._send(chat_id, reply, silent=silent)
            case EditMessage():
                return await self._edit(action)
            case DeleteMessage(chat_id=chat_id, message_id=message_id):
                await self._bot.delete_message(chat_id, message_id)
            case AnswerPress(query_id=query_id, text=text):
                await self._bot.answer_callback_query(query_id, text)
            case SendFile():
                return await self._file(action.chat_id, action.content.encode(), action.filename, action.caption)
            case SendSheet(chat_id=chat_id, sheet=sheet, caption=caption):
                page = await asyncio.to_thread(draw, sheet)
                return await self._file(chat_id, page, sheet.filename, caption)
            case SetMenu(chat_id=chat_id, commands=commands):
                menu = [BotCommand(name, description) for name, description in commands]
                await self._bot.set_my_commands(menu, BotCommandScopeChat(chat_id))
            case LeaveChat(chat_id=chat_id):
                await self._bot.leave_chat(chat_id)
        return None

    async def _file(self, chat_id: int, data: bytes, filename: str, caption: str) -> int:
        message = await self._bot.send_document(chat_id, InputFile(BytesIO(data), filename=filename), caption)
        return message.message_id

    async def _send(self, chat_id: int, reply: Reply, *, silent: bool = False) -> int:
        try:
            message = await self._message(chat_id, reply.text, reply, ParseMode.HTML, silent=silent)
        except BadRequest as error:
            if "can't parse entities" not in error.message.lower():
                raise
            logger.exception("a text's marks were refused; sent as plain text")
            message = await self._message(chat_id, _plain(reply.text), reply, None, silent=silent)
        return message.message_id

    async def _message(self, chat_id: int, text: str, reply: Reply, mode: ParseMode | None, *, silent: bool) -> Message:
        return await self._bot.send_message(
            chat_id,
            text,
            parse_mode=mode,
            reply_markup=keyboard(reply),
            link_preview_options=NO_PREVIEW,
            disable_notification=silent or None,
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
            if "message is not modified" in error.message.lower():
                return action.message_id
            # Gone, too old, or whatever else keeps it from being changed: said anew it is not lost.
            logger.info("a message was sent anew in place of an edit", extra={"reason": _said(error.message)})
            return await self._send(action.chat_id, action.reply)
        return action.message_id


def keyboard(reply: Reply) -> InlineKeyboardMarkup | None:
    """The reply's buttons as Telegram takes them."""
    if not reply.rows:
        return None
    rows = [[InlineKeyboardButton(one.text, callback_data=one.data) for one in row] for row in reply.rows]
    return InlineKeyboardMarkup(rows)


def _plain(html: str) -> str:
    return unescape(sub(r"</?[a-z]+[^<>]*>", "", html))


def _judge(error: TelegramError, action: Action) -> Outcome:
    """Sort a failure: later, never, or our own fault."""
    match error:
        case RetryAfter(retry_after=wait):
            return Flooded(wait if isinstance(wait, timedelta) else timedelta(seconds=wait))
        case Forbidden(message=said):
            return _refusal(said, action)
        case BadRequest(message=said):
            if isinstance(action, AnswerPress | LeaveChat | DeleteMessage):
                return Delivered()  # too old or answered before; not in the group any more; gone or too old
            if any(words in said.lower() for words in NOBODY):
                return Refused(Refusal.NOT_FOUND)
            return Misunderstood(_said(said))
        case ChatMigrated():
            return Misunderstood("ChatMigrated")  # groups only, and this bot leaves them
        case _:
            # Everything else may come after the sending, but for a connection that never stood.
            cause = error.__cause__
            reason = "timeout" if isinstance(error, TimedOut) else type(cause).__name__ if cause else "server"
            return TryLater(reason, maybe_delivered=not isinstance(cause, NEVER_SENT))


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
    return Misunderstood(_said(said))


def _said(words: str) -> str:
    """Telegram's reason without what it quotes from our text."""
    return sub(r"(\"|b').*", "...", words)[:64]
