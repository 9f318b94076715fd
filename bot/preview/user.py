"""A person with a chat with the bot, as tests and the chat page use them."""

from typing import Any, Literal

from bot.preview import actions
from bot.preview.actions import NotPossible
from bot.preview.places import PATIENCE, Place
from bot.preview.shown import Shown, ShownButton
from bot.preview.state import Attachment, CallbackQuery, Message, Person, World

FileKind = Literal["document", "photo", "voice", "sticker"]


class User(Place):
    """One person. What they do becomes an update for the bot at once."""

    def __init__(self, world: World, person: Person) -> None:
        super().__init__(world, world.chats[person.id])

    @property
    def person(self) -> Person:
        """The account: names, language."""
        return self.world.people[self.id]

    @property
    def toasts(self) -> list[CallbackQuery]:
        """The answered button presses, oldest first: ``answer`` ("" if silent), ``alert``."""
        queries = self.world.queries.values()
        return [query for query in queries if query.person_id == self.id and query.answer is not None]

    async def say(self, text: str, *, reply_to: Shown | int | None = None) -> Shown:
        """Write to the bot. Raises NotPossible while the bot is blocked."""
        reply = reply_to.id if isinstance(reply_to, Shown) else reply_to
        return self._shown(actions.write(self.world, self.chat, self.person, text, reply_to=reply))

    async def ask(self, text: str, *, within: float = PATIENCE) -> Shown:
        """Write, and return the next message of the bot."""
        self.read_all()
        await self.say(text)
        return await self.next(within=within)

    async def edit(self, message: Shown | int, text: str) -> None:
        """Change an own message (its text or caption)."""
        own = self._own(message)
        if own.sender_id != self.id:
            raise NotPossible("people can edit their own messages only")
        actions.rewrite(self.world, own, text)

    async def press(self, message: Shown | int, button: str | ShownButton) -> CallbackQuery:
        """
        Press a button, given by its text or data; it must be there now. A ShownButton kept from before is pressed
        even if it is gone (a stale client, a double tap).
        """
        shown = self._shown(self._own(message))
        if isinstance(button, str):
            button = shown.button(button)
        if button.data is None:
            raise NotPossible(f"{button.text!r} opens a page; the bot hears nothing of it")
        return actions.press(self.world, self.person, self.id, shown.id, button.data)

    async def press_forged(self, message: Shown | int, data: str) -> CallbackQuery:
        """A client sends whatever data it likes."""
        message_id = message.id if isinstance(message, Shown) else message
        return actions.press(self.world, self.person, self.id, message_id, data)

    async def answered(self, query: CallbackQuery, *, within: float = PATIENCE) -> str:
        """Wait for the toast that answers a press; "" for a silent one. Raises TimeoutError."""
        await self._until(lambda: query.answer is not None or None, "toast", within)
        return query.answer or ""

    async def photo(self, caption: str = "", *, data: bytes = b"\x89PNG\r\n\x1a\n", mime: str = "image/png") -> Shown:
        """Send a picture."""
        return self._send("photo", caption, "picture.png", mime, data)

    async def voice(self, *, seconds: int = 3) -> Shown:
        """Send a voice message."""
        return self._send("voice", "", "voice.ogg", "audio/ogg", b"OggS", {"duration": seconds})

    async def sticker(self, emoji: str = "👍") -> Shown:
        """Send a sticker."""
        extra = {
            "type": "regular",
            "width": 512,
            "height": 512,
            "is_animated": False,
            "is_video": False,
            "emoji": emoji,
        }
        return self._send("sticker", "", "sticker.webp", "image/webp", b"RIFF", extra)

    async def document(
        self, name: str = "letter.pdf", data: bytes = b"%PDF-1.4", caption: str = "", mime: str = "application/pdf"
    ) -> Shown:
        """Send a file."""
        return self._send("document", caption, name, mime, data)

    async def location(self, latitude: float = 52.52, longitude: float = 13.4) -> Shown:
        """Send a place on the map."""
        place = Attachment("location", extra={"latitude": latitude, "longitude": longitude})
        return self._shown(actions.write(self.world, self.chat, self.person, "", attachment=place))

    async def inline_query(self, text: str) -> None:
        """Type the bot's name and a question in another chat."""
        actions.inline_query(self.world, self.person, text)

    async def block(self) -> None:
        """Block the bot: it gets a my_chat_member, and 403 from now on."""
        actions.set_bot_status(self.world, self.chat, self.person, "kicked")

    async def unblock(self) -> None:
        """Let the bot write again."""
        actions.set_bot_status(self.world, self.chat, self.person, "member")

    def deactivate(self) -> None:
        """Delete the Telegram account: the bot hears nothing, and gets 403 from now on."""
        self.person.deactivated = True

    def _send(
        self, kind: FileKind, caption: str, name: str, mime: str, data: bytes, extra: dict[str, Any] | None = None
    ) -> Shown:
        file = self.world.store(name, mime, data)
        attachment = Attachment(kind, file.id, extra or {})
        return self._shown(actions.write(self.world, self.chat, self.person, caption, attachment=attachment))

    def _own(self, message: Shown | int) -> Message:
        found = self.world.message(self.id, message.id if isinstance(message, Shown) else message)
        if found is None:
            raise NotPossible("there is no such message in this chat")
        return found

    def _shown(self, message: Message) -> Shown:
        return Shown(self.world, message)
