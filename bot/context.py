"""What handlers and jobs work with: the services of the process, and the typed context of one update."""

import asyncio
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

from telegram import Update
from telegram.ext import Application, CallbackContext, ExtBot

from bot.clock import Clock
from bot.content import Content, ContentSource
from bot.knowledge import index_of
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
from bot.outbox.reach import Reach
from bot.settings import Settings
from bot.storage.chats import Chat
from bot.storage.database import Connection, Database
from bot.understanding import Index, Understanding
from bot.understood import Understood
from bot.views.presses import Press, parse_press
from bot.views.reply import Reply
from bot.views.sheet import Sheet


class Knowledge:
    """The content in force, and the index that understands messages by it: both change in one step, or neither."""

    def __init__(self, source: ContentSource) -> None:
        self.source = source
        self._in_force = (source.current, index_of(source.current))

    @property
    def content(self) -> Content:
        """The content in force; it follows its files once the index of the new one is built."""
        return self._in_force[0]

    @property
    def index(self) -> Index:
        """The index of that content."""
        return self._in_force[1]

    def reindex(self) -> None:
        """Take the source's new content into force (some seconds; ten where nothing was kept of this content)."""
        content = self.source.current
        self._in_force = (content, index_of(content))


def load_knowledge(folder: Path) -> Knowledge:
    """Load content and build its index (some seconds, the first time ten); raises ContentError."""
    return Knowledge(ContentSource(folder))


@dataclass
class Services:
    """What is opened once and shared: settings, knowledge, database and clock."""

    settings: Settings
    knowledge: Knowledge
    database: Database
    clock: Clock
    reach: Reach = field(default_factory=Reach)
    wake: asyncio.Event = field(default_factory=asyncio.Event)  # something urgent was queued: sweep now
    understood: Understood = field(default_factory=Understood)

    @property
    def content(self) -> Content:
        """The content in force; a reload replaces it whole."""
        return self.knowledge.content

    @property
    def index(self) -> Index:
        """The index of the content in force."""
        return self.knowledge.index

    def now(self) -> datetime:
        """This instant, aware UTC."""
        return self.clock.now()


@dataclass
class Turn:
    """One update being answered: its transaction, and the actions to perform once that is kept."""

    db: Connection
    now: datetime
    update_number: int
    chat: Chat | None  # None where the update belongs to no private chat
    actions: list[Action] = field(default_factory=list)
    meanings: dict[str, Understanding] = field(default_factory=dict)


class BotContext(CallbackContext[ExtBot[None], dict[Any, Any], dict[Any, Any], dict[Any, Any]]):
    """
    The context of one update.

    Handlers read the facts through ``db`` and collect their answer with ``reply``, ``revise``, ``toast``,
    ``send_file`` and ``send_sheet``. Nothing is sent while they run: the change of state and the answer are kept
    together first.
    """

    services: Services
    turn: Turn

    @property
    def content(self) -> Content:
        """The content in force."""
        return self.services.content

    @property
    def settings(self) -> Settings:
        """The settings of this process."""
        return self.services.settings

    @property
    def db(self) -> Connection:
        """The open write transaction of this update."""
        return self.turn.db

    @property
    def now(self) -> datetime:
        """This instant, aware UTC; the same for the whole update."""
        return self.turn.now

    @property
    def chat(self) -> Chat:
        """The private chat of this update, as it stood when the update came."""
        if self.turn.chat is None:
            raise LookupError("this update belongs to no private chat")
        return self.turn.chat

    @property
    def today(self) -> date:
        """The person's local calendar day."""
        return self.now.astimezone(self.chat.zone_or(self.settings.default_timezone)).date()

    @property
    def is_admin(self) -> bool:
        """Whether this chat is an admin's."""
        return self.chat.chat_id in self.settings.admin_ids

    def understand(self, text: str) -> Understanding:
        """What *text* means to this person today; read once, however often it is asked for."""
        meanings = self.turn.meanings
        if text not in meanings:
            meanings[text] = self.services.understood.take(text, self.today, self.services.index)
        return meanings[text]

    def say(self, key: str, **values: object) -> str:
        """An interface text as raw marks (see bot.content)."""
        return self.content.text(key, **values)

    def reply(self, reply: Reply, *, chat_id: int | None = None) -> None:
        """Send a message, to this chat unless said otherwise."""
        self.turn.actions.append(SendMessage(chat_id=chat_id or self.chat.chat_id, reply=reply))

    def revise(self, update: Update, reply: Reply) -> None:
        """Change the message whose button was pressed; a new message where there is none to change."""
        message = update.callback_query.message if update.callback_query else None
        if message is None:
            self.reply(reply)
        else:
            self.edit(message.message_id, reply)

    def edit(self, message_id: int, reply: Reply, *, chat_id: int | None = None) -> None:
        """Change a message of ours."""
        self.turn.actions.append(EditMessage(chat_id=chat_id or self.chat.chat_id, message_id=message_id, reply=reply))

    def delete(self, message_id: int) -> None:
        """Delete a message of ours in this chat; harmless where it is gone already."""
        self.turn.actions.append(DeleteMessage(chat_id=self.chat.chat_id, message_id=message_id))

    def toast(self, update: Update, text: str | None = None) -> None:
        """Answer the pressed button, first of all, with at most 200 characters or silently."""
        if update.callback_query:
            answer = AnswerPress(query_id=update.callback_query.id, text=text)
            others = [one for one in self.turn.actions if not isinstance(one, AnswerPress)]
            self.turn.actions[:] = [answer, *others]

    def send_file(self, filename: str, content: str, caption: str) -> None:
        """Send a text file to this chat."""
        file = SendFile(chat_id=self.chat.chat_id, filename=filename, content=content, caption=caption)
        self.turn.actions.append(file)

    def send_sheet(self, sheet: Sheet, caption: str) -> None:
        """Send a page to print to this chat."""
        self.turn.actions.append(SendSheet(chat_id=self.chat.chat_id, sheet=sheet, caption=caption))

    def set_menu(self, commands: tuple[tuple[str, str], ...]) -> None:
        """Set this chat's menu of commands."""
        self.turn.actions.append(SetMenu(chat_id=self.chat.chat_id, commands=commands))

    def leave(self, chat_id: int) -> None:
        """Leave a group or channel."""
        self.turn.actions.append(LeaveChat(chat_id=chat_id))

    def in_time(self, **span: float) -> datetime:
        """This instant plus a timedelta's keywords, for when a dialogue expires."""
        return self.now + timedelta(**span)


BotApplication = Application[ExtBot[None], BotContext, dict[Any, Any], dict[Any, Any], dict[Any, Any], None]


def pressed(update: Update) -> Press:
    """The press that a CallbackQueryHandler was chosen for."""
    press = parse_press(update.callback_query.data if update.callback_query else None)
    if press is None:
        raise LookupError("this update holds no press of ours")
    return press
