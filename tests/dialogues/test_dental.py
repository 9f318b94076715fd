"""Visits to the dentist: entering them, the card, changing them."""

import pytest

from bot.preview import StandIn
from bot.storage import people, visits
from house import MARY, House, Talk
from registering import register


async def stored(house: House) -> list[tuple[str, str]]:
    async with house.database.read() as db:
        person = await people.find_person(db, MARY)
        known = await visits.visits_of(db, person.id) if person else []
    return [(one.visit_on.isoformat(), one.kind) for one in known]


async def note(talk: Talk, text: str) -> None:
    """Tell of a visit in words and say yes to the reading back."""
    await talk.say(text)
    await talk.press("Yes")


async def test_plain_words_of_a_stranger_go_through_consent_and_clock_and_nothing_is_lost(
    mary: Talk, house: House
) -> None:
    asked = await mary.say("having two teeth out on Thursday week")
    assert "Tooth out on Thursday 3 December 2026" in asked.text
    await mary.press("Yes")
    assert await stored(house) == []
    await mary.press("Yes, keep my dates")
    await mary.press("Yes")

    assert await stored(house) == [("2026-12-03", "extraction")]
    assert mary.texts[-3].startswith("Noted: a tooth out on Thursday 3 December 2026.")
    assert mary.texts[-2].startswith("Before the first injection, a mouth check is advised")
    assert mary.last.text.startswith("For my dentist and my prescriber")
    assert "Last injection: __________." in mary.last.text
    assert "Dental visit: Thursday 3 December 2026." in mary.last.text


async def test_the_command_asks_for_kind_and_day(mary: Talk, house: House) -> None:
    await register(mary)
    asked = await mary.say("/dental")
    assert asked.text.startswith("What is the dental visit for?")
    asked = await mary.press("Root canal")
    assert asked.text.startswith("Root canal: when is it?")
    asked = await mary.say("12 December at half past two")
    assert "Saturday 12 December 2026 at 14:30" in asked.text
    await mary.press("Yes")

    assert await stored(house) == [("2026-12-12", "root_canal")]


async def test_an_unknown_kind_counts_as_one_that_touches_bone(mary: Talk, house: House) -> None:
    await register(mary, "20 May 2026")
    await mary.say("/dental")
    await mary.say("no idea")
    await mary.say("4 December")
    await mary.press("Yes")

    assert await stored(house) == [("2026-12-04", "unsure")]
    assert any("tell both teams about both dates" in text for text in mary.texts)


@pytest.mark.parametrize(
    ("given", "words", "both"),
    [
        ("20 May 2026", "having a tooth out on 4 December", True),
        ("20 May 2026", "dental check up on 4 December", False),
        ("1 November 2026", "having a tooth out on 4 December", False),
        ("1 April 2026", "having a tooth out on 4 December", True),
    ],
)
async def test_both_dates_are_named_only_for_bone_work_near_or_past_the_due_date(
    mary: Talk, given: str, words: str, *, both: bool
) -> None:
    await register(mary, given)
    await note(mary, words)

    assert any("tell both teams about both dates" in text for text in mary.texts) is both
    assert mary.last.text.startswith("For my dentist and my prescriber")


async def test_the_same_visit_told_twice_is_recognised(mary: Talk, house: House) -> None:
    await register(mary)
    await note(mary, "having a tooth out on 4 December")
    answer = await mary.say("dentist is taking a tooth out on 4 December")

    assert answer.text.startswith("This is noted already.")
    assert await stored(house) == [("2026-12-04", "extraction")]


@pytest.mark.parametrize(
    ("choice", "kept"),
    [
        ("Yes, the same: Implant", [("2026-12-04", "implant")]),
        ("No, another visit", [("2026-12-04", "extraction"), ("2026-12-04", "implant")]),
    ],
)
async def test_another_kind_on_the_same_day_is_asked_back(
    mary: Talk, house: House, choice: str, kept: list[tuple[str, str]]
) -> None:
    await register(mary)
    await note(mary, "having a tooth out on 4 December")
    asked = await mary.say("having an implant on 4 December")
    assert "already: Tooth out." in asked.text

    await mary.press(choice)

    assert await stored(house) == kept


async def test_a_past_visit_goes_straight_to_the_healing_checks(mary: Talk, house: House) -> None:
    await register(mary)
    await mary.say("/dental")
    await mary.press("Tooth out")
    await mary.press("20")
    answer = await mary.press("Yes")

    assert "I will ask how your mouth heals." in answer.text
    assert "My next message comes on Monday 23 November 2026 at 09:00" in answer.text
    assert await stored(house) == [("2026-11-20", "extraction")]


async def test_a_visit_long_past_promises_no_checks(mary: Talk, house: House) -> None:
    await register(mary)
    await mary.say("/dental")
    await mary.press("Check-up or cleaning")
    await mary.say("1 September 2026")
    answer = await mary.press("Yes")

    assert "The time of its healing checks has passed." in answer.text
    assert await stored(house) == [("2026-09-01", "checkup")]


async def test_a_visit_moved_onto_the_day_of_another_stays_a_visit_of_its_own(mary: Talk, house: House) -> None:
    await register(mary)
    await note(mary, "having a tooth out on 4 December")
    await note(mary, "dental check up on 11 December")
    await mary.say("/dental")
    await mary.press("Tooth out: Friday 4 December 2026")
    await mary.press("Change the day or time")
    await mary.say("11 December")
    await mary.press("Yes")

    assert sorted(await stored(house)) == [("2026-12-11", "checkup"), ("2026-12-11", "extraction")]


async def test_a_visit_can_be_moved_and_the_move_undone(mary: Talk, house: House) -> None:
    await register(mary)
    await note(mary, "having a tooth out on 4 December")
    await mary.say("/dental")
    await mary.press("Tooth out: Friday 4 December 2026")
    await mary.press("Change the day or time")
    await mary.say("11 December")
    moved = await mary.press("Yes")
    assert moved.text.startswith("Noted: Tooth out, now on Friday 11 December 2026.") or "11 December" in moved.text
    assert await stored(house) == [("2026-12-11", "extraction")]

    message = next(one for one in reversed(mary.user.messages) if any(b.text == "Undo" for r in one.buttons for b in r))
    await mary.press("Undo", message)

    assert await stored(house) == [("2026-12-04", "extraction")]


async def test_the_kind_of_a_visit_can_be_changed(mary: Talk, house: House) -> None:
    await register(mary)
    await note(mary, "dentist appointment on 4 December")
    await mary.say("/dental")
    await mary.press(mary.captions[0])
    await mary.press("It is for something else")
    await mary.press("Implant")

    assert await stored(house) == [("2026-12-04", "implant")]
    assert any("Noted: an implant on Friday 4 December 2026." in text for text in mary.texts)


async def test_a_removed_visit_can_be_put_back(mary: Talk, house: House) -> None:
    await register(mary)
    await note(mary, "having a tooth out on 4 December")
    await mary.say("/dental")
    await mary.press("Tooth out: Friday 4 December 2026")
    await mary.press("Remove it")
    assert await stored(house) == []

    await mary.press("Undo")

    assert await stored(house) == [("2026-12-04", "extraction")]


async def test_a_month_is_no_day(mary: Talk) -> None:
    await register(mary)
    answer = await mary.say("need a tooth removed sometime in January")

    assert "I need the exact day" in answer.text
    assert "when is it?" in answer.text


async def test_an_injection_told_while_a_visit_is_asked_for_is_not_taken_for_the_visit(mary: Talk) -> None:
    await register(mary, "1 May 2026")
    await mary.say("/dental")
    await mary.press("Implant")
    asked = await mary.say("I had my injection yesterday")

    assert "Your injection was on Saturday 21 November 2026" in asked.text


async def test_a_question_while_a_kind_is_asked_for_is_answered(mary: Talk) -> None:
    await register(mary)
    await mary.say("/dental")
    answered = await mary.say("How often do I have the injection?")
    assert answered.text.startswith("How often do I have the injection?")

    asked = await mary.say("its for a filling i think")
    assert asked.text.startswith("Filling or crown: when is it?")


async def test_the_card_has_blanks_for_what_is_not_known(mary: Talk) -> None:
    await mary.say("/card")
    card = mary.user.messages[-2]

    assert card.text.count("__________") == 4
    assert "Elm Street Clinic" in card.text
    assert "Card made on Sunday 22 November 2026. Not reviewed by a clinician." in card.text
    assert [one.text for row in card.buttons for one in row] == [
        "Enter my last injection",
        "I haven't had one yet",
    ]


async def test_the_card_comes_with_a_page_to_print(mary: Talk) -> None:
    sent = await mary.say("/card")

    assert sent.document is not None
    assert sent.document.name == "dentist-card-2026-11-22.pdf"
    assert sent.document.data.startswith(b"%PDF-")
    assert sent.text == "Your card for the dentist, to print. One page."


async def test_a_card_shown_without_its_page_offers_it(mary: Talk) -> None:
    await register(mary)
    await note(mary, "having a tooth out on 4 December")
    assert mary.last.document is None

    assert (await mary.press("To print (PDF)")).document is not None


async def test_who_has_not_started_hears_of_the_mouth_check_and_keeps_the_card(mary: Talk) -> None:
    await mary.say("/card")
    card = mary.user.messages[-2]
    answer = await mary.press("I haven't had one yet", card)

    assert "a mouth check is advised" in answer.text
    assert card.text.startswith("For my dentist")


async def test_the_card_shows_the_dates_and_the_next_visit(mary: Talk) -> None:
    await register(mary, "1 November 2026")
    await note(mary, "having a tooth out on 4 December at 9:30")
    await mary.say("/card")
    card = mary.user.messages[-2]

    assert "Last injection: Sunday 1 November 2026." in card.text
    assert "Weeks since then: 3." in card.text
    assert "Next due: Saturday 1 May 2027." in card.text
    assert "Dental visit: Friday 4 December 2026 at 09:30." in card.text


@pytest.mark.parametrize(
    "data", ["1|dent.remove|1", "1|dent.move|1", "1|dent.visit|1", "1|dent.undo|1|0", "1|dent.kind|1|2"]
)
async def test_a_stranger_s_visit_cannot_be_touched(mary: Talk, house: House, data: str) -> None:
    await register(mary)
    await note(mary, "having a tooth out on 4 December")
    eve = house.person(202, "Eve")
    await eve.say("/start")

    answer = await eve.forge(data)

    assert answer.text.startswith("I don't know your next injection yet.")
    assert await stored(house) == [("2026-12-04", "extraction")]


@pytest.mark.parametrize("question", ["should I tell my dentist about denosumab", "what is osteonecrosis of the jaw"])
async def test_an_answer_about_teeth_leads_to_a_visit(mary: Talk, house: House, question: str) -> None:
    await register(mary)
    answer = await mary.say(question)
    assert mary.captions[-1] == "I have a visit coming up"
    await mary.press("I have a visit coming up")
    await mary.press("Tooth out")
    await mary.say("4 December")
    await mary.press("Yes")
    assert not answer.text.startswith("What is the dental visit for?")

    again = await mary.say(question)
    assert again.text.startswith("You have noted: Tooth out, Friday 4 December 2026.")
    seen = await mary.press("My dental visit")
    assert seen.text.startswith("Tooth out, Friday 4 December 2026")
    await mary.press("Remove it")
    assert await stored(house) == []


async def test_another_answer_leads_to_no_visit(mary: Talk) -> None:
    await mary.say("How often do I have the injection?")

    assert "I have a visit coming up" not in mary.captions


async def test_a_card_that_telegram_does_not_take_is_drawn_and_sent_again(
    mary: Talk, house: House, standin: StandIn
) -> None:
    await register(mary)
    standin.faults.add("502", method="sendDocument", times=2)
    sent = await mary.say("/card")

    assert sent.document is not None
    assert sent.document.data.startswith(b"%PDF-")
    assert sum(text.startswith("For my dentist") for text in mary.texts) == 1


async def test_what_is_kept_names_whose_visit_it_is(mary: Talk) -> None:
    await register(mary)
    await mary.say("my husband has a dental check up on 4 December")
    await mary.press("Somebody else's")
    await mary.press("Yes")

    assert "Other person: Dental check-up" in (await mary.say("/next")).text
    await mary.say("/mydata")
    assert any("Other person: Dental check-up" in text for text in mary.texts[-3:])
