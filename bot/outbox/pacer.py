"""The pace of unprompted messages: so many a second in all, and one a second to a chat; replies do not pass here."""

import asyncio
from datetime import timedelta
from time import monotonic


class Pacer:
    """
    Hands out moments at which a message may go, *gap* seconds apart and *chat_interval* within a chat.

    Telegram documents neither limit exactly: 30 a second in all and 1 a second to a chat are its advice to bots.
    """

    def __init__(self, gap: float, chat_interval: float) -> None:
        self._gap = gap
        self._chat_interval = chat_interval
        self._next = 0.0
        self._next_of_chat: dict[int, float] = {}
        self._paused_until = 0.0
        self._closing = asyncio.Event()

    async def turn(self, chat_id: int) -> bool:
        """Wait until a message to this chat may go; False where nothing may go any more, as the process ends."""
        at = self._reserve(chat_id)
        # A pause that begins while somebody waits here holds for them too.
        while (wait := max(at, self._paused_until) - monotonic()) > 0 and not self._closing.is_set():
            await self._rest(wait)
        return not self._closing.is_set()

    def pause(self, wait: timedelta) -> None:
        """Let nothing go for as long as Telegram says (429)."""
        self._paused_until = max(self._paused_until, monotonic() + wait.total_seconds())

    def close(self) -> None:
        """Let nothing go any more; whoever waits is told at once."""
        self._closing.set()

    def _reserve(self, chat_id: int) -> float:
        now = monotonic()
        at = max(now, self._next, self._next_of_chat.get(chat_id, 0.0))
        # A chat that must wait longer does not hold up the others: only the common gap is taken from them.
        self._next = max(now, self._next) + self._gap
        if len(self._next_of_chat) > 1000:
            self._next_of_chat = {chat: then for chat, then in self._next_of_chat.items() if then > now}
        self._next_of_chat[chat_id] = at + self._chat_interval
        return at

    async def _rest(self, seconds: float) -> None:
        try:
            async with asyncio.timeout(seconds):
                await self._closing.wait()
        except TimeoutError:
            return
