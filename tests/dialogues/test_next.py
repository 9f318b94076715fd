"""/next: the first line answers."""

from datetime import timedelta

import pytest

from house import House, Talk
from registering import register


async def test_a_stranger_is_told_what_is_missing(mary: Talk) -> None:
    answer = await mary.say("/next")

    assert answer.text.startswith("I don't know your next injection yet.")
    assert mary.captions == ["Enter my last injection", "Dental visits"]


@pytest.mark.parametrize(
    ("given", "first_line", "below"),
    [
        ("1 November 2026", "Your next injection is due about Saturday 1 May 2027, in 22 weeks.", "an estimate"),
        ("28 May 2026", "Your next injection is due about Saturday 28 November 2026.", "an estimate"),
        ("22 May 2026", "Your injection is due today, Sunday 22 November 2026.", "09:00"),
        ("1 May 2026", "Your injection is 3 weeks overdue. It was due about Sunday 1 November 2026.", "back pain"),
        ("1 March 2026", "Your injection is 11 weeks overdue.", "its protection is wearing off"),
        ("1 January 2026", "Your injection, due about Wednesday 1 July 2026, is 20 weeks overdue.", "prescriber"),
    ],
)
async def test_the_first_line_answers(mary: Talk, given: str, first_line: str, below: str) -> None:
    await register(mary, given)

    answer = await mary.say("/next")

    assert answer.text.startswith(first_line)
    assert below in answer.text


async def test_a_booked_but_overdue_injection_asks_for_an_earlier_date(mary: Talk) -> None:
    await register(mary, "1 March 2026")
    await mary.say("my next injection is booked for 20 December")
    await mary.press("Yes")

    answer = await mary.say("/next")

    assert answer.text.startswith("Your injection is booked for Sunday 20 December 2026.")
    assert "Ask if you can have it sooner." in answer.text
    assert "back pain" in answer.text


async def test_an_appointment_that_has_passed_is_asked_about(mary: Talk, house: House) -> None:
    await register(mary, "1 June 2026")
    await mary.say("my next injection is booked for 25 November")
    await mary.press("Yes")
    await house.advance(timedelta(days=5))

    answer = await mary.say("/next")

    assert answer.text.startswith("Your injection was booked for Wednesday 25 November 2026. Did you have it?")


async def test_a_stopped_person_reads_that_no_reminders_come_and_can_resume(mary: Talk) -> None:
    await register(mary, "25 May 2026")
    await mary.say("/stop")
    for caption in mary.captions:
        if caption.lower().startswith(("yes", "stop", "end")):
            await mary.press(caption)
            break
    answer = await mary.say("/next")
    assert "Messages are stopped, so no reminders come." in answer.text

    resumed = await mary.press("Send reminders again")

    assert "My next message comes on Monday 23 November 2026 at 09:00" in resumed.text or "next message" in resumed.text


async def test_visits_ahead_are_named(mary: Talk) -> None:
    await register(mary, "1 November 2026")
    await mary.say("having a tooth out on 4 December at 9:30")
    await mary.press("Yes")

    answer = await mary.say("/next")

    assert "Dental visit: Tooth out, Friday 4 December 2026 at 09:30." in answer.text
    assert "My next message comes on Friday 27 November 2026 at 09:00, about your dental visit." in answer.text


async def test_after_a_death_nobody_is_told_that_an_injection_is_overdue(mary: Talk, house: House) -> None:
    await register(mary, "1 May 2026")
    await mary.say("my mother died last week")

    for text in ("/next", "/injection", "/start"):
        answer = await mary.say(text)
        assert answer.text.startswith("All messages have stopped.")
        assert not any("overdue" in said or "due about" in said for said in mary.texts[-1:])
    await mary.press(
        "Delete everything", next(one for one in mary.user.messages if one.text.startswith("All messages"))
    )
    assert mary.last.text.startswith("Do you want to delete everything")
