"""Two reminders of one injection or visit meet: which is said, which gives way, and nothing said is out of date."""

from datetime import UTC, date, datetime, time, timedelta

from planting import plant, rows, steps, visit

from bot.outbox.message import Kind, NewMessage
from bot.planning import replan
from bot.schedule import due_date
from bot.storage import injections, outbox, visits
from house import House, Talk

GIVEN = date(2026, 5, 29)  # due on 29 November 2026, a week after the tests' now
DUE = due_date(GIVEN)


def at(day: date, hour: int, minute: int = 0) -> datetime:
    return datetime(day.year, day.month, day.day, hour, minute, tzinfo=UTC)


async def book(house: House, person_id: int, on: date) -> None:
    async with house.database.transaction() as db:
        await injections.book_appointment(db, person_id, on, None, house.clock.now())
        await replan(db, house.settings, person_id, house.clock.now())


async def put_off(house: House, talk: Talk, person_id: int, step: str, variant: str, day: date) -> None:
    """As a press of "Remind me later" keeps it."""
    record = (await rows(house))[-1].facts["record"]
    facts = {"subject": "injection", "record": record, "step": step, "variant": variant, "day": day.isoformat()}
    async with house.database.transaction() as db:
        row = NewMessage(f"snooze:{record}:{step}:{day}", Kind.SNOOZE, talk.user.id, facts, at(day, 9), person_id)
        await outbox.enqueue(db, row, house.clock.now())


async def test_for_an_early_visit_the_words_for_the_day_come_with_those_of_the_eve(mary: Talk, house: House) -> None:
    person_id = await plant(mary, house)
    async with house.database.transaction() as db:
        await visits.add_visit(db, person_id, "extraction", date(2026, 12, 4), time(9, 30), house.clock.now())
        await replan(db, house.settings, person_id, house.clock.now())
    await house.advance(at(date(2026, 12, 3), 20))

    assert "tomorrow" in mary.last.text
    assert "before anything starts" in mary.last.text
    assert {"T-1", "T0"} <= set(await steps(house, "sent"))


async def test_an_overdue_step_is_said_beside_a_step_of_the_appointment_on_its_day(mary: Talk, house: House) -> None:
    person_id = await plant(mary, house, given=GIVEN)
    overdue = DUE + timedelta(weeks=8)
    await house.advance(at(overdue - timedelta(days=20), 12))
    await book(house, person_id, overdue + timedelta(days=7))  # its B3 is on the day of O4
    await house.advance(at(overdue, 20))

    assert "8 weeks overdue and booked for" in mary.last.text
    assert "confirm the time" in mary.last.text


async def test_after_a_long_time_off_and_a_night_the_latest_step_is_said_and_no_older_one(
    mary: Talk, house: House
) -> None:
    person_id = await plant(mary, house, given=GIVEN)
    await book(house, person_id, DUE + timedelta(days=2))  # its rows are younger than those of the overdue steps
    await house.advance(at(DUE, 12))
    await house.switch_off()
    house.clock.move_to(at(DUE + timedelta(weeks=8), 23))
    await house.switch_on()
    await house.settled()
    before = len(mary.texts)
    await house.advance(timedelta(hours=12))

    assert len(mary.texts) == before + 1
    assert "8 weeks overdue" in mary.last.text


async def test_a_message_about_today_that_is_put_off_never_says_today_on_another_day(mary: Talk, house: House) -> None:
    await plant(mary, house, given=GIVEN)
    await house.advance(at(DUE, 12))
    of_the_day = mary.last
    await house.advance(at(DUE + timedelta(days=1), 12))
    await mary.press("Remind me tomorrow", of_the_day)
    await house.advance(at(DUE + timedelta(days=2), 12))

    assert "Did you have it?" in mary.last.text
    assert "due today" not in mary.last.text


async def test_what_was_put_off_for_an_appointment_gives_way_to_the_next_one(mary: Talk, house: House) -> None:
    person_id = await plant(mary, house, given=GIVEN)
    await book(house, person_id, DUE)
    await house.advance(at(DUE + timedelta(days=1), 12))
    await put_off(house, mary, person_id, "D1", "booked", DUE + timedelta(days=4))
    await book(house, person_id, DUE + timedelta(days=20))
    before = len(mary.texts)
    await house.advance(at(DUE + timedelta(days=5), 12))

    assert len(mary.texts) == before, "it would ask whether the appointment that is ahead was kept"


async def test_an_overdue_message_that_is_put_off_speaks_of_no_appointment_that_has_passed(
    mary: Talk, house: House
) -> None:
    person_id = await plant(mary, house, booked=DUE)
    await house.advance(at(DUE + timedelta(weeks=4), 12))
    await put_off(house, mary, person_id, "O3", "booked", DUE + timedelta(weeks=4, days=3))
    await house.advance(at(DUE + timedelta(weeks=4, days=3), 12))

    assert "4 weeks overdue" in mary.last.text
    assert "booked for" not in mary.last.text


async def test_what_is_caught_up_after_an_appointment_that_has_passed_does_not_speak_of_it(
    mary: Talk, house: House
) -> None:
    person_id = await plant(mary, house, booked=house.clock.now().date() - timedelta(days=3))
    async with house.database.transaction() as db:  # the last injection is told late: the next one was due long ago
        await injections.add_injection(db, person_id, date(2026, 3, 20), house.clock.now())
        await replan(db, house.settings, person_id, house.clock.now())
    await house.advance(timedelta(days=1))

    assert "9 weeks overdue" in mary.last.text
    assert "booked for" not in mary.last.text


async def test_what_waits_for_the_morning_about_an_injection_that_was_given_is_not_promised_any_more(
    mary: Talk, house: House
) -> None:
    person_id = await plant(mary, house, given=GIVEN)
    await house.advance(at(DUE, 12))
    await house.switch_off()
    house.clock.move_to(at(DUE + timedelta(days=7), 23))
    await house.switch_on()
    await house.settled()  # O1 waits for the morning
    async with house.database.transaction() as db:
        new = await injections.add_injection(db, person_id, DUE + timedelta(days=7), house.clock.now())
        await replan(db, house.settings, person_id, house.clock.now())
    answer = await mary.say("/next")
    assert "My next message comes on Monday 7 December 2026" not in answer.text

    await house.advance(at(DUE + timedelta(days=8), 12))
    async with house.database.transaction() as db:
        await injections.remove_injection(db, new, house.clock.now())  # a mistake, taken back
        await replan(db, house.settings, person_id, house.clock.now())
    await house.advance(at(DUE + timedelta(days=9), 12))
    assert (await steps(house, "sent"))[-1] == "O1", "what was called off is owed again"


async def test_two_visits_on_one_day_are_both_spoken_of(mary: Talk, house: House) -> None:
    person_id = await plant(mary, house)
    for kind in ("checkup", "implant"):
        await visit(house, person_id, date(2026, 12, 4), kind)
    await house.advance(at(date(2026, 12, 4), 12))

    assert "check-up" in mary.last.text
    assert "implant" in mary.last.text
