"""Long polling with a loop of our own: a batch is on disk before the next offset confirms it."""

import asyncio
import json
import logging
from collections.abc import Awaitable, Callable, Iterator
from datetime import timedelta
from itertools import chain, repeat
from time import monotonic
from urllib.parse import urlencode

from telegram import Bot
from telegram.error import Conflict, Forbidden, InvalidToken, NetworkError, RetryAfter, TelegramError
from telegram.request import BaseRequest

from bot.errors import DatabaseUnavailable, IntakeStopped
from bot.inbox.conflict import ConflictWatch, Verdict
from bot.inbox.intake import Intake, RawUpdate, number_of
from bot.timing import Timing

logger = logging.getLogger(__name__)

# Always passed: left out, Telegram keeps whatever was asked for before.
ALLOWED_UPDATES = ["message", "edited_message", "callback_query", "my_chat_member", "channel_post"]


class Poller:
    """Fetches updates until cancelled. Raises IntakeStopped for a refused token or another poller that stays."""

    def __init__(
        self,
        bot: Bot,
        request: BaseRequest,
        intake: Intake,
        timing: Timing,
        on_conflict: Callable[[], Awaitable[None]],
    ) -> None:
        self._bot = bot
        self._request = request
        self._intake = intake
        self._timing = timing
        self._on_conflict = on_conflict
        self._conflicts = ConflictWatch(timing.conflict_patience)
        self._offset: int | None = None
        self._trouble: str | None = None
        self._pauses: Iterator[float] = iter(())

    async def run(self) -> None:
        """Poll for ever."""
        while True:
            await self._once()

    async def _once(self) -> None:
        began = monotonic()
        try:
            batch = await self._fetch()
            self._conflicts.polled(began)
            await self._intake.accept(batch)
        except Conflict as error:
            await self._conflict(error)
        except (InvalidToken, Forbidden):
            raise IntakeStopped("Telegram refused the token; take the right one from BotFather") from None
        except RetryAfter as error:
            wait = error.retry_after
            await asyncio.sleep(wait.total_seconds() if isinstance(wait, timedelta) else wait)
        except (TelegramError, TimeoutError) as error:
            await self._out_of_reach(type(error).__name__, self._timing.poll_pauses)
        except DatabaseUnavailable:
            await self._out_of_reach("DatabaseUnavailable", self._timing.database_pauses)
        else:
            ids = [number for raw in batch if (number := number_of(raw)) is not None]
            if ids:
                self._offset = max(ids) + 1
            self._back_in_reach()

    async def _fetch(self) -> list[RawUpdate]:
        # Raw JSON: an update that the library cannot parse must not block the line.
        arguments: dict[str, object] = {
            "timeout": self._timing.long_poll,
            "limit": 100,
            "allowed_updates": json.dumps(ALLOWED_UPDATES),
        }
        if self._offset is not None:
            arguments["offset"] = self._offset
        patience = self._timing.long_poll + self._timing.request_timeout
        async with asyncio.timeout(patience + self._timing.request_timeout):
            payload = await self._request.retrieve(
                f"{self._bot.base_url}/getUpdates?{urlencode(arguments)}", read_timeout=patience
            )
        try:
            batch = json.loads(payload)["result"]
        except (ValueError, KeyError, TypeError):
            raise NetworkError("no answer of the Bot API") from None
        return [raw for raw in batch if isinstance(raw, dict)] if isinstance(batch, list) else []

    async def _conflict(self, error: Conflict) -> None:
        if "webhook" in error.message.lower():
            await self._end_webhook()
            return
        match self._conflicts.conflict():
            case Verdict.GIVE_UP:
                raise IntakeStopped(
                    "another process polls with this token; stop it, or give this bot a token of its own"
                )
            case Verdict.NOTE:
                logger.warning("another process polls with this token; waiting for it to hand over")
            case Verdict.TELL:
                logger.error("another process polls with this token; this one goes on")
                await self._on_conflict()
            case Verdict.WAIT:
                pass
        await asyncio.sleep(self._timing.poll_pauses[0])

    async def _end_webhook(self) -> None:
        """An earlier run used a webhook; what waits is kept."""
        try:
            await self._bot.delete_webhook(drop_pending_updates=False)
        except TelegramError as error:
            await self._out_of_reach(type(error).__name__, self._timing.poll_pauses)

    async def _out_of_reach(self, what: str, pauses: tuple[float, ...]) -> None:
        if self._trouble != what:
            self._pauses = chain(pauses, repeat(pauses[-1]))
        if self._trouble is None:
            logger.warning("updates cannot be taken for now; trying on", extra={"reason": what})
        self._trouble = what
        await asyncio.sleep(next(self._pauses))

    def _back_in_reach(self) -> None:
        if self._trouble is not None:
            logger.warning("updates are taken again")
        self._trouble = None
