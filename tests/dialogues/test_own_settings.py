"""Hour, time zone, lock-screen line, news."""

from pathlib import Path

import pytest

from bot.preview import StandIn
from bot.storage import chats, outbox, people
from bot.storage.chats import Chat
from house import MARY, House, Talk, settings_for
from registering import register


async def chat_of(house: House) -> Chat:
    async with house.database.read() as db:
        chat = await chats.get_chat(db, MARY)
    assert chat is not None
    return chat


async def next_message(house: House) -> str:
    async with house.database.read() as db:
        person = await people.find_person(db, MARY)
        assert person is not None
        return (await outbox.waiting_for_person(db, person.id))[0].due_at.isoformat()


async def test_the_hour_moves_what_is_planned(mary: Talk, house: House) -> None:
    await register(mary, "1 November 2026")
    await mary.say("/settings")
    await mary.press("Change the hour")
    page = await mary.press("18:00")

    assert "Messages come at 18:00, on the clock of London." in page.text
    assert await next_message(house) == "2027-04-03T17:00:00+00:00"


@pytest.mark.parametrize("hour", ["3", "24", "-1", "x", ""])
async def test_an_hour_at_night_cannot_be_forged(mary: Talk, house: House, hour: str) -> None:
    await mary.say("/settings")
    await mary.forge(f"1|set.hour_is|{hour}")

    assert (await chat_of(house)).hour is None


async def test_a_city_settles_the_zone_and_moves_what_is_planned(mary: Talk, house: House) -> None:
    await register(mary, "1 November 2026")
    await mary.say("/settings")
    await mary.press("Change the time zone")
    offered = await mary.say("i live in new yrok")
    assert offered.text.startswith("Which of these has the same time as you")
    await mary.press("New York: it is 07:00 now")

    assert (await chat_of(house)).zone == "America/New_York"
    assert await next_message(house) == "2027-04-03T13:00:00+00:00"


async def test_the_time_on_a_clock_settles_the_zone_of_a_new_patient(mary: Talk, house: House) -> None:
    await mary.say("had my injection yesterday")
    await mary.press("Yes")
    await mary.press("Yes, keep my dates")
    await mary.press("Change")
    await mary.say("it is 1:02 pm")
    assert mary.captions[0] == "Berlin: it is 13:00 now"
    await mary.press("Berlin: it is 13:00 now")

    assert (await chat_of(house)).zone == "Europe/Berlin"
    assert "Saturday 21 November 2026 is noted" in mary.texts[-3]


async def test_a_place_nobody_knows_is_asked_again_and_none_of_these_too(mary: Talk, house: House) -> None:
    await mary.say("/settings")
    await mary.press("Change the time zone")
    again = await mary.say("Middle Wallop")
    assert again.text.startswith("I do not know that place.")
    await mary.say("lisbon")
    asked = await mary.press("None of these")

    assert asked.text.startswith("In which city are you")
    assert (await chat_of(house)).zone is None


async def test_a_place_that_was_offered_may_be_typed(mary: Talk, house: House) -> None:
    await mary.say("/settings")
    await mary.press("Change the time zone")
    await mary.say("lisbon")
    await mary.say("yes")

    assert (await chat_of(house)).zone == "Europe/Lisbon"


async def test_a_clinic_without_a_place_has_the_patient_s_place_asked(
    house: House, standin: StandIn, tmp_path: Path
) -> None:
    await house.switch_off()
    await house.switch_on(settings_for(standin, tmp_path, default_timezone="UTC"))
    mary = house.person(MARY)
    await mary.say("had my injection yesterday")
    await mary.press("Yes")
    await mary.press("Yes, keep my dates")
    await mary.press("Yes")
    assert mary.captions[0] == "London: it is 12:00 now"
    await mary.press("London: it is 12:00 now")

    assert (await chat_of(house)).zone == "Europe/London"


async def test_a_question_while_a_city_is_asked_for_is_answered(mary: Talk) -> None:
    await mary.say("/settings")
    await mary.press("Change the time zone")
    answered = await mary.say("How often do I have the injection?")

    assert answered.text.startswith("How often do I have the injection?")


async def test_an_injection_in_another_zone_that_is_not_today_yet_is_asked_back(mary: Talk, house: House) -> None:
    house.clock.move_to(house.clock.now().replace(hour=3))
    house.clock.move_to(house.clock.now().replace(day=23, hour=3))
    await mary.say("had my injection today")
    await mary.press("Yes")
    await mary.press("Yes, keep my dates")
    await mary.press("Change")
    await mary.say("Los Angeles")
    asked = await mary.press("Los Angeles: it is 19:00 now")

    assert "Monday 23 November 2026 is still ahead." in asked.text


async def test_quiet_and_news_are_switched_and_a_second_press_changes_nothing(mary: Talk, house: House) -> None:
    page = await mary.say("/settings")
    assert (await chat_of(house)).quiet
    data = next(one.data for row in page.buttons for one in row if one.text == "Show the text on a locked screen")
    assert data is not None
    await mary.press("Show the text on a locked screen")
    await mary.forge(data)
    assert not (await chat_of(house)).quiet

    await mary.press("Send me news too")
    assert (await chat_of(house)).news is True
    assert "News from the team: yes." in mary.last.text


async def at_the_question_for_the_city(mary: Talk) -> None:
    await mary.say("had my injection yesterday")
    await mary.press("Yes")
    await mary.press("Yes, keep my dates")
    await mary.press("Change")


async def test_somebody_whose_town_nobody_knows_can_choose_what_the_clock_shows(mary: Talk, house: House) -> None:
    await at_the_question_for_the_city(mary)
    await mary.say("Middle Wallop")
    await mary.press("Choose what my clock shows")
    await mary.press("13:00")
    await mary.press("Berlin: it is 13:00 now")

    assert (await chat_of(house)).zone == "Europe/Berlin"
    assert "Saturday 21 November 2026 is noted" in mary.texts[-3]


async def test_somebody_who_does_not_want_to_name_a_place_gets_out(mary: Talk) -> None:
    await at_the_question_for_the_city(mary)
    left = await mary.press("Not now")
    assert left.text.startswith("Nothing was changed.")
    answer = await mary.say("thank you")
    assert "place" not in answer.text


@pytest.mark.parametrize("minutes", ["-1", "1440", "x", ""])
async def test_a_clock_cannot_be_forged(mary: Talk, house: House, minutes: str) -> None:
    await at_the_question_for_the_city(mary)
    token = (mary.last.buttons[0][0].data or "").rpartition("|")[2]
    await mary.forge(f"1|zone.clock|{token}|{minutes}")

    assert (await chat_of(house)).zone is None


async def test_an_appointment_told_while_a_city_is_asked_for_is_no_clock(mary: Talk) -> None:
    await at_the_question_for_the_city(mary)
    asked = await mary.say("my next injection is on 10 december at 9.30")

    assert asked.text.startswith("Your injection is booked for Thursday 10 December 2026 at 09:30.")


async def test_the_settings_page_ends_the_wait_for_a_city(mary: Talk) -> None:
    await mary.say("/settings")
    await mary.press("Change the time zone")
    await mary.say("/settings")
    answer = await mary.say("hm well")

    assert "place" not in answer.text
