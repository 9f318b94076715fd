"""A question goes to the team, and an answer comes back."""

import pytest

from bot.storage import chats, questions
from house import ADMIN, MARY, SECOND_ADMIN, House, Talk
from registering import register

QUESTION = "who won the football on saturday <b>then</b>"


async def ask_team(mary: Talk) -> None:
    await mary.say(QUESTION)
    await mary.press("Send it to the team")


async def test_what_is_shared_stands_above_the_button(mary: Talk, admin: Talk) -> None:
    reply = await mary.say(QUESTION)

    assert "they see your words and nothing else" in reply.text


async def test_a_question_reaches_every_admin_who_has_started(mary: Talk, admin: Talk, house: House) -> None:
    second = house.person(SECOND_ADMIN, "Ann")
    await second.say("/start")

    await ask_team(mary)

    for one in (admin, second):
        assert QUESTION in one.last.text
        assert one.captions == ["Reply"]
        assert "Mary" not in one.last.text
    assert "passed on to the team" in mary.last.text
    assert "I cannot say when" in mary.last.text


async def test_a_second_press_sends_nothing_again(mary: Talk, admin: Talk, house: House) -> None:
    await mary.say(QUESTION)
    button = mary.last.button("Send it to the team")
    await mary.press("Send it to the team")
    seen = len(admin.texts)

    await mary.user.press(mary.last, button)
    await house.settled()

    assert "already with the team" in mary.last.text
    assert len(admin.texts) == seen


async def test_the_answer_comes_back_and_the_admin_is_told(mary: Talk, admin: Talk) -> None:
    await ask_team(mary)
    await admin.press("Reply")

    await admin.say("We do not follow football, sorry <3 & all the best.")

    assert "An answer from the team" in mary.last.text
    assert "sorry <3 & all the best." in mary.last.text
    assert "Your answer to question 1 has arrived." in admin.last.text


async def test_an_answer_by_telegram_s_own_reply_works_too(mary: Talk, admin: Talk) -> None:
    await ask_team(mary)

    await admin.say("Nobody knows.", reply_to=admin.last)

    assert "Nobody knows." in mary.last.text


async def test_the_second_admin_is_told_who_was_faster(mary: Talk, admin: Talk, house: House) -> None:
    second = house.person(SECOND_ADMIN, "Ann")
    await second.say("/start")
    await ask_team(mary)
    card = second.last
    await admin.press("Reply")
    await second.press("Reply")

    await admin.say("First.")
    await second.say("Second.")

    assert f"another admin ({ADMIN}) was faster" in second.last.text
    assert "is answered" in card.text
    assert card.captions == []
    assert not [text for text in mary.texts if "Second." in text]


async def test_an_admin_hears_why_an_answer_did_not_arrive(mary: Talk, admin: Talk) -> None:
    await ask_team(mary)
    await admin.press("Reply")
    await mary.user.block()

    await admin.say("Too late.")

    told, card = [one for one in admin.user.messages if one.from_bot][-2:]
    assert "did not arrive: the patient has blocked the bot" in told.text.replace("\n", " ")
    assert QUESTION in card.text
    assert "Open questions: 1" in (await admin.say("/inbox")).text


async def test_an_answer_that_did_not_arrive_can_be_given_again(mary: Talk, admin: Talk) -> None:
    await ask_team(mary)
    await admin.press("Reply")
    await mary.user.block()
    await admin.say("Too late.")
    card = admin.last
    await mary.user.unblock()
    await mary.say("hello")

    await admin.press("Reply", card)
    await admin.say("In time.")

    assert "In time." in mary.last.text
    assert "has arrived" in admin.last.text


@pytest.mark.parametrize("words", ["cancel", "Cancel.", "/cancel", "/cancel@denosumab_preview_bot"])
@pytest.mark.parametrize("start", ["Reply", "/broadcast"])
async def test_cancel_may_be_typed_and_is_sent_to_nobody(start: str, words: str, mary: Talk, admin: Talk) -> None:
    await ask_team(mary)
    seen = mary.last.text
    await (admin.press("Reply") if start == "Reply" else admin.say("/broadcast"))

    reply = await admin.say(words)
    later = await admin.say("How often do I have the injection?")

    assert reply.text == "Nothing was sent."
    assert later.text.startswith("How often do I have the injection?")
    assert mary.last.text == seen


async def test_an_admin_who_changes_a_sent_answer_is_told_that_it_stays_as_it_was(mary: Talk, admin: Talk) -> None:
    await ask_team(mary)
    await admin.press("Reply")
    sent = await admin.user.say("Every 6 weeks.")
    await admin.house.settled()

    await admin.user.edit(sent.id, "Every 6 months.")
    await admin.house.settled()

    assert "stays as it was" in admin.last.text
    assert "Every 6 weeks." in mary.last.text


async def test_a_picture_or_a_voice_message_in_place_of_the_words_is_explained(mary: Talk, admin: Talk) -> None:
    await ask_team(mary)
    await admin.press("Reply")

    await admin.user.voice()
    await admin.house.settled()

    assert "Only words can be sent" in admin.last.text


async def test_no_copy_of_a_question_is_left_in_an_admin_s_chat_once_it_is_deleted(mary: Talk, admin: Talk) -> None:
    await ask_team(mary)
    await admin.press("Reply")
    await mary.say("/forget")
    await mary.press("Delete everything now")

    assert not [text for text in admin.texts if QUESTION in text]
    assert "no longer exists" in (await admin.say("An answer to nobody.")).text


async def test_an_admin_is_told_what_the_team_can_do_and_a_patient_is_not(mary: Talk, admin: Talk) -> None:
    for command in ("/start", "/help"):
        assert "You are on the team" in (await admin.say(command)).text
        await mary.say(command)
    assert not [text for text in mary.texts if "on the team" in text]


async def test_more_questions_than_fit_say_how_many_are_shown(admin: Talk, house: House) -> None:
    async with house.database.transaction() as db:
        await chats.seen(db, MARY, house.clock.now())
        for number in range(12):
            await questions.add_question(db, MARY, f"question {number}", house.clock.now())

    reply = await admin.say("/inbox")

    assert reply.text == "Open questions: 12\nHere are the 10 oldest."
    assert len(admin.captions) == 10


async def test_cancel_sends_nothing(mary: Talk, admin: Talk) -> None:
    await ask_team(mary)
    await admin.press("Reply")
    await admin.press("Cancel")

    reply = await admin.say("How often do I have the injection?")

    assert reply.text.startswith("How often do I have the injection?")
    assert "An answer from the team" not in mary.last.text


async def test_a_text_that_is_too_long_is_not_cut_but_refused(mary: Talk, admin: Talk) -> None:
    await ask_team(mary)
    await admin.press("Reply")

    refused = (await admin.say("x" * 3800)).text
    await admin.say("Short.")

    assert "too long: 3800 characters" in refused
    assert "Short." in mary.last.text


async def test_a_picture_is_no_answer(mary: Talk, admin: Talk, house: House) -> None:
    await ask_team(mary)
    await admin.press("Reply")

    await admin.user.photo("see here")
    await house.settled()

    assert "Only words can be sent" in admin.last.text
    assert "An answer from the team" not in mary.last.text


async def test_an_admin_s_own_red_flag_is_still_answered(mary: Talk, admin: Talk) -> None:
    await ask_team(mary)
    await admin.press("Reply")

    await admin.say("I can't breathe")

    assert any("If it is about you" in text and "Call 999" in text for text in admin.texts)


async def test_the_inbox_shows_what_waits_until_it_is_answered(mary: Talk, admin: Talk) -> None:
    empty = (await admin.say("/inbox")).text
    await ask_team(mary)
    await admin.say("/inbox")
    await admin.press("Question 1, Sunday 22 November 2026")
    card = admin.last
    await admin.press("Reply")
    await admin.say("Done.")

    assert "No question waits" in empty
    assert "is answered" in card.text
    assert "No question waits" in (await admin.say("/inbox")).text


async def test_without_a_reachable_admin_the_clinic_s_phone_is_offered(mary: Talk) -> None:
    reply = await mary.say("who won the football on saturday")

    assert "Send it to the team" not in mary.captions
    assert "01632 960 960" in reply.text


async def test_an_admin_who_leaves_before_the_press_is_not_waited_for(mary: Talk, admin: Talk) -> None:
    await mary.say(QUESTION)
    await admin.user.block()

    await mary.press("Send it to the team")

    assert "Please call Elm Street Clinic, 01632 960 960" in mary.last.text


async def test_words_that_are_no_longer_kept_are_asked_for_again(mary: Talk, admin: Talk) -> None:
    await mary.say(QUESTION)
    await mary.forge("1|team.send|99999")
    again = mary.last.text

    await mary.say("is my dog allowed to lick the plaster")
    shown = mary.last.text
    await mary.press("Send it to the team")

    assert "Please write it again" in again
    assert "is my dog allowed" in shown
    assert "is my dog allowed" in admin.last.text


async def test_who_wants_a_person_may_write_to_the_team(mary: Talk, admin: Talk) -> None:
    await mary.say("can I speak to a person please")
    await mary.press("Write to the team")
    await mary.say("May I bring my sister?")
    await mary.press("Send it to the team")

    assert "May I bring my sister?" in admin.last.text


async def test_a_wish_to_leave_is_no_question_to_the_team(mary: Talk, admin: Talk) -> None:
    await mary.say("can I speak to a person please")
    await mary.press("Write to the team")

    reply = await mary.say("stop sending me messages")

    assert "Your question to the team" not in reply.text


async def test_the_hours_of_the_team_are_shown(house: House, mary: Talk, admin: Talk) -> None:
    await house.switch_off()
    settings = house.settings.model_copy(update={"working_hours": "Mon to Fri, 9 to 12"})
    await house.switch_on(settings)

    await ask_team(mary)

    assert "Mon to Fri, 9 to 12" in mary.last.text


async def test_admin_commands_do_not_exist_for_patients(mary: Talk) -> None:
    for command in ("/inbox", "/broadcast", "/stats", "/health", "/content"):
        assert "I don't know that command" in (await mary.say(command)).text


async def test_a_patient_cannot_press_an_admin_s_button(mary: Talk, admin: Talk) -> None:
    await ask_team(mary)

    for data in ("1|adm.reply|1", "1|adm.card|1", "1|adm.send|1", "1|adm.cancel", "1|adm.safety|1"):
        await mary.forge(data)
        assert "Nothing was changed" in mary.last.text


async def test_an_invented_number_of_a_question_is_met_with_a_word(admin: Talk) -> None:
    await admin.say("/inbox")

    for data in (f"1|adm.reply|{10**30}", f"1|adm.send|{10**30}", "1|adm.stop|77"):
        await admin.forge(data)
        assert "no longer exists" in admin.last.text or "Nothing was changed" in admin.last.text
    for data in ("1|adm.reply|77", "1|adm.card|x", "1|adm.reply"):
        await admin.forge(data)
        assert "no longer exists" in admin.last.text


async def test_figures_count_and_name_nobody(mary: Talk, admin: Talk) -> None:
    await mary.say("How often do I have the injection?")

    stats = await admin.say("/stats")

    assert "Chats: 2" in stats.text
    assert "Questions answered: 1" in stats.text
    assert "How often do I have the injection?: 1" in stats.text
    assert "Mary" not in stats.text
    assert "Planned or waiting" not in stats.text


async def test_figures_name_the_states_of_messages_in_words(mary: Talk, admin: Talk) -> None:
    await register(mary)

    stats = await admin.say("/stats")

    assert "Planned or waiting: " in stats.text
    assert "pending" not in stats.text


async def test_content_names_what_no_clinician_has_checked(admin: Talk) -> None:
    reply = await admin.say("/content")

    assert "how-often" in reply.text
    assert "Answers: 35 of 35" in reply.text


async def test_a_question_stays_with_its_asker_only(mary: Talk, admin: Talk, house: House) -> None:
    await ask_team(mary)
    other = house.person(102, "Rose")
    await other.say("hello")

    await other.forge("1|team.send|1")

    async with house.database.read() as db:
        assert await questions.count_open(db) == 1
        assert await chats.get_chat(db, MARY) is not None


async def test_a_question_is_sent_by_a_typed_yes_and_left_by_a_typed_no(mary: Talk, admin: Talk) -> None:
    for words, answer in (("May I bring my sister?", "no"), ("May I bring my brother?", "yes")):
        await mary.say("can I speak to a person please")
        await mary.press("Write to the team")
        await mary.say(words)
        await mary.say(answer)

    assert "brother" in admin.last.text
    assert not [text for text in admin.texts if "sister" in text]


async def test_who_has_ended_the_messages_is_not_counted_as_late(mary: Talk, admin: Talk) -> None:
    await register(mary, "1 November 2025")
    before = await admin.say("/stats")
    assert "Overdue over 16 weeks: 1" in before.text
    await mary.say("/stop")

    after = await admin.say("/stats")

    assert "Overdue over 16 weeks: 0" in after.text
