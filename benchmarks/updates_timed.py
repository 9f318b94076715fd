"""
The bot with timers around its steps, for ``benchmarks.updates``: ``python -m benchmarks.updates_timed FILE``.

Each step counts the processor time of the event loop's thread while it is the innermost one that runs, and nothing
while it waits. FILE gets the figures when the bot is stopped.
"""

import inspect
import json
import sys
import time
from collections import Counter, defaultdict
from collections.abc import Awaitable, Callable, Generator
from pathlib import Path
from typing import Any

import aiosqlite
from sqlalchemy.ext.asyncio import AsyncConnection
from telegram import Update
from telegram.ext import BaseHandler

from bot import __main__ as command_line
from bot.inbox.answering import Answerer
from bot.inbox.emergency import Emergency
from bot.inbox.intake import Intake
from bot.inbox.polling import Poller
from bot.inbox.replying import Replier
from bot.outbox import actions
from bot.outbox.sender import Sender
from bot.storage import updates
from bot.storage.database import Database
from bot.understanding import pipeline
from bot.understanding.triage import Triage
from bot.understanding.wishes import wish

OURS = ("bot.", "jobs.")
HANDLER, HANDLER_DATABASE = "handler", "database of the handler"


class Timers:
    """Seconds by step. A step that another step calls stands still meanwhile."""

    def __init__(self) -> None:
        self.spent: defaultdict[str, float] = defaultdict(float)
        self.counted: Counter[str] = Counter()
        self._stack = ["everything else"]
        self._since = 0.0
        self.begin()

    def begin(self) -> None:
        """Forget what was counted: what came before is the start."""
        self.spent.clear()
        self.counted.clear()
        self._since = time.thread_time()
        self._wall, self._process = time.monotonic(), time.process_time()

    def enter(self, step: str) -> None:
        self._turn()
        self._stack.append(step)

    def leave(self) -> None:
        self._turn()
        self._stack.pop()

    def runs(self, step: str) -> bool:
        return step in self._stack

    def figures(self) -> dict[str, Any]:
        self._turn()
        return {
            "steps": dict(self.spent),
            "counted": dict(self.counted),
            "processor": time.process_time() - self._process,
            "wall": time.monotonic() - self._wall,
        }

    def _turn(self) -> None:
        now = time.thread_time()
        self.spent[self._stack[-1]] += now - self._since
        self._since = now


timers = Timers()


class Stepwise:
    """An awaitable whose every run, from one wait to the next, counts for *step*."""

    def __init__(self, inner: Awaitable[Any], step: str) -> None:
        self._inner = inner
        self._step = step

    def __await__(self) -> Generator[Any, Any, Any]:
        inner = self._inner.__await__()
        give: Callable[[Any], Any] = inner.send
        value: Any = None
        while True:
            timers.enter(self._step)
            try:
                waited = give(value)
            except StopIteration as end:
                return end.value
            finally:
                timers.leave()
            try:
                value, give = (yield waited), inner.send
            except BaseException as error:  # noqa: BLE001 - handed on as it is
                value, give = error, inner.throw


def timed(function: Callable[..., Any], step: str, within: str | None = None) -> Callable[..., Any]:
    """*function* with a timer; *within* counts only where that step runs."""
    if inspect.iscoroutinefunction(function):

        async def wait(*args: Any, **named: Any) -> Any:  # noqa: ANN401
            work = function(*args, **named)
            return await (Stepwise(work, step) if within is None or timers.runs(within) else work)

        return wait

    def call(*args: Any, **named: Any) -> Any:  # noqa: ANN401
        timers.enter(step)
        try:
            return function(*args, **named)
        finally:
            timers.leave()

    return call


def everywhere(function: Callable[..., Any], step: str) -> None:
    """Put a timer around *function* in every module of ours that has it."""
    replacement = timed(function, step)
    for name, module in list(sys.modules.items()):
        if name.startswith(OURS):
            for attribute, value in list(vars(module).items()):
                if value is function:
                    setattr(module, attribute, replacement)


def inside(owner: type, method: str, step: str, within: str | None = None) -> None:
    """Put a timer around a method."""
    setattr(owner, method, timed(getattr(owner, method), step, within))


def counting(owner: type, method: str, what: str) -> None:
    """Count the calls of a method."""
    original = getattr(owner, method)

    def counted(*args: Any, **named: Any) -> Any:  # noqa: ANN401
        timers.counted[what] += 1
        return original(*args, **named)

    setattr(owner, method, counted)


def put_in() -> None:
    """Every timer and counter."""
    inside(Poller, "_fetch", "poll and parse")
    Update.de_json = timed(Update.de_json, "poll and parse")  # type: ignore[method-assign]
    inside(Emergency, "is_red_flag", "red flags at the intake")
    everywhere(updates.save, "save the update")
    inside(Answerer, "_decide", "transaction of the answer")
    inside(BaseHandler, "handle_update", HANDLER)
    for read in (pipeline.understand, wish):
        everywhere(read, "understanding")
    inside(Triage, "mentions", "understanding")
    for method in ("execute", "scalar", "scalars"):
        inside(AsyncConnection, method, HANDLER_DATABASE, within=HANDLER)
    for name, module in list(sys.modules.items()):
        if name.startswith("bot.views."):
            for value in list(vars(module).values()):
                if inspect.isfunction(value) and value.__module__ == name:
                    everywhere(value, "render")
    everywhere(actions.dump_actions, "transaction of the answer")
    inside(Sender, "perform", "send")
    for owner, method in ((Answerer, "_close"), (Replier, "_note")):
        inside(owner, method, "record")
    counting(aiosqlite.Connection, "_execute", "hand-overs to a database thread")
    for method in ("execute", "scalar", "scalars"):
        counting(AsyncConnection, method, "statements")
    counting(Database, "transaction", "write transactions")


def begin_with_first_update() -> None:
    accept = Intake.accept

    async def first(intake: Intake, batch: list[dict[str, Any]]) -> None:
        if batch:
            Intake.accept = accept  # type: ignore[method-assign]
            timers.begin()
        await accept(intake, batch)

    Intake.accept = first  # type: ignore[method-assign,assignment]


if __name__ == "__main__":
    put_in()
    begin_with_first_update()
    code = command_line.main(["run"])
    Path(sys.argv[1]).write_text(json.dumps(timers.figures()), encoding="utf-8")
    sys.exit(code)
