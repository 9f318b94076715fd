"""Answers to reminders: pressed, typed, pressed twice, pressed too late."""

from datetime import UTC, datetime, timedelta

import pytest
from test_injections import booked, stored

from bot.outbox.message import Kind
from bot.storage import outbox, people
from house import MARY, House, Talk
from registering import register


def on(month: int, day: int, hour: int = 12, year: int = 2026) -> datetime:
    return datetime(year, month, day, hour, tzinfo=UTC)


async def person_of(house: House) -> people.Person:
    async with house.database.read() as db:
        person = await people.find_person(db, MARY)
    assert person is not None
    return person


async def waiting(house: House) -> list[tuple[Kind, str, str]]:
    person = await person_of(house)
    async with house.database.read() as db:
        rows = await outbox.waiting_for_person(db, person.id)
    return [(row.kind, row.facts["step"], row.due_at.date().isoformat()) for row in rows]


async def due_today(mary: Talk, house: House) -> None:
    """Mary's injection was on 25 May: D0 comes on 25 November."""
    await register(mary, "25 May 2026")
    await house.advance(on(11, 25))
    assert "due today" in mary.last.text


async def test_the_message_of_the_day_offers_all_that_may_have_happened(mary: Talk, house: House) -> None:
    await due_today(mary, house)

    assert mary.captions == [
        "I've had it",
        "I have an appointment",
        "Not yet",
        "My doctor changed or stopped it",
        "Remind me tomorrow",
    ]


@pytest.mark.parametrize(
    ("choice", "kept"),
    [("Today, Wednesday 25 November 2026", "2026-11-25"), ("Yesterday, Tuesday 24 November 2026", "2026-11-24")],
)
async def test_had_it_today_or_yesterday_takes_two_presses(mary: Talk, house: House, choice: str, kept: str) -> None:
    await due_today(mary, house)
    reminder = mary.last
    await mary.press("I've had it")
    await mary.press(choice)

    assert await stored(house) == [kept, "2026-05-25"]
    assert reminder.text.startswith("Thank you.")  # the reminder itself now says what was noted
    assert not [step for _, step, day in await waiting(house) if day < "2027"]


async def test_had_it_another_day_goes_through_the_calendar(mary: Talk, house: House) -> None:
    await due_today(mary, house)
    await mary.press("I've had it")
    await mary.press("Another day")
    await mary.press("20")
    await mary.press("Yes")

    assert await stored(house) == ["2026-11-20", "2026-05-25"]


async def test_not_yet_after_all_leaves_everything_as_it_was(mary: Talk, house: House) -> None:
    await due_today(mary, house)
    await mary.press("I've had it")
    answer = await mary.say("no not yet")

    assert answer.text.startswith("Nothing was changed.")
    assert await stored(house) == ["2026-05-25"]


async def test_an_appointment_given_under_a_reminder_is_booked(mary: Talk, house: House) -> None:
    await due_today(mary, house)
    await mary.press("I have an appointment")
    await mary.say("2 December")
    await mary.press("Yes")

    assert await booked(house) == "2026-12-02"


async def test_not_yet_says_whom_to_call_and_the_plan_goes_on(mary: Talk, house: House) -> None:
    await due_today(mary, house)
    noted = await mary.press("Not yet")
    assert noted.text.startswith("Noted: not yet. Please call Elm Street Clinic")
    assert "back pain" not in noted.text
    again = await mary.forge("1|rem.not_yet|1|D0", noted)
    assert again.text == noted.text

    await house.advance(on(11, 26))
    assert "Did you have it?" in mary.last.text


async def test_not_yet_of_an_overdue_injection_has_the_back_pain_line(mary: Talk, house: House) -> None:
    await due_today(mary, house)
    await house.advance(on(12, 2))
    noted = await mary.press("Not yet")

    assert "New or sudden back pain: call a doctor and be seen today." in noted.text


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("not yet", "Noted: not yet."),
        ("No", "Noted: not yet."),
        ("i have had it", "When did you have it?"),
        ("yes", "When did you have it?"),
        ("yes I had it", "When did you have it?"),
        ("no I havent", "Noted: not yet."),
        ("yesterday", "Your injection was on Wednesday 25 November 2026."),
        ("yes on Monday", "Your injection was on Monday 23 November 2026."),
        ("my doctor changed it", "Has your doctor stopped or changed your injection?"),
    ],
)
async def test_plain_words_answer_a_reminder(mary: Talk, house: House, typed: str, said: str) -> None:
    await due_today(mary, house)
    await house.advance(on(11, 26))

    answer = await mary.say(typed)

    assert said in answer.text


async def test_a_bare_no_a_week_after_a_reminder_is_no_answer_to_it(mary: Talk, house: House) -> None:
    await due_today(mary, house)
    await house.advance(on(11, 26))
    await house.advance(on(11, 30))

    answer = await mary.say("no")

    assert "Noted: not yet." not in answer.text


async def test_snoozed_by_a_day_the_message_comes_once_in_place_of_the_next(mary: Talk, house: House) -> None:
    await due_today(mary, house)
    noted = await mary.press("Remind me tomorrow")
    assert "Thursday 26 November 2026 at 09:00" in noted.text
    before = len(mary.texts)

    await house.advance(on(11, 26, 20))

    assert len(mary.texts) == before + 1
    assert "Did you have it?" in mary.last.text
    await house.advance(on(11, 27, 20))
    assert len(mary.texts) == before + 1


async def test_snoozed_by_three_days_the_message_comes_again_before_the_next_step(mary: Talk, house: House) -> None:
    await due_today(mary, house)
    await house.advance(on(11, 26))
    await mary.press("Remind me later")
    assert "Remind me in a week" not in mary.captions
    await mary.press("Remind me in 3 days")

    await house.advance(on(11, 29))

    assert "Did you have it?" in mary.last.text


@pytest.mark.parametrize(
    "data", ["1|rem.snooze|1|D0|7", "1|rem.snooze|1|D0|365", "1|rem.snooze|1|XX|1", "1|rem.snooze|1"]
)
async def test_a_snooze_past_the_next_step_cannot_be_forged(mary: Talk, house: House, data: str) -> None:
    await due_today(mary, house)
    plan = await waiting(house)

    answer = await mary.forge(data)

    assert answer.text.startswith("Your injection is due today")
    assert await waiting(house) == plan


async def test_the_doctor_changed_it_is_answered_once_and_ends_the_injection_s_messages(
    mary: Talk, house: House
) -> None:
    await due_today(mary, house)
    reminder = mary.last
    data = "1|rem.changed|1"
    noted = await mary.press("My doctor changed or stopped it")
    assert "Stopping denosumab needs a plan." in noted.text
    assert not [step for _, step, _ in await waiting(house) if step[0] in "BDOL"]

    again = await mary.forge(data, reminder)
    assert "Stopping denosumab needs a plan." not in again.text
    assert again.text.startswith("Your doctor changed the plan, so no reminders come for the injection.")


async def test_the_doctor_s_change_leaves_the_messages_about_the_dentist(mary: Talk, house: House) -> None:
    await due_today(mary, house)
    reminder = mary.last
    await mary.say("tooth out on 1 December 2026")
    await mary.press("Yes")
    await mary.press("My doctor changed or stopped it", reminder)

    steps = [step for _, step, _ in await waiting(house)]
    assert "H3" in steps
    assert not [step for step in steps if step[0] in "BDOL"]
    await house.advance(timedelta(days=90))
    assert [text for text in mary.texts if "How is your mouth since the dental visit" in text]
    assert not [text for text in mary.texts if "overdue" in text]


async def test_stop_after_the_doctor_s_change_ends_the_dental_messages_too(mary: Talk, house: House) -> None:
    await due_today(mary, house)
    reminder = mary.last
    await mary.say("tooth out on 1 December 2026")
    await mary.press("Yes")
    await mary.press("My doctor changed or stopped it", reminder)
    stopped = await mary.say("/stop")

    assert stopped.text.startswith("Your reminders and news have ended.")
    assert await waiting(house) == []


async def test_a_stop_by_the_doctor_can_be_undone(mary: Talk, house: House) -> None:
    await due_today(mary, house)
    await mary.press("My doctor changed or stopped it")
    await mary.press("Undo, send reminders again")

    assert (await person_of(house)).stopped_at is None
    assert "D1" in [step for _, step, _ in await waiting(house)]


async def test_a_press_on_last_cycle_s_message_changes_nothing(mary: Talk, house: House) -> None:
    await due_today(mary, house)
    old = mary.last
    await mary.say("had my injection today")
    await mary.press("Yes")
    plan = await waiting(house)

    for caption in ("I've had it", "Not yet", "My doctor changed or stopped it", "Remind me tomorrow"):
        answer = await mary.press(caption, old)
        assert "25 May 2027" in answer.text.splitlines()[0]

    assert await stored(house) == ["2026-11-25", "2026-05-25"]
    assert await waiting(house) == plan


async def test_a_stranger_s_reminder_cannot_be_answered(mary: Talk, house: House) -> None:
    await due_today(mary, house)
    eve = house.person(202, "Eve")
    await eve.say("/start")

    for data in ("1|rem.changed|1", "1|rem.had|1", "1|rem.snooze|1|D0|1", "1|rem.heal_no|1", "1|rem.resume"):
        answer = await eve.forge(data)
        assert answer.text.startswith("I don't know your next injection yet.")

    assert (await person_of(house)).stopped_at is None


@pytest.fixture
async def tooth_out(mary: Talk, house: House) -> Talk:
    """Mary has a tooth out on 4 December."""
    await register(mary, "1 November 2026")
    await mary.say("having a tooth out on 4 December")
    await mary.press("Yes")
    return mary


async def test_a_week_before_the_talk_of_dentist_and_prescriber_is_asked_for(tooth_out: Talk, house: House) -> None:
    await house.advance(on(11, 27))
    assert tooth_out.captions == ["Yes, they have talked", "Not yet"]

    noted = await tooth_out.press("Not yet")

    assert "ask them to talk" in noted.text
    assert "stays as it is unless your prescriber" in noted.text


async def test_the_day_before_shows_the_card(tooth_out: Talk, house: House) -> None:
    await house.advance(on(12, 3))

    await tooth_out.press("Card for my dentist")
    card = tooth_out.user.messages[-2]

    assert "Dental visit: Friday 4 December 2026." in card.text


@pytest.mark.parametrize(
    ("caption", "said"),
    [
        ("It went fine", "Thank you, noted."),
        ("Something is wrong", "Call your dentist and your doctor today."),
        ("They did something else", "What is the dental visit for?"),
        ("It was moved", "Tooth out: when is it?"),
    ],
)
async def test_on_the_day_how_it_went_can_be_told(tooth_out: Talk, house: House, caption: str, said: str) -> None:
    await house.advance(on(12, 4))
    answer = await tooth_out.press(caption)

    assert answer.text.startswith(said)


@pytest.mark.parametrize(
    ("answer", "said"),
    [
        ("Yes", "Call your dentist and your doctor today."),
        ("Not sure", "Call your dentist and your doctor today."),
        ("No", "Thank you, that is noted."),
    ],
)
@pytest.mark.parametrize("typed", [False, True])
async def test_a_healing_check_is_answered(
    tooth_out: Talk, house: House, answer: str, said: str, *, typed: bool
) -> None:
    await house.advance(on(12, 7))
    assert tooth_out.captions == ["Yes", "No", "Not sure"]

    noted = await (tooth_out.say(answer) if typed else tooth_out.press(answer))

    assert noted.text.startswith(said)


async def test_a_word_that_may_mean_all_is_well_is_asked_back(tooth_out: Talk, house: House) -> None:
    await house.advance(on(12, 7))
    asked = await tooth_out.say("fine")

    assert asked.text.startswith("Please choose below")
    assert tooth_out.captions == ["Yes", "No", "Not sure"]


async def test_a_question_after_a_reminder_is_answered_as_a_question(tooth_out: Talk, house: House) -> None:
    await house.advance(on(12, 7))
    answered = await tooth_out.say("How often do I have the injection?")

    assert answered.text.startswith("How often do I have the injection?")


async def test_a_red_flag_in_answer_to_a_healing_check_comes_first(tooth_out: Talk, house: House) -> None:
    await house.advance(on(12, 7))
    alert = await tooth_out.say("yes there is bone showing in my gum and I have pus")

    assert alert.text.startswith("Call your dentist and your doctor today.")


async def test_a_yes_to_a_message_that_asked_two_things_is_asked_back(mary: Talk, house: House) -> None:
    await register(mary, "25 May 2026")
    await mary.say("having a tooth out on 23 November")
    await mary.press("Yes")
    await house.advance(on(11, 26))
    assert "Did you have it?" in mary.last.text
    assert "My mouth: yes" in mary.captions

    asked = await mary.say("yes")

    assert asked.text.startswith("Please choose below")
    await mary.press("My mouth: no")
    assert mary.last.text.startswith("Thank you, that is noted.")


async def test_a_check_of_a_visit_that_was_removed_still_says_what_a_sign_means(tooth_out: Talk, house: House) -> None:
    await house.advance(on(12, 7))
    check = tooth_out.last
    await tooth_out.say("/dental")
    await tooth_out.press("Tooth out: Friday 4 December 2026")
    await tooth_out.press("Remove it")

    answer = await tooth_out.press("Yes", check)

    assert "Call your dentist and your doctor today." in [answer.text.splitlines()[0], check.text.splitlines()[0]]


async def test_after_the_last_message_only_the_note_remains(mary: Talk, house: House) -> None:
    await due_today(mary, house)
    await house.advance(on(11, 25) + timedelta(days=200))
    before = len(mary.texts)
    await house.advance(on(11, 25) + timedelta(days=400))

    assert len(mary.texts) == before
    answer = await mary.say("/next")
    assert "overdue" in answer.text.splitlines()[0]
    assert "back pain" in answer.text
    assert "No message is planned now." in answer.text


async def test_with_several_days_to_choose_from_later_asks_which(mary: Talk, house: House) -> None:
    await register(mary, "25 May 2026")
    await house.advance(on(12, 9, 10))
    assert "2 weeks overdue" in mary.last.text
    assert "Remind me later" in mary.captions
    reminder = mary.last

    await mary.press("Remind me later")
    assert mary.captions[:3] == ["Remind me tomorrow", "Remind me in 3 days", "Remind me in a week"]
    await mary.press("Remind me in 3 days")
    assert "Saturday 12 December 2026 at 09:00" in reminder.text
    assert (Kind.SNOOZE, "O2", "2026-12-12") in await waiting(house)


@pytest.mark.parametrize("data", ["1|rem.later", "1|rem.later|1|B1", "1|rem.later|9|D0"])
async def test_later_cannot_be_forged(mary: Talk, house: House, data: str) -> None:
    await due_today(mary, house)
    answer = await mary.forge(data)

    assert answer.text.startswith("Your injection is due today")


@pytest.mark.parametrize("text", ["my face is swelling up", "/next my face is swelling up", "/xyz I have chest pain"])
async def test_a_red_flag_takes_the_place_of_that_day_s_reminder(mary: Talk, house: House, text: str) -> None:
    await register(mary, "25 May 2026")
    await house.advance(on(11, 25, 7))
    await mary.say(text)
    assert mary.last.text.startswith("Call 999")

    await house.advance(on(11, 25, 20))
    assert mary.last.text.startswith("Call 999")
    await house.advance(on(11, 26, 10))
    assert "Did you have it?" in mary.last.text
