"""The last injection and the appointment for the next: entering, consent, the clock, correcting, removing."""

import pytest

from bot.storage import chats, injections, people
from house import MARY, House, Talk
from registering import register


async def stored(house: House) -> list[str]:
    """The injections that stand, latest first."""
    async with house.database.read() as db:
        person = await people.find_person(db, MARY)
        history = await injections.injection_history(db, person.id) if person else []
    return [one.given_on.isoformat() for one in history]


async def booked(house: House) -> str | None:
    async with house.database.read() as db:
        person = await people.find_person(db, MARY)
        appointment = await injections.current_appointment(db, person.id) if person else None
    return appointment.booked_on.isoformat() if appointment else None


async def test_a_date_is_read_back_then_consent_is_asked_and_only_then_it_is_kept(mary: Talk, house: House) -> None:
    asked = await mary.say("had my jab last Tuesday")
    assert "Tuesday 17 November 2026" in asked.text
    assert mary.captions == ["Yes", "Change"]

    asked = await mary.press("Yes")
    assert asked.text.startswith("May I keep your dates?")
    assert await stored(house) == []
    asked = await mary.press("Yes, keep my dates")
    assert asked.text.startswith("Is it 12:00 where you are?")
    await mary.press("Yes")

    confirmed, watch, _ = mary.texts[-3:]
    assert "Monday 17 May 2027" in confirmed
    assert watch.startswith("Watch for two weeks")
    assert max(len(text.split()) for text in mary.texts) <= 120
    assert "My next message comes on Monday 19 April 2027 at 09:00." in confirmed
    assert await stored(house) == ["2026-11-17"]


async def test_nothing_is_kept_of_a_person_who_does_not_consent(mary: Talk, house: House) -> None:
    await mary.say("had my jab last Tuesday")
    await mary.press("Yes")
    await mary.press("Read more")
    refused = await mary.press("No, thank you")

    assert "nothing is kept" in refused.text
    async with house.database.read() as db:
        chat = await chats.get_chat(db, MARY)
        assert await people.find_person(db, MARY) is None
    assert chat is not None
    assert (chat.consent_at, chat.zone) == (None, None)


async def test_consent_and_clock_may_be_answered_in_words(mary: Talk, house: House) -> None:
    await mary.say("had my jab last Tuesday")
    await mary.say("yes thats right")
    await mary.say("yes please")
    await mary.say("👍🏻")

    assert await stored(house) == ["2026-11-17"]


async def test_a_question_in_the_middle_is_answered_and_the_question_stays_open(mary: Talk, house: House) -> None:
    await mary.say("/injection")
    answered = await mary.say("How often do I have the injection?")
    assert answered.text.startswith("How often do I have the injection?")

    asked = await mary.say("12 May")

    assert "Tuesday 12 May 2026" in asked.text


async def test_a_red_flag_in_the_middle_comes_first_and_the_date_is_not_lost(mary: Talk, house: House) -> None:
    await mary.say("had my jab last Tuesday")
    alert = await mary.say("I cant breath")
    assert alert.text.startswith("Call 999")

    await mary.say("yes")
    assert mary.last.text.startswith("May I keep your dates?")


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("31 February", "not in the calendar"),
        ("sometime in July", "exact day"),
        ("blue bananas", "could not find a date"),
        ("I don't know", "Your clinic or your pharmacy can tell you the date."),
    ],
)
async def test_a_date_that_cannot_be_read_is_explained_and_still_waited_for(mary: Talk, typed: str, said: str) -> None:
    await mary.say("/injection")

    explained = await mary.say(typed)
    assert said in explained.text

    asked = await mary.say("12 May")
    assert "Tuesday 12 May 2026" in asked.text


@pytest.mark.parametrize("typed", [False, True])
async def test_before_the_first_injection_the_mouth_check_is_named_and_nothing_kept(
    mary: Talk, house: House, *, typed: bool
) -> None:
    await mary.say("/injection")
    answer = await (mary.say("not yet") if typed else mary.press("I haven't had one yet"))

    assert "a mouth check is advised" in answer.text
    assert mary.captions == ["I have an appointment"]
    assert await stored(house) == []


async def test_two_readings_become_two_buttons_and_the_choice_is_not_asked_back_again(mary: Talk, house: House) -> None:
    await register(mary, "1 December 2025")
    await mary.say("/injection")
    await mary.press("I've had it")
    await mary.say("4/10/26")

    assert mary.captions == ["Sunday 4 October 2026", "Friday 10 April 2026", "Another day"]
    await mary.press("Sunday 4 October 2026")

    assert await stored(house) == ["2026-10-04", "2025-12-01"]


async def test_change_asks_for_the_date_again(mary: Talk) -> None:
    await mary.say("had my jab last Tuesday")
    await mary.press("Change")
    asked = await mary.say("no, it was the 10th")

    assert "Tuesday 10 November 2026" in asked.text


async def test_a_correction_in_words_takes_the_place_of_the_date_that_was_read_back(mary: Talk) -> None:
    read_back = await mary.say("had my jab last Tuesday")
    asked = await mary.say("no, the 13th")
    assert "Friday 13 November 2026" in asked.text

    stale = await mary.press("Yes", read_back)

    assert "Friday 13 November 2026" in stale.text
    assert mary.captions == ["Yes", "Change"]


async def test_the_calendar_turns_months_and_reads_the_day_back(mary: Talk) -> None:
    await mary.say("/injection")
    page = await mary.press("Choose from a calendar")
    assert page.text.startswith("November 2026.")
    assert "22" in mary.captions
    assert "23" not in mary.captions

    await mary.press("Back to October")
    asked = await mary.press("6")

    assert "Tuesday 6 October 2026" in asked.text


async def test_an_empty_cell_of_the_calendar_says_what_to_press(mary: Talk) -> None:
    await mary.say("/injection")
    await mary.press("Choose from a calendar")
    await mary.press("Mon")

    assert mary.last.text.startswith("November 2026.")


async def test_a_double_tap_keeps_one_injection(mary: Talk, house: House) -> None:
    await register(mary, "1 May 2026")
    message = await mary.say("I had my injection yesterday")
    data = message.buttons[0][0].data
    assert data is not None
    await mary.press("Yes", message)
    again = await mary.forge(data, message)

    assert await stored(house) == ["2026-11-21", "2026-05-01"]
    assert "21 May 2027" in again.text.splitlines()[0]


async def test_a_long_past_injection_is_kept_with_the_overdue_text(mary: Talk, house: House) -> None:
    await register(mary, "3 March 2025")

    assert any("Call Elm Street Clinic" in text and "be seen today" in text for text in mary.texts)
    assert await stored(house) == ["2025-03-03"]
    answer = await mary.say("/next")
    assert "overdue" in answer.text.splitlines()[0]
    assert "No message is planned now." in answer.text


async def test_news_is_asked_once_after_the_first_registration(mary: Talk, house: House) -> None:
    await register(mary, "1 May 2026")
    assert "news" in mary.last.text
    await mary.press("Yes, news too")
    async with house.database.read() as db:
        chat = await chats.get_chat(db, MARY)
    assert chat is not None
    assert chat.news is True

    await mary.say("I had my injection yesterday")
    await mary.press("Yes")
    assert "news" not in mary.last.text


async def test_an_appointment_without_a_known_last_injection_is_booked_and_the_last_one_asked_afterwards(
    mary: Talk, house: House
) -> None:
    await mary.say("My next injection is on 12 December")
    for _ in range(3):
        await mary.press(mary.captions[0])

    assert await booked(house) == "2026-12-12"
    assert "when did you have your last injection?" in mary.last.text
    await mary.say("10 June")
    await mary.press("Yes")

    assert await stored(house) == ["2026-06-10"]
    assert await booked(house) == "2026-12-12"
    answer = await mary.say("/next")
    assert answer.text.startswith("Your injection is booked for Saturday 12 December 2026.")


async def test_an_appointment_keeps_its_time(mary: Talk) -> None:
    await register(mary, "10 June 2026")
    asked = await mary.say("my next jab is on 12 December at 10:30")

    assert "Saturday 12 December 2026 at 10:30" in asked.text


async def test_undo_takes_an_appointment_back_and_the_former_one_stands_again(mary: Talk, house: House) -> None:
    await register(mary, "10 June 2026")
    for day in ("12 December", "14 December"):
        await mary.say(f"my next injection is booked for {day}")
        await mary.press("Yes")
    assert await booked(house) == "2026-12-14"

    undone = await mary.press("Undo")

    assert undone.text.startswith("Undone.")
    assert await booked(house) == "2026-12-12"


async def test_undo_takes_a_registration_back_and_nothing_is_planned_any_more(mary: Talk, house: House) -> None:
    await register(mary, "1 May 2026")
    await mary.say("/injection")
    await mary.press("I've had it")
    noted = mary.last
    await mary.press("Today, Sunday 22 November 2026")
    assert await stored(house) == ["2026-11-22", "2026-05-01"]

    await mary.press("Undo", noted)
    undone = noted

    assert "overdue" in undone.text
    assert await stored(house) == ["2026-05-01"]
    stale = await mary.forge("1|inj.undo|2|0|0")
    assert "Your injection is 3 weeks overdue." in stale.text
    assert await stored(house) == ["2026-05-01"]


async def test_a_corrected_date_takes_the_place_of_the_wrong_one(mary: Talk, house: House) -> None:
    await register(mary, "1 November 2026")
    await mary.say("/injection")
    await mary.press("Correct the date")
    await mary.say("2 November")
    await mary.press("Yes")

    assert await stored(house) == ["2026-11-02"]
    assert "Sunday 2 May 2027" in mary.last.text
    await mary.press("Undo")
    assert await stored(house) == ["2026-11-01"]


async def test_a_removed_injection_can_be_put_back(mary: Talk, house: House) -> None:
    await register(mary, "1 November 2026")
    await mary.say("/injection")
    removed = await mary.press("Remove it")
    assert "Its reminders will not come." in removed.text
    assert await stored(house) == []

    await mary.press("Undo")

    assert await stored(house) == ["2026-11-01"]
    assert "My next message comes on Saturday 3 April 2027 at 09:00." in mary.last.text


async def test_a_cancelled_appointment_can_be_put_back(mary: Talk, house: House) -> None:
    await register(mary, "10 June 2026")
    await mary.say("my next injection is booked for 12 December")
    await mary.press("Yes")
    await mary.say("/injection")
    await mary.press("Cancel the appointment")
    assert await booked(house) is None

    await mary.press("Undo")

    assert await booked(house) == "2026-12-12"


async def test_a_stranger_s_record_cannot_be_touched(mary: Talk, house: House) -> None:
    await register(mary, "1 November 2026")
    eve = house.person(202, "Eve")
    await eve.say("/start")

    for data in ("1|inj.remove|1", "1|inj.correct|1", "1|inj.undo|1|0|0", "1|inj.yes|1", "1|cal.day|1|20261101"):
        answer = await eve.forge(data)
        assert answer.text.startswith("I don't know your next injection yet.")

    assert await stored(house) == ["2026-11-01"]


@pytest.mark.parametrize("data", ["1|cal.pick|x|y", "1|cal.day|1|99999999", "1|inj.remove|", "1|cal.month|7|209913"])
async def test_forged_data_shows_how_things_stand(mary: Talk, house: House, data: str) -> None:
    await register(mary, "1 November 2026")

    answer = await mary.forge(data)

    assert answer.text.startswith("Your next injection is due about Saturday 1 May 2027")
    assert await stored(house) == ["2026-11-01"]


async def test_an_unanswered_question_is_forgotten_after_a_day(mary: Talk, house: House) -> None:
    message = await mary.say("had my jab last Tuesday")
    house.clock.move_to(house.clock.now().replace(day=24))

    answer = await mary.press("Yes", message)

    assert answer.text.startswith("I don't know your next injection yet.")
    assert await stored(house) == []


async def test_a_second_tap_on_a_button_asks_the_next_question_once(mary: Talk) -> None:
    asked = await mary.say("had my jab last Tuesday")
    yes = asked.buttons[0][0].data or ""
    await mary.press("Yes")
    before = len(mary.texts)

    await mary.forge(yes, asked)

    assert len(mary.texts) == before
    assert mary.last.text.startswith("May I keep your dates?")


async def test_what_is_left_behind_for_a_dental_visit_is_named(mary: Talk) -> None:
    await mary.say("had my jab on 17 November 2026")
    await mary.press("Yes")
    asked = await mary.say("tooth out on 12 january")

    assert asked.text.startswith("Your injection on Tuesday 17 November 2026 is not noted yet.")


async def test_an_appointment_that_is_only_a_month_is_asked_for_its_day(mary: Talk) -> None:
    await register(mary, "10 June 2026")
    await mary.say("/injection")
    await mary.press("I have an appointment")
    asked = await mary.say("some time in december")
    assert asked.text.startswith("I need the exact day, so that I can write in time.")

    left = await mary.press("Not now")
    assert left.text.startswith("Nothing was changed.")
