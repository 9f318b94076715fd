"""A task may be cancelled at any moment; the database and the writers' line must survive it."""

import asyncio
import random
from datetime import UTC, datetime
from pathlib import Path

from sqlalchemy import func, select

from bot.storage import chats
from bot.storage.database import Database
from bot.storage.tables import chats as chats_table

NOW = datetime(2026, 11, 22, tzinfo=UTC)


async def test_writers_that_are_cancelled_anywhere_keep_all_or_nothing_and_hold_up_nobody(tmp_path: Path) -> None:
    database = Database(f"sqlite+aiosqlite:///{tmp_path / 'bot.db'}")
    await database.open(bot_id=1000, kind="live")
    chance = random.Random(7)

    async def write_two(first: int) -> None:
        async with database.transaction() as db:
            await chats.seen(db, first, NOW)
            await asyncio.sleep(0)
            await chats.seen(db, first + 1, NOW)

    writers = []
    for number in range(60):
        writers.append(asyncio.create_task(write_two(2 * number)))
        await asyncio.sleep(chance.random() * 0.004)
        if chance.random() < 0.7:
            chance.choice(writers).cancel()
    ended = await asyncio.gather(*writers, return_exceptions=True)
    assert {type(one) for one in ended} == {type(None), asyncio.CancelledError}
    async with asyncio.timeout(5):
        await write_two(1000)

    async with database.read() as db:
        found = set((await db.scalars(select(chats_table.c.chat_id))).all())
        assert await db.scalar(select(func.count()).select_from(chats_table)) == len(found)
    await database.close()
    assert {1000, 1001} <= found
    assert all({number, number + 1} <= found or not {number, number + 1} & found for number in range(0, 120, 2))
    for number, one in enumerate(ended):
        if one is None:
            assert {2 * number, 2 * number + 1} <= found
