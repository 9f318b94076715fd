"""The README's way back from a backup: its commands are run, and the bot is started on what they leave."""

import re
import sqlite3
import subprocess
from collections.abc import AsyncIterator
from contextlib import closing
from datetime import date, datetime, timedelta
from pathlib import Path

import pytest
from planting import plant, rows, steps

from bot.clock import MovableClock
from bot.context import Knowledge
from bot.errors import DatabaseUnavailable
from bot.preview import StandIn
from bot.storage import chats
from house import ROOT, House, Talk, settings_for
from jobs.housekeeping import back_up, housekeep
from jobs.replanning import replan_everybody

GIVEN = date(2026, 5, 29)  # due on 29 November 2026, a week after the tests' now
BACKUPS = (ROOT / "README.md").read_text(encoding="utf-8").partition("### Backups")[2].partition("\n## ")[0]
HERE, ELSEWHERE = re.findall(r"```sh\n(.+?)```", BACKUPS, re.DOTALL)


@pytest.fixture
async def house(standin: StandIn, clock: MovableClock, tmp_path: Path, knowledge: Knowledge) -> AsyncIterator[House]:
    """A running bot whose files lie as the README says."""
    (tmp_path / "data").mkdir()
    built = House(standin, clock, at_home(standin, tmp_path), knowledge)
    await built.switch_on()
    yield built
    await built.switch_off()


def at_home(standin: StandIn, folder: Path):  # noqa: ANN201 - the settings of a test's bot
    places = {
        "database_url": f"sqlite+aiosqlite:///{folder / 'data' / 'bot.db'}",
        "backup_dir": folder / "data" / "backups",
    }
    return settings_for(standin, folder, **places)


def run(commands: str, folder: Path, backup: Path) -> None:
    """The README's commands, with the name of a backup that exists."""
    named = re.sub(r"bot-\d{8}-\d{6}\.db", backup.name, commands)
    assert backup.name in named
    subprocess.run(["/bin/sh", "-euc", named], cwd=folder, check=True)


async def a_night(house: House) -> Path:
    await housekeep(house.bot.services)
    return max(house.settings.backup_dir.glob("bot-*.db"))


async def test_the_readme_s_commands_bring_back_everybody_but_those_who_deleted_everything_since(
    house: House, mary: Talk, tmp_path: Path
) -> None:
    tom = house.person(202, "Tom")
    for one in (mary, tom):
        await plant(one, house, given=GIVEN)
    backup = await a_night(house)
    house.clock.move_to(house.clock.now() + timedelta(days=1))
    await mary.say("/forget")
    await mary.press("Delete everything now")
    said = len(mary.texts)
    await house.switch_off()
    run(HERE, tmp_path, backup)
    await house.switch_on()
    await house.settled()

    assert (tmp_path / "data" / "bot.db").stat().st_mode & 0o077 == 0
    async with house.database.read() as db:
        assert await chats.get_chat(db, mary.user.id) is None
    await house.advance(timedelta(days=60))
    assert len(mary.texts) == said
    assert (await steps(house, "sent"))[:3] == ["B4", "D0", "D1"]
    assert {row.chat_id for row in await rows(house, status="sent", kind="reminder")} == {tom.user.id}


async def test_on_another_machine_the_copy_of_the_erasures_goes_with_the_backup(
    house: House, mary: Talk, tmp_path: Path, standin: StandIn, clock: MovableClock, knowledge: Knowledge
) -> None:
    tom = house.person(202, "Tom")
    for one in (mary, tom):
        await plant(one, house, given=GIVEN)
    older = await a_night(house)
    await mary.say("/forget")
    await mary.press("Delete everything now")
    house.clock.move_to(house.clock.now() + timedelta(days=1))
    await a_night(house)  # the copy of the erasures beside the backups
    await house.switch_off()

    machine = tmp_path / "machine"
    (machine / "data").mkdir(parents=True)
    house.settings.backup_dir.rename(machine / "data" / "backups")
    run(ELSEWHERE, machine, older)
    other = House(standin, clock, at_home(standin, machine), knowledge)
    await other.switch_on()
    await other.settled()

    assert (machine / "data" / "bot.db-erasures.jsonl").stat().st_mode & 0o077 == 0
    async with other.database.read() as db:
        assert await chats.get_chat(db, mary.user.id) is None
        assert await chats.get_chat(db, tom.user.id) is not None
    await other.switch_off()


async def test_after_a_restore_what_was_due_meanwhile_comes_as_one_message_and_the_night_changes_nothing(
    house: House, mary: Talk, admin: Talk, tmp_path: Path
) -> None:
    await plant(mary, house, given=GIVEN)
    backup = await a_night(house)
    await house.switch_off()
    house.clock.move_to(datetime(2026, 12, 7, 12, tzinfo=house.clock.now().tzinfo))
    before = len(mary.texts)
    run(HERE, tmp_path, backup)
    await house.switch_on()
    await house.settled()

    assert len(mary.texts) == before + 1
    assert await steps(house, "sent") == ["O1"]
    assert [text for text in admin.texts if "late, the oldest by 9 days" in text]
    assert await replan_everybody(house.bot.services) == 0


async def test_a_damaged_database_is_noticed_at_the_backup_and_the_old_copies_stay(
    house: House, mary: Talk, admin: Talk, tmp_path: Path
) -> None:
    for number in range(40):
        await plant(house.person(400 + number), house, given=GIVEN)
    good = await a_night(house)
    await house.bot.services.database.empty_log()
    path = house.database.path
    with closing(sqlite3.connect(path)) as file:
        (page,) = file.execute("SELECT rootpage FROM sqlite_master WHERE name = 'ix_outbox_person_id'").fetchone()
        (size,) = file.execute("PRAGMA page_size").fetchone()
    with path.open("r+b") as raw:
        raw.seek((page - 1) * size)
        raw.write(b"\xff" * size)
    house.clock.move_to(house.clock.now() + timedelta(days=1))
    with pytest.raises(DatabaseUnavailable):
        await back_up(house.bot.services, house.clock.now())

    assert list(house.settings.backup_dir.glob("bot-*.db")) == [good]


async def test_our_own_notices_are_forgotten_after_a_month_and_reminders_are_kept(
    house: House, mary: Talk, admin: Talk
) -> None:
    await plant(mary, house, given=GIVEN)
    await house.switch_off()
    house.clock.move_to(house.clock.now() + timedelta(days=10))
    await house.switch_on()
    await house.settled()
    assert len(await rows(house, kind="notice", status="sent")) == 1
    sent = await rows(house, kind="reminder", status="sent")
    await house.advance(timedelta(days=31))
    await housekeep(house.bot.services)

    assert await rows(house, kind="notice") == []
    assert {row.id for row in sent} <= {row.id for row in await rows(house, kind="reminder", status="sent")}
