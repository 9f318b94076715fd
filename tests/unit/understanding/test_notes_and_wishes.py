"""Notes of a day and wishes, in few words; how many are recognised is counted in test_counts.py."""

from collections.abc import Callable

import pytest

from bot.understanding import Understanding

Read = Callable[[str], Understanding]
NOTES = frozenset(("log_injection", "book_injection", "plan_dental"))


@pytest.mark.parametrize(
    ("text", "outcome"),
    [
        ("had my jab last Tuesday", "log_injection"),
        ("nurse did me tuesday", "log_injection"),
        ("My next one is on 12 December", "book_injection"),
        ("my appointment is on 12 december", "book_injection"),
        ("it's booked for 12 december", "book_injection"),
        ("having two teeth out on Thursday week", "plan_dental"),
        ("implant 15 Jan at 3pm, dr says fine", "plan_dental"),
        ("filling on friday", "plan_dental"),
    ],
)
def test_a_note_of_a_day_needs_no_ceremony(read: Read, text: str, outcome: str) -> None:
    found = read(text)
    assert found.outcome == outcome
    assert found.date is not None


@pytest.mark.parametrize("needle", ["flu jab", "covid booster", "B12 injection", "insulin", "cortisone shot"])
def test_another_needle_is_never_logged_as_ours(read: Read, needle: str) -> None:
    assert read(f"had my {needle} on tuesday").outcome.value not in NOTES
    assert read(f"my {needle} is booked for 3 december").outcome.value not in NOTES


@pytest.mark.parametrize("text", ["3 December", "31 February", "sometime in July", "31/12", "on the 12th"])
def test_a_bare_day_is_not_taken_for_a_note_of_anything(read: Read, text: str) -> None:
    assert read(text).outcome.value not in NOTES


@pytest.mark.parametrize("text", ["yes", "no thanks", "not yet", "blue bananas", "London", "09:00", "start again"])
def test_an_answer_to_something_that_was_asked_means_nothing_by_itself(read: Read, text: str) -> None:
    found = read(text)
    assert found.outcome.value in {"none", "suggest", "smalltalk"}
    assert not found.net


@pytest.mark.parametrize(
    "text",
    ["Don't delete anything please", "please don't stop the messages", "Don't forget me", "never delete my dates"],
)
def test_what_is_refused_is_not_done(read: Read, text: str) -> None:
    assert read(text).outcome.value not in {"stop_messages", "delete_data"}


@pytest.mark.parametrize("text", ["do not message me again", "dont send me any more of these", "stop messaging me"])
def test_a_wish_for_silence_may_hold_a_not(read: Read, text: str) -> None:
    assert read(text).outcome.value == "stop_messages"


@pytest.mark.parametrize(
    "text",
    [
        "my husband cant wake me properly this morning and my lips are tingling",
        "I dont have chest pain but my face is swelling",
        "she wont wake up",
        "i want to die please delete my data",
    ],
)
def test_nothing_beside_it_lowers_an_emergency(read: Read, text: str) -> None:
    found = read(text)
    assert (found.outcome.value, found.level) == ("urgent", "now")
