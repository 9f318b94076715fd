"""Simulated time: go forward, and let everything that is due on the way be sent at its own instant."""

from datetime import datetime

from bot.clock import MovableClock
from bot.context import Services
from bot.outbox.message import Kind
from bot.storage import outbox
from jobs.sweep import Sweeper

PLANNED = (Kind.REMINDER, Kind.SNOOZE)


async def advance(services: Services, sweeper: Sweeper, clock: MovableClock, to: datetime) -> None:
    """Move *clock* to each due instant up to *to* in turn and sweep there, then on to *to*."""
    due = await next_instant(services)
    while due is not None and due <= to:
        clock.move_to(due)
        before, swept = clock.now(), due
        await sweeper.sweep()
        due = await next_instant(services)
        if due == swept and before >= due:
            # What is due cannot be sent for now (Telegram is out of reach): time goes on without it.
            clock.move_to(to)
            await sweeper.sweep()
            return
    clock.move_to(to)


async def next_instant(services: Services, *, planned_only: bool = False) -> datetime | None:
    """When the next message is due, or None where nothing waits."""
    async with services.database.read() as db:
        return await outbox.next_due(db, kinds=PLANNED if planned_only else None)
