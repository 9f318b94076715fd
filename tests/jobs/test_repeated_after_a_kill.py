"""Telegram has a reminder of which a killed bot kept no record: what goes out again is only what is still true."""

from collections.abc import Awaitable, Callable
from datetime import UTC, date, datetime, timedelta

import pytest
from planting import plant, rows
from sqlalchemy import update

from bot.planning import replan
from bot.schedule import due_date
from bot.storage import injections, people
from bot.storage.database import Connection
from bot.storage.tables import outbox as table
from house import House, Talk

GIVEN = date(2026, 5, 29)
DUE = due_date(GIVEN)
NOON = datetime(DUE.year, DUE.month, DUE.day, 12, tzinfo=UTC)
Change = Callable[[Connection, int], Awaitable[object]]


async def had_it(db: Connection, person_id: int) -> None:
    await injections.add_injection(db, person_id, DUE, NOON)


async def stopped(db: Connection, person_id: int) -> None:
    await people.stop_messages(db, person_id, "asked", NOON)


async def booked(db: Connection, person_id: int) -> None:
    await injections.book_appointment(db, person_id, DUE + timedelta(days=5), None, NOON)


async def on_a_break(db: Connection, person_id: int) -> None:
    await people.pause_messages(db, person_id, DUE + timedelta(days=7))


async def corrected(db: Connection, person_id: int) -> None:
    known = await injections.current_injection(db, person_id)
    assert known is not None
    await injections.remove_injection(db, known.id, NOON)
    await injections.add_injection(db, person_id, GIVEN + timedelta(days=30), NOON)


async def unrecorded(mary: Talk, house: House) -> int:
    """The message of the day has arrived, and its row still says that it is being sent."""
    person_id = await plant(mary, house, given=GIVEN)
    await house.advance(NOON)
    async with house.database.transaction() as db:
        todays = update(table).where(table.c.key.like("injection:%:D0"))
        await db.execute(todays.values(status="sending", finished_at=None, message_id=None))
    return person_id


async def restarted(house: House, at: datetime) -> None:
    await house.switch_off()
    house.clock.move_to(at)
    await house.switch_on()
    await house.settled()


@pytest.mark.parametrize("change", [had_it, stopped, booked, corrected])
async def test_what_the_patient_has_changed_meanwhile_is_not_contradicted(
    mary: Talk, house: House, change: Change
) -> None:
    person_id = await unrecorded(mary, house)
    before = len(mary.texts)
    async with house.database.transaction() as db:
        await change(db, person_id)
        await replan(db, house.settings, person_id, NOON)
    await restarted(house, NOON + timedelta(minutes=5))

    assert len(mary.texts) == before
    assert [row.status for row in await rows(house) if row.key.endswith(":D0")][:1] == ["dropped"]


async def test_in_a_break_it_waits_and_is_overtaken_at_its_end(mary: Talk, house: House) -> None:
    person_id = await unrecorded(mary, house)
    before = len(mary.texts)
    async with house.database.transaction() as db:
        await on_a_break(db, person_id)
        await replan(db, house.settings, person_id, NOON)
    await restarted(house, NOON + timedelta(minutes=5))
    assert len(mary.texts) == before

    await house.advance(NOON + timedelta(days=7))
    assert len(mary.texts) == before + 1
    assert "due today" not in mary.last.text
    assert [row.status for row in await rows(house) if row.key.endswith(":D0")] == ["dropped"]


async def test_on_the_same_day_it_comes_once_more_word_for_word(mary: Talk, house: House) -> None:
    await unrecorded(mary, house)
    before, first = len(mary.texts), mary.last
    await restarted(house, NOON + timedelta(minutes=5))

    assert len(mary.texts) == before + 1
    assert mary.last.text == first.text
    assert [[one.text for one in row] for row in mary.last.buttons] == [[o.text for o in row] for row in first.buttons]


@pytest.mark.parametrize("hours", [21, 40])
async def test_on_another_day_nothing_says_that_it_is_due_today(mary: Talk, house: House, hours: int) -> None:
    await unrecorded(mary, house)
    before = len(mary.texts)
    await restarted(house, NOON + timedelta(hours=hours))
    await house.advance(timedelta(hours=12))

    assert not any("due today" in text for text in mary.texts[before:])
    assert len(mary.texts) == before + 1, "the question of the day after"
