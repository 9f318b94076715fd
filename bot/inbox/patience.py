"""Waiting in the inbox: the pauses after a failure, cut short where the process ends."""

import asyncio
from collections.abc import Awaitable, Callable, Iterator
from itertools import chain, repeat

from bot.errors import DatabaseUnavailable
from bot.timing import Timing


class Stopping(Exception):
    """The process ends; what is not finished stays on disk and comes again at the next start."""


class Patience:
    """The pauses of one inbox. After ``close`` nobody rests any more."""

    def __init__(self, timing: Timing) -> None:
        self._timing = timing
        self._closing = asyncio.Event()

    def close(self) -> None:
        """End every pause, now and from now on, by Stopping."""
        self._closing.set()

    def pauses(self) -> Iterator[float]:
        """The pauses between tries: those of Timing, then the last one for ever."""
        return chain(self._timing.retry_pauses, repeat(self._timing.retry_pauses[-1]))

    def database_pauses(self) -> Iterator[float]:
        """The pauses between tries to write, for ever."""
        return chain(self._timing.database_pauses, repeat(self._timing.database_pauses[-1]))

    async def rest(self, seconds: float) -> None:
        """Wait; raises Stopping where the process ends meanwhile."""
        try:
            async with asyncio.timeout(seconds):
                await self._closing.wait()
        except TimeoutError:
            return
        raise Stopping

    async def until_written(self, write: Callable[[], Awaitable[None]]) -> None:
        """Write until the database takes it: what was done must not be done again."""
        pauses = self.database_pauses()
        while True:
            try:
                await write()
            except DatabaseUnavailable:
                await self.rest(next(pauses))
            else:
                return
