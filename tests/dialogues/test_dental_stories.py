"""Ten patients and their dentists, from the first word to the last message."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from planting import rows

from bot.storage import people, visits
from house import MARY, House, Talk
from registering import register

STAYS = "Your injection date stays as it is unless your prescriber gives you a new date."


def on(month: int, day: int, hour: int = 12, year: int = 2026) -> datetime:
    return datetime(year, month, day, hour, tzinfo=UTC)


async def stored(house: House) -> list[tuple[str, str, str]]:
    async with house.database.read() as db:
        person = await people.find_person(db, MARY)
        known = await visits.visits_of(db, person.id) if person else []
    return [
        (one.visit_on.isoformat(), one.kind, one.visit_time.strftime("%H:%M") if one.visit_time else "")
        for one in known
    ]


async def planned(house: House) -> list[str]:
    waiting: list[Any] = await rows(house, status="pending")
    return [f"{row.facts['step']} {row.due_at:%m-%d}" for row in waiting if row.facts.get("subject") == "dental"]


async def test_an_implant_in_one_sentence_with_its_time_and_what_the_doctor_says(mary: Talk, house: House) -> None:
    await register(mary, "20 July 2026")
    asked = await mary.say("implant 15 Jan at 3pm, dr says fine")
    assert asked.text == "Implant on Friday 15 January 2027 at 15:00. Is that right?"
    await mary.press("Yes")

    noted, both, card = mary.texts[-3:]
    assert noted.startswith("Noted: an implant on Friday 15 January 2027 at 15:00.")
    for words in ("ONJ (osteonecrosis of the jaw)", "Tell the dentist:", STAYS):
        assert words in noted
    assert "Friday 15 January 2027 at 15:00" in both
    assert "Wednesday 20 January 2027" in both
    assert "tell both teams about both dates this week" in both
    assert "Dental visit: Friday 15 January 2027 at 15:00." in card
    assert await planned(house) == [
        "T-7 01-08", "T-1 01-14", "T0 01-15", "H3 01-18", "H14 01-29", "H28 02-12", "H56 03-12", "Y1 01-15",
    ]  # fmt: skip


async def test_three_taps_note_a_visit_and_one_takes_it_back(mary: Talk, house: House) -> None:
    await register(mary)
    await mary.say("/dental")
    await mary.press("Filling or crown")
    await mary.press("27")
    await mary.press("Yes")
    assert await stored(house) == [("2026-11-27", "filling", "")]

    noted = next(one for one in reversed(mary.user.messages) if "Noted: a filling" in one.text)
    await mary.press("Undo", noted)

    assert await stored(house) == []
    assert await planned(house) == []


async def test_a_filling_becomes_an_extraction_in_the_chair(mary: Talk, house: House) -> None:
    await register(mary, "20 June 2026")
    await mary.say("filling on 24 November at 11")
    await mary.press("Yes")
    await house.advance(on(11, 24, 13))
    assert "If the plan changes to taking the tooth out" in mary.last.text
    await mary.press("They did something else")
    await mary.press("Tooth out")

    noted, both = mary.texts[-2:]
    assert noted.startswith("Noted: other work on Tuesday 24 November 2026 at 11:00, and it may touch bone.")
    assert "My next check comes on Friday 27 November 2026." in noted
    assert STAYS in noted
    assert "tell both teams" in both
    assert await stored(house) == [("2026-11-24", "extraction", "11:00")]
    assert await planned(house) == ["H3 11-27", "H14 12-08", "H28 12-22", "H56 01-19"]


@pytest.mark.parametrize("words", ["they pulled it instead of filling it", "they took the tooth out instead"])
async def test_the_same_in_words_is_read_back_and_a_red_flag_comes_first(mary: Talk, house: House, words: str) -> None:
    await register(mary, "1 November 2026")
    await mary.say("filling today at 11")
    await mary.press("Yes")
    asked = await mary.say(words)
    assert asked.text.startswith("Tooth out on Sunday 22 November 2026 at 11:00.")
    await mary.press("Yes")

    assert await stored(house) == [("2026-11-22", "extraction", "11:00")]


async def test_a_tooth_that_is_out_already_goes_straight_to_the_checks(mary: Talk, house: House) -> None:
    await register(mary)
    asked = await mary.say("I had a tooth out last Tuesday")
    assert asked.text == "Tooth out on Tuesday 17 November 2026. Is that right?"
    noted = await mary.press("Yes")

    assert "I will ask how your mouth heals." in noted.text
    assert await planned(house) == ["H14 12-01", "H28 12-15", "H56 01-12"]


async def test_two_visits_in_one_message_are_asked_about_one_by_one(mary: Talk, house: House) -> None:
    await register(mary)
    await mary.say("dentist check up on 4 December and a tooth out on 11 December")
    await mary.press("Yes")
    assert mary.last.text.startswith("Tooth out on Friday 11 December 2026.")
    await mary.press("Yes")

    assert await stored(house) == [("2026-12-04", "checkup", ""), ("2026-12-11", "extraction", "")]


async def test_of_two_visits_the_one_named_is_moved_and_the_other_cancelled(mary: Talk, house: House) -> None:
    await register(mary)
    for words in ("dental check up on 4 December", "having a tooth out on 11 December"):
        await mary.say(words)
        await mary.press("Yes")
    asked = await mary.say("my extraction has been moved to 18 December at 2pm")
    assert asked.text.startswith("Tooth out on Friday 18 December 2026 at 14:00.")
    await mary.press("Yes")
    await mary.say("my dental check up is cancelled")
    assert mary.last.text.startswith("Dental check-up, Friday 4 December 2026")
    await mary.press("Remove it")

    assert await stored(house) == [("2026-12-18", "extraction", "14:00")]
    assert [step for step in await planned(house) if "12-04" in step or "12-11" in step] == ["T-7 12-11"]


async def test_a_tooth_to_come_out_but_not_booked_yet(mary: Talk, house: House) -> None:
    await register(mary, "1 November 2026")
    answer = await mary.say("need a tooth out but it's not booked yet")

    assert answer.text.startswith("Not booked yet.")
    assert STAYS in answer.text
    assert "Your next injection is due on Saturday 1 May 2027." in answer.text
    assert await stored(house) == []

    await mary.say("/dental")
    await mary.press("Implant")
    answer = await mary.press("Not booked yet")
    assert answer.text.startswith("Not booked yet.")


async def test_toothache_first_and_then_the_visit(mary: Talk, house: House) -> None:
    await register(mary)
    asked = await mary.say("terrible toothache, seeing the dentist tomorrow at 10")

    assert mary.texts[-2].startswith("Call your dentist and your doctor today.")
    assert asked.text.startswith("Dental visit on Monday 23 November 2026 at 10:00.")


async def test_a_red_flag_with_a_visit_in_the_same_words_loses_neither(mary: Talk, house: House) -> None:
    await register(mary)
    asked = await mary.say("my jaw has been aching for weeks and I see the dentist on Friday")

    assert mary.texts[-2].startswith("Call your dentist and your doctor today.")
    assert asked.text.startswith("Dental visit on Friday 27 November 2026.")


async def test_the_dentist_says_skip_the_shot(mary: Talk) -> None:
    await register(mary, "1 June 2026")
    answer = await mary.say("My dentist says skip the shot")

    assert answer.text.startswith("Please ask dentist and prescriber to talk before any change.")
    assert "A late injection can raise the risk of spine fractures." in answer.text
    assert STAYS in answer.text


async def test_an_overdue_patient_with_a_tooth_out_hears_of_both_dates_and_of_the_wound(
    mary: Talk, house: House
) -> None:
    await register(mary, "1 April 2026")
    await mary.say("having a tooth out on 4 December")
    await mary.press("Yes")
    assert any("tell both teams" in text and "Thursday 1 October 2026" in text for text in mary.texts)
    assert "(7 weeks overdue)" in mary.last.text

    await house.advance(on(12, 7))
    await mary.press("Not sure")
    assert mary.last.text.startswith("Call your dentist and your doctor today.")
    assert "Call 999" in mary.last.text
    before = len(mary.texts)
    await house.advance(timedelta(days=8))
    assert len(mary.texts) == before


async def test_a_time_told_afterwards_goes_with_the_day(mary: Talk, house: House) -> None:
    await register(mary)
    await mary.say("having a tooth out on 4 December")
    await mary.say("yes, at 3pm")
    assert await stored(house) == [("2026-12-04", "extraction", "15:00")]

    await mary.say("/dental")
    await mary.press(mary.captions[0])
    await mary.press("Change the day or time")
    asked = await mary.say("at half past two")
    assert asked.text.startswith("Tooth out on Friday 4 December 2026 at 14:30.")
    await mary.press("Yes")
    assert await stored(house) == [("2026-12-04", "extraction", "14:30")]


async def test_a_husband_s_tooth_never_stands_beside_the_wife_s_injection(mary: Talk, house: House) -> None:
    await register(mary, "20 June 2026")
    asked = await mary.say("my husband is having a tooth out on Friday 4 December")
    assert asked.text.startswith("Whose dental visit is it?")
    await mary.press("Somebody else's")
    await mary.press("Yes")

    noted, card = mary.texts[-2:]
    assert noted.startswith("For the other person:")
    assert "I don't know this person's injection dates." in noted
    assert "Last injection: __________." in card
    assert not any("tell both teams" in text for text in mary.texts)
    page = await mary.press("To print (PDF)")
    assert page.document is not None

    await mary.say("/card")
    assert "Dental visit: __________." in mary.user.messages[-2].text
    assert "Saturday 20 June 2026" in mary.user.messages[-2].text
    await house.advance(on(12, 3))
    assert "For the other person:\nYour visit to have a tooth out is tomorrow" in mary.last.text
    await mary.press("Card for my dentist")
    assert "Last injection: __________." in mary.user.messages[-2].text


async def test_a_mother_whose_injections_are_kept_is_asked_for_once(mary: Talk, house: House) -> None:
    await register(mary, "20 June 2026")
    await mary.say("mum has the dentist on 4 December for an implant")
    await mary.say("of the one whose injections i keep")
    await mary.press("Yes")

    assert any("tell both teams" in text for text in mary.texts)
    assert "Last injection: Saturday 20 June 2026." in mary.last.text


async def test_both_may_see_the_dentist_on_one_day(mary: Talk, house: House) -> None:
    await register(mary)
    await mary.say("dental check up on 4 December")
    await mary.press("Yes")
    await mary.say("my husband has a dental check up on 4 December")
    await mary.press("Somebody else's")
    await mary.press("Yes")

    assert len(await stored(house)) == 2
    await mary.say("/dental")
    assert "Other person: Check-up or cleaning: Friday 4 December 2026" in mary.captions


async def test_scale_and_polish_is_no_complaint(mary: Talk) -> None:
    await register(mary)
    asked = await mary.say("scale and polish booked for friday")

    assert asked.text.startswith("Dental check-up on Friday 27 November 2026.")
    assert not any(text.startswith("Call your dentist") for text in mary.texts)
