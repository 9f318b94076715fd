"""The heartbeat's work: release expired claims, claim what is due in small batches until dry, deliver each."""

import asyncio
import logging
from datetime import timedelta
from itertools import groupby

from bot.context import Services
from bot.outbox.message import OutboxMessage
from bot.storage import health, outbox
from jobs.deliver import Deliverer

logger = logging.getLogger(__name__)

BATCH = 40
LEASE = timedelta(minutes=10)  # far longer than a batch takes, so that nobody else takes it meanwhile
POISONED_FOR = timedelta(hours=1)


class Sweeper:
    """One sweep at a time, whoever asks for it."""

    def __init__(self, services: Services, deliverer: Deliverer, in_flight: int) -> None:
        self._services = services
        self._deliverer = deliverer
        self._in_flight = in_flight
        self._one_at_a_time = asyncio.Lock()
        self._stopping = False

    async def sweep(self) -> int:
        """Deliver everything that is due now; returns how many messages were tried."""
        tried = 0
        async with self._one_at_a_time:
            while not self._stopping:
                now = self._services.now()
                async with self._services.database.transaction() as db:
                    await outbox.release(db, now)
                    claimed = await outbox.claim(db, now, limit=BATCH, lease=LEASE)
                    await health.beat(db, "sweep", now)
                if not claimed:
                    break
                tried += len(claimed)
                await self._deliver(claimed)
        return tried

    async def start(self) -> None:
        """At start, whoever held a claim is gone: everything claimed goes back (a cut-off broadcast is uncertain)."""
        async with self._services.database.transaction() as db:
            back, uncertain = await outbox.release(db, self._services.now(), everything=True)
        if back or uncertain:
            logger.warning("claims of an earlier run released", extra={"back": back, "uncertain": uncertain})

    async def stop(self) -> None:
        """Claim nothing more, and wait for what is being delivered."""
        self._stopping = True
        async with self._one_at_a_time:
            pass

    async def _deliver(self, claimed: list[OutboxMessage]) -> None:
        slots = asyncio.Semaphore(self._in_flight)

        async def one(group: list[OutboxMessage]) -> None:
            async with slots:
                if not self._stopping:
                    await self._deliver_safely(group)

        # Reminders of one person go out as one message; everything else stands alone.
        groups = [
            list(rows)
            for _, rows in groupby(
                sorted(claimed, key=lambda row: (row.person_id or 0, row.id)),
                key=lambda row: ("person", row.person_id) if row.person_id else ("row", row.id),
            )
        ]
        order = {row.id: position for position, row in enumerate(claimed)}
        groups.sort(key=lambda group: min(order[row.id] for row in group))
        await asyncio.gather(*(one(group) for group in groups))

    async def _deliver_safely(self, group: list[OutboxMessage]) -> None:
        try:
            await self._deliverer.deliver(group)
        except Exception:
            # A row that breaks its own delivery must not stop the line: it comes again in an hour.
            logger.exception("a message could not be prepared", extra={"outbox": group[0].id, "kind": group[0].kind})
            async with self._services.database.transaction() as db:
                later = self._services.now() + POISONED_FOR
                await outbox.put_back(db, [row.id for row in group], later, "our fault")
