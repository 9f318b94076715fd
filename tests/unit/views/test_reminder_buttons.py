"""What stands under a reminder."""

from datetime import date

import pytest

from bot.context import Knowledge
from bot.schedule import DentalKind, Visit
from bot.views.reminder_buttons import Step, buttons_for


def captions(
    knowledge: Knowledge, *steps: Step, snoozes: tuple[int, ...] = (), visits: tuple[Visit, ...] = ()
) -> list[str]:
    rows = buttons_for(knowledge.source.current, steps, snoozes, visits)
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


def test_a_yearly_nudge_takes_the_visit_that_follows_it(knowledge: Knowledge) -> None:
    assert captions(knowledge, ("dental", "Y1", 1, "plain")) == ["I have a visit coming up"]


@pytest.mark.parametrize(
    ("kind", "step", "said"),
    [
        ("extraction", "T-7", ["Yes, they have talked", "Not yet"]),
        ("root_canal", "T-7", ["It is standard", "It is surgical", "Not yet"]),
        ("unsure", "T-7", ["Yes, they have talked", "Not yet", "I know now what it is for"]),
        ("filling", "T-1", ["Card for my dentist"]),
        ("filling", "T0", ["It went fine", "Something is wrong", "It was moved", "They did something else"]),
        ("unsure", "T0", ["It went fine", "Something is wrong", "It was moved", "Say what was done"]),
        ("checkup", "H7", ["Yes", "No", "Not sure"]),
    ],
)
def test_the_buttons_of_a_visit_fit_its_kind(knowledge: Knowledge, kind: str, step: str, said: list[str]) -> None:
    visit = Visit(1, date(2026, 12, 4), DentalKind(kind))

    assert captions(knowledge, ("dental", step, 1, "plain"), visits=(visit,)) == said


def test_the_more_urgent_step_has_the_first_buttons_and_the_mouth_is_named(knowledge: Knowledge) -> None:
    said = captions(knowledge, ("injection", "D1", 1, "plain"), ("dental", "H3", 2, "plain"))

    assert said[:3] == ["My mouth: yes", "My mouth: no", "My mouth: not sure"]
    assert said[3] == "I've had it"


@pytest.mark.parametrize("steps", [("H3", "H7"), ("H14", "H14"), ("T-7", "T-7"), ("T0", "T0")])
def test_no_two_buttons_of_a_message_say_the_same(knowledge: Knowledge, steps: tuple[str, str]) -> None:
    said = captions(knowledge, ("dental", steps[0], 1, "plain"), ("dental", steps[1], 2, "plain"))

    assert len(said) == len(set(said)) <= 4


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
