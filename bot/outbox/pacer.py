"""The pace of unprompted messages: so many a second in all, and one a second to a chat; replies do not pass here."""

import asyncio
from datetime import timedelta
from time import monotonic

FULLEST = 27  # messages in a second when some are caught up: three below Telegram's limit, for jitter on the way


def catch_up_at(rate: float) -> float:
    """The seconds whose moments may be caught up at this many messages a second, so that no second is too full."""
    return max(0.0, min(0.12, FULLEST / rate - 1))


class Pacer:
    """
    Hands out moments at which a message may go, *gap* seconds apart and *chat_interval* within a chat.

    Moments of the last *catch_up* seconds that nobody was there to take are still handed out: otherwise every pause
    of the sweep, short as it is, would be lost for good, and the pace would never be reached.

    Telegram documents neither limit exactly: 30 a second in all and 1 a second to a chat are its advice to bots.
    """

    def __init__(self, gap: float, chat_interval: float, catch_up: float = 0.0) -> None:
        self._gap = gap
        self._chat_interval = chat_interval
        self._catch_up = catch_up
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
        turn = max(now - self._catch_up, self._next)
        at = max(now, turn, self._next_of_chat.get(chat_id, 0.0))
        # A chat that must wait longer does not hold up the others: only the common gap is taken from them.
        self._next = turn + self._gap
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
