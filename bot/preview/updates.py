"""
The updates that wait for the bot: kept until an offset confirms them, for 24 hours at most.

One poller at a time: a second getUpdates ends the first one's wait with 409 Conflict, as Telegram does.
"""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from bot.preview.changes import Changes
from bot.preview.refusals import conflict

KEPT = timedelta(hours=24)
MOST_IN_A_BATCH = 100
NOT_BY_DEFAULT = {"chat_member", "message_reaction", "message_reaction_count"}
FIRST_ID = 100_000_001


@dataclass(slots=True)
class Waiting:
    """An update and when it came. ``again``: sent a second time, so an old offset does not confirm it yet."""

    update: dict[str, Any]
    came: datetime
    again: bool = False

    @property
    def id(self) -> int:
        """The update_id."""
        return int(self.update["update_id"])


class UpdateQueue:
    """Updates in the order they came."""

    def __init__(self, now: Callable[[], datetime], changes: Changes) -> None:
        self._changes = changes
        self._now = now
        self.waiting: list[Waiting] = []
        self.next_id = FIRST_ID
        self.allowed: list[str] | None = None
        self._poller: asyncio.Future[str] | None = None
        self._turn = 0
        self._arrival = asyncio.Event()

    def push(self, update: dict[str, Any]) -> dict[str, Any]:
        """
        Queue an update; without an ``update_id`` it gets the next one. Returns it with its id.

        A kind the bot did not ask for (allowed_updates) is dropped, as Telegram does. An update with an id that
        was given before is delivered once more.
        """
        again = "update_id" in update
        if not again:
            update = {"update_id": self.next_id, **update}
        self.next_id = max(self.next_id, update["update_id"] + 1)
        if self._wanted(update):
            self.waiting.append(Waiting(update, self._now(), again))
            self.wake("update")
        return update

    def _wanted(self, update: dict[str, Any]) -> bool:
        kinds = set(update) - {"update_id"}
        return not kinds & NOT_BY_DEFAULT if not self.allowed else bool(kinds & set(self.allowed))

    def wake(self, why: str) -> None:
        """End the present wait: "update", "conflict" or "closed"."""
        self._arrival.set()
        if self._poller is not None and not self._poller.done():
            self._poller.set_result(why)

    async def arrival(self) -> None:
        """Wait until something new is queued (for webhooks)."""
        while not self.waiting:
            self._arrival.clear()
            await self._arrival.wait()

    def confirm(self, offset: int | None) -> None:
        """Forget everything below the offset; a negative one keeps that many from the end."""
        if offset is None:
            return
        if offset < 0:
            self.waiting = self.waiting[offset:]
        else:
            self.waiting = [item for item in self.waiting if item.again or item.id >= offset]
        self._changes.notify_all()

    def _batch(self, limit: int) -> list[dict[str, Any]]:
        oldest = self._now() - KEPT
        self.waiting = [item for item in self.waiting if item.came > oldest]
        batch = self.waiting[:limit]
        for item in batch:
            item.again = False
        return [item.update for item in batch]

    async def poll(self, offset: int | None, limit: int, wait: float) -> list[dict[str, Any]]:
        """The unconfirmed updates, waiting up to ``wait`` seconds for the first. Raises Refusal 409."""
        self.confirm(offset)
        self._turn += 1
        turn = self._turn
        self.wake("conflict")
        loop = asyncio.get_running_loop()
        ends = loop.time() + wait
        limit = min(max(limit, 1), MOST_IN_A_BATCH)
        while True:
            if turn != self._turn:
                raise conflict(
                    "terminated by other getUpdates request; make sure that only one bot instance is running"
                )
            batch = self._batch(limit)
            left = ends - loop.time()
            if batch or left <= 0:
                return batch
            self._poller = mine = loop.create_future()
            done, _ = await asyncio.wait({mine}, timeout=left)
            if done and mine.result() == "closed":
                return []
