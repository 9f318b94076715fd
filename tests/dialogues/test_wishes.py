"""What is wanted of one's own record, in plain words: no command and no button has to be known."""

import pytest
from test_injections import booked, stored
from test_reminders import due_today

from bot.storage import chats
from house import MARY, House, Talk
from registering import register

SKIP = "Please ask dentist and prescriber to talk before any change."


@pytest.mark.parametrize(
    "text",
    ["When is my next injection?", "wen is my next jab due", "am i due yet", "when is it due", "my next injection"],
)
async def test_when_the_next_injection_is_has_its_date_in_the_first_line(mary: Talk, text: str) -> None:
    await register(mary, "1 November 2026")
    answer = await mary.say(text)

    assert answer.text.startswith("Your next injection is due about Saturday 1 May 2027")


async def test_somebody_unknown_who_asks_for_the_next_injection_is_told_what_is_missing(mary: Talk) -> None:
    answer = await mary.say("when is my next jab")

    assert answer.text.startswith("I don't know your next injection yet.")
    assert "Enter my last injection" in mary.captions


async def test_the_next_injection_can_be_asked_for_while_a_date_is_being_entered(mary: Talk) -> None:
    await mary.say("/dental")
    await mary.press("Tooth out")
    await mary.say("when is my next injection")
    asked = await mary.say("12 january")

    assert asked.text.startswith("Tooth out on Tuesday 12 January 2027.")


@pytest.mark.parametrize(
    "text",
    [
        "my dentist says skip the shot",
        "dentist told me to delay my prolia until after the extraction",
        "The dental surgeon wants me off Prolia for 3 months",
        "dentst said i should not have the next jab",
    ],
)
async def test_a_dentist_who_wants_the_injection_put_off_is_to_talk_to_the_prescriber(mary: Talk, text: str) -> None:
    answer = await mary.say(text)

    assert answer.text.startswith(SKIP)
    assert mary.captions == ["Card for my dentist", "Read about this"]


@pytest.mark.parametrize(
    "text",
    ["my dentist says my gums are fine", "the dentist says I should stop smoking", "should i skip the injection?"],
)
async def test_other_words_of_a_dentist_or_about_skipping_are_no_such_thing(mary: Talk, text: str) -> None:
    assert SKIP not in (await mary.say(text)).text


@pytest.mark.parametrize(
    "text",
    [
        "i entered the wrong date",
        "my appointment was cancelled",
        "how do i change the date of my last injection",
        "undo",
    ],
)
async def test_whoever_wants_a_record_changed_gets_its_buttons(mary: Talk, text: str) -> None:
    await register(mary, "1 November 2026")
    answer = await mary.say(text)

    assert answer.text.startswith("Your next injection is due about Saturday 1 May 2027")
    assert {"Correct the date", "Remove it"} <= set(mary.captions)


async def test_a_question_for_the_prescriber_is_not_taken_for_a_wrong_entry(mary: Talk) -> None:
    await register(mary, "1 November 2026")
    await mary.say("can i change the date of my injection")

    assert "Correct the date" not in mary.captions


async def test_a_dental_visit_that_was_cancelled_is_shown_with_what_can_be_done(mary: Talk) -> None:
    await register(mary, "1 November 2026")
    await mary.say("tooth out on 12 january")
    await mary.press("Yes")
    await mary.say("my dentist visit is cancelled")

    assert mary.last.text.startswith("Tooth out, Tuesday 12 January 2027")
    assert "Remove it" in mary.captions


@pytest.mark.parametrize("text", ["can you move my reminders to the evening", "settings"])
async def test_the_hour_of_the_messages_is_a_setting(mary: Talk, text: str) -> None:
    assert (await mary.say(text)).text.startswith("Your settings")


@pytest.mark.parametrize("text", ["start again", "i want my reminders back"])
async def test_messages_that_were_stopped_can_be_asked_for_again(mary: Talk, text: str) -> None:
    await register(mary, "1 November 2026")
    await mary.say("/stop")

    assert (await mary.say(text)).text.startswith("Reminders will come again.")


async def test_consent_is_taken_back_in_words_or_in_the_settings(mary: Talk, house: House) -> None:
    await register(mary, "1 November 2026")
    asked = await mary.say("i withdraw my consent")
    assert asked.text.startswith("Do you want to take back your consent?")
    await mary.press("Keep everything")

    await mary.say("/settings")
    await mary.press("Take back my consent")
    await mary.press("Delete my dates")

    assert await stored(house) == []
    async with house.database.read() as db:
        chat = await chats.get_chat(db, MARY)
    assert chat is not None
    assert chat.consent_at is None
    await mary.say("/settings")
    assert "Take back my consent" not in mary.captions


async def test_a_date_alone_is_asked_what_it_is_the_date_of(mary: Talk, house: House) -> None:
    await register(mary, "10 June 2026")
    asked = await mary.say("12 december")
    assert asked.text == "What is this the date of?"
    assert mary.captions == ["I had my injection then", "My injection is booked for then", "I see the dentist then"]

    await mary.press("My injection is booked for then")
    await mary.press("Yes")
    assert await booked(house) == "2026-12-12"


async def test_a_date_alone_that_has_two_readings_is_asked_back(mary: Talk) -> None:
    await mary.say("3/4")
    await mary.press("I had my injection then")

    assert mary.last.text.startswith("Which day do you mean?")


@pytest.mark.parametrize("args", ["", "given", "given|x", "settings|20261122", "given|20261199"])
async def test_a_date_in_a_forged_button_is_no_date(mary: Talk, house: House, args: str) -> None:
    await mary.say("/next")
    await mary.forge(f"1|inj.day|{args}")

    assert await stored(house) == []
    assert "Is that right?" not in mary.last.text


async def test_yes_after_an_answer_confirms_no_date_that_was_read_back_before_it(mary: Talk, house: House) -> None:
    await register(mary, "1 May 2026")
    await mary.say("had my injection yesterday")
    assert "Is that right?" in mary.last.text
    await mary.say("how should i store it")
    assert "Was this it?" in mary.last.text

    await mary.say("yes")
    assert await stored(house) == ["2026-05-01"]
    assert mary.last.text.startswith("Your injection was on Saturday 21 November 2026.")
    await mary.say("yes")
    assert await stored(house) == ["2026-11-21", "2026-05-01"]


async def test_words_sent_with_a_file_are_answered_and_the_file_is_said_to_be_unseen(mary: Talk) -> None:
    await mary.user.document(caption="my blood results")
    await mary.house.settled()
    assert mary.last.text.startswith("I cannot read files or test results")

    await mary.user.photo(caption="how should i store it")
    await mary.house.settled()
    assert mary.texts[-2] == "I can only read the words that you sent with it."
    assert "Was this it?" in mary.last.text


@pytest.mark.parametrize(
    "text", ["my doctor stopped it", "my consultant has taken me off prolia", "the GP changed my injection last week"]
)
async def test_told_that_the_doctor_stopped_it_the_reminders_can_end(mary: Talk, text: str) -> None:
    await register(mary, "1 November 2026")
    asked = await mary.say(text)
    assert asked.text.startswith("Has your doctor stopped or changed your injection?")
    noted = await mary.press("My doctor changed or stopped it")

    assert "Stopping denosumab needs a plan." in noted.text


@pytest.mark.parametrize("text", ["my doctor stopped my calcium", "can my doctor stop it", "my doctor changed clinics"])
async def test_other_news_of_a_doctor_end_no_reminders(mary: Talk, text: str) -> None:
    await register(mary, "1 November 2026")
    await mary.say(text)

    assert "My doctor changed or stopped it" not in mary.captions


@pytest.mark.parametrize(
    "words", ["remind me on friday", "can you remind me again next week", "Remind me later please"]
)
async def test_a_later_reminder_can_be_asked_for_in_plain_words(mary: Talk, house: House, words: str) -> None:
    await due_today(mary, house)
    await mary.say(words)

    assert "When shall I remind you?" in mary.last.text or "I will remind you again" in mary.last.text


async def test_a_later_reminder_with_nothing_to_put_off_shows_how_things_stand(mary: Talk) -> None:
    await register(mary, "1 November 2026")
    assert "1 May 2027" in (await mary.say("remind me on friday")).text


@pytest.mark.parametrize(
    "words",
    [
        "can you remind my wife too",
        "both of us are on prolia",
        "two of us have the injection",
        "me and my sister both have it",
    ],
)
async def test_two_people_in_one_chat_are_told_how(mary: Talk, words: str) -> None:
    await register(mary, "1 November 2026")
    assert "This chat keeps the injections of one person." in (await mary.say(words)).text
