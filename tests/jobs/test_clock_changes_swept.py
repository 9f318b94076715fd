"""The real bot through clock changes: the same message, at the patient's hour of the local day, once."""

from datetime import date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from planting import plant, rows, visit

from bot.planning import replan
from bot.storage import chats
from house import MARY, House, Talk
from jobs.replanning import replan_everybody

# The zone, the day on which its clocks change (at midnight, by half an hour, by two), and the patient's hour.
CHANGES = [
    ("Europe/London", "2027-03-28", 9),
    ("Europe/London", "2027-10-31", 19),
    ("America/St_Johns", "2027-03-14", 19),
    ("America/Santiago", "2027-09-05", 9),
    ("America/Santiago", "2027-04-03", 19),
    ("Africa/Cairo", "2027-04-30", 9),
    ("Asia/Beirut", "2027-10-30", 19),
    ("Australia/Lord_Howe", "2027-04-04", 9),
    ("Australia/Lord_Howe", "2027-10-03", 19),
    ("Pacific/Chatham", "2027-09-26", 9),
    ("Antarctica/Troll", "2027-03-28", 9),
    ("Pacific/Apia", "2027-04-04", 19),  # no change, and a day ahead of its neighbours
]
each_change = pytest.mark.parametrize(("name", "day", "hour"), CHANGES)


@each_change
def test_the_clocks_do_change_on_these_days(name: str, day: str, hour: int) -> None:
    on, zone = date.fromisoformat(day), ZoneInfo(name)
    before, after = (datetime.combine(on + timedelta(days=n), time(12), zone).utcoffset() for n in (-1, 1))

    assert (before == after) is (name == "Pacific/Apia")


async def due_on(house: House, mary: Talk, name: str, day: date, hour: int) -> ZoneInfo:
    """Mary in this zone, with an appointment on the day; it is the evening nine days before."""
    zone = ZoneInfo(name)
    house.clock.move_to(datetime.combine(day - timedelta(days=9), time(20), zone))
    person_id = await plant(mary, house, booked=day)
    async with house.database.transaction() as db:
        await chats.settle_zone(db, MARY, name)
        await chats.set_hour(db, MARY, hour)
        await replan(db, house.settings, person_id, house.clock.now())
    return zone


async def sent(house: House, zone: ZoneInfo) -> list[tuple[str, str]]:
    """Step, and the wall clock at which it went out."""
    done: list[Any] = await rows(house, status="sent", kind="reminder")
    return [
        (row.facts["step"], f"{row.finished_at.astimezone(zone):%Y-%m-%d %H:%M}")
        for row in sorted(done, key=lambda row: row.finished_at)
    ]


def at(day: date, days: int, hour: int) -> str:
    return f"{day + timedelta(days=days):%Y-%m-%d} {hour:02}:00"


@each_change
async def test_every_message_around_a_change_comes_at_the_patients_hour(
    mary: Talk, house: House, name: str, day: str, hour: int
) -> None:
    on = date.fromisoformat(day)
    zone = await due_on(house, mary, name, on, hour)
    before = len(mary.texts)
    await house.advance(timedelta(days=17, hours=23))

    assert await sent(house, zone) == [
        ("B3", at(on, -7, hour)),
        ("B4", at(on, -1, 18)),
        ("D0", at(on, 0, hour)),
        ("D1", at(on, 1, hour)),
        ("O1", at(on, 7, hour)),
    ]
    assert len(mary.texts) == before + 5


@each_change
async def test_a_bot_that_was_off_through_a_change_sends_one_message_at_the_patients_hour(
    mary: Talk, house: House, name: str, day: str, hour: int
) -> None:
    on = date.fromisoformat(day)
    zone = await due_on(house, mary, name, on, hour)
    await house.advance(datetime.combine(on - timedelta(days=1), time(19), zone))
    before = len(mary.texts)
    await house.switch_off()
    house.clock.move_to(datetime.combine(on + timedelta(days=1), time(3), zone))  # D0 is overtaken, D1 not yet due
    await house.switch_on()
    await house.advance(timedelta(hours=20))

    assert (await sent(house, zone))[-1] == ("D1", at(on, 1, hour))
    assert len(mary.texts) == before + 1


@each_change
async def test_nights_of_replanning_around_a_change_move_nothing_and_send_nothing_twice(
    mary: Talk, house: House, name: str, day: str, hour: int
) -> None:
    on = date.fromisoformat(day)
    zone = await due_on(house, mary, name, on, hour)
    person_id = (await rows(house, kind="reminder"))[0].person_id
    await visit(house, person_id, on + timedelta(days=1), "extraction")
    before, planned = len(mary.texts), [(row.key, row.due_at) for row in await rows(house, kind="reminder")]
    changed = 0
    for _ in range(3 * 11):
        await house.advance(timedelta(hours=8))
        changed += await replan_everybody(house.bot.services)

    assert changed == 0
    assert [(row.key, row.due_at) for row in await rows(house, kind="reminder")] == planned
    days = [moment[:10] for _, moment in await sent(house, zone)]
    assert len(mary.texts) - before == len(set(days))
    assert {at(on, 0, hour)[:10], at(on, 1, hour)[:10]} <= set(days)
