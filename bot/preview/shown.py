"""A message as a person sees it on the screen."""

from dataclasses import dataclass
from datetime import datetime

from bot.preview.actions import NotPossible
from bot.preview.state import Message, StoredFile, World


@dataclass(frozen=True, slots=True)
class ShownButton:
    """A button under a message."""

    text: str
    data: str | None
    url: str | None = None


class Shown:
    """
    One message in a chat. It stays current: edits and deletions show through.

    ``text`` is plain, ``html`` carries the marks, ``earlier`` the HTML before each edit, oldest first.
    """

    def __init__(self, world: World, message: Message) -> None:
        self._world = world
        self._message = message

    @property
    def id(self) -> int:
        """The message_id."""
        return self._message.id

    @property
    def chat_id(self) -> int:
        """The chat it is in."""
        return self._message.chat_id

    @property
    def from_bot(self) -> bool:
        """Whether the bot wrote it."""
        return self._message.sender_id == self._world.bot.id

    @property
    def date(self) -> datetime:
        """When it was sent, by the stand-in's clock."""
        return self._message.date

    @property
    def text(self) -> str:
        """The words, plain; the caption where there is an attachment; "" once deleted."""
        return self._message.text

    @property
    def html(self) -> str:
        """The words with their marks."""
        return self._message.html

    @property
    def earlier(self) -> list[str]:
        """The HTML before each edit."""
        return list(self._message.earlier)

    @property
    def is_edited(self) -> bool:
        """Whether its words were changed after it was sent."""
        return self._message.edited is not None

    @property
    def is_deleted(self) -> bool:
        """Whether it is gone."""
        return self._message.deleted

    @property
    def is_silent(self) -> bool:
        """Whether it came without a sound."""
        return self._message.silent

    @property
    def reply_to(self) -> int | None:
        """The id of the message it answers."""
        return self._message.reply_to

    @property
    def buttons(self) -> list[list[ShownButton]]:
        """The rows of buttons under it."""
        return [
            [ShownButton(b["text"], b.get("callback_data"), b.get("url")) for b in row]
            for row in self._message.keyboard
        ]

    @property
    def captions(self) -> list[str]:
        """The texts of all buttons, in reading order."""
        return [button.text for row in self.buttons for button in row]

    def button(self, text_or_data: str) -> ShownButton:
        """The button with this text, else with this data, else the only one whose text contains it."""
        every = [button for row in self.buttons for button in row]
        for found in (
            [b for b in every if b.text == text_or_data],
            [b for b in every if b.data == text_or_data],
            [b for b in every if text_or_data.lower() in b.text.lower()],
        ):
            if len(found) == 1:
                return found[0]
        raise NotPossible(f"no single button {text_or_data!r} among {self.captions}")

    @property
    def document(self) -> StoredFile | None:
        """The file it carries (name, mime, data), a document or a picture; None for none."""
        attachment = self._message.attachment
        return self._world.files[attachment.file_id] if attachment and attachment.file_id else None

    @property
    def kind(self) -> str:
        """What it carries: text, document, photo, voice, sticker or location."""
        return self._message.attachment.kind if self._message.attachment else "text"

    def __repr__(self) -> str:
        who = "bot" if self.from_bot else "person"
        gone = " deleted" if self.is_deleted else ""
        return f"<{self.id} {who}{gone}: {self.text!r} {self.captions}>"
