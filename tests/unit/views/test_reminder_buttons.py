"""What stands under a reminder."""

import pytest

from bot.context import Knowledge
from bot.views.reminder_buttons import Step, buttons_for


def captions(knowledge: Knowledge, *steps: Step, snoozes: tuple[int, ...] = ()) -> list[str]:
    rows = buttons_for(knowledge.source.current, steps, snoozes)
    assert all(len(row) == 1 for row in rows)
    return [row[0].text for row in rows]


@pytest.mark.parametrize("step", ["D0", "D1", "O1", "O3", "O6", "L3"])
def test_whatever_may_have_happened_can_be_told(knowledge: Knowledge, step: str) -> None:
    assert captions(knowledge, ("injection", step, 1, "plain"), snoozes=(1, 3)) == [
        "I've had it",
        "I have an appointment",
        "Not yet",
        "My doctor changed or stopped it",
        "Remind me later",
    ]


def test_the_only_time_to_be_reminded_again_is_named(knowledge: Knowledge) -> None:
    assert captions(knowledge, ("injection", "D0", 1, "plain"), snoozes=(1,))[-1] == "Remind me tomorrow"


@pytest.mark.parametrize(("step", "said"), [("B1", ["I have an appointment"]), ("B3", []), ("B4", [])])
def test_before_the_due_date_there_is_little_to_press(knowledge: Knowledge, step: str, said: list[str]) -> None:
    assert captions(knowledge, ("injection", step, 1, "plain"), snoozes=(1,)) == said


def test_a_yearly_nudge_asks_nothing(knowledge: Knowledge) -> None:
    assert captions(knowledge, ("dental", "Y1", 1, "plain")) == []


def test_the_more_urgent_step_has_the_first_buttons_and_the_mouth_is_named(knowledge: Knowledge) -> None:
    said = captions(knowledge, ("injection", "D1", 1, "plain"), ("dental", "H3", 2, "plain"))

    assert said[:3] == ["My mouth: yes", "My mouth: no", "My mouth: not sure"]
    assert said[3] == "I've had it"


@pytest.mark.parametrize("steps", [("H3", "H7"), ("H14", "H14"), ("T-7", "T-7"), ("T0", "T0")])
def test_no_two_buttons_of_a_message_say_the_same(knowledge: Knowledge, steps: tuple[str, str]) -> None:
    said = captions(knowledge, ("dental", steps[0], 1, "plain"), ("dental", steps[1], 2, "plain"))

    assert len(said) == len(set(said)) <= 3


@pytest.mark.parametrize(
    ("step", "said"),
    [
        ("B3", ["My appointment has changed", "It was cancelled"]),
        ("B4", ["My appointment has changed", "It was cancelled"]),
    ],
)
def test_a_message_about_an_appointment_takes_its_change_in_one_press(
    knowledge: Knowledge, step: str, said: list[str]
) -> None:
    assert captions(knowledge, ("injection", step, 1, "booked")) == said
