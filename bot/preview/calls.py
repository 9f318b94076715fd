"""A log of every call the bot made, and how many sends were in flight at any moment."""

import asyncio
import time
from collections import deque
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from bot.preview.changes import Changes

REMEMBERED = 50_000
_SENDS = {"sendMessage", "sendDocument", "sendPhoto", "copyMessage"}


@dataclass(slots=True)
class Call:
    """
    One request. ``arrived`` and ``finished`` are seconds of ``time.monotonic`` (None: still in flight);
    ``status`` the HTTP status answered (0: the connection was dropped); ``done`` whether it took effect.
    """

    method: str
    params: dict[str, Any]
    chat_id: int | None
    arrived: float
    finished: float | None = None
    status: int | None = None
    done: bool = False
    description: str = ""

    @property
    def is_send(self) -> bool:
        """Whether it puts a new message into a chat."""
        return self.method in _SENDS


class CallLog:
    """All calls in the order they arrived; iterates over Call, newest last."""

    def __init__(self) -> None:
        self._calls: deque[Call] = deque(maxlen=REMEMBERED)
        self._changes = Changes()
        self.sends_in_flight = 0
        self.most_sends_in_flight = 0
        self.listeners: list[Callable[[Call], None]] = []

    def __iter__(self) -> Iterator[Call]:
        return iter(tuple(self._calls))

    def __len__(self) -> int:
        return len(self._calls)

    def of(self, method: str, *, chat: int | None = None) -> list[Call]:
        """The calls of one method, in one chat if given."""
        return [c for c in self if c.method == method and chat in {None, c.chat_id}]

    @property
    def sends(self) -> list[Call]:
        """The calls that put a new message into a chat."""
        return [call for call in self if call.is_send]

    def clear(self) -> None:
        """Forget the calls so far, and the most sends in flight."""
        self._calls.clear()
        self.most_sends_in_flight = self.sends_in_flight

    def arrive(self, method: str, params: dict[str, Any]) -> Call:
        """Note a request before anything is done about it; listeners run now."""
        chat = params.get("chat_id")
        call = Call(method, params, chat if isinstance(chat, int) else None, time.monotonic())
        self._calls.append(call)
        if call.is_send:
            self.sends_in_flight += 1
            self.most_sends_in_flight = max(self.most_sends_in_flight, self.sends_in_flight)
        for listener in tuple(self.listeners):
            listener(call)
        self._changes.notify_all()
        return call

    def finish(self, call: Call, status: int, description: str = "") -> None:
        """Note the answer."""
        call.finished, call.status, call.description = time.monotonic(), status, description
        if call.is_send:
            self.sends_in_flight -= 1
        self._changes.notify_all()

    async def wait_for(self, wanted: Callable[[Call], bool], *, count: int = 1, within: float = 5) -> list[Call]:
        """The first ``count`` calls that are wanted, waiting for them; they may be in flight. Raises TimeoutError."""

        def enough() -> list[Call] | None:
            found = [call for call in self if wanted(call)]
            return found[:count] if len(found) >= count else None

        return await self._changes.until(enough, within=within)

    async def next(self, method: str | None = None, *, within: float = 5) -> Call:
        """The next call of this method (any send if None) to arrive from now on; it is still in flight."""
        heard: asyncio.Future[Call] = asyncio.get_running_loop().create_future()

        def listen(call: Call) -> None:
            if not heard.done() and (call.method == method if method else call.is_send):
                heard.set_result(call)

        self.listeners.append(listen)
        try:
            return await asyncio.wait_for(heard, within)
        finally:
            self.listeners.remove(listen)
