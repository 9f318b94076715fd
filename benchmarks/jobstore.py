"""One APScheduler job per patient, in its SQLAlchemyJobStore, beside one row per message in the outbox."""

import asyncio
import contextlib
from collections.abc import AsyncIterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from pathlib import Path
from time import perf_counter

from apscheduler.jobstores.sqlalchemy import SQLAlchemyJobStore
from apscheduler.schedulers.asyncio import AsyncIOScheduler
from sqlalchemy import create_engine, event

from benchmarks.claiming import tick
from benchmarks.figures import SLICE, Figure
from benchmarks.planting import BOT, JUST_DUE, UNTIL_NOW, due_today, plant, settings_for
from bot.clock import MovableClock
from bot.context import Knowledge, Services
from bot.outbox.actions import Action
from bot.outbox.pacer import Pacer
from bot.outbox.retry import Delivered, Outcome
from bot.outbox.sender import Sender
from bot.storage import claims
from bot.storage.database import PRAGMAS, Database
from bot.timing import QUICK
from jobs.deliver import Deliverer
from jobs.scheduler import JOB_DEFAULTS
from jobs.sweep import BATCH, Sweeper

DUE = 1_000
IN_FLIGHT = 4
NOWHERE = "http://127.0.0.1:9"  # nothing is sent here


@dataclass
class Measured:
    """Seconds, and the longest time in which the loop could do nothing else while it worked off what was due."""

    register: float
    start: float
    due: float
    blocked: float
    claim: float = 0.0


class Silent(Sender):
    """Takes everything at once, so that the engine alone is measured."""

    def __init__(self) -> None:
        """Without a bot: nothing is sent."""

    async def perform(self, action: Action) -> Outcome:  # noqa: ARG002 - the sender's signature
        """Taken."""
        return Delivered(1)


async def beside_jobstore(folder: Path, patients: int, knowledge: Knowledge) -> list[Figure]:
    """Both with so many patients, one message each; a thousand of them due."""
    theirs = await _jobstore(folder / f"jobs{patients}.db", patients)
    ours = await _outbox(folder / f"rows{patients}.db", patients, knowledge)
    name = "SQLAlchemyJobStore"
    return [
        Figure(f"start, {patients:,} stored, none due", 1000 * ours.start, "ms", name, 1000 * theirs.start),
        Figure(
            f"start, {patients:,}, where jobs are added anew", 1000 * ours.start, "ms", name, 1000 * theirs.register
        ),
        Figure(
            f"{DUE:,} due of {patients:,} claimed",
            1000 * ours.claim,
            "ms",
            f"{name}: run and deleted",
            1000 * theirs.due,
        ),
        Figure(
            f"{DUE:,} due of {patients:,} claimed, checked, rendered, marked and recorded",
            1000 * ours.due,
            "ms",
            f"{name}: run and deleted",
            1000 * theirs.due,
        ),
        Figure("the loop blocked meanwhile, at the longest", 1000 * ours.blocked, "ms", name, 1000 * theirs.blocked),
    ]


async def _outbox(path: Path, patients: int, knowledge: Knowledge) -> Measured:
    def given(number: int) -> date:
        return due_today(number) + (timedelta() if number % (patients // DUE) == 0 else timedelta(days=60))

    plant(path, patients, given, rows_each=1)
    clock = MovableClock(UNTIL_NOW)
    database = Database(f"sqlite+aiosqlite:///{path}")
    services = Services(settings_for(path, NOWHERE), knowledge, database, clock)
    sweeper = Sweeper(services, Deliverer(services, Silent(), Pacer(0, 0), QUICK), IN_FLIGHT)
    began = perf_counter()
    await database.open(bot_id=BOT, kind="live")
    try:
        if await sweeper.sweep():
            raise AssertionError("something was due already")
        start = perf_counter() - began
        clock.move_to(JUST_DUE)
        claim = await _claim_all(services)
        async with _watched() as blocked:
            began = perf_counter()
            if await sweeper.sweep() != DUE:
                raise AssertionError("not all that was due was worked off")
            due = perf_counter() - began
    finally:
        await database.close()
    return Measured(0.0, start, due, max(blocked), claim)


async def _claim_all(services: Services) -> float:
    """Seconds in which everything due is claimed, in the sweep's batches; then it is given back."""
    began, number = perf_counter(), 0
    while claimed := await tick(services, BATCH):
        number += len(claimed)
    spent = perf_counter() - began
    async with services.database.transaction() as db:
        back, _ = await claims.release(db, JUST_DUE, everything=True)
    if not back == number == DUE:
        raise AssertionError("not all that was due was claimed")
    return spent


class _Countdown:
    """How many jobs are still to run, and the event of the last one."""

    def begin(self, number: int) -> asyncio.Event:
        self._left, self._done = number, asyncio.Event()
        return self._done

    def one_less(self) -> None:
        self._left -= 1
        if self._left == 0:
            self._done.set()


_countdown = _Countdown()  # APScheduler finds a job's function by its name alone, and so nothing can be handed to it


async def _job(_chat_id: int) -> None:
    """What a job would send; it does as little as Silent."""
    _countdown.one_less()


async def _jobstore(path: Path, patients: int) -> Measured:
    later = datetime.now(UNTIL_NOW.tzinfo) + timedelta(days=100)
    due_ids = range(0, patients, patients // DUE)
    adding = _scheduler(path)
    adding.start(paused=True)
    began = perf_counter()
    for number in range(patients):
        adding.add_job(_job, "date", run_date=later + timedelta(seconds=number), args=[number], id=str(number))
    register = perf_counter() - began
    adding.shutdown()
    await asyncio.sleep(0)

    idle = _scheduler(path)
    began = perf_counter()
    idle.start()
    await asyncio.sleep(0)
    start = perf_counter() - began
    idle.pause()
    for number in due_ids:
        past = later - timedelta(days=200)
        idle.add_job(_job, "date", run_date=past, args=[number], id=str(number), replace_existing=True)
    idle.shutdown()
    await asyncio.sleep(0)

    all_done = _countdown.begin(len(due_ids))
    busy = _scheduler(path)
    async with _watched() as blocked:
        began = perf_counter()
        busy.start()
        await all_done.wait()
        due = perf_counter() - began
    busy.shutdown()
    await asyncio.sleep(0)
    return Measured(register, start, due, max(blocked))


def _scheduler(path: Path) -> AsyncIOScheduler:
    """With the same pragmas and defaults as ours."""
    engine = create_engine(f"sqlite:///{path}")

    @event.listens_for(engine, "connect")
    def prepare(connection, _record) -> None:  # type: ignore[no-untyped-def] # noqa: ANN001 - sqlite3's
        for pragma in PRAGMAS:
            connection.execute(pragma)

    stores = {"default": SQLAlchemyJobStore(engine=engine)}
    return AsyncIOScheduler(timezone="UTC", jobstores=stores, job_defaults=JOB_DEFAULTS)


@contextlib.asynccontextmanager
async def _watched() -> AsyncIterator[list[float]]:
    """Note by how much the loop comes too late to whoever asks for it all the time."""
    late = [0.0]

    async def ask() -> None:
        while True:
            began = perf_counter()
            await asyncio.sleep(SLICE)
            late.append(perf_counter() - began - SLICE)

    asking = asyncio.create_task(ask())
    await asyncio.sleep(SLICE)
    try:
        yield late
    finally:
        await asyncio.sleep(SLICE)
        asking.cancel()
