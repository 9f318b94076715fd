"""Dates that do not fit what is known are asked back, kindly, and nothing is kept until that is settled."""

import pytest
from test_injections import booked, stored
from test_reminders import waiting

from house import House, Talk
from registering import register


async def test_a_future_last_injection_becomes_an_appointment_if_that_was_meant(mary: Talk, house: House) -> None:
    await register(mary, "10 June 2026")
    await mary.say("/injection")
    await mary.press("I've had it")
    asked = await mary.say("12 December 2026")
    assert "still ahead" in asked.text

    await mary.press("Yes, an appointment")

    assert await booked(house) == "2026-12-12"
    assert await stored(house) == ["2026-06-10"]


async def test_a_future_last_injection_is_refused_kindly_if_it_was_no_appointment(mary: Talk, house: House) -> None:
    await register(mary, "10 June 2026")
    await mary.say("/injection")
    await mary.press("I've had it")
    await mary.say("12 December 2026")
    refused = await mary.press("No, change the date")

    assert "only once you have had it" in refused.text
    assert "When did you have it?" in refused.text
    assert await booked(house) is None


async def test_an_appointment_that_has_passed_may_have_been_the_injection(mary: Talk, house: House) -> None:
    await register(mary, "10 May 2026")
    await mary.say("/injection")
    await mary.press("I have an appointment")
    asked = await mary.say("12 November 2026")
    assert "has gone by" in asked.text

    await mary.press("Yes, I had it then")

    assert await stored(house) == ["2026-11-12", "2026-05-10"]


async def test_a_second_injection_within_five_months_is_asked_and_brings_what_to_do(mary: Talk, house: House) -> None:
    await register(mary, "1 September 2026")
    asked = await mary.say("I had my injection yesterday")
    assert asked.text.startswith("Is this a second injection?")
    assert mary.captions == ["Yes, I had both", "No, only Saturday 21 November 2026", "Leave it as it was"]

    await mary.press("Yes, I had both")

    assert any(text.startswith("Call your prescriber, a pharmacist or a poison line today.") for text in mary.texts)
    assert await stored(house) == ["2026-11-21", "2026-09-01"]


async def test_a_second_date_may_only_correct_the_first(mary: Talk, house: House) -> None:
    await register(mary, "1 September 2026")
    await mary.say("I had my injection yesterday")
    await mary.press("No, only Saturday 21 November 2026")

    assert await stored(house) == ["2026-11-21"]


async def test_a_second_date_may_be_left(mary: Talk, house: House) -> None:
    await register(mary, "1 September 2026")
    await mary.say("I had my injection yesterday")
    left = await mary.press("Leave it as it was")

    assert left.text.startswith("Nothing was changed.")
    assert await stored(house) == ["2026-09-01"]


async def test_the_same_injection_told_twice_is_recognised(mary: Talk, house: House) -> None:
    await register(mary, "1 November 2026")
    answer = await mary.say("I had my injection on 1 November")

    assert answer.text.startswith("This is noted already.")
    assert await stored(house) == ["2026-11-01"]


@pytest.mark.parametrize(
    ("choice", "kept"),
    [("It was Friday 1 May 2026", ["2026-05-01"]), ("It was Sunday 1 November 2026", ["2026-11-01"])],
)
async def test_an_earlier_date_than_the_one_known_is_asked_back(
    mary: Talk, house: House, choice: str, kept: list[str]
) -> None:
    await register(mary, "1 November 2026")
    asked = await mary.say("my injection was on 1 May 2026")
    assert asked.text.startswith("Which was your last injection?")

    await mary.press(choice)

    assert await stored(house) == kept


@pytest.mark.parametrize("typed", ["12 May 1987", "1 January 2005"])
async def test_a_year_that_cannot_be_is_not_kept(mary: Talk, house: House, typed: str) -> None:
    await mary.say("/injection")
    answer = await mary.say(typed)

    assert "too long ago" in answer.text
    assert "When did you have your last denosumab injection?" in answer.text


async def test_an_appointment_years_ahead_is_a_slip(mary: Talk, house: House) -> None:
    await register(mary, "1 November 2026")
    await mary.say("/injection")
    await mary.press("I have an appointment")
    answer = await mary.say("12 December 2036")

    assert "too far ahead" in answer.text
    assert await booked(house) is None


async def test_an_appointment_long_after_the_due_date_carries_the_back_pain_line(mary: Talk) -> None:
    await register(mary, "10 May 2026")
    await mary.say("my next injection is booked for 20 January 2027")
    answer = await mary.press("Yes")

    assert "ask if an earlier date is possible" in answer.text
    assert "back pain" in answer.text


async def test_an_earlier_injection_is_kept_beside_the_last_one_and_the_plan_stays(mary: Talk, house: House) -> None:
    await register(mary, "1 November 2026")
    before = await waiting(house)
    await mary.say("had one on 1 May 2026")
    await mary.press("I had both")

    assert "Your injection on Friday 1 May 2026 is noted, too." in mary.last.text
    assert "Your last one stays Sunday 1 November 2026" in mary.last.text
    assert await waiting(house) == before
    assert await stored(house) == ["2026-11-01", "2026-05-01"]


async def test_an_earlier_injection_told_again_is_noted_already(mary: Talk, house: House) -> None:
    await register(mary, "1 November 2026")
    await mary.say("had one on 1 May 2026")
    await mary.press("I had both")
    await mary.say("had one on 1 May 2026")

    assert "This is noted already" in mary.last.text


async def test_an_earlier_injection_can_be_taken_back(mary: Talk, house: House) -> None:
    await register(mary, "1 November 2026")
    before = await waiting(house)
    await mary.say("had one on 1 May 2026")
    await mary.press("I had both")
    await mary.press("Undo")

    assert "Your injection on Friday 1 May 2026 is removed." in mary.last.text
    assert await waiting(house) == before


async def test_a_date_corrected_to_before_another_injection_leaves_no_wrong_one_behind(
    mary: Talk, house: House
) -> None:
    await register(mary, "1 November 2026")
    await mary.say("had one on 1 May 2026")
    await mary.press("I had both")
    await mary.say("/injection")
    await mary.press("Correct the date")
    await mary.say("1 November 2025")
    await mary.press("I had both")

    assert await stored(house) == ["2026-05-01", "2025-11-01"]


async def test_a_correction_to_a_day_before_another_injection_replaces_the_corrected_one_alone(
    mary: Talk, house: House
) -> None:
    await register(mary, "1 May 2026")
    await mary.say("I had my injection on 1 November 2026")
    await mary.press("Yes")
    await mary.say("/injection")
    await mary.press("Correct the date")
    asked = await mary.say("1 November 2025")
    assert "It was Saturday 1 November 2025" in mary.captions, asked.text
    await mary.press("It was Saturday 1 November 2025")
    if "Yes" in mary.captions:
        await mary.press("Yes")

    assert await stored(house) == ["2026-05-01", "2025-11-01"]
