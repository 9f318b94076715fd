"""Chats as tests use them: a person's chat with the bot, a group, a channel."""

from collections.abc import Callable

from bot.preview import actions
from bot.preview.changes import Found
from bot.preview.shown import Shown
from bot.preview.state import Chat, Message, Person, World

PATIENCE = 5.0


class Place:
    """What can be read in any chat."""

    def __init__(self, world: World, chat: Chat) -> None:
        self.world = world
        self.id = chat.id
        self._read = 0

    @property
    def chat(self) -> Chat:
        """The chat's state: started, bot_status..."""
        return self.world.chats[self.id]

    @property
    def conversation(self) -> list[Shown]:
        """Everything visible in the chat, both sides, oldest first."""
        messages = self.world.messages.get(self.chat.id, {}).values()
        return [Shown(self.world, message) for message in messages if not message.deleted]

    @property
    def messages(self) -> list[Shown]:
        """What the bot wrote here and is still visible, oldest first, with edits applied."""
        return [shown for shown in self.conversation if shown.from_bot]

    @property
    def texts(self) -> list[str]:
        """The plain words of ``messages``."""
        return [shown.text for shown in self.messages]

    @property
    def last(self) -> Shown:
        """The newest visible message of the bot. Raises IndexError when there is none."""
        return self.messages[-1]

    @property
    def received(self) -> int:
        """How many messages the bot ever sent here, deleted ones included."""
        bot = self.world.bot.id
        return sum(m.sender_id == bot for m in self.world.messages.get(self.chat.id, {}).values())

    def _from_bot(self) -> list[Message]:
        bot = self.world.bot.id
        return [m for m in self.world.messages.get(self.chat.id, {}).values() if m.sender_id == bot]

    async def wait_for(
        self,
        wanted: Callable[[Shown], object] | str,
        *,
        after: Shown | None = None,
        within: float = PATIENCE,
    ) -> Shown:
        """
        The first visible message of the bot that is wanted: by a function, or by words it contains.

        Messages that are here already count, and so does an edit; ``after``: only later ones. Raises TimeoutError.
        """

        def found() -> Shown | None:
            for shown in self.messages:
                if after is not None and shown.id <= after.id:
                    continue
                if wanted in shown.text if isinstance(wanted, str) else wanted(shown):
                    return shown
            return None

        return await self._until(found, f"a message wanted ({wanted!r})", within)

    async def wait_for_count(self, count: int, *, within: float = PATIENCE) -> list[Shown]:
        """Wait until the bot has sent at least ``count`` messages here in all. Raises TimeoutError."""

        def enough() -> list[Shown] | None:
            return self.messages if self.received >= count else None

        return await self._until(enough, f"{count} messages", within)

    async def next(self, *, within: float = PATIENCE) -> Shown:
        """The oldest message of the bot that ``next`` has not returned yet, waiting for it. Raises TimeoutError."""

        def unread() -> Shown | None:
            for message in self._from_bot():
                if message.id > self._read:
                    self._read = message.id
                    return Shown(self.world, message)
            return None

        return await self._until(unread, "other message", within)

    def read_all(self) -> None:
        """Everything so far counts as read for ``next``."""
        self._read = self.world.last_message_id

    async def _until(self, check: Callable[[], Found | None], what: str, within: float) -> Found:
        try:
            return await self.world.changes.until(check, chat_id=self.chat.id, within=within)
        except TimeoutError:
            raise TimeoutError(
                f"no {what} in chat {self.id} within {within} s; the chat: {self.conversation}"
            ) from None


class Group(Place):
    """A group or channel that the bot may be added to."""

    async def say(self, person: Person | None, text: str) -> Shown:
        """A member writes; in a channel ``person`` is None and it is a post."""
        message = actions.write(self.world, self.chat, person or self.world.bot, text)
        return Shown(self.world, message)

    async def add_bot(self, by: Person) -> None:
        """Somebody adds the bot: my_chat_member, and in groups the service message."""
        actions.set_bot_status(self.world, self.chat, by, "administrator" if self.chat.kind == "channel" else "member")
        if self.chat.kind != "channel":
            bot = {"id": self.world.bot.id, "is_bot": True, "first_name": self.world.bot.first_name}
            service = {"new_chat_members": [bot]}
            actions.write(self.world, self.chat, by, "", service=service)

    async def remove_bot(self, by: Person) -> None:
        """Somebody removes the bot."""
        actions.set_bot_status(self.world, self.chat, by, "kicked")
