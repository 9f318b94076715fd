"""Leaving, looking and deleting: complete, in one step, and never under pressure."""

import json
from datetime import timedelta

from bot.storage import chats, outbox, people, rights
from house import MARY, House, Talk
from registering import register

FACTS = "Some facts to know, once."


async def waiting(house: House) -> int:
    async with house.database.read() as db:
        person = await people.find_person(db, MARY)
        return 0 if person is None else len(await outbox.waiting_for_person(db, person.id))


async def test_stop_ends_everything_at_once_with_the_facts_and_a_way_back(mary: Talk, house: House) -> None:
    await register(mary)
    assert await waiting(house) > 0

    reply = await mary.say("/stop")

    assert FACTS in reply.text
    assert mary.captions == ["Start messages again", "Say why, if you like"]
    assert await waiting(house) == 0


async def test_after_a_stop_nothing_comes_however_long(mary: Talk, house: House) -> None:
    await register(mary)
    await mary.say("/stop")
    said = len(mary.texts)

    await house.advance(timedelta(days=400))

    assert len(mary.texts) == said


async def test_the_facts_about_stopping_are_told_once(mary: Talk) -> None:
    await register(mary)
    await mary.say("/stop")

    assert FACTS not in (await mary.say("/stop")).text
    assert FACTS not in (await mary.say("/forget")).text


async def test_messages_can_be_started_again(mary: Talk, house: House) -> None:
    await register(mary)
    await mary.say("/stop")

    await mary.press("Start messages again")

    assert await waiting(house) > 0


async def test_plain_words_end_messages_too(mary: Talk, house: House) -> None:
    await register(mary)

    reply = await mary.say("stop sending me messages")

    assert FACTS in reply.text
    assert await waiting(house) == 0


async def test_a_death_is_met_with_kind_words_only(mary: Talk, house: House) -> None:
    await register(mary)

    reply = await mary.say("my mother has died, she was your patient")

    assert "sorry for your loss" in reply.text
    assert FACTS not in reply.text
    assert mary.captions == ["Delete everything", "This is a mistake: start again"]
    assert await waiting(house) == 0


async def test_deleting_after_a_death_holds_no_facts_about_stopping(mary: Talk) -> None:
    await register(mary)
    await mary.say("my mother has died, she was your patient")

    await mary.press("Delete everything")

    assert FACTS not in mary.last.text


async def test_after_a_death_not_even_a_safety_notice_is_sent(mary: Talk, house: House) -> None:
    await register(mary)
    await mary.say("my mother has died, she was your patient")

    async with house.database.read() as db:
        assert await chats.count_recipients(db, safety=True) == 0


async def test_the_wrong_person_is_left_in_peace(mary: Talk, house: House) -> None:
    await register(mary)

    reply = await mary.say("you have the wrong person")

    assert FACTS not in reply.text
    assert await waiting(house) == 0


async def test_stop_without_anything_planned_says_so(mary: Talk) -> None:
    assert "No messages are planned" in (await mary.say("/stop")).text


async def test_forget_deletes_everything_and_proves_it(mary: Talk, admin: Talk, house: House) -> None:
    await register(mary)
    await mary.say("who won the football on saturday")
    await mary.press("Send it to the team")
    card = admin.last
    asked = await mary.say("/forget")
    assert FACTS in asked.text

    await mary.press("Delete everything now")

    assert "0 entries about you are left" in mary.last.text
    assert "Monday 7 December 2026" in mary.last.text
    assert "was deleted by the patient" in card.text
    assert "football" not in card.text
    async with house.database.read() as db:
        assert await rights.count_left(db, MARY) == 0
        held = await rights.everything_about(db, MARY)
    assert not [name for name, rows in held.items() if rows]


async def test_after_forget_nothing_comes_however_long(mary: Talk, house: House) -> None:
    await register(mary)
    await mary.say("/forget")
    await mary.press("Delete everything now")
    said = len(mary.texts)

    await house.advance(timedelta(days=400))

    assert len(mary.texts) == said


async def test_forget_can_be_thought_over(mary: Talk, house: House) -> None:
    await register(mary)
    await mary.say("please delete all my data")

    await mary.press("Keep everything")

    assert "Nothing was deleted" in mary.last.text
    assert await waiting(house) > 0


async def test_a_second_press_on_delete_finds_nothing_and_says_so(mary: Talk, house: House) -> None:
    await register(mary)
    await mary.say("/forget")
    button = mary.last.button("Delete everything now")
    await mary.press("Delete everything now")

    await mary.user.press(mary.last, button)
    await house.settled()

    assert "0 entries about you are left" in mary.last.text


async def test_my_data_is_a_file_and_readable_text(mary: Talk, admin: Talk) -> None:
    await register(mary)
    await mary.say("who won the football on saturday")
    await mary.press("Send it to the team")

    await mary.say("/mydata")

    file, text = [one for one in mary.user.messages if one.from_bot][-2:]
    assert file.document is not None
    held = json.loads(file.document.data)
    assert held["injections"][0]["given_on"] == "2026-11-01"
    assert held["questions"][0]["text"] == "who won the football on saturday"
    assert "Injection on Sunday 1 November 2026" in text.text
    assert "football" in text.text
    assert mary.captions == ["Take back my consent", "Delete everything"]


async def test_my_data_of_many_questions_comes_in_several_messages(mary: Talk, admin: Talk) -> None:
    for number in range(16):
        await mary.say(f"{number} who won the football " + "really " * 60)
        await mary.press("Send it to the team")
    before = len(mary.texts)

    await mary.say("/mydata")

    pages = mary.texts[before + 1 :]
    assert len(pages) > 1
    assert "15 who won" in pages[-1]


async def test_consent_can_be_taken_back_and_takes_the_dates_with_it(mary: Talk, house: House) -> None:
    await register(mary)
    await mary.say("/mydata")
    await mary.press("Take back my consent")
    assert FACTS in mary.last.text

    await mary.press("Delete my dates")

    assert "All your dates are deleted" in mary.last.text
    async with house.database.read() as db:
        held = await rights.everything_about(db, MARY)
        chat = await chats.get_chat(db, MARY)
    assert chat is not None
    assert chat.consent_at is None
    assert not held["persons"]
    assert not held["injections"]
    assert not held["outbox"]


async def test_without_consent_there_is_nothing_to_take_back(mary: Talk) -> None:
    await mary.say("/mydata")

    await mary.forge("1|rights.withdraw")

    assert "nothing to take back" in mary.last.text


async def test_every_way_out_leaves_asking_open(mary: Talk) -> None:
    await register(mary)
    await mary.say("/stop")
    await mary.say("/forget")
    await mary.press("Delete everything now")

    reply = await mary.say("How often do I have the injection?")

    assert reply.text.startswith("How often do I have the injection?")


async def test_a_typed_yes_deletes_and_a_typed_no_keeps(mary: Talk, house: House) -> None:
    await register(mary)
    await mary.say("/forget")
    kept = (await mary.say("no")).text
    still = await waiting(house)
    await mary.say("/forget")

    await mary.say("yes please")

    assert "Nothing was deleted" in kept
    assert still > 0
    assert "Everything about you is deleted" in mary.last.text


async def test_a_question_after_forget_deletes_nothing(mary: Talk, house: House) -> None:
    await register(mary)
    await mary.say("/forget")

    reply = await mary.say("How often do I have the injection?")

    assert reply.text.startswith("How often do I have the injection?")
    assert await waiting(house) > 0


async def test_start_says_that_messages_have_ended(mary: Talk) -> None:
    await register(mary)
    await mary.say("/stop")

    assert "you have ended them" in (await mary.say("/start")).text
