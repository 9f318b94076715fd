"""After the dental visit: how it went, and how it heals."""

from datetime import UTC, datetime

import pytest
from planting import rows

from house import House, Talk
from registering import register


def on(month: int, day: int, hour: int = 12) -> datetime:
    return datetime(2026, month, day, hour, tzinfo=UTC)


@pytest.fixture
async def tooth_out(mary: Talk, house: House) -> Talk:
    """Mary has a tooth out on 4 December."""
    await register(mary, "1 November 2026")
    await mary.say("having a tooth out on 4 December")
    await mary.press("Yes")
    return mary


async def test_no_sign_is_thanked_for_and_the_next_check_is_named(tooth_out: Talk, house: House) -> None:
    await house.advance(on(12, 7))
    noted = await tooth_out.press("No")
    assert "My next check comes on Friday 18 December 2026." in noted.text

    await house.advance(on(12, 18))
    noted = await tooth_out.press("No")
    assert "My next check comes on Friday 1 January 2027." in noted.text

    await house.advance(datetime(2027, 1, 29, 12, tzinfo=UTC))
    assert "The last planned check" in tooth_out.last.text
    noted = await tooth_out.press("No")
    assert "No further check is planned." in noted.text


async def test_an_unanswered_check_brings_no_extra_message_and_the_next_one_comes(
    tooth_out: Talk, house: House
) -> None:
    await house.advance(on(12, 7))
    before = len(tooth_out.texts)
    await house.advance(on(12, 17))
    assert len(tooth_out.texts) == before

    await house.advance(on(12, 18))
    assert tooth_out.last.text.startswith("You have a health reminder")
    assert "Two weeks on" in tooth_out.last.text


async def test_a_slip_of_the_finger_is_put_right(tooth_out: Talk, house: House) -> None:
    await house.advance(on(12, 7))
    await tooth_out.press("Yes")
    asked = await tooth_out.press("Change my answer")
    assert "how is your mouth" in asked.text.lower()

    noted = await tooth_out.press("No")

    assert noted.text.startswith("Thank you, that is noted.")


async def test_a_sign_that_is_worse_is_an_emergency(tooth_out: Talk, house: House) -> None:
    await house.advance(on(12, 7))
    await tooth_out.press("Not sure")
    alert = await tooth_out.press("Trouble swallowing, or fever too")

    assert alert.text.startswith("Call 999")
    assert any(text.startswith("Call your dentist and your doctor today.") for text in tooth_out.texts)


async def test_the_team_hears_of_a_sign_only_if_the_patient_sends_it(
    tooth_out: Talk, house: House, admin: Talk
) -> None:
    await house.advance(on(12, 7))
    await tooth_out.press("Yes")
    shown = await tooth_out.press("Tell the team")
    assert "The healing check after my dental visit (Tooth out)" in shown.text
    assert await rows(house, kind="card") == []

    await tooth_out.press("Send it to the team")

    assert "The healing check after my dental visit (Tooth out)" in admin.last.text


async def test_without_a_reader_the_team_is_not_offered(tooth_out: Talk, house: House) -> None:
    await house.advance(on(12, 7))
    await tooth_out.press("Yes")

    assert tooth_out.captions == ["Trouble swallowing, or fever too", "Change my answer"]


async def test_a_sign_drops_what_else_was_to_come_that_day(tooth_out: Talk, house: House) -> None:
    await house.advance(on(12, 7))
    check = tooth_out.last
    await house.advance(on(12, 18, 8))
    await tooth_out.press("Yes", check)
    before = len(tooth_out.texts)

    await house.advance(on(12, 18, 20))

    assert len(tooth_out.texts) == before


async def test_how_it_went_is_not_taken_before_it_has_been(mary: Talk, house: House) -> None:
    await register(mary, "1 November 2026")
    await mary.say("having a tooth out on 4 December at 8am")
    await mary.press("Yes")
    await house.advance(on(12, 3))

    answer = await mary.press("It went fine")

    assert answer.text.startswith("Your visit is still to come: Friday 4 December 2026 at 08:00.")


async def test_a_visit_that_went_fine_is_asked_about_on_the_third_day(tooth_out: Talk, house: House) -> None:
    await house.advance(on(12, 4))
    noted = await tooth_out.press("It went fine")

    assert "My next check comes on Monday 7 December 2026." in noted.text


async def test_a_root_canal_that_turns_out_surgical_becomes_surgery(mary: Talk, house: House) -> None:
    await register(mary, "1 November 2026")
    await mary.say("root canal on 4 December")
    await mary.press("Yes")
    await house.advance(on(11, 27))
    await mary.press("It is surgical")

    assert any(text.startswith("Noted: gum or jaw surgery on Friday 4 December 2026.") for text in mary.texts)
    steps = [row.facts["step"] for row in await rows(house, status="pending") if row.facts["subject"] == "dental"]
    assert "H56" in steps


async def test_a_standard_root_canal_stays_one(mary: Talk, house: House) -> None:
    await register(mary, "1 November 2026")
    await mary.say("root canal on 4 December")
    await mary.press("Yes")
    await house.advance(on(11, 27))
    noted = await mary.press("It is standard")

    assert noted.text.startswith("Noted: a standard root canal")


@pytest.mark.parametrize("data", ["1|rem.heal_tell|1", "1|rem.heal_again|1|H3", "1|rem.surgical|1", "1|rem.fine|1"])
async def test_a_stranger_cannot_answer_for_another(tooth_out: Talk, house: House, data: str) -> None:
    eve = house.person(202, "Eve")
    await eve.say("/start")

    assert (await eve.forge(data)).text.startswith("I don't know your next injection yet.")


async def test_a_forged_step_is_not_asked(tooth_out: Talk) -> None:
    answer = await tooth_out.forge("1|rem.heal_again|1|X9")

    assert answer.text.startswith("Your next injection")


@pytest.mark.parametrize("words", ["healing nicely thanks", "all good here ta", "the hole looks fine"])
async def test_words_that_say_neither_yes_nor_no_are_asked_back(tooth_out: Talk, house: House, words: str) -> None:
    await house.advance(on(12, 7))
    await tooth_out.say(words)

    assert "Please choose below" in tooth_out.last.text
    noted = await tooth_out.press("No")
    assert noted.text.startswith("Thank you, that is noted.")


async def test_thanks_days_after_a_check_are_only_thanks(tooth_out: Talk, house: House) -> None:
    await house.advance(on(12, 9))
    await tooth_out.say("all good thanks")

    assert "Please choose below" not in tooth_out.last.text
