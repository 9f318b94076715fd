"""
What Telegram's servers know: people, chats, messages, files, the bot's menu. In memory, without I/O.

Times are aware and come from the caller's ``now``; every change gets a rising ``version``, so that the chat page
fetches only what is new, and wakes whoever waits on ``changes``.
"""

import secrets
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Literal

from bot.preview.changes import Changes
from bot.preview.refusals import bad_request
from bot.preview.updates import UpdateQueue

ChatKind = Literal["private", "group", "supergroup", "channel"]
BotStatus = Literal["member", "administrator", "kicked", "left"]


@dataclass(slots=True)
class Person:
    """A Telegram account. ``deactivated``: the account was deleted by its owner."""

    id: int
    first_name: str
    last_name: str | None = None
    username: str | None = None
    language_code: str | None = "en"
    is_bot: bool = False
    deactivated: bool = False


@dataclass(slots=True)
class Chat:
    """
    A place for messages. ``started``: the person has written to the bot once, so the bot may write.
    ``bot_status`` "kicked" in a private chat means blocked.
    """

    id: int
    kind: ChatKind = "private"
    title: str = ""
    started: bool = False
    bot_status: BotStatus = "member"
    typing_until: datetime | None = None
    pinned: int | None = None


@dataclass(slots=True)
class StoredFile:
    """A file on "Telegram's servers"; ``id`` is its file_id."""

    id: str
    name: str
    mime: str
    data: bytes


@dataclass(slots=True)
class Attachment:
    """What a message carries besides text. ``extra`` holds the kind's own fields (duration, latitude...)."""

    kind: Literal["document", "photo", "voice", "sticker", "location"]
    file_id: str | None = None
    extra: dict[str, Any] = field(default_factory=dict)


@dataclass(slots=True)
class Message:
    """
    One message. ``text`` is plain (the caption where there is an attachment), ``html`` the same with its marks;
    ``keyboard`` the inline buttons as Telegram has them; ``earlier`` the HTML before each edit.
    """

    id: int
    chat_id: int
    sender_id: int
    date: datetime
    text: str = ""
    html: str = ""
    entities: list[dict[str, Any]] = field(default_factory=list)
    keyboard: list[list[dict[str, Any]]] = field(default_factory=list)
    other_markup: dict[str, Any] | None = None
    attachment: Attachment | None = None
    service: dict[str, Any] | None = None
    reply_to: int | None = None
    silent: bool = False
    edited: datetime | None = None
    deleted: bool = False
    earlier: list[str] = field(default_factory=list)
    version: int = 0


@dataclass(slots=True)
class CallbackQuery:
    """A pressed button. ``answer`` is the toast's text once the bot has answered ("" for a silent answer)."""

    id: str
    person_id: int
    chat_id: int
    message_id: int
    data: str
    asked: datetime
    answer: str | None = None
    alert: bool = False
    version: int = 0


class World:
    """Everything the stand-in knows. One event loop only."""

    def __init__(self, bot: Person, now: Callable[[], datetime]) -> None:
        self.bot = bot
        self.now = now
        self.changes = Changes()
        self.updates = UpdateQueue(now, self.changes)
        self.people: dict[int, Person] = {bot.id: bot}
        self.chats: dict[int, Chat] = {}
        self.messages: dict[int, dict[int, Message]] = {}
        self.files: dict[str, StoredFile] = {}
        self.queries: dict[str, CallbackQuery] = {}
        self.commands: dict[str, list[dict[str, str]]] = {}
        self.descriptions: dict[str, str] = {}
        self.last_message_id = 0
        self.version = 0
        self.epoch = secrets.token_hex(4)

    def touch(self, chat_id: int) -> int:
        """Note a change in a chat: wakes waiters, gives the change its version."""
        self.version += 1
        self.changes.notify(chat_id)
        return self.version

    def touch_all(self) -> None:
        """Note a change that belongs to no chat."""
        self.version += 1
        self.changes.notify_all()

    def forget_chats(self) -> None:
        """Begin anew: no messages, files or waiting updates, nobody has pressed start. Ids go on rising."""
        self.messages.clear()
        self.files.clear()
        self.queries.clear()
        self.updates.waiting.clear()
        for chat in self.chats.values():
            chat.started, chat.bot_status, chat.typing_until, chat.pinned = False, "member", None, None
        self.epoch = secrets.token_hex(4)
        self.touch_all()

    def chat(self, chat_id: object) -> Chat:
        """The chat a method names. Refuses chats the bot cannot know."""
        chat = self.chats.get(chat_id) if isinstance(chat_id, int) else None
        if chat is None or not (chat.started or chat.kind != "private"):
            raise bad_request("chat not found")
        return chat

    def message(self, chat_id: int, message_id: int) -> Message | None:
        """The message if it still exists."""
        message = self.messages.get(chat_id, {}).get(message_id)
        return None if message is None or message.deleted else message

    def add(self, message: Message) -> Message:
        """Put a message into its chat under the next id."""
        self.last_message_id += 1
        message.id = self.last_message_id
        self.messages.setdefault(message.chat_id, {})[message.id] = message
        message.version = self.touch(message.chat_id)
        return message

    def changed(self, message: Message) -> None:
        """Note that a message was edited, deleted or lost its buttons."""
        message.version = self.touch(message.chat_id)

    def store(self, name: str, mime: str, data: bytes) -> StoredFile:
        """Keep a file and give it a file_id."""
        file = StoredFile(id=secrets.token_urlsafe(16), name=name, mime=mime, data=data)
        self.files[file.id] = file
        return file
