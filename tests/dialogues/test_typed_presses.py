"""Somebody who never presses a button and types what it says."""

import pytest
from test_injections import booked, stored

from house import House, Talk
from registering import register


async def test_a_whole_registration_needs_no_press(mary: Talk, house: House) -> None:
    for text in ("note my last injection", "3 june", "yes", "yes keep my dates", "change", "leeds", "yes"):
        await mary.say(text)
    await mary.say("no, only reminders")

    assert await stored(house) == ["2026-06-03"]
    assert mary.last.text.startswith("Noted: reminders only.")


async def test_a_dental_visit_needs_no_press(mary: Talk) -> None:
    await register(mary, "10 June 2026")
    for text in ("dental visits", "tooth out", "on to december"):
        await mary.say(text)
    assert mary.last.text.startswith("December 2026.")
    await mary.say("12 january")
    await mary.say("yes")
    assert "Noted: a tooth out on Tuesday 12 January 2027." in mary.texts[-3]

    await mary.say("card for my dentist")
    card = mary.user.messages[-2]
    assert card.text.startswith("For my dentist and my prescriber")


@pytest.mark.parametrize(
    ("typed", "begins"),
    [
        ("what comes next", "Your next injection is due about"),
        ("list of topics", "What would you like to read about?"),
        ("Change the hour", "At which hour should messages come?"),
        ("correct the date", "When did you have it?"),
        ("remove it", "Your injection on Sunday 1 November 2026 is removed."),
        ("i have an appointment", "For which day is your injection booked?"),
        ("delete everything", "Do you want to delete everything"),
    ],
)
async def test_what_a_button_says_does_what_it_does(mary: Talk, typed: str, begins: str) -> None:
    await register(mary, "1 November 2026")

    assert (await mary.say(typed)).text.startswith(begins)


async def test_not_now_and_keep_everything_get_out_again(mary: Talk, house: House) -> None:
    await register(mary, "1 November 2026")
    await mary.say("i have an appointment")
    assert (await mary.say("not now")).text.startswith("Nothing was changed.")
    await mary.say("/forget")
    assert (await mary.say("keep everything")).text.startswith("Nothing was deleted.")
    assert await stored(house) == ["2026-11-01"]


async def test_a_question_goes_to_the_team_without_a_press(mary: Talk, admin: Talk) -> None:
    await mary.say("which cheese is best with crackers")
    assert "Send it to the team" in mary.captions
    sent = await mary.say("send it to the team")

    assert sent.text.startswith("Your question was passed on to the team.")
    assert "which cheese is best with crackers" in admin.last.text
    assert (await mary.say("write to the team")).text.startswith("Please write your question now.")


async def test_an_appointment_that_was_moved_is_moved(mary: Talk, house: House) -> None:
    await register(mary, "10 June 2026")
    await mary.say("my next injection is booked for 12 December")
    await mary.press("Yes")
    await mary.say("its been moved to 19 december")
    await mary.say("yes")

    assert await booked(house) == "2026-12-19"


@pytest.mark.parametrize(
    "text", ["the dentist moved my appointment to 14 january", "my implant was rescheduled to 14 january"]
)
async def test_a_dental_visit_that_was_moved_does_not_become_two(mary: Talk, text: str) -> None:
    await register(mary, "10 June 2026")
    await mary.say("implant on 12 january")
    await mary.press("Yes")
    await mary.say(text)
    await mary.say("yes")
    await mary.say("/dental")

    assert mary.captions[0] == "Implant: Thursday 14 January 2027"
    assert mary.captions[1] == "Add a visit"


async def test_both_of_two_injections_are_a_matter_for_today_before_anything_else(mary: Talk) -> None:
    await register(mary, "1 November 2026")
    await mary.say("had my injection today")
    before = len(mary.texts)
    question = mary.last
    await mary.press("Yes, I had both")

    assert question.text.startswith("Call your prescriber, a pharmacist or a poison line today.")
    assert mary.texts[before].startswith("Thank you. Your injection on Sunday 22 November 2026 is noted.")


@pytest.mark.parametrize(
    ("typed", "begins"),
    [
        ("16 november", "Your injection was on Monday 16 November 2026."),
        ("31 february", "That day is not in the calendar."),
        ("3/4", "Which day do you mean?"),
    ],
)
async def test_a_date_typed_when_consent_is_asked_corrects_the_one_read_back(
    mary: Talk, typed: str, begins: str
) -> None:
    await mary.say("had my injection on 17 november")
    await mary.say("yes")
    assert mary.last.text.startswith("May I keep your dates?")

    assert (await mary.say(typed)).text.startswith(begins)


async def test_no_after_an_honest_none_answers_the_question_that_is_open(mary: Talk) -> None:
    await mary.say("had my injection on 17 november")
    await mary.say("yes")
    await mary.say("which cheese is best with crackers")

    assert (await mary.say("no thank you")).text.startswith("That is fine: nothing is kept")


async def test_who_knows_the_day_of_a_dental_visit_is_the_dentist(mary: Talk) -> None:
    await mary.say("/dental")
    await mary.press("Tooth out")

    assert (await mary.say("not sure")).text.startswith("Your dentist's office can tell you the day.")
