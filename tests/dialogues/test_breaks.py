"""Ways out of the reminders and back: a break, a change by the doctor, another medicine, pregnancy; and why."""

from datetime import UTC, datetime

import pytest
from test_reminders import due_today, on, person_of, waiting

from house import House, Talk
from registering import register


async def take_break(mary: Talk, length: str = "A break of two weeks") -> None:
    await mary.press("Not yet")
    await mary.press("I'm in hospital or away")
    await mary.press(length)


async def test_a_break_holds_the_injection_s_reminders_back_and_then_asks(mary: Talk, house: House) -> None:
    await due_today(mary, house)
    await take_break(mary)

    assert "Reminders for the injection are paused until Wednesday 9 December 2026." in mary.last.text
    said = len(mary.texts)
    await house.advance(on(12, 9, hour=8))
    assert len(mary.texts) == said

    await house.advance(on(12, 9))
    # O2 falls on that very day and asks as well: one message, the more telling one.
    assert len(mary.texts) == said + 1
    assert "2 weeks overdue" in mary.last.text


async def test_a_break_that_ends_on_a_day_without_a_step_ends_with_its_own_question(mary: Talk, house: House) -> None:
    await register(mary, "25 June 2026")  # due on 25 December
    await mary.say("I'm in hospital")
    await mary.press("A break of one week")
    await house.advance(on(11, 30))

    assert "The pause is over. Have you had your injection in the meantime?" in mary.last.text
    assert mary.captions[0] == "I've had it"


async def test_an_overdue_step_inside_a_break_is_caught_up_at_its_end_and_once(mary: Talk, house: House) -> None:
    await register(mary, "20 May 2026")  # due on 20 November: O1 would come on the 27th
    await mary.say("I am in hospital")
    await mary.press("A break of one week")
    said = len(mary.texts)
    await house.advance(on(11, 29, hour=8))
    assert len(mary.texts) == said

    await house.advance(on(12, 3))
    assert [text for text in mary.texts[said:] if "was due about Friday 20 November 2026" in text] == mary.texts[said:]
    assert len(mary.texts) == said + 1


async def test_a_break_can_be_undone_and_the_plan_is_as_before(mary: Talk, house: House) -> None:
    await due_today(mary, house)
    before = await waiting(house)
    await take_break(mary)
    assert await waiting(house) != before
    await mary.press("Undo, send reminders again")

    assert await waiting(house) == before
    assert (await person_of(house)).paused_until is None


async def test_a_second_press_on_the_end_of_a_break_does_no_harm(mary: Talk, house: House) -> None:
    await due_today(mary, house)
    await take_break(mary)
    await mary.press("Undo, send reminders again")
    before = await waiting(house)
    await mary.forge("1|rem.resume")

    assert await waiting(house) == before


@pytest.mark.parametrize("days", ["15", "0", "-3", "x", "99999999999999999999"])
async def test_a_break_longer_than_two_weeks_cannot_be_forged(mary: Talk, house: House, days: str) -> None:
    await due_today(mary, house)
    record = (await waiting(house), await person_of(house))
    await mary.forge(f"1|rem.break_is|1|{days}")

    assert (await waiting(house), await person_of(house)) == record


async def test_an_injection_told_in_a_break_ends_it(mary: Talk, house: House) -> None:
    await due_today(mary, house)
    await take_break(mary)
    await mary.say("had it today")
    await mary.press("Yes")

    assert (await person_of(house)).paused_until is None
    assert {step for _, step, _ in await waiting(house)} >= {"B1", "D0"}
    assert "PAUSE" not in {step for _, step, _ in await waiting(house)}


async def test_an_appointment_told_in_a_break_ends_it(mary: Talk, house: House) -> None:
    await due_today(mary, house)
    await take_break(mary)
    await mary.say("my injection is booked for 4 December")
    await mary.press("Yes")

    assert "PAUSE" not in {step for _, step, _ in await waiting(house)}
    await house.advance(on(12, 3, hour=19))
    assert "booked for tomorrow" in mary.last.text


async def test_messages_about_a_dental_visit_come_in_a_break(mary: Talk, house: House) -> None:
    await due_today(mary, house)
    await mary.say("tooth out on 2 December")
    await mary.press("Yes")
    await house.advance(on(11, 26, hour=8))
    await mary.say("I'm in hospital")
    await mary.press("A break of two weeks")
    said = len(mary.texts)
    await house.advance(on(12, 1))

    assert any("2 December" in text for text in mary.texts[said:])
    assert not any("injection was due" in text for text in mary.texts[said:])


async def test_next_says_that_there_is_a_break_and_ends_it(mary: Talk, house: House) -> None:
    await due_today(mary, house)
    await take_break(mary)
    await mary.say("/next")
    assert "You have a break: no reminders come for the injection before Wednesday 9 December 2026." in mary.last.text

    await mary.press("Send reminders again")
    assert "You have a break" not in mary.last.text


@pytest.mark.parametrize(
    "words",
    [
        "pause the reminders please",
        "stop the reminders while I'm in hospital",
        "Mum is in hospital",
        "I'm going away for a fortnight",
        "I'd like a break from the messages for two weeks",
    ],
)
async def test_plain_words_ask_for_a_break(mary: Talk, house: House, words: str) -> None:
    await due_today(mary, house)
    await mary.say(words)

    assert "Shall the reminders of your injection have a break?" in mary.last.text
    assert (await person_of(house)).stopped_at is None


async def test_why_messages_were_stopped_is_asked_and_kept_and_nothing_else_changes(mary: Talk, house: House) -> None:
    await due_today(mary, house)
    await mary.say("/stop")
    await mary.press("Say why, if you like")
    await mary.press("I have another medicine now")

    assert "Thank you, that is noted." in mary.last.text
    person = await person_of(house)
    assert (person.stop_reason, person.is_silenced) == ("asked:other_medicine", True)
    assert await waiting(house) == []


async def test_somebody_who_stopped_because_of_hospital_may_have_a_break_instead(mary: Talk, house: House) -> None:
    await due_today(mary, house)
    await mary.say("/stop")
    await mary.press("Say why, if you like")
    await mary.press("I'm in hospital or away")
    await mary.press("A break of one week")

    person = await person_of(house)
    assert person.stopped_at is None
    assert (await waiting(house))[0][1:] == ("O1", "2026-12-02")


async def test_too_many_messages_leads_to_choosing_them(mary: Talk, house: House) -> None:
    await due_today(mary, house)
    await mary.say("/stop")
    await mary.press("Say why, if you like")
    await mary.press("Too many messages")
    await mary.press("Choose my reminders")

    assert mary.captions[0] == "Two weeks before: yes"


async def test_another_medicine_ends_the_injection_s_reminders_alone(mary: Talk, house: House) -> None:
    await due_today(mary, house)
    await mary.press("My doctor changed or stopped it")
    await mary.press("It was for another reason")
    await mary.press("I have another medicine now")

    person = await person_of(house)
    assert (person.stop_reason, person.is_silenced) == ("other_medicine", False)
    await mary.say("/next")
    assert "You have another medicine now" in mary.last.text


async def test_pregnancy_is_met_with_the_red_flag_and_an_end_of_the_reminders(mary: Talk, house: House) -> None:
    await due_today(mary, house)
    await mary.say("I am pregnant")
    assert "Call your prescriber today." in mary.last.text

    await mary.press("End the injection's reminders")
    assert "Reminders for the injection have stopped here." in mary.last.text
    assert (await person_of(house)).stop_reason == "pregnancy"
    await house.advance(datetime(2028, 1, 1, 12, tzinfo=UTC))
    assert "Reminders for the injection have stopped here." in mary.last.text


async def test_after_a_death_nobody_asks_why(mary: Talk, house: House) -> None:
    await due_today(mary, house)
    await mary.say("Mary died last week")
    await mary.forge("1|stop.why")

    assert "Why did you end them?" not in mary.last.text


async def test_a_snooze_can_be_taken_back(mary: Talk, house: House) -> None:
    await due_today(mary, house)
    before = await waiting(house)
    await mary.press("Remind me tomorrow")
    assert await waiting(house) != before
    await mary.press("Undo")
    assert await waiting(house) == before

    await mary.forge("1|rem.unsnooze|1")
    assert await waiting(house) == before


async def test_a_cancelled_appointment_is_one_press_under_its_reminder(mary: Talk, house: House) -> None:
    await register(mary, "25 May 2026")
    await mary.say("my injection is booked for 27 November")
    await mary.press("Yes")
    await house.advance(on(11, 26, hour=19))
    assert "booked for tomorrow" in mary.last.text
    await mary.press("It was cancelled")

    assert "Your appointment on Friday 27 November 2026 is no longer noted." in mary.last.text
    assert mary.captions[0] == "Undo"


@pytest.mark.parametrize("words", ["they cancelled again", "the clinic has cancelled it", "they cancelled on me today"])
async def test_a_cancellation_in_plain_words_is_asked_back_before_anything_changes(
    mary: Talk, house: House, words: str
) -> None:
    await register(mary, "25 May 2026")
    await mary.say("my injection is booked for 27 November")
    await mary.press("Yes")
    before = await waiting(house)
    await mary.say(words)

    assert "Was your appointment on Friday 27 November 2026 cancelled or moved?" in mary.last.text
    assert await waiting(house) == before
    await mary.press("It was cancelled")
    assert await waiting(house) != before


async def test_moving_to_somebody_asks_for_the_clock(mary: Talk, house: House) -> None:
    await due_today(mary, house)
    await mary.say("I moved to my sister's")

    assert "Is it 12:00 where you are now?" in mary.last.text
    await mary.press("Change the time zone")
    assert "In which city are you" in mary.last.text


async def test_my_data_names_a_break_a_reason_and_what_is_left_out(mary: Talk, house: House) -> None:
    await due_today(mary, house)
    await take_break(mary)
    await mary.forge("1|set.step|B2|0")
    await mary.say("/mydata")
    assert any("A break from the injection's reminders, until Wednesday 9 December 2026" in text for text in mary.texts)
    assert any("Reminders left out: Two weeks before" in text for text in mary.texts)

    await mary.say("/stop")
    await mary.press("Say why, if you like")
    await mary.press("Too many messages")
    await mary.say("/mydata")
    assert any("Why, as noted: too many messages" in text for text in mary.texts)


async def test_a_snooze_of_the_day_s_message_does_not_say_today_on_another_day(mary: Talk, house: House) -> None:
    await due_today(mary, house)
    await mary.press("Remind me tomorrow")
    await house.advance(on(11, 26))

    assert "due today" not in mary.last.text
    assert "was due about Wednesday 25 November 2026. Did you have it?" in mary.last.text


async def test_an_overdue_step_on_the_eve_of_the_appointment_is_said_with_it(mary: Talk, house: House) -> None:
    await register(mary, "4 May 2026")  # due on 4 November: O6 comes on 24 February
    await mary.say("my injection is booked for 25 February 2027")
    await mary.press("Yes")
    await house.advance(on(2, 24, year=2027))

    assert "16 weeks overdue" in mary.last.text
    assert "booked for tomorrow" in mary.last.text
    assert mary.last.text.index("16 weeks overdue") < mary.last.text.index("booked for tomorrow")
    assert "New or sudden back pain" in mary.last.text


@pytest.mark.parametrize("way_out", ["doctor", "pregnant", "stop"])
async def test_words_about_hospital_do_not_bring_back_what_was_stopped(mary: Talk, house: House, way_out: str) -> None:
    await due_today(mary, house)
    old = mary.last
    if way_out == "doctor":
        await mary.press("My doctor changed or stopped it")
    elif way_out == "pregnant":
        await mary.say("I am pregnant")
        await mary.press("End the injection's reminders")
    else:
        await mary.say("/stop")
    await mary.say("I'm in hospital")
    assert "Shall the reminders of your injection have a break?" not in mary.last.text

    if way_out != "stop":
        await mary.forge("1|rem.break_is|1|14", old)
    assert (await person_of(house)).stopped_at is not None
    assert await waiting(house) == []


async def test_a_break_is_not_made_longer_without_being_asked_how_things_stand(mary: Talk, house: House) -> None:
    await due_today(mary, house)
    await take_break(mary)
    before = (await person_of(house)).paused_until
    await house.advance(on(12, 5))
    await mary.forge("1|rem.break_is|1|14")

    assert (await person_of(house)).paused_until == before


async def test_the_question_after_a_break_is_asked_though_the_clock_has_changed(mary: Talk, house: House) -> None:
    await register(mary, "25 June 2026")  # due on 25 December
    await mary.say("/settings")
    await mary.press("Change the time zone")
    await mary.say("Sydney")
    await mary.press(mary.captions[0])
    await mary.press("Only while I travel")
    await mary.say("I'm in hospital")
    await mary.press("A break of one week")
    await mary.say("/settings")
    await mary.press("I'm home again")
    said = len(mary.texts)
    await house.advance(on(11, 30))

    assert [text for text in mary.texts[said:] if "The pause is over." in text]


async def test_a_break_takes_nothing_away_that_is_due_about_the_dentist(mary: Talk, house: House) -> None:
    await due_today(mary, house)
    await mary.say("tooth out on 27 November")
    await mary.press("Yes")
    house.clock.move_to(on(11, 26, hour=9))  # T-1 is due, and the heartbeat has not come yet
    await mary.forge("1|rem.break_is|1|14")
    await house.advance(on(11, 26))

    assert any("27 November" in text and "tomorrow" in text for text in mary.texts[-3:])


@pytest.mark.parametrize(
    "words", ["had it while I was in hospital yesterday", "got it while I was in hospital yesterday"]
)
async def test_an_injection_had_in_hospital_is_an_injection(mary: Talk, house: House, words: str) -> None:
    await due_today(mary, house)
    await mary.say(words)

    assert "Your injection was on Tuesday 24 November 2026. Is that right?" in mary.last.text


async def test_cancelled_under_an_old_message_spares_an_appointment_made_since(mary: Talk, house: House) -> None:
    await register(mary, "25 May 2026")
    await mary.say("my injection is booked for 27 November")
    await mary.press("Yes")
    await house.advance(on(11, 26, hour=19))
    old = mary.last
    await house.advance(on(11, 27, hour=8))
    await mary.say("my injection is booked for 4 December")
    await mary.press("Yes")
    before = await waiting(house)
    await mary.press("It was cancelled", old)

    assert await waiting(house) == before
    assert "4 December 2026" in mary.last.text


async def test_no_reminder_is_promised_in_a_break(mary: Talk, house: House) -> None:
    await due_today(mary, house)
    await take_break(mary)
    before = await waiting(house)
    await mary.forge("1|rem.snooze|1|D0|1")

    assert await waiting(house) == before
    assert "You have a break" in mary.last.text


async def test_what_is_known_of_a_stop_is_not_overwritten_by_an_old_button(mary: Talk, house: House) -> None:
    await due_today(mary, house)
    await mary.say("I am pregnant")
    await mary.press("End the injection's reminders")
    await mary.forge("1|stop.why_is|doctor")

    assert (await person_of(house)).stop_reason == "pregnancy"


async def test_after_the_doctor_s_change_only_reasons_that_can_be_kept_are_offered(mary: Talk, house: House) -> None:
    await due_today(mary, house)
    await mary.press("My doctor changed or stopped it")
    await mary.press("It was for another reason")

    assert mary.captions == ["My doctor stopped or changed it", "I have another medicine now"]


async def test_the_eve_of_an_appointment_is_named_on_the_day_a_break_ends(mary: Talk, house: House) -> None:
    await register(mary, "25 June 2026")
    await mary.say("my injection is booked for 30 November")
    await mary.press("Yes")
    await mary.say("I'm in hospital")
    await mary.press("A break of one week")
    await house.advance(on(11, 29))

    assert "The pause is over." in mary.last.text
    assert "booked for tomorrow" in mary.last.text


async def test_what_was_due_when_a_break_began_comes_at_once_when_it_is_undone(mary: Talk, house: House) -> None:
    await register(mary, "25 May 2026")
    house.clock.move_to(on(11, 25, hour=9))  # the day's message is due, and the heartbeat has not come yet
    await mary.forge("1|rem.break_is|1|14")
    assert "are paused until" in mary.last.text
    await mary.press("Undo, send reminders again")

    assert any("due today, Wednesday 25 November 2026" in text for text in mary.texts)


async def test_a_break_and_its_undo_keep_a_snooze(mary: Talk, house: House) -> None:
    await due_today(mary, house)
    await mary.press("Remind me tomorrow")
    before = await waiting(house)
    await mary.forge("1|rem.break_is|1|14")
    await mary.press("Undo, send reminders again")

    assert await waiting(house) == before


async def test_a_new_hour_moves_the_question_that_ends_a_break(mary: Talk, house: House) -> None:
    await register(mary, "25 June 2026")
    await mary.say("I'm in hospital")
    await mary.press("A break of one week")
    await mary.say("/settings")
    await mary.press("Change the hour")
    await mary.press("18:00")
    said = len(mary.texts)
    await house.advance(on(11, 29, hour=17))
    assert len(mary.texts) == said

    await house.advance(on(11, 29, hour=19))
    assert "The pause is over." in mary.last.text


async def test_who_loses_an_appointment_while_overdue_is_told_so(mary: Talk, house: House) -> None:
    await register(mary, "4 May 2026")  # due on 4 November
    await mary.say("my injection is booked for 27 November")
    await mary.press("Yes")
    await house.advance(on(11, 26, hour=19))
    await mary.press("It was cancelled")

    assert "is no longer noted" in mary.last.text
    assert "overdue" in mary.last.text
    assert "New or sudden back pain" in mary.last.text
    assert mary.captions[0] == "Undo"


async def test_after_a_break_it_is_asked_though_the_overdue_step_that_fits_was_sent_before_it(
    mary: Talk, house: House
) -> None:
    await register(mary, "10 April 2026")  # due on 10 October: O3 came on 7 November, O4 comes on 5 December
    await house.advance(on(11, 24))
    assert "6 weeks overdue" in mary.last.text
    await mary.say("I'm in hospital")
    await mary.press("A break of one week")
    await house.advance(on(12, 2))

    assert "The pause is over." in mary.last.text


async def test_the_question_after_a_break_can_be_put_off(mary: Talk, house: House) -> None:
    await register(mary, "25 June 2026")  # due on 25 December
    await mary.say("I'm in hospital")
    await mary.press("A break of one week")
    await house.advance(on(11, 30))
    await mary.press("Remind me later")
    await mary.press("Remind me tomorrow")
    said = len(mary.texts)
    await house.advance(on(12, 2))

    assert [text for text in mary.texts[said:] if "The pause is over." in text]


async def test_next_names_no_message_that_a_break_holds_back(mary: Talk, house: House) -> None:
    await due_today(mary, house)
    await mary.press("Remind me tomorrow")
    await mary.forge("1|rem.break_is|1|14")
    await mary.say("/next")

    assert "My next message comes on Wednesday 9 December 2026" in mary.last.text


async def test_what_a_break_held_back_comes_when_an_appointment_ends_the_break(mary: Talk, house: House) -> None:
    await register(mary, "25 April 2026")  # due on 25 October: O3 comes on 22 November, O4 on 20 December
    house.clock.move_to(on(12, 20, hour=9))  # O4 is due, and the heartbeat has not come yet
    await mary.forge("1|rem.break_is|1|14")
    await house.advance(on(12, 20, hour=11))
    assert "paused until Sunday 3 January 2027" in mary.last.text
    await mary.say("my injection is booked for 4 January")
    await mary.press("Yes")
    await house.advance(on(12, 20, hour=13))

    assert any("8 weeks overdue and booked for Monday 4 January 2027" in text for text in mary.texts[-2:])


async def test_silence_after_a_doctor_s_stop_is_not_turned_into_a_break(mary: Talk, house: House) -> None:
    await due_today(mary, house)
    await mary.press("My doctor changed or stopped it")
    await mary.say("/stop")
    assert (await person_of(house)).stop_reason == "asked:doctor_changed"
    await mary.forge("1|rem.break_is|1|14")

    assert (await person_of(house)).stopped_at is not None
    assert await waiting(house) == []
    assert "your doctor stopped or changed it" in "".join((await mary.say("/mydata"), *mary.texts)[1:])
