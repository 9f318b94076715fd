"""Reads how the bot is: the same for /health, the HTTP endpoint and the watch over the bot."""

from collections.abc import Mapping
from datetime import datetime
from zoneinfo import ZoneInfo

from bot.context import Services
from bot.schedule import InjectionFacts, standing
from bot.settings import Settings
from bot.storage import health, late, updates
from bot.storage.database import Connection
from bot.storage.unreachable import unreachable_people
from bot.vitals import (
    BACKUP,
    CANARY,
    DELIVERED,
    STUCK,
    SWEEP,
    Fault,
    OutOfReach,
    Vitals,
    canary_is_missing,
    due_soon,
    stands_still,
)


async def take_vitals(db: Connection, services: Services) -> Vitals:
    """All figures and faults."""
    now = services.now()
    beats = await health.beats(db)
    waiting, oldest = await late.backlog(db, now)
    lost = await out_of_reach(db, services.settings, now)
    return Vitals(
        faults=await _faults(db, services, beats),
        last_sweep=beats.get(SWEEP),
        waiting=waiting,
        oldest=oldest,
        last_delivered=beats.get(DELIVERED),
        last_canary=beats.get(CANARY),
        last_backup=beats.get(BACKUP),
        unreachable=len(lost),
        unreachable_due=len(due_soon(lost)),
        unanswered=await updates.count_unfinished(db),
        parked=await updates.count_parked(db),
    )


async def current_faults(db: Connection, services: Services) -> tuple[Fault, ...]:
    """The faults alone."""
    return await _faults(db, services, await health.beats(db))


async def out_of_reach(db: Connection, settings: Settings, now: datetime) -> list[OutOfReach]:
    """Everybody with an injection or appointment who cannot be reached, the latest first; at the end the finished."""
    found = []
    for one in await unreachable_people(db):
        today = now.astimezone(ZoneInfo(one.zone or settings.default_timezone)).date()
        state = standing(InjectionFacts(record=0, given=one.given, booked=one.booked), today)
        found.append(
            OutOfReach(
                chat_id=one.chat_id,
                since=one.since,
                due=state.due,
                today=today,
                lateness=state.lateness,
                booked=state.booked,
                finished=state.finished,
            )
        )
    return sorted(found, key=lambda one: (one.finished, one.due, one.chat_id))


async def _faults(db: Connection, services: Services, beats: Mapping[str, datetime]) -> tuple[Fault, ...]:
    now = services.now()
    found = []
    if stands_still(beats.get(SWEEP), now):
        found.append(Fault.STANDSTILL)
    # After an outage what waited takes its time: only what Telegram could have had for an hour is stuck.
    answering = services.reach.since
    if answering is not None and now - answering >= STUCK and await late.any_late(db, now - STUCK, late.UNPROMPTED):
        found.append(Fault.STUCK)
    if services.settings.admin_ids and canary_is_missing(beats, now):
        found.append(Fault.CANARY)
    return tuple(found)
