"""A queue per chat: order is kept within a chat, and a chatty one delays nobody else."""

import asyncio
import logging
from collections import deque
from collections.abc import Awaitable, Callable, Coroutine
from typing import Any

from bot.storage.updates import SavedUpdate

logger = logging.getLogger(__name__)


class ChatQueues:
    """
    Hands each chat's updates to *answer*, one at a time; chats run side by side.

    A red flag that waits *hurry_after* seconds behind others of its chat is given to *hurry* as well: what holds up
    the chat must not hold up an emergency.
    """

    def __init__(
        self,
        answer: Callable[[SavedUpdate], Awaitable[None]],
        hurry: Callable[[SavedUpdate], Coroutine[Any, Any, None]],
        hurry_after: float,
    ) -> None:
        self._answer = answer
        self._hurry = hurry
        self._hurry_after = hurry_after
        self._waiting: dict[int | None, deque[SavedUpdate]] = {}
        self._running: dict[int | None, asyncio.Task[None]] = {}
        self._hurrying: set[asyncio.Task[None]] = set()
        self._closed = False

    def put(self, update: SavedUpdate) -> None:
        """Queue an update behind its chat's others."""
        if self._closed:
            return  # it is on disk and comes again at the next start
        line = self._waiting.setdefault(update.chat_id, deque())
        line.append(update)
        if update.chat_id not in self._running:
            task = asyncio.create_task(self._run(update.chat_id, line), name=f"chat {update.chat_id}")
            self._running[update.chat_id] = task
        elif update.urgent:
            watch = asyncio.create_task(self._watch(update, line))
            self._hurrying.add(watch)
            watch.add_done_callback(self._hurrying.discard)

    async def idle(self) -> None:
        """Wait until every queued update was answered."""
        while self._running:
            await asyncio.wait(self._running.values())

    def close(self) -> None:
        """Take nothing more; what has not begun stays on disk."""
        self._closed = True
        for line in self._waiting.values():
            while len(line) > 1:
                line.pop()

    async def finish(self, patience: float) -> None:
        """Let the update under way in each chat come to its end, within *patience* seconds."""
        for watch in self._hurrying:
            watch.cancel()
        tasks = list(self._running.values())
        if not tasks:
            return
        _, late = await asyncio.wait(tasks, timeout=patience)
        for task in late:
            task.cancel()
        await asyncio.gather(*late, return_exceptions=True)

    async def _run(self, chat_id: int | None, line: deque[SavedUpdate]) -> None:
        try:
            while line:
                try:
                    await self._answer(line[0])
                except Exception:
                    # The update stays unfinished on disk; the chat's next ones must not wait for a restart.
                    logger.exception("an update was left unfinished", extra={"update": line[0].id})
                line.popleft()
        finally:
            self._waiting.pop(chat_id, None)
            self._running.pop(chat_id, None)

    async def _watch(self, update: SavedUpdate, line: deque[SavedUpdate]) -> None:
        await asyncio.sleep(self._hurry_after)
        if update in line and line[0] is not update:
            await self._hurry(update)
