"""The heartbeat's work: release expired claims, claim what is due in small batches until dry, deliver each."""

import asyncio
import logging
from datetime import datetime, timedelta
from itertools import groupby

from bot.context import Services
from bot.errors import DatabaseUnavailable
from bot.outbox.message import Kind, OutboxMessage
from bot.storage import claims, health
from bot.storage.database import Connection
from bot.vitals import SWEEP, stands_still
from jobs.deliver import Deliverer
from jobs.downtime import notice_lateness
from jobs.underway import Underway

logger = logging.getLogger(__name__)

BATCH = 40
LEASE = timedelta(minutes=10)  # far longer than a batch takes, so that nobody else takes it meanwhile
LOOK_AGAIN = timedelta(minutes=1)  # for what is late, or held by nobody: most heartbeats do without these queries
POISONED_FOR = timedelta(hours=1)
DAILY = (Kind.REMINDER, Kind.SNOOZE)  # those of one person that are due together go out as one message


class Sweeper:
    """One sweep at a time, whoever asks for it. Raises DatabaseUnavailable where nothing can be written."""

    def __init__(self, services: Services, deliverer: Deliverer, in_flight: int) -> None:
        self._services = services
        self._deliverer = deliverer
        self._in_flight = in_flight
        self._one_at_a_time = asyncio.Lock()
        self._stopping = False
        # The file has one process and the process one sweep: what is claimed before the first one, or after one
        # that failed, is nobody's any more.
        self._orphans = True
        self._looked: datetime | None = None

    async def sweep(self) -> int:
        """Deliver everything that is due now; returns how many messages were tried."""
        tried = 0
        async with self._one_at_a_time:
            everything, self._orphans = self._orphans, True  # until all that is claimed has come to its end
            first = True
            async with Underway(self._in_flight) as underway:
                while not self._stopping:
                    self._services.wake.clear()  # whatever it is set for is among what is claimed now
                    claimed = await self._claim(first=first, everything=everything)
                    first = False
                    tried += len(claimed)
                    for group in _messages(claimed):
                        if not self._stopping:
                            await underway.begin(group[0].person_id, self._deliver_safely(group))
                    # The next batch is claimed while the last of this one are on their way, so that no moment at
                    # which something may go is lost. Only the very last are waited for, as they may leave more
                    # behind; where one of them hangs, what is queued meanwhile goes all the same.
                    if not claimed and not underway:
                        break
                    if not claimed:
                        await underway.end(sooner=self._services.wake)
            self._orphans = self._stopping
        return tried

    async def stop(self, patience: float) -> None:
        """Claim nothing more, and wait at most *patience* seconds for what is being delivered."""
        self._stopping = True
        self._deliverer.close()
        try:
            async with asyncio.timeout(patience), self._one_at_a_time:
                pass
        except TimeoutError:
            logger.warning("a delivery took too long to wait for; it is repeated at the next start")

    async def _claim(self, *, first: bool, everything: bool) -> list[OutboxMessage]:
        now = self._services.now()
        back = uncertain = 0
        look = self._looked is None or not timedelta() <= now - self._looked < LOOK_AGAIN
        async with self._services.database.transaction() as db:
            if first and (everything or look):  # later what has outlived its lease is our own, and waits for its turn
                back, uncertain = await claims.release(db, now, everything=everything)
            if look:
                await self._look(db, now, midway=not first)
            claimed = await claims.claim(db, now, limit=BATCH, lease=LEASE)
            await health.beat(db, SWEEP, now)
        if look:
            self._looked = now
        if back or uncertain:
            logger.warning("claims that nobody held were released", extra={"back": back, "uncertain": uncertain})
        return claimed

    async def _look(self, db: Connection, now: datetime, *, midway: bool) -> None:
        """Once a minute, before more is claimed: how long has nobody looked, and what is late by it?"""
        last = await health.last_beat(db, SWEEP)
        if stands_still(last, now):
            self._services.reach.forget()
        await notice_lateness(db, self._services, last, midway=midway)

    async def _deliver_safely(self, group: list[OutboxMessage]) -> None:
        try:
            await self._deliverer.deliver(group)
        except DatabaseUnavailable:
            raise
        except Exception:
            # A row that breaks its own delivery must not stop the line: it comes again in an hour.
            logger.exception("a message could not be delivered", extra={"outbox": group[0].id, "kind": group[0].kind})
            now = self._services.now()
            async with self._services.database.transaction() as db:
                await claims.put_aside(db, [row.id for row in group], now, now + POISONED_FOR)


def _messages(claimed: list[OutboxMessage]) -> list[list[OutboxMessage]]:
    """Claimed rows by the message that they become, in the order of the claim."""
    order = {row.id: position for position, row in enumerate(claimed)}

    def together(row: OutboxMessage) -> tuple[int, int]:
        return (row.person_id, 0) if row.person_id is not None and row.kind in DAILY else (0, row.id)

    groups = [list(rows) for _, rows in groupby(sorted(claimed, key=together), key=together)]
    return sorted(groups, key=lambda group: min(order[row.id] for row in group))
