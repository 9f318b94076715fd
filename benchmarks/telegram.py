"""The preview's stand-in for Telegram, in a process of its own: it takes no time from the bot that is measured."""

import asyncio
import multiprocessing
from collections import deque
from collections.abc import Sequence
from dataclasses import dataclass, field
from multiprocessing.connection import Connection
from random import Random
from time import monotonic
from types import TracebackType
from typing import Any, Self

from benchmarks.planting import ADMIN, FIRST_CHAT, TOKEN
from bot.preview import StandIn
from bot.preview.limits import Limits
from bot.preview.refusals import too_many_requests

ASKERS, FIRST_ASKER = 2_000, 9_000_000  # people who write while others are written to
WINDOW = 1.0  # seconds
JITTER = 0.02  # of a second that two messages to a chat may come closer on the way


@dataclass(slots=True)
class StrictLimits(Limits):
    """Never more than 30 messages in any second, nor two to a chat: stricter than Telegram, which forgives a burst."""

    _sent: deque[float] = field(default_factory=deque)
    _sent_to: dict[int | None, float] = field(default_factory=dict)

    def admit(self, chat_id: int | None) -> None:
        now = self.clock()
        while self._sent and self._sent[0] <= now - WINDOW:
            self._sent.popleft()
        if len(self._sent) >= self.per_second or now - self._sent_to.get(chat_id, -WINDOW) < WINDOW - JITTER:
            self.refused += 1
            raise too_many_requests(1)
        self._sent.append(now)
        self._sent_to[chat_id] = now


class Telegram:
    """
    ``with Telegram(patients, latency) as telegram:`` and give ``telegram.base_url`` to the bot.

    *latency* is how long an answer takes, in seconds (from, to). *strict* enforces the limits of sending.
    """

    def __init__(self, patients: int, latency: tuple[float, float], *, strict: bool) -> None:
        spawn = multiprocessing.get_context("spawn")
        self._line, far = spawn.Pipe()
        self._process = spawn.Process(target=_run, args=(far, patients, latency, strict), daemon=True)

    def __enter__(self) -> Self:
        self._process.start()
        self.base_url: str = self._line.recv()
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self._line.send(("end",))
        self._process.join(10)

    async def call(self, *command: object) -> Any:  # noqa: ANN401 - as the command has it
        """Have a command of _Town done; returns its result."""
        self._line.send(command)
        return await asyncio.to_thread(self._line.recv)


class _Town:
    """What happens on the far side."""

    def __init__(self, standin: StandIn) -> None:
        self._standin = standin
        self._asking: asyncio.Task[list[float]] | None = None

    async def seen(self) -> tuple[list[float], int]:
        """When each message that was taken had arrived, and how many were refused with 429."""
        taken = [call.arrived for call in self._standin.calls.sends if call.status == 200]
        refused = sum(call.status == 429 for call in self._standin.calls.sends)
        return taken, refused

    async def ask(self, texts: Sequence[str], every: float) -> None:
        """From now on somebody writes every so often on average, at random."""
        self._asking = asyncio.create_task(self._ask(texts, every))

    async def asked(self) -> list[float]:
        """Nobody writes any more; the seconds from each message to the reply to it."""
        if self._asking is None:
            return []
        asking, self._asking = self._asking, None
        asking.cancel()
        return await asking

    async def _ask(self, texts: Sequence[str], every: float) -> list[float]:
        chance, waiting, waits = Random(1), dict[int | None, float](), list[float]()

        def answered(call: Any) -> None:  # noqa: ANN401 - a Call
            began = waiting.pop(call.chat_id, None) if call.is_send else None
            if began is not None:
                waits.append(call.arrived - began)

        self._standin.calls.listeners.append(answered)
        number = 0
        try:
            while True:
                await asyncio.sleep(chance.expovariate(1 / every))
                chat = FIRST_ASKER + number % ASKERS
                number += 1
                if chat in waiting:
                    raise AssertionError("a message waits for its reply since a whole round")
                waiting[chat] = monotonic()
                await self._standin.user(chat).say(texts[number % len(texts)])
        except asyncio.CancelledError:
            for _ in range(100):  # the last ones are answered yet
                if not waiting:
                    break
                await asyncio.sleep(0.1)
        self._standin.calls.listeners.remove(answered)
        if waiting:
            raise AssertionError(f"{len(waiting)} messages were not answered")
        return waits


def _run(line: Connection, patients: int, latency: tuple[float, float], strict: bool) -> None:  # noqa: FBT001 - see Process
    asyncio.run(_serve(line, patients, latency, strict=strict))


async def _serve(line: Connection, patients: int, latency: tuple[float, float], *, strict: bool) -> None:
    async with StandIn(TOKEN) as standin:
        numbers = (ADMIN, *range(FIRST_CHAT + 1, FIRST_CHAT + patients + 1), *range(FIRST_ASKER, FIRST_ASKER + ASKERS))
        for number in numbers:
            standin.user(number).chat.started = True
        standin.faults.latency = latency
        standin.faults.limits = StrictLimits() if strict else None
        town = _Town(standin)
        line.send(standin.base_url)
        while (command := await asyncio.to_thread(line.recv))[0] != "end":
            name, *arguments = command
            line.send(await getattr(town, name)(*arguments))
