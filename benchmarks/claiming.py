"""What a heartbeat costs among many waiting rows, beside bare sqlite3 on the same file."""

import sqlite3
import statistics
from collections.abc import Sequence
from contextlib import closing
from datetime import timedelta
from pathlib import Path
from time import perf_counter

from benchmarks.figures import Figure
from benchmarks.planting import BOT, UNTIL_NOW, instant, settings_for
from bot.clock import MovableClock
from bot.context import Knowledge, Services
from bot.storage import claims, health, outbox
from bot.storage.database import PRAGMAS, Database
from bot.vitals import SWEEP
from jobs.downtime import notice_lateness

NOW = UNTIL_NOW
DUE = 100
ROUNDS = 30
LEASE = timedelta(minutes=10)

# The due rows of one lane, by the index that the schema has for them.
SELECT = "SELECT * FROM outbox WHERE status = 'pending' AND priority = 0 AND due_at <= ? ORDER BY due_at, id LIMIT ?"
UPDATE = "UPDATE outbox SET status = 'leased', lease_until = ? WHERE id = ?"
BEAT = "INSERT OR REPLACE INTO heartbeats (name, beat_at) VALUES ('bare', '2026-11-29 08:00:00.000000')"
BACK = "UPDATE outbox SET status = 'pending', lease_until = NULL WHERE status IN ('leased', 'sending')"


async def claiming(path: Path, knowledge: Knowledge) -> list[Figure]:
    """Make 100 rows of different people due, and measure; the file is left as it was found, but for the hundred."""
    database = Database(f"sqlite+aiosqlite:///{path}")
    await database.open(bot_id=BOT, kind="live")
    services = Services(settings_for(path, "http://127.0.0.1:9"), knowledge, database, MovableClock(NOW))
    try:
        with closing(sqlite3.connect(path, isolation_level=None)) as bare:
            for pragma in PRAGMAS:
                bare.execute(pragma)
            (rows,) = bare.execute("SELECT count(*) FROM outbox").fetchone()
            idle_bare, idle_noted, idle, looking = await _idle(services, bare)
            asked = await _any_due(database)
            _make_due(bare)
            select, write, ours = await _claim(services, bare)
    finally:
        await database.close()
    select_name, write_name = "a bare select", "a bare select, update and commit"
    among = f"among {rows:,} waiting"
    return [
        Figure(f"idle tick {among}", idle, "ms", select_name, idle_bare),
        Figure(f"idle tick {among}", idle, "ms", "a bare select, a beat noted and commit", idle_noted, "5 times"),
        Figure("the same with its look for what is late or left, once a minute", looking, "ms", "the same", idle_noted),
        Figure(f"is anything due? {among} (asked with every reply)", asked, "ms", select_name, idle_bare),
        Figure(f"claim of {DUE} due {among}", ours, "ms", select_name, select),
        Figure(f"claim of {DUE} due {among}", ours, "ms", write_name, write, "5 times"),
    ]


async def _claim(services: Services, bare: sqlite3.Connection) -> tuple[float, float, float]:
    selects, writes, claimed = [], [], []
    for _ in range(ROUNDS):
        began = perf_counter()
        found = bare.execute(SELECT, (instant(NOW), DUE)).fetchall()
        selects.append(perf_counter() - began)

        began = perf_counter()
        bare.execute("BEGIN IMMEDIATE")
        found = bare.execute(SELECT, (instant(NOW), DUE)).fetchall()
        bare.executemany(UPDATE, [(instant(NOW + LEASE), row[0]) for row in found])
        bare.execute("COMMIT")
        writes.append(perf_counter() - began)
        bare.execute(BACK)

        began = perf_counter()
        ours = await tick(services, DUE)
        claimed.append(perf_counter() - began)
        if sorted(one.id for one in ours) != sorted(row[0] for row in found):
            raise AssertionError("the two took different rows")
        bare.execute(BACK)
    return _median(selects), _median(writes), _median(claimed)


async def _idle(services: Services, bare: sqlite3.Connection) -> tuple[float, float, float, float]:
    selects, noted, ours, looking = [], [], [], []
    for _ in range(ROUNDS):
        began = perf_counter()
        bare.execute(SELECT, (instant(NOW), DUE)).fetchall()
        selects.append(perf_counter() - began)

        began = perf_counter()
        bare.execute("BEGIN IMMEDIATE")
        bare.execute(SELECT, (instant(NOW), DUE)).fetchall()
        bare.execute(BEAT)
        bare.execute("COMMIT")
        noted.append(perf_counter() - began)

        began = perf_counter()
        await tick(services, DUE)
        ours.append(perf_counter() - began)

        began = perf_counter()
        await tick(services, DUE, look=True)
        looking.append(perf_counter() - began)
    return _median(selects), _median(noted), _median(ours), _median(looking)


async def _any_due(database: Database) -> float:
    async with database.read() as db:
        taken = []
        for _ in range(ROUNDS):
            began = perf_counter()
            await outbox.any_due(db, NOW)
            taken.append(perf_counter() - began)
    return _median(taken)


async def tick(services: Services, limit: int, *, look: bool = False) -> list[outbox.OutboxMessage]:
    """The first transaction of a sweep, as jobs/sweep.py makes it; once a minute with its *look*."""
    now = services.now()
    async with services.database.transaction() as db:
        if look:
            await claims.release(db, now)
            await notice_lateness(db, services, await health.last_beat(db, SWEEP))
        claimed = await claims.claim(db, now, limit=limit, lease=LEASE)
        await health.beat(db, SWEEP, now)
    return claimed


def _make_due(bare: sqlite3.Connection) -> None:
    """The first waiting row of every so manieth person, so that the rows lie apart in the file."""
    first = "SELECT min(id) AS id FROM outbox WHERE person_id % ? = 1 AND status = 'pending' GROUP BY person_id LIMIT ?"
    (people,) = bare.execute("SELECT count(*) FROM persons").fetchone()
    ids = [row[0] for row in bare.execute(first, (max(people // DUE, 1), DUE))]
    bare.executemany(
        "UPDATE outbox SET due_at = ? WHERE id = ?",
        [(instant(NOW - timedelta(seconds=place)), number) for place, number in enumerate(ids)],
    )


def _median(seconds: Sequence[float]) -> float:
    return 1000 * statistics.median(seconds)
