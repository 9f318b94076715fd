"""The night's work: words are erased in time, backups are whole, and old ones go."""

import sqlite3
from contextlib import closing
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import select

from bot.inbox import answering
from bot.storage.database import Database
from bot.storage.tables import updates
from house import House, Talk
from jobs.housekeeping import back_up, housekeep


async def test_a_backup_is_whole_and_can_be_started_from(house: House, mary: Talk, tmp_path: Path) -> None:
    await mary.say("/start")
    path = await back_up(house.bot.services, house.clock.now())

    assert path.stat().st_mode & 0o077 == 0, "nobody else may read it"
    with closing(sqlite3.connect(path)) as copy:
        assert copy.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        assert copy.execute("SELECT chat_id FROM chats").fetchall() == [(mary.user.id,)]
    restored = Database(f"sqlite+aiosqlite:///{path}")
    await restored.open(bot_id=1000, kind="live")
    async with restored.read() as db:
        assert (await db.scalars(select(updates.c.status))).all() == ["done"]
    await restored.close()


async def test_backups_past_their_days_go_and_strange_files_stay(house: House) -> None:
    folder = house.settings.backup_dir
    first = await back_up(house.bot.services, house.clock.now())
    strange = folder / "bot-before-the-move.db"
    strange.write_text("kept by hand")
    (folder / "bot-20200101-000000.part").write_text("half a backup of a bot that was killed")
    house.clock.move_to(house.clock.now() + timedelta(days=13))
    second = await back_up(house.bot.services, house.clock.now())
    assert first.exists()

    house.clock.move_to(house.clock.now() + timedelta(days=2))
    third = await back_up(house.bot.services, house.clock.now())
    assert sorted(folder.iterdir()) == sorted([second, third, strange])


async def test_done_updates_are_forgotten_after_two_days_and_parked_words_after_seven(
    house: House, mary: Talk, monkeypatch: pytest.MonkeyPatch
) -> None:
    await mary.say("/start")
    with monkeypatch.context() as broken:
        broken.setattr(answering, "dump_actions", lambda _actions: 1 / 0)
        await mary.user.say("my secret words")
        await house.settled()

    async def held() -> list[tuple[str, bool]]:
        async with house.database.read() as db:
            return [(row.status, row.raw is not None) for row in await db.execute(select(updates))]

    assert await held() == [("done", False), ("parked", True)]
    house.clock.move_to(house.clock.now() + timedelta(days=3))
    await housekeep(house.bot.services)
    assert await held() == [("parked", True)]
    house.clock.move_to(house.clock.now() + timedelta(days=5))
    await housekeep(house.bot.services)
    assert await held() == []
    assert b"my secret words" not in house.database.path.read_bytes()
