"""The database's driver takes a statement in one step; what SQLAlchemy sees of it is what any driver shows."""

from collections.abc import AsyncIterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from sqlalchemy import select, text, update
from sqlalchemy.exc import IntegrityError

from bot.storage.database import Database
from bot.storage.driver import OneStepConnection
from bot.storage.tables import chats, questions

NOW = datetime(2026, 11, 22, tzinfo=UTC)


@pytest.fixture
async def database(tmp_path: Path) -> AsyncIterator[Database]:
    opened = Database(f"sqlite+aiosqlite:///{tmp_path / 'bot.db'}")
    await opened.open(bot_id=1000, kind="live")
    yield opened
    await opened.close()


async def test_rows_counts_of_rows_and_new_keys_come_as_ever(database: Database) -> None:
    async with database.transaction() as db:
        await db.execute(chats.insert(), [{"chat_id": number, "created_at": NOW} for number in (1, 2, 3)])
        row = {"chat_id": 1, "asked_at": NOW, "text": "a", "status": "open"}
        first = await db.execute(questions.insert().values(**row))
        second = await db.execute(questions.insert().values(**row))
        changed = await db.execute(update(chats).where(chats.c.chat_id > 1).values(hour=9))
        found = (await db.execute(select(chats.c.chat_id, chats.c.hour).order_by(chats.c.chat_id))).all()

    assert first.inserted_primary_key is not None
    assert second.inserted_primary_key is not None
    assert second.inserted_primary_key[0] == first.inserted_primary_key[0] + 1
    assert changed.rowcount == 2
    assert [tuple(each) for each in found] == [(1, None), (2, 9), (3, 9)]


async def test_a_statement_that_fails_says_why_and_the_connection_goes_on(database: Database) -> None:
    async with database.transaction() as db:
        await db.execute(chats.insert().values(chat_id=1, created_at=NOW))

    async def write_another_and_the_same() -> None:
        async with database.transaction() as db:
            await db.execute(chats.insert().values(chat_id=2, created_at=NOW))
            await db.execute(chats.insert().values(chat_id=1, created_at=NOW))

    with pytest.raises(IntegrityError):
        await write_another_and_the_same()

    async with database.transaction() as db:
        assert list((await db.scalars(select(chats.c.chat_id))).all()) == [1]


async def test_every_connection_is_as_durable_and_as_private_as_promised(database: Database) -> None:
    async with database.transaction() as db:
        raw = (await db.get_raw_connection()).driver_connection
        settings = [
            (await db.execute(text(f"PRAGMA {name}"))).scalar()
            for name in ("journal_mode", "synchronous", "foreign_keys", "secure_delete")
        ]

    assert isinstance(raw, OneStepConnection)
    assert settings == ["wal", 2, 1, 1]
