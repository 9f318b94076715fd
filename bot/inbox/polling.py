"""Long polling with a loop of our own: a batch is on disk before the next offset confirms it."""

import asyncio
import contextlib
import logging
from collections.abc import Awaitable, Callable, Iterator
from itertools import chain, repeat
from time import monotonic
from typing import Any

from telegram import Bot
from telegram.error import Conflict, Forbidden, InvalidToken, RetryAfter, TelegramError

from bot.errors import DatabaseUnavailable, IntakeStopped
from bot.inbox.intake import Intake, RawUpdate
from bot.timing import Timing

logger = logging.getLogger(__name__)

# Always passed: left out, Telegram keeps whatever was asked for before.
ALLOWED_UPDATES = ["message", "edited_message", "callback_query", "my_chat_member", "channel_post"]


class Poller:
    """Fetches updates until cancelled. Raises IntakeStopped for a refused token or another poller that stays."""

    def __init__(self, bot: Bot, intake: Intake, timing: Timing, on_conflict: Callable[[], Awaitable[None]]) -> None:
        self._bot = bot
        self._intake = intake
        self._timing = timing
        self._on_conflict = on_conflict
        self._offset: int | None = None
        self._trouble: str | None = None
        self._pauses = self._fresh_pauses()
        self._last_conflict = monotonic()
        self._conflict_since: float | None = None
        self._settled = False

    async def run(self) -> None:
        """Poll for ever."""
        while True:
            await self._once()

    async def _once(self) -> None:
        try:
            batch = await self._fetch()
            await self._intake.accept(batch)
        except Conflict as error:
            await self._conflict(error)
        except (InvalidToken, Forbidden):
            raise IntakeStopped("Telegram refused the token; take the right one from BotFather") from None
        except RetryAfter as error:
            await self._wait(error)
        except TelegramError as error:
            await self._out_of_reach(type(error).__name__)
        except DatabaseUnavailable:
            await self._out_of_reach("DatabaseUnavailable")
        else:
            if batch:
                self._offset = max(raw["update_id"] for raw in batch if "update_id" in raw) + 1
            self._back_in_reach()

    async def _fetch(self) -> list[RawUpdate]:
        arguments: dict[str, Any] = {
            "timeout": self._timing.long_poll,
            "limit": 100,
            "allowed_updates": ALLOWED_UPDATES,
        }
        if self._offset is not None:
            arguments["offset"] = self._offset
        # Raw JSON: an update that the library cannot parse must not block the line.
        batch: list[RawUpdate] = await self._bot.do_api_request(
            "getUpdates",
            api_kwargs=arguments,
            read_timeout=self._timing.long_poll + self._timing.request_timeout,
        )
        return batch

    async def _conflict(self, error: Conflict) -> None:
        if "webhook" in error.message.lower():
            with contextlib.suppress(TelegramError):  # an earlier run used a webhook; nothing that waits is lost
                await self._bot.delete_webhook(drop_pending_updates=False)
            return
        now = monotonic()
        if now - self._last_conflict > self._timing.conflict_patience:
            self._settled = True  # this bot polled alone for long: the other one is the newcomer
            self._conflict_since = None
        self._last_conflict = now
        if self._conflict_since is None:
            self._conflict_since = now
            logger.warning("another process polls with this token; waiting for it to hand over")
            if self._settled:
                await self._on_conflict()
        elif not self._settled and now - self._conflict_since > self._timing.conflict_patience:
            raise IntakeStopped("another process polls with this token; stop it, or give this bot a token of its own")
        await asyncio.sleep(self._timing.poll_pauses[0])

    async def _wait(self, error: RetryAfter) -> None:
        wait = error.retry_after
        seconds = wait if isinstance(wait, int) else wait.total_seconds()
        await asyncio.sleep(seconds)

    async def _out_of_reach(self, what: str) -> None:
        if self._trouble is None:
            logger.warning("updates cannot be taken for now; trying on", extra={"reason": what})
        self._trouble = what
        await asyncio.sleep(next(self._pauses))

    def _back_in_reach(self) -> None:
        if self._trouble is not None:
            logger.warning("updates are taken again")
        self._trouble = None
        self._pauses = self._fresh_pauses()

    def _fresh_pauses(self) -> Iterator[float]:
        return chain(self._timing.poll_pauses, repeat(self._timing.poll_pauses[-1]))
