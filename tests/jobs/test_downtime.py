"""The bot was off, asleep or cut off: the admins hear of it once; each patient gets the one message that fits."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from planting import plant, rows, steps, visit

from bot.planning import replan
from bot.preview import StandIn
from bot.schedule import due_date
from bot.storage import chats
from house import SECOND_ADMIN, House, Talk

GIVEN = date(2026, 5, 29)  # due on 29 November 2026, a week after the tests' now
DUE = due_date(GIVEN)
LATE = "This reminder comes later than planned"


def at(day: date, hour: int, minute: int = 0) -> datetime:
    return datetime(day.year, day.month, day.day, hour, minute, tzinfo=UTC)


def told(admin: Talk) -> list[str]:
    return [text for text in admin.texts if "late, the oldest by" in text]


async def off_for(house: House, span: timedelta) -> None:
    await house.switch_off()
    house.clock.move_to(house.clock.now() + span)
    await house.switch_on()
    await house.settled()


async def in_zone(house: House, talk: Talk, person_id: int, zone: str) -> None:
    async with house.database.transaction() as db:
        await chats.settle_zone(db, talk.user.id, zone)
        await replan(db, house.settings, person_id, house.clock.now())


@pytest.mark.parametrize(
    ("off", "late", "step"),
    [
        (timedelta(hours=2), "1 hour", "D0"),
        (timedelta(days=3), "3 days", "D1"),
        (timedelta(days=60), "60 days", "O4"),
    ],
)
async def test_the_admins_hear_once_how_much_was_late(
    house: House, mary: Talk, admin: Talk, off: timedelta, late: str, step: str
) -> None:
    await plant(mary, house, given=GIVEN)
    await house.advance(at(DUE, 8))
    sent = len(await steps(house, "sent"))
    await off_for(house, off)
    await house.advance(timedelta(hours=30))

    assert len(told(admin)) == 1
    assert f"The reminders of 1 patient were late, the oldest by {late}." in told(admin)[0]
    assert (await steps(house, "sent"))[sent] == step


async def test_every_admin_who_can_be_reached_is_told_and_people_are_counted_not_messages(
    house: House, mary: Talk, admin: Talk
) -> None:
    second = house.person(SECOND_ADMIN, "Ann")
    await second.say("/start")
    for talk in (mary, house.person(202, "Tom")):
        person = await plant(talk, house, given=GIVEN)
        await visit(house, person, DUE, "extraction")
    await house.advance(at(DUE, 8))
    await off_for(house, timedelta(days=20))

    for one in (admin, second):
        assert len(told(one)) == 1
        assert "The reminders of 2 patients were late" in told(one)[0]


async def test_a_short_pause_is_no_downtime(house: House, mary: Talk, admin: Talk) -> None:
    await plant(mary, house, given=GIVEN)
    await house.advance(at(DUE, 8, 30))
    await off_for(house, timedelta(hours=1))

    assert (await steps(house, "sent"))[-1] == "D0"
    assert not told(admin)


async def test_who_cannot_be_reached_or_ended_the_messages_is_not_late(house: House, mary: Talk, admin: Talk) -> None:
    await plant(mary, house, given=GIVEN)
    tom = house.person(202, "Tom")
    await plant(tom, house, given=GIVEN)
    await tom.say("/stop")
    await mary.user.block()
    await house.advance(at(DUE, 8))
    await off_for(house, timedelta(days=3))

    assert not told(admin)


async def test_a_second_downtime_is_told_too(house: House, mary: Talk, admin: Talk) -> None:
    await plant(mary, house, given=GIVEN)
    await house.advance(at(DUE, 8))
    await off_for(house, timedelta(days=3))
    await house.advance(at(DUE + timedelta(days=7), 8))
    await off_for(house, timedelta(days=8))

    assert len(told(admin)) == 2


async def test_back_at_night_it_is_told_at_once_and_not_again_until_the_morning_has_sent_it(
    house: House, mary: Talk, admin: Talk
) -> None:
    await plant(mary, house, given=GIVEN)
    await house.advance(at(DUE, 8))
    await off_for(house, timedelta(hours=15))
    assert len(told(admin)) == 1
    assert "D0" not in await steps(house, "sent")

    for _ in range(12):
        await house.advance(timedelta(hours=1))
    assert len(told(admin)) == 1
    assert (await steps(house, "sent"))[-1] == "D1"


async def test_off_again_before_the_morning_is_a_downtime_of_its_own(house: House, mary: Talk, admin: Talk) -> None:
    await plant(mary, house, given=GIVEN)
    await house.advance(at(DUE, 8))
    await off_for(house, timedelta(hours=15))
    await off_for(house, timedelta(hours=20))

    assert len(told(admin)) == 2


async def test_while_telegram_is_away_the_notice_waits_and_its_figures_grow(
    house: House, mary: Talk, admin: Talk, standin: StandIn
) -> None:
    await plant(mary, house, given=GIVEN)
    tom = house.person(202, "Tom")
    await plant(tom, house, given=GIVEN - timedelta(days=1))
    await house.advance(at(DUE - timedelta(days=2), 12))
    before = len(mary.texts)
    fault = standin.faults.add("502", method="sendMessage", times=None)
    while house.clock.now() < at(DUE + timedelta(days=3), 10):
        house.clock.move_to(house.clock.now() + timedelta(minutes=40))
        await house.bot.sweeper.sweep()
    assert not told(admin)
    standin.faults.remove(fault)
    await house.advance(timedelta(minutes=30))

    assert len(told(admin)) == 1
    assert "The reminders of 2 patients were late, the oldest by 5 days." in told(admin)[0]
    assert len(mary.texts) == before + 1
    assert LATE in mary.last.text
    assert (await steps(house, "sent"))[-2:] == ["D1", "D1"]


async def test_a_message_that_was_tried_for_hours_says_that_it_comes_late(
    house: House, mary: Talk, standin: StandIn
) -> None:
    await plant(mary, house, given=GIVEN)
    await house.advance(at(DUE, 8))
    fault = standin.faults.add("502", method="sendMessage", chat=mary.user.id, times=None)
    while house.clock.now() < at(DUE, 16):
        house.clock.move_to(house.clock.now() + timedelta(minutes=20))
        await house.bot.sweeper.sweep()
    standin.faults.remove(fault)
    await house.advance(timedelta(minutes=20))

    assert "due today" in mary.last.text
    assert LATE in mary.last.text


@pytest.mark.parametrize("zone", ["Pacific/Auckland", "Asia/Kathmandu", "America/St_Johns", "Pacific/Honolulu"])
@pytest.mark.parametrize("off", [timedelta(hours=1), timedelta(days=3), timedelta(days=60)])
async def test_wherever_a_person_lives_one_message_comes_after_a_downtime_and_in_their_daytime(
    house: House, mary: Talk, zone: str, off: timedelta
) -> None:
    person = await plant(mary, house, given=GIVEN)
    await in_zone(house, mary, person, zone)
    local = ZoneInfo(zone)
    await house.advance(datetime(DUE.year, DUE.month, DUE.day, 8, 30, tzinfo=local).astimezone(UTC))
    before = len(mary.texts)
    await off_for(house, off)
    await house.advance(timedelta(hours=24) if off > timedelta(days=1) else timedelta(hours=12))

    assert len(mary.texts) == before + 1
    last = max(row.finished_at for row in await rows(house, status="sent", kind="reminder")).astimezone(local)
    assert 9 <= last.hour < 20


async def test_thirty_who_waited_get_one_message_each(house: House, admin: Talk, standin: StandIn) -> None:
    for number in range(30):
        await plant(house.person(300 + number), house, given=GIVEN)
    await house.advance(at(DUE, 8))
    standin.calls.clear()
    await off_for(house, timedelta(days=60, hours=4))

    reached = [call.chat_id for call in standin.calls.sends if call.chat_id != admin.user.id]
    assert sorted(reached) == [300 + number for number in range(30)]
    assert "The reminders of 30 patients were late, the oldest by 60 days." in told(admin)[0]
