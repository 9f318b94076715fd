"""Who agrees to a date and then lays the phone down at the question about the clock is reminded all the same."""

from datetime import UTC, datetime

from planting import rows, steps
from sqlalchemy import select

from bot.storage.tables import appointments, injections, visits
from house import House, Talk


async def up_to_the_clock(mary: Talk, words: str) -> None:
    await mary.say(words)
    for _ in range(4):
        if "where you are" in mary.last.text:
            return
        await mary.press(next(one for one in mary.captions if one.startswith("Yes")))
    raise AssertionError(f"the clock was not asked for: {mary.last.text}")


async def days(house: House) -> list[str]:
    async with house.database.read() as db:
        return [str(day) for day in await db.scalars(select(injections.c.given_on).order_by(injections.c.id))]


async def test_an_injection_is_kept_and_reminded_of_though_the_clock_was_never_answered(
    mary: Talk, house: House
) -> None:
    await up_to_the_clock(mary, "I had my injection on 1 June 2026")
    await house.advance(datetime(2026, 12, 1, 12, tzinfo=UTC))

    assert await days(house) == ["2026-06-01"]
    assert "due today" in mary.last.text
    assert "1 December 2026" in (await mary.say("/next")).text


async def test_the_answer_about_the_clock_leaves_one_record_and_one_plan(mary: Talk, house: House) -> None:
    await up_to_the_clock(mary, "I had my injection on 1 June 2026")
    before = await steps(house, "pending")
    await mary.press("Yes")

    assert await days(house) == ["2026-06-01"]
    assert await steps(house, "pending") == before
    assert "1 June 2026" in "".join(mary.texts)


async def test_a_city_far_away_moves_the_hours_of_what_was_kept(mary: Talk, house: House) -> None:
    await up_to_the_clock(mary, "I had my injection on 1 June 2026")
    await mary.press("Change")
    await mary.say("Toronto")
    await mary.press(mary.captions[0])

    waiting = [row for row in await rows(house, status="pending") if row.kind == "reminder"]
    assert waiting
    assert all(row.due_at.hour >= 13 for row in waiting)  # from 09:00 in Toronto
    assert await days(house) == ["2026-06-01"]


async def test_a_day_corrected_at_the_clock_leaves_only_the_corrected_one(mary: Talk, house: House) -> None:
    await up_to_the_clock(mary, "I had my injection on 1 June 2026")
    await mary.say("3 June 2026")
    assert await days(house) == []
    await mary.press("Yes")
    await mary.press("Yes")

    assert await days(house) == ["2026-06-03"]


async def test_who_gives_up_at_the_clock_leaves_no_trace(mary: Talk, house: House) -> None:
    await up_to_the_clock(mary, "I had my injection on 1 June 2026")
    await mary.say("cancel")

    assert await days(house) == []
    assert await steps(house, "pending") == []


async def test_an_appointment_and_a_visit_to_the_dentist_are_kept_too(mary: Talk, house: House) -> None:
    await up_to_the_clock(mary, "my injection is booked for 12 December 2026")
    await up_to_the_clock(mary, "I am having a tooth pulled on 14 December 2026")

    async with house.database.read() as db:
        assert len((await db.scalars(select(appointments.c.booked_on))).all()) == 1
        assert len((await db.scalars(select(visits.c.visit_on))).all()) == 1
