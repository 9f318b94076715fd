"""Which file may be used, by whom, and what is refused untouched; what a failed write leaves; the migrations."""

import hashlib
import sqlite3
from collections.abc import Callable, Iterable
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from sqlalchemy import create_engine, event, func, insert, select
from sqlalchemy.exc import IntegrityError

from bot.errors import DatabaseRefused, DatabaseUnavailable
from bot.storage import chats, migrate
from bot.storage.database import Database
from bot.storage.tables import chats as chats_table
from bot.storage.tables import metadata

NOW = datetime(2026, 11, 22, tzinfo=UTC)
BOT = 1000


def database_at(path: Path) -> Database:
    return Database(f"sqlite+aiosqlite:///{path}")


def made(path: Path, bot_id: int = BOT, kind: str = "live") -> Path:
    migrate.prepare(path, bot_id, kind)
    return path


def fingerprint(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


def foreign(path: Path) -> None:
    with closing(sqlite3.connect(path)) as file:
        file.execute("CREATE TABLE recipes (name TEXT)")
        file.commit()


def newer(path: Path) -> None:
    made(path)
    with closing(sqlite3.connect(path)) as file:
        file.execute("UPDATE alembic_version SET version_num = '9999'")
        file.commit()
        file.execute("PRAGMA wal_checkpoint(TRUNCATE)")


def no_database(path: Path) -> None:
    path.write_text("Dear diary, " * 50)


def of_another_bot(path: Path) -> None:
    made(path, bot_id=2000)


def of_the_preview(path: Path) -> None:
    made(path, kind="preview")


def read_only(path: Path) -> None:
    made(path)
    path.chmod(0o444)


@pytest.mark.parametrize(
    ("prepare", "words"),
    [
        (foreign, "another program's database"),
        (newer, "newer version"),
        (no_database, "cannot be used"),
        (of_another_bot, "belongs to bot 2000"),
        (of_the_preview, "belongs to a preview bot"),
        (read_only, "read-only"),
    ],
)
async def test_a_file_that_is_not_ours_to_use_is_refused_in_one_line_and_left_as_it_is(
    tmp_path: Path, prepare: Callable[[Path], object], words: str
) -> None:
    path = tmp_path / "bot.db"
    prepare(path)
    before = fingerprint(path)
    database = database_at(path)

    with pytest.raises(DatabaseRefused) as refused:
        await database.open(bot_id=BOT, kind="live")

    assert words in str(refused.value)
    assert str(path) in str(refused.value)
    assert "\n" not in str(refused.value)
    assert fingerprint(path) == before


async def test_a_folder_that_cannot_be_written_to_is_refused(tmp_path: Path) -> None:
    in_the_way = tmp_path / "data"
    in_the_way.write_text("a file where the folder should be")

    with pytest.raises(DatabaseRefused, match="right to write"):
        await database_at(in_the_way / "bot.db").open(bot_id=BOT, kind="live")


async def test_one_file_has_one_bot_by_whatever_name_it_is_called(tmp_path: Path) -> None:
    path = made(tmp_path / "bot.db")
    alias = tmp_path / "alias.db"
    alias.symlink_to(path)
    first, second = database_at(path), database_at(alias)
    await first.open(bot_id=BOT, kind="live")
    with pytest.raises(DatabaseRefused, match="another bot is running"):
        await second.open(bot_id=BOT, kind="live")
    await first.close()

    await second.open(bot_id=BOT, kind="live")
    await second.close()


async def test_a_refused_file_is_free_for_the_bot_it_belongs_to(tmp_path: Path) -> None:
    path = made(tmp_path / "bot.db", bot_id=2000)
    with pytest.raises(DatabaseRefused):
        await database_at(path).open(bot_id=BOT, kind="live")

    database = database_at(path)
    await database.open(bot_id=2000, kind="live")
    await database.close()


@pytest.fixture
async def database(tmp_path: Path):  # noqa: ANN201 - a generator of Database
    opened = database_at(tmp_path / "bot.db")
    await opened.open(bot_id=BOT, kind="live")
    yield opened
    await opened.close()


async def count(database: Database) -> int:
    async with database.read() as db:
        return await db.scalar(select(func.count()).select_from(chats_table)) or 0


async def add(database: Database, chat_ids: Iterable[int], then: BaseException | None = None) -> None:
    async with database.transaction() as db:
        for number in chat_ids:
            await db.execute(insert(chats_table).values(chat_id=number, created_at=NOW))
        if then is not None:
            raise then


async def test_a_transaction_that_is_left_by_an_error_keeps_nothing(database: Database) -> None:
    with pytest.raises(LookupError):
        await add(database, [7], LookupError())

    assert await count(database) == 0


async def test_a_broken_constraint_is_our_fault_and_no_outage(database: Database) -> None:
    with pytest.raises(IntegrityError):
        await add(database, [7, 7])

    assert await count(database) == 0


async def test_a_full_disk_is_an_outage_and_the_next_write_goes_through(database: Database) -> None:
    pages = 1

    def limit(connection: Any, _record: object, _proxy: object) -> None:
        cursor = connection.cursor()
        cursor.execute(f"PRAGMA max_page_count = {pages}")
        cursor.close()

    event.listen(database.engine.sync_engine, "checkout", limit)
    with pytest.raises(DatabaseUnavailable, match="full"):
        await add(database, range(10_000))
    assert await count(database) == 0

    pages = 1_000_000
    await add(database, [7])
    assert await count(database) == 1


async def test_the_pragmas_hold_on_every_connection(database: Database) -> None:
    async with database.read() as first, database.read() as second, database.transaction() as third:
        for db in (first, second, third):
            values = [
                (await db.exec_driver_sql(f"PRAGMA {name}")).scalar()
                for name in ("journal_mode", "foreign_keys", "synchronous", "secure_delete")
            ]
            assert values == ["wal", 1, 2, 1]


async def test_writers_wait_for_each_other_and_readers_for_nobody(database: Database) -> None:
    async with database.transaction() as db:
        await chats.seen(db, 7, NOW)
        assert await count(database) == 0
    assert await count(database) == 1


def test_the_tables_are_what_the_migrations_make(tmp_path: Path) -> None:
    path = tmp_path / "bot.db"
    migrate.prepare(path, BOT, "live")
    engine = create_engine(f"sqlite:///{path}")
    with engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True, "compare_server_default": True})
        different = compare_metadata(context, metadata)
    engine.dispose()

    assert different == []


def test_a_new_file_is_private(tmp_path: Path) -> None:
    path = tmp_path / "bot.db"
    migrate.prepare(path, BOT, "live")

    assert path.stat().st_mode & 0o077 == 0


def test_preparing_a_file_twice_changes_nothing(tmp_path: Path) -> None:
    path = tmp_path / "bot.db"
    migrate.prepare(path, BOT, "live")
    before = fingerprint(path)
    migrate.prepare(path, BOT, "live")

    assert fingerprint(path) == before


def test_a_file_whose_recording_was_cut_off_is_recorded_at_the_next_start(tmp_path: Path) -> None:
    path = tmp_path / "bot.db"
    migrate.prepare(path, BOT, "live")
    with closing(sqlite3.connect(path)) as file:
        file.execute("DELETE FROM identity")
        file.commit()
    migrate.prepare(path, BOT, "live")

    with closing(sqlite3.connect(path)) as file:
        assert file.execute("SELECT bot_id, kind FROM identity").fetchall() == [(BOT, "live")]
