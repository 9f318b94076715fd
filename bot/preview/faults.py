"""
Faults on demand: what Telegram and the network do on a bad day, for tests and for the curious.

``faults.add("429", retry_after=3, method="sendMessage", chat=42, times=2)``: the next two matching calls.
"""

import asyncio
import contextlib
import random
from dataclasses import dataclass
from typing import Literal

from bot.preview import refusals
from bot.preview.calls import Call
from bot.preview.limits import Limits
from bot.preview.refusals import Refusal

FaultKind = Literal["429", "403", "400", "401", "409", "500", "502", "hang", "drop", "lost"]
EVERY_METHOD = "*"
_WORDS = {
    "403": "bot was blocked by the user",
    "400": "chat not found",
    "409": "terminated by other getUpdates request; make sure that only one bot instance is running",
    "500": "Internal Server Error",
}


@dataclass(slots=True)
class Fault:
    """
    A fault and the calls it hits. ``remaining`` None: until removed. Kinds:

    - "429", "403", "400", "401", "409", "500": refused with that code, nothing done
    - "502": a gateway's HTML page, nothing done
    - "hang": no answer for ``seconds``; then done and answered (``done=False``: then dropped, nothing done)
    - "drop": the connection ends, nothing done
    - "lost": done, but the connection ends before the answer
    """

    kind: FaultKind
    method: str | None = None
    chat: int | None = None
    text: str | None = None
    remaining: int | None = 1
    description: str | None = None
    retry_after: int = 1
    seconds: float = 0
    done: bool = True
    hits: int = 0

    def matches(self, call: Call) -> bool:
        """Whether this call is to meet the fault."""
        if self.method is None and call.method == "getUpdates":
            return False
        return (
            self.method in {None, EVERY_METHOD, call.method}
            and self.chat in {None, call.chat_id}
            and (self.text is None or self.text in str(call.params.get("text", "")))
        )

    def refusal(self) -> Refusal | None:
        """The answer to give in place of doing it; None for faults of the connection."""
        if self.kind == "429":
            return refusals.too_many_requests(self.retry_after)
        if self.kind == "401":
            return refusals.unauthorized()
        words = self.description or _WORDS.get(self.kind, "")
        makers = {"403": refusals.forbidden, "400": refusals.bad_request, "409": refusals.conflict}
        if self.kind in makers:
            return makers[self.kind](words)
        return Refusal(500, words) if self.kind == "500" else None


class Faults:
    """The faults that wait for their calls, the delay of every answer, and Telegram's limits if switched on."""

    def __init__(self) -> None:
        self._waiting: list[Fault] = []
        self._released = asyncio.Event()
        self.latency: tuple[float, float] | float = 0
        self.limits: Limits | None = None
        self.random = random.Random()

    def add(
        self,
        kind: FaultKind,
        *,
        method: str | None = None,
        chat: int | None = None,
        text: str | None = None,
        times: int | None = 1,
        description: str | None = None,
        retry_after: int = 1,
        seconds: float = 3600,
        done: bool = True,
    ) -> Fault:
        """
        Let the next ``times`` matching calls fail (None: all, until removed); see Fault for the kinds.

        Without a ``method`` every call but getUpdates matches; "*" matches getUpdates too ("no network").
        ``text``: only calls whose text contains it. Faults added first are used first.
        """
        fault = Fault(kind, method, chat, text, times, description, retry_after, seconds, done)
        self._waiting.append(fault)
        return fault

    def remove(self, fault: Fault) -> None:
        """Let matching calls through again; no error if it is used up already."""
        if fault in self._waiting:
            self._waiting.remove(fault)

    def clear(self) -> None:
        """A good day again: no faults, no delay, no limits; what hangs goes on at once."""
        self._waiting.clear()
        self.latency, self.limits = 0, None
        self.release()

    def take(self, call: Call) -> Fault | None:
        """The fault this call meets, used up by one."""
        for fault in self._waiting:
            if fault.matches(call):
                fault.hits += 1
                if fault.remaining is not None:
                    fault.remaining -= 1
                    if fault.remaining <= 0:
                        self._waiting.remove(fault)
                return fault
        return None

    def release(self) -> None:
        """Let the calls that hang or wait for their delay go on now."""
        self._released.set()
        self._released = asyncio.Event()

    async def hang(self, seconds: float) -> None:
        """Wait, unless released before."""
        if seconds > 0:
            released = self._released
            with contextlib.suppress(TimeoutError):
                async with asyncio.timeout(seconds):
                    await released.wait()

    def delay(self) -> float:
        """The seconds before the next answer."""
        if isinstance(self.latency, tuple):
            return self.random.uniform(*self.latency)
        return self.latency
