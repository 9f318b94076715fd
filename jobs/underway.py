"""Deliveries that run side by side."""

import asyncio
from collections.abc import Coroutine
from types import TracebackType
from typing import Any, Self


class Underway:
    """
    At most *most* at once, and never two for one person, whose second message hangs on what became of the first.

    ``async with Underway(4) as underway:`` leaves none running: it waits for all, then raises what one has raised.
    """

    def __init__(self, most: int) -> None:
        self._most = most
        self._tasks: dict[asyncio.Task[None], int | None] = {}

    def __bool__(self) -> bool:
        """Whether any is still under way."""
        return bool(self._tasks)

    async def begin(self, person_id: int | None, delivery: Coroutine[Any, Any, None]) -> None:
        """Begin a delivery as soon as there is room for it; raises what an earlier one has raised."""
        try:
            while len(self._tasks) >= self._most or (person_id is not None and person_id in self._tasks.values()):
                await self._wait()
        except BaseException:
            delivery.close()
            raise
        self._tasks[asyncio.create_task(delivery)] = person_id

    async def end(self, sooner: asyncio.Event) -> None:
        """Wait until all have ended or *sooner* is set, whichever comes first; raises what one has raised."""
        told = asyncio.create_task(sooner.wait())
        try:
            while self._tasks and not told.done():
                await self._wait(told)
        finally:
            told.cancel()

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        if isinstance(error, asyncio.CancelledError):
            for task in self._tasks:
                task.cancel()
        # One that fails must not leave the others running behind the back of whoever comes next.
        results = await asyncio.gather(*self._tasks, return_exceptions=True)
        for result in results:
            if error is None and isinstance(result, BaseException):
                raise result

    async def _wait(self, *others: asyncio.Task[Any]) -> None:
        """Until one, or one of *others*, has ended."""
        await asyncio.wait([*self._tasks, *others], return_when=asyncio.FIRST_COMPLETED)
        ended = [task for task in self._tasks if task.done()]
        for task in ended:
            del self._tasks[task]
        for error in [task.exception() for task in ended]:
            if error is not None:
                raise error
