"""A question that we asked back is answered by typing, for whoever does not press."""

from datetime import timedelta

import pytest
from dialogues.registering import register
from dialogues.test_reminders import person_of

from house import House, Talk


async def with_appointment(mary: Talk) -> None:
    await register(mary, "25 May 2026")
    await mary.say("my injection is booked for 27 November")
    await mary.press("Yes")


async def test_yes_to_news_is_kept_and_the_next_yes_means_something_else(mary: Talk) -> None:
    await register(mary)
    assert "news" in mary.last.text
    await mary.say("yes")
    assert "Noted: news from the team too." in mary.last.text

    await mary.say("yes")
    assert "Noted" not in mary.last.text


@pytest.mark.parametrize("words", ["no", "No thanks", "no, only reminders"])
async def test_no_to_news_is_kept(mary: Talk, words: str) -> None:
    await register(mary)
    await mary.say(words)
    assert "Noted: reminders only." in mary.last.text


@pytest.mark.parametrize("words", ["yes", "it was cancelled"])
async def test_a_cancellation_can_be_confirmed_by_typing(mary: Talk, words: str) -> None:
    await with_appointment(mary)
    await mary.say("they cancelled again")
    await mary.say(words)
    assert "is no longer noted" in mary.last.text


async def test_a_no_to_cancelled_or_moved_leaves_the_appointment(mary: Talk) -> None:
    await with_appointment(mary)
    await mary.say("they cancelled again")
    await mary.say("no")
    assert "Friday 27 November 2026" in mary.last.text
    assert "no longer noted" not in mary.last.text


async def test_a_break_can_be_typed(mary: Talk, house: House) -> None:
    await register(mary, "25 May 2026")
    await mary.say("i am in hospital")
    await mary.say("yes please")
    assert "Please choose below" in mary.last.text
    await mary.say("a break of one week")
    assert "are paused until" in mary.last.text
    assert (await person_of(house)).paused_until is not None


async def test_yes_my_doctor_stopped_it_can_be_typed_and_undone(mary: Talk, house: House) -> None:
    await register(mary, "25 May 2026")
    await mary.say("my doctor has stopped my prolia")
    assert "Has your doctor stopped or changed" in mary.last.text
    await mary.say("yes")
    assert (await person_of(house)).stopped_at is not None
    await mary.press("Undo, send reminders again")
    assert (await person_of(house)).stopped_at is None


async def test_a_yes_belongs_to_what_was_asked_last(mary: Talk, house: House) -> None:
    await register(mary, "25 May 2026")
    await mary.say("my doctor has stopped my prolia")
    await mary.say("how is prolia given?")
    await mary.say("yes")
    assert (await person_of(house)).stopped_at is None


async def test_a_yes_long_after_the_question_changes_nothing(mary: Talk, house: House) -> None:
    await register(mary, "25 May 2026")
    await mary.say("my doctor has stopped my prolia")
    await house.advance(timedelta(hours=1))
    await mary.say("yes")
    assert (await person_of(house)).stopped_at is None


async def test_yes_to_suggestions_shows_them_again(mary: Talk) -> None:
    for words in ("my stomach hurts", "is it safe", "tell me about bones", "what about pain"):
        await mary.say(words)
        if "None of these" in mary.captions:
            break
    offered = mary.captions
    await mary.say("yes")
    assert "Which one?" in mary.last.text
    assert mary.captions == offered
