"""What is asked at every heartbeat and with every reply finds its rows by an index, however many wait."""

from collections.abc import AsyncIterator, Awaitable, Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import event

from bot.outbox.message import Kind, NewMessage
from bot.storage import chats, claims, late, outbox
from bot.storage.database import Connection, Database

NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)
LEASE = timedelta(minutes=1)


@pytest.fixture
async def database(tmp_path: Path) -> AsyncIterator[Database]:
    opened = Database(f"sqlite+aiosqlite:///{tmp_path / 'bot.db'}")
    await opened.open(bot_id=1000, kind="live")
    yield opened
    await opened.close()


async def plans_of(database: Database, work: Callable[[Connection], Awaitable[object]]) -> list[str]:
    """How SQLite would find the rows of every statement that *work* executes."""
    said = list[tuple[str, object]]()

    def listen(_connection: object, _cursor: object, statement: str, parameters: object, *_more: object) -> None:
        said.append((statement, parameters))

    async with database.transaction() as db:
        event.listen(database.engine.sync_engine, "before_cursor_execute", listen)
        await work(db)
        event.remove(database.engine.sync_engine, "before_cursor_execute", listen)
        return [
            row[3]
            for statement, parameters in said
            for row in await db.exec_driver_sql(f"EXPLAIN QUERY PLAN {statement}", parameters)  # type: ignore[arg-type]
        ]


@pytest.mark.parametrize(
    "work",
    [
        lambda db: claims.claim(db, NOW, limit=40, lease=LEASE),
        lambda db: claims.release(db, NOW),
        lambda db: claims.release(db, NOW, everything=True),
        lambda db: outbox.any_due(db, NOW),
        outbox.next_due,
        lambda db: late.backlog(db, NOW),
    ],
    ids=["claim", "release", "release everything", "any due", "next due", "backlog"],
)
async def test_nothing_reads_the_outbox_from_end_to_end(
    database: Database, work: Callable[[Connection], Awaitable[object]]
) -> None:
    async with database.transaction() as db:
        await chats.seen(db, 101, NOW)
        for key in ("left", "again"):
            await outbox.enqueue(db, NewMessage(key, Kind.NOTICE, 101, {}, NOW), NOW)
        # A claim that has ended, so that there is something to release.
        await claims.claim(db, NOW, limit=1, lease=-LEASE)

    plans = await plans_of(database, work)

    assert any("ix_outbox_" in plan for plan in plans)
    assert not [plan for plan in plans if plan.startswith("SCAN outbox")]


async def test_of_what_waits_only_what_is_due_is_looked_at(database: Database) -> None:
    plans = await plans_of(database, lambda db: claims.claim(db, NOW, limit=40, lease=LEASE))

    assert "SEARCH outbox USING INDEX ix_outbox_waiting (priority=? AND due_at<?)" in plans


async def test_the_backlog_counts_what_is_due_and_what_is_under_way(database: Database) -> None:
    async with database.transaction() as db:
        assert await late.backlog(db, NOW) == (0, None)
        await chats.seen(db, 101, NOW)
        for hours in (-1, 0, 1, 2):
            due = NOW - timedelta(hours=hours)
            await outbox.enqueue(db, NewMessage(f"after {hours}", Kind.NOTICE, 101, {}, due), NOW)
        await claims.claim(db, NOW, limit=1, lease=LEASE)

        assert await late.backlog(db, NOW) == (3, NOW - timedelta(hours=2))
