"""
What answering an update does, as plain values: saved with the change of state, then performed in order.

They are kept as JSON until Telegram has taken each, and erased with the update's text.
"""

from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, TypeAdapter

from bot.views.reply import Reply
from bot.views.sheet import Sheet


class _Action(BaseModel):
    model_config = ConfigDict(frozen=True)


class SendMessage(_Action):
    """A new message to a chat; a ``silent`` one makes no sound."""

    kind: Literal["send"] = "send"
    chat_id: int
    reply: Reply
    silent: bool = False


class EditMessage(_Action):
    """Change a message of ours; where it is gone or too old, the same is sent as a new one."""

    kind: Literal["edit"] = "edit"
    chat_id: int
    message_id: int
    reply: Reply


class DeleteMessage(_Action):
    """Take a message of ours out of a chat, as long as Telegram allows it."""

    kind: Literal["delete"] = "delete"
    chat_id: int
    message_id: int


class AnswerPress(_Action):
    """End the waiting sign of a pressed button, with a few words on top of the screen or without."""

    kind: Literal["press"] = "press"
    query_id: str
    text: str | None = None


class SendFile(_Action):
    """A text file (UTF-8), with a caption."""

    kind: Literal["file"] = "file"
    chat_id: int
    filename: str
    content: str
    caption: str


class SendSheet(_Action):
    """A page to print, drawn as PDF while it is sent: what is kept are its words."""

    kind: Literal["sheet"] = "sheet"
    chat_id: int
    sheet: Sheet
    caption: str


class SetMenu(_Action):
    """The menu of commands of one chat: (command, description) pairs."""

    kind: Literal["menu"] = "menu"
    chat_id: int
    commands: tuple[tuple[str, str], ...]


class LeaveChat(_Action):
    """Leave a group or channel: this bot talks in private only."""

    kind: Literal["leave"] = "leave"
    chat_id: int


Action = SendMessage | EditMessage | DeleteMessage | AnswerPress | SendFile | SendSheet | SetMenu | LeaveChat

_LIST: TypeAdapter[list[Action]] = TypeAdapter(list[Annotated[Action, Field(discriminator="kind")]])


def dump_actions(actions: list[Action]) -> str:
    """The actions as JSON."""
    return _LIST.dump_json(actions).decode()


def load_actions(text: str) -> list[Action]:
    """The actions behind JSON of dump_actions."""
    return _LIST.validate_json(text)
