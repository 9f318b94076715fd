"""Settings that change what comes: another zone for a journey or for good, and reminders that may be left out."""

import pytest
from test_reminders import on, person_of, waiting

from bot.storage import chats, outbox
from house import MARY, House, Talk
from registering import register


async def chat_of(house: House) -> chats.Chat:
    async with house.database.read() as db:
        chat = await chats.get_chat(db, MARY)
    assert chat is not None
    return chat


async def hours(house: House) -> set[int]:
    """At which UTC hours messages wait."""
    person = await person_of(house)
    async with house.database.read() as db:
        return {row.due_at.hour for row in await outbox.waiting_for_person(db, person.id)}


async def go_to(mary: Talk, city: str) -> None:
    await mary.say("/settings")
    await mary.press("Change the time zone")
    await mary.say(city)
    await mary.press(mary.captions[0])


async def test_a_new_zone_holds_at_once_and_asks_whether_it_is_a_journey(mary: Talk, house: House) -> None:
    await register(mary, "25 June 2026")
    assert await hours(house) == {8, 9, 18}
    await go_to(mary, "Tokyo")

    assert "messages now come by the clock of Tokyo" in mary.last.text
    assert mary.captions == ["From now on", "Only while I travel"]
    assert await hours(house) == {0, 9}  # 09:00 and 18:00 in Tokyo


async def test_from_now_on_asks_no_more(mary: Talk, house: House) -> None:
    await register(mary, "25 June 2026")
    await go_to(mary, "Tokyo")
    await mary.press("From now on")

    assert "I'm home again" not in mary.captions
    assert (await chat_of(house)).home_zone is None


async def test_on_a_journey_each_reminder_says_so_and_home_is_one_press_away(mary: Talk, house: House) -> None:
    await register(mary, "25 June 2026")
    await go_to(mary, "Tokyo")
    await mary.press("Only while I travel")
    assert "You travel; at home it is the clock of London." in mary.last.text
    await house.advance(on(11, 28))
    assert "While you travel, messages come by the clock of Tokyo." in mary.last.text

    await mary.say("/settings")
    await mary.press("I'm home again")
    assert "the clock of London" in mary.last.text
    assert (await chat_of(house)).home_zone is None
    assert await hours(house) == {8, 9, 18}


async def test_a_journey_that_goes_on_keeps_the_first_home(mary: Talk, house: House) -> None:
    await register(mary, "25 June 2026")
    await go_to(mary, "Tokyo")
    await mary.press("Only while I travel")
    await go_to(mary, "Sydney")
    await mary.press("Only while I travel")

    chat = await chat_of(house)
    assert (chat.zone, chat.home_zone) == ("Australia/Sydney", "Europe/London")


async def test_the_way_back_typed_as_a_city_ends_the_journey_without_a_question(mary: Talk, house: House) -> None:
    await register(mary, "25 June 2026")
    await go_to(mary, "Tokyo")
    await mary.press("Only while I travel")
    await go_to(mary, "London")

    assert "Only while I travel" not in mary.captions
    chat = await chat_of(house)
    assert (chat.zone, chat.home_zone) == ("Europe/London", None)


@pytest.mark.parametrize("home", ["Nowhere/Land", "", "Asia/Tokyo", "../etc/passwd"])
async def test_a_home_cannot_be_forged(mary: Talk, house: House, home: str) -> None:
    await register(mary, "25 June 2026")
    await go_to(mary, "Tokyo")
    await mary.forge(f"1|set.travel|{home}")

    assert (await chat_of(house)).home_zone is None


async def test_an_optional_reminder_is_left_out_and_comes_back(mary: Talk, house: House) -> None:
    await register(mary, "25 June 2026")
    before = await waiting(house)
    await mary.say("/settings")
    await mary.press("Choose my reminders")
    await mary.press("The evening before: yes")
    assert "The evening before: no" in mary.captions
    assert {step for _, step, _ in before} - {step for _, step, _ in await waiting(house)} == {"B4"}

    await mary.press("The evening before: no")
    assert await waiting(house) == before


async def test_the_second_press_on_a_choice_changes_nothing_more(mary: Talk, house: House) -> None:
    await register(mary, "25 June 2026")
    await mary.say("/settings")
    await mary.press("Choose my reminders")
    await mary.forge("1|set.step|B2|0")
    await mary.forge("1|set.step|B2|0")

    assert (await chat_of(house)).unwanted_steps == ["B2"]


@pytest.mark.parametrize("step", ["O3", "D0", "B1", "L1", "", "X"])
async def test_a_reminder_that_must_come_cannot_be_left_out(mary: Talk, house: House, step: str) -> None:
    await register(mary, "25 June 2026")
    before = await waiting(house)
    await mary.say("/settings")
    await mary.forge(f"1|set.step|{step}|0")

    assert await waiting(house) == before
    assert (await chat_of(house)).unwanted_steps == []


async def test_the_settings_page_says_that_some_reminders_are_left_out(mary: Talk, house: House) -> None:
    await register(mary, "25 June 2026")
    await mary.say("/settings")
    assert "All reminders come." in mary.last.text
    await mary.press("Choose my reminders")
    await mary.press("Two weeks before: yes")
    await mary.press("Back")

    assert "Some reminders are left out." in mary.last.text


async def test_the_same_city_chosen_again_leaves_the_journey_as_it_is(mary: Talk, house: House) -> None:
    await register(mary, "25 June 2026")
    await go_to(mary, "Tokyo")
    await mary.press("Only while I travel")
    await go_to(mary, "Tokyo")

    assert (await chat_of(house)).home_zone == "Europe/London"
