"""Waiting for something to become true, woken by events, never by polling."""

import asyncio
from collections.abc import Callable
from typing import TypeVar

Found = TypeVar("Found")
ANY = None


class Changes:
    """Wakes those who wait on a chat, and those who wait on anything."""

    def __init__(self) -> None:
        self._waiting: dict[int | None, set[asyncio.Future[None]]] = {}

    def notify(self, chat_id: int) -> None:
        """Something changed in this chat."""
        self._wake(chat_id)
        self._wake(ANY)

    def notify_all(self) -> None:
        """Something changed that belongs to no chat."""
        for chat_id in tuple(self._waiting):
            self._wake(chat_id)

    def _wake(self, chat_id: int | None) -> None:
        for future in self._waiting.pop(chat_id, ()):
            if not future.done():
                future.set_result(None)

    async def until(self, check: Callable[[], Found | None], *, chat_id: int | None = ANY, within: float) -> Found:
        """The first thing ``check`` returns that is neither None nor False. Raises TimeoutError."""
        async with asyncio.timeout(within):
            while True:
                found = check()
                if found is not None and found is not False:
                    return found
                future = asyncio.get_running_loop().create_future()
                self._waiting.setdefault(chat_id, set()).add(future)
                try:
                    await future
                finally:
                    self._waiting.get(chat_id, set()).discard(future)
