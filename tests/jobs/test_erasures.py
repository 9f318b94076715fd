"""What people delete stays deleted: in the file, in what the database leaves behind, and in a restored backup."""

import json
import shutil
import sqlite3
from contextlib import closing
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from alembic import command
from planting import plant, rows
from sqlalchemy import select

from bot.errors import DatabaseRefused
from bot.preview import StandIn
from bot.storage import chats, erasures, injections, migrate, people, rights
from bot.storage.erasures import Scope
from bot.storage.tables import chats as chats_table
from bot.storage.tables import updates
from house import House, Talk
from jobs import erasing, housekeeping
from jobs.daily import do_if_missed
from jobs.housekeeping import back_up, housekeep

WORDS = "who won the football on saturday"


def log_of(house: House) -> Path:
    return erasing.log_of(house.database.path)


def entries(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_text().splitlines()]


async def delete_everything(talk: Talk) -> None:
    await talk.say("/forget")
    await talk.press("Delete everything now")


async def held(house: House, talk: Talk) -> dict[str, Any]:
    async with house.database.read() as db:
        return {name: found for name, found in (await rights.everything_about(db, talk.user.id)).items() if found}


async def restored(house: House, backup: Path, meanwhile: Any = None) -> None:
    """The bot is stopped, a backup is put in its place, and it is started again."""
    path = house.database.path
    await house.switch_off()
    for suffix in ("-wal", "-shm"):
        path.with_name(path.name + suffix).unlink(missing_ok=True)
    shutil.copyfile(backup, path)
    if meanwhile is not None:
        meanwhile(path)
    await house.switch_on()
    await house.settled()


def as_the_first_version_kept_it(path: Path) -> None:
    """The same rows in a file of the first migration, with the columns that it knew."""
    old = path.with_suffix(".old")
    command.upgrade(migrate.configuration(old), "0001")
    with closing(sqlite3.connect(old)) as file:
        file.execute("ATTACH DATABASE ? AS new", (str(path),))
        tables = file.execute("SELECT name FROM main.sqlite_master WHERE type = 'table'").fetchall()
        for (table,) in tables:
            if table in ("alembic_version", "sqlite_sequence"):
                continue
            names = ", ".join(name for _, name, *_ in file.execute(f"PRAGMA main.table_info({table})").fetchall())
            file.execute(f"INSERT INTO main.{table} ({names}) SELECT {names} FROM new.{table}")  # noqa: S608 - names of ours
        file.commit()
    old.replace(path)


async def test_a_restored_backup_is_rid_of_those_who_deleted_everything_since_and_of_nobody_else(
    house: House, mary: Talk
) -> None:
    tom, ann = house.person(202, "Tom"), house.person(203, "Ann")
    for one in (mary, tom, ann):
        await plant(one, house, given=house.clock.now().date())
    backup = await back_up(house.bot.services, house.clock.now())
    await delete_everything(mary)
    await delete_everything(ann)
    await plant(ann, house, given=house.clock.now().date())  # she has come back since
    said = len(mary.texts)

    await restored(house, backup)

    assert await held(house, mary) == {}
    assert await held(house, ann) == {}, "this backup is of before she deleted everything"
    assert set(await held(house, tom)) == {"chats", "persons", "injections", "outbox"}
    await house.advance(timedelta(days=400))
    assert len(mary.texts) == said


async def test_whoever_comes_back_after_deleting_stays_however_often_the_bot_is_started(
    house: House, mary: Talk
) -> None:
    await delete_everything(mary)
    await plant(mary, house, given=house.clock.now().date())
    backup = await back_up(house.bot.services, house.clock.now())
    for _ in range(2):
        await house.switch_off()
        await house.switch_on()
    assert "injections" in await held(house, mary)

    await restored(house, backup)
    assert "injections" in await held(house, mary), "this backup is of after her return"


async def test_a_wrong_clock_deletes_nobody(house: House, mary: Talk) -> None:
    await mary.say("/start")
    async with house.database.transaction() as db:
        await rights.forget(db, mary.user.id, house.clock.now() + timedelta(days=365))
    await plant(mary, house, given=house.clock.now().date())
    await house.switch_off()
    await house.switch_on()

    assert "injections" in await held(house, mary)


async def test_dates_whose_consent_was_taken_back_do_not_come_back_with_a_backup(house: House, mary: Talk) -> None:
    await plant(mary, house, given=house.clock.now().date())
    backup = await back_up(house.bot.services, house.clock.now())
    await mary.say("/mydata")
    await mary.press("Take back my consent")
    await mary.press("Delete my dates")

    await restored(house, backup)

    found = await held(house, mary)
    assert set(found) == {"chats"}
    assert found["chats"][0]["consent_at"] is None


async def test_what_was_deleted_in_the_last_moment_before_a_kill_is_in_the_file_after_the_next_start(
    house: House, mary: Talk
) -> None:
    await mary.say("/start")
    backup = await back_up(house.bot.services, house.clock.now())
    await delete_everything(mary)
    assert not log_of(house).exists(), "no job has run yet"
    await house.switch_off()

    (entry,) = entries(log_of(house))
    assert entry["scope"] == "everything"
    await house.switch_on()
    await restored(house, backup)
    async with house.database.read() as db:
        assert await chats.get_chat(db, mary.user.id) is None


async def test_the_file_names_nobody_and_is_private(house: House, mary: Talk) -> None:
    await delete_everything(mary)
    await erasing.keep_log(house.bot.services)

    text = log_of(house).read_text()
    assert set(json.loads(text)) == {"id", "fingerprint", "scope", "erased_at"}
    assert "Mary" not in text
    assert log_of(house).stat().st_mode & 0o077 == 0


async def test_two_erasures_of_one_chat_cannot_be_told_to_be_of_one(house: House, mary: Talk) -> None:
    for _ in range(2):
        await delete_everything(mary)
    await erasing.keep_log(house.bot.services)

    assert len({entry["fingerprint"] for entry in entries(log_of(house))}) == 2


async def test_deleted_words_are_nowhere_in_the_files_of_the_database(house: House, mary: Talk, admin: Talk) -> None:
    await mary.say(WORDS)
    await mary.press("Send it to the team")
    await delete_everything(mary)
    await erasing.keep_log(house.bot.services)

    for file in house.database.path.parent.glob("bot.db*"):
        assert b"football" not in file.read_bytes(), file.name


async def test_entries_go_when_the_last_backup_is_gone(house: House, mary: Talk) -> None:
    await mary.say("/start")
    first = await back_up(house.bot.services, house.clock.now())
    await delete_everything(mary)
    assert "Monday 7 December 2026" in mary.last.text
    await housekeep(house.bot.services)
    for _ in range(15):
        assert len(entries(log_of(house))) == 1
        assert len(entries(house.settings.backup_dir / erasing.COPY)) == 1
        house.clock.move_to(house.clock.now() + timedelta(days=1, seconds=1))
        await housekeep(house.bot.services)

    assert not first.exists()
    assert entries(log_of(house)) == []
    async with house.database.read() as db:
        assert await erasures.all_erasures(db) == []


async def test_while_backups_cannot_be_written_nothing_is_forgotten_and_the_admins_hear_of_it(
    house: House, mary: Talk, admin: Talk
) -> None:
    await mary.say("/start")
    first = await back_up(house.bot.services, house.clock.now())
    await delete_everything(mary)
    moved = first.parent.rename(first.parent.with_name("elsewhere"))
    first.parent.write_text("no folder")
    house.clock.move_to(house.clock.now() + timedelta(days=30))
    await housekeep(house.bot.services)
    await house.settled()

    assert "could not be written" in admin.last.text
    assert (moved / first.name).exists()
    async with house.database.read() as db:
        assert len(await erasures.all_erasures(db)) == 1


async def test_a_night_that_was_slept_through_is_made_up_for(house: House, mary: Talk) -> None:
    async def make_up() -> None:
        services = house.bot.services
        await do_if_missed(services, housekeeping.NAME, lambda: housekeep(services))

    await make_up()
    assert not house.settings.backup_dir.exists(), "nothing was missed yet"
    house.clock.move_to(house.clock.now() + timedelta(hours=26))
    await make_up()
    assert len(list(house.settings.backup_dir.glob("bot-*.db"))) == 1
    await make_up()
    assert len(list(house.settings.backup_dir.glob("bot-*.db"))) == 1


async def test_damaged_lines_are_left_out_and_kept_in_a_copy(house: House, mary: Talk) -> None:
    await mary.say("/start")
    backup = await back_up(house.bot.services, house.clock.now())
    await delete_everything(mary)

    def damage(path: Path) -> None:
        log = erasing.log_of(path)
        log.write_text('{"id": "half a li\n[]\n' + log.read_text())

    await restored(house, backup, damage)

    assert await held(house, mary) == {}
    copy = log_of(house).with_name(log_of(house).name + ".damaged")
    assert "half a li" in copy.read_text()
    await erasing.keep_log(house.bot.services)
    assert len(entries(log_of(house))) == 1


async def test_a_file_that_cannot_be_read_refuses_the_start(house: House, mary: Talk) -> None:
    await delete_everything(mary)
    await house.switch_off()
    log = log_of(house)
    log.unlink()
    log.mkdir()
    with pytest.raises(DatabaseRefused, match="what people deleted"):
        await house.switch_on()
    log.rmdir()


async def test_an_older_file_with_people_in_it_is_upgraded_and_rid_of_who_left(house: House, mary: Talk) -> None:
    """A backup from before there was a table of erasures."""
    tom = house.person(202, "Tom")
    for one in (mary, tom):
        await plant(one, house, given=house.clock.now().date())
    backup = await back_up(house.bot.services, house.clock.now())
    as_the_first_version_kept_it(backup)
    await delete_everything(mary)

    await restored(house, backup)

    assert await held(house, mary) == {}
    async with house.database.read() as db:
        person = await people.find_person(db, tom.user.id)
        assert person is not None
        given = await injections.current_injection(db, person.id)
        assert given is not None
        assert given.given_on == house.clock.now().date()
        assert (await db.scalars(select(chats_table.c.chat_id))).all() == [tom.user.id]
    assert await rows(house, status="pending")


async def test_reminders_of_the_last_two_days_leave_the_chat_and_older_ones_cannot(house: House, mary: Talk) -> None:
    await plant(mary, house, given=date(2026, 5, 29))  # due on 29 November
    before = len(mary.texts)
    await house.advance(datetime(2026, 12, 1, 12, tzinfo=UTC))
    reminders = mary.texts[before:]
    assert [row.facts["step"] for row in await rows(house, status="sent")] == ["B4", "D0", "D1"]

    await delete_everything(mary)

    assert reminders[:2] == [text for text in mary.texts if text in reminders]
    assert "Everything about you is deleted" in mary.last.text


async def test_a_message_that_cannot_be_deleted_holds_up_nothing(house: House, mary: Talk, standin: StandIn) -> None:
    await plant(mary, house, given=date(2026, 5, 29))
    await house.advance(datetime(2026, 11, 30, 12, tzinfo=UTC))
    standin.faults.add("502", method="deleteMessage", times=None)

    await delete_everything(mary)

    assert "Everything about you is deleted" in mary.last.text
    async with house.database.read() as db:
        assert set((await db.scalars(select(updates.c.status))).all()) == {"done"}


def test_a_fingerprint_is_of_one_chat() -> None:
    one = erasures.Erasure("a" * 32, erasures._fingerprint("a" * 32, 7), Scope.DATES, None)  # type: ignore[arg-type]

    assert one.is_of(7)
    assert not one.is_of(8)


def test_an_upgrade_keeps_what_is_in_the_file(tmp_path: Path) -> None:
    path = tmp_path / "bot.db"
    command.upgrade(migrate.configuration(path), "0001")
    with closing(sqlite3.connect(path)) as file:
        file.execute("INSERT INTO chats (chat_id, created_at) VALUES (7, '2026-11-22 12:00:00')")
        file.commit()
    migrate.prepare(path, 1000, "live")

    with closing(sqlite3.connect(path)) as file:
        assert file.execute("SELECT chat_id FROM chats").fetchall() == [(7,)]
        assert file.execute("SELECT count(*) FROM erasures").fetchone() == (0,)
