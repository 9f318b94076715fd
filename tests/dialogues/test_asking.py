"""Asking, as a patient does: answers, choices, an honest none, and red flags before all else."""

from datetime import timedelta

import pytest

from bot.preview import NotPossible
from bot.storage import counts
from bot.storage.rights import everything_about
from house import MARY, House, Talk
from jobs.housekeeping import housekeep
from registering import register

UNREVIEWED = "This text has not yet been checked by a clinician."
CARE_LINE = "If this is new or getting worse, call your care team today"
GENERAL_LINE = "If this is happening now, call 999"


async def test_an_answer_has_its_question_its_review_line_and_three_ways_on(mary: Talk) -> None:
    answer = await mary.say("How often do I have the injection?")

    assert answer.text.startswith("How often do I have the injection?")
    assert UNREVIEWED in answer.text
    assert answer.text.endswith("Was this it?")
    assert mary.captions == ["Yes", "No, something else", "More"]


async def test_yes_thanks_and_leaves_the_answer_readable(mary: Talk) -> None:
    answer = await mary.say("How often do I have the injection?")

    await mary.press("Yes")

    assert mary.last.id == answer.id
    assert mary.last.text.startswith("How often do I have the injection?")
    assert "Was this it?" not in mary.last.text
    assert mary.captions == ["More"]


async def test_more_goes_deeper_and_back(mary: Talk) -> None:
    before = (await mary.say("How often do I have the injection?")).text

    more = (await mary.press("More")).text
    related = mary.captions
    await mary.press("Back to the answer")

    assert more != before
    assert len(related) >= 2
    assert mary.last.text == before


async def test_a_related_topic_opens_below_and_leads_to_the_list(mary: Talk) -> None:
    answer = await mary.say("How often do I have the injection?")
    await mary.press("More")

    await mary.press(mary.captions[0])

    assert mary.last.id != answer.id
    assert mary.captions[-1] == "Back to the list"


async def test_something_else_offers_other_topics_then_the_team(mary: Talk, admin: Talk) -> None:
    await mary.say("How often do I have the injection?")

    await mary.press("No, something else")
    others = mary.captions
    await mary.press("None of these")

    assert others[-1] == "None of these"
    assert "How often do I have the injection?" not in others
    assert mary.captions == ["Send it to the team", "List of topics"]


async def test_an_unknown_question_is_not_guessed_at(mary: Talk) -> None:
    reply = await mary.say("who won the football on saturday")

    assert "I don't have checked information on that" in reply.text
    assert mary.captions == ["List of topics"]
    assert "Elm Street Clinic, 01632 960 960" in reply.text


async def test_a_red_flag_comes_first_and_in_one_message(mary: Talk) -> None:
    alert = await mary.say("my face is swollen and when is my next injection?")

    assert alert.text.startswith("Call 999 or your local emergency number now.")
    assert mary.captions == ["Read about this"]
    assert len(mary.texts) == 1


async def test_reading_about_a_red_flag_leaves_the_alert_in_place(mary: Talk) -> None:
    alert = await mary.say("my face is swollen")

    topic = await mary.press("Read about this")

    assert alert.text.startswith("Call 999")
    assert topic.id != alert.id
    assert UNREVIEWED in topic.text


async def test_a_crisis_gets_people_and_no_buttons(mary: Talk) -> None:
    reply = await mary.say("I want to die")

    assert "116 123" in reply.text
    assert mary.captions == []


async def test_a_red_flag_in_the_middle_of_a_dialogue_leaves_it_open(mary: Talk) -> None:
    await mary.say("/injection")

    alert = await mary.say("chest pain and my left arm hurts")
    after = await mary.say("5 November 2026")

    assert alert.text.startswith("Call 999")
    assert "5 November 2026" in after.text


async def test_a_red_flag_in_a_caption_is_answered(mary: Talk, house: House) -> None:
    await mary.user.photo("my lips are swollen")
    await house.settled()

    assert mary.last.text.startswith("Call 999")


async def test_a_red_flag_that_comes_by_an_edit_is_answered(mary: Talk, house: House) -> None:
    said = await mary.user.say("my face is fine")
    await house.settled()

    await mary.user.edit(said, "my face is swollen and I can't breathe")
    await house.settled()

    assert mary.last.text.startswith("Call 999")


async def test_a_red_flag_after_a_command_is_answered(mary: Talk) -> None:
    for command in ("/help", "/forget", "/nonsense"):
        reply = await mary.say(f"{command} I can't breathe")

        assert reply.text.startswith("Call 999")


async def test_a_question_about_a_sign_is_answered_with_what_to_do_if_it_happens(mary: Talk) -> None:
    reply = await mary.say("can it cause a stroke?")

    assert GENERAL_LINE in reply.text
    assert not reply.text.startswith("Call 999")


async def test_a_question_about_pregnancy_is_no_emergency(mary: Talk) -> None:
    reply = await mary.say("is it safe in pregnancy?")

    assert "999" not in reply.text


async def test_an_own_complaint_that_was_not_placed_begins_with_the_care_line(mary: Talk) -> None:
    reply = await mary.say("my nose is running and my elbow is sore")

    assert reply.text.startswith(CARE_LINE)


async def test_the_care_line_stays_when_the_message_is_changed(mary: Talk) -> None:
    reply = await mary.say("my nose is running and my elbow is sore")
    if "None of these" in mary.captions:
        await mary.press("None of these")
    elif "More" in mary.captions:
        await mary.press("More")

    assert mary.last.id == reply.id
    assert mary.last.text.startswith(CARE_LINE)


async def test_a_harmless_edit_of_a_question_is_answered_anew(mary: Talk, house: House) -> None:
    said = await mary.user.say("how ofen")
    await house.settled()

    await mary.user.edit(said, "How often do I have the injection?")
    await house.settled()

    assert mary.last.text.startswith("How often do I have the injection?")


async def test_an_edit_is_never_noted_as_a_date(mary: Talk, house: House) -> None:
    said = await mary.user.say("hello")
    await house.settled()

    await mary.user.edit(said, "had my injection yesterday")
    await house.settled()

    assert "send it as a new message" in mary.last.text


async def test_a_greeting_gets_a_short_word_and_three_ways_on(mary: Talk) -> None:
    reply = await mary.say("Hello")

    assert "not a person" in reply.text
    assert mary.captions == ["Note my last injection", "Ask a question", "List of topics"]


async def test_a_forged_answer_button_is_answered_with_how_things_stand(mary: Talk) -> None:
    await mary.say("How often do I have the injection?")

    for data in ("1|faq.pick|no-such-topic|c|7", "1|faq.more", "1|faq.yes||", "1|topic.list|nonsense|x", "9|x", "junk"):
        await mary.forge(data)

        assert "Nothing was changed" in mary.last.text


async def test_nobody_s_words_are_kept_for_two_nights(mary: Talk, house: House) -> None:
    await mary.say("who won the football on saturday")
    await house.advance(timedelta(days=1, minutes=1))
    await housekeep(house.bot.services)

    async with house.database.read() as db:
        held = await everything_about(db, MARY)
    assert "football" not in str(held)


async def test_what_is_asked_is_counted_without_a_name(mary: Talk, house: House) -> None:
    await mary.say("How often do I have the injection?")
    await mary.press("Yes")
    await mary.say("my face is swollen")

    async with house.database.read() as db:
        totals = await counts.totals_since(db, house.clock.now().date())
    assert totals["asked:answer"] == 1
    assert totals["read:how-often"] == 1
    assert totals["asked:right"] == 1
    assert totals["asked:urgent"] == 1


async def test_an_emergency_message_has_no_choice_to_make_first(mary: Talk) -> None:
    await mary.say("my face is swollen")

    with pytest.raises(NotPossible):
        await mary.press("Yes")


async def test_a_typed_yes_no_or_more_does_what_the_button_does(mary: Talk, admin: Talk) -> None:
    await mary.say("How often do I have the injection?")
    more = (await mary.say("more")).text
    no = (await mary.say("no something else")).text
    await mary.say("How often do I have the injection?")
    yes = (await mary.say("yes")).text

    assert "How often do I have the injection?" in more
    assert "Is it one of these?" in no
    assert yes.startswith("Thank you.")


async def test_a_typed_yes_much_later_answers_nothing_old(mary: Talk, house: House) -> None:
    await mary.say("How often do I have the injection?")
    await house.advance(timedelta(hours=2))

    assert not (await mary.say("no")).text.startswith("Sorry. Is it one of these?")


async def test_a_typed_yes_after_a_suggestion_was_chosen_means_that_answer(mary: Talk) -> None:
    for words in ("my stomach hurts", "is it safe", "tell me about bones", "what about pain"):
        await mary.say(words)
        if "None of these" in mary.captions:
            break
    await mary.press(mary.captions[0])
    assert "Was this it?" in mary.last.text

    assert (await mary.say("yes")).text.startswith("Thank you.")


async def test_thanks_of_somebody_known_get_few_words_and_how_things_stand(mary: Talk) -> None:
    await register(mary, "1 June 2026")
    reply = await mary.say("thank you so much")
    assert reply.text.startswith("Thank you for writing.")
    assert "1 December 2026" in reply.text
    assert "information bot" not in reply.text


async def test_thanks_after_a_death_was_told_get_no_offers(mary: Talk) -> None:
    await register(mary, "1 June 2026")
    await mary.say("this is her son. my mother died on Sunday")
    reply = await mary.say("thank you")
    assert reply.text == "Thank you. Nothing more will come from me."
    assert mary.captions == []


async def test_what_time_is_my_jab_is_answered_with_the_appointment(mary: Talk) -> None:
    await register(mary, "1 June 2026")
    await mary.say("my injection is booked for 27 November at 10:30")
    await mary.press("Yes")
    reply = await mary.say("what time is my jab")
    assert "27 November 2026 at 10:30" in reply.text.splitlines()[0]
