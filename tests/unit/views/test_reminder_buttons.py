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
    assert captions(knowledge, ("injection", step, 1), snoozes=(1, 3)) == [
        "I've had it",
        "I have an appointment",
        "Not yet",
        "My doctor changed it",
        "Remind me tomorrow",
        "Remind me in 3 days",
    ]


@pytest.mark.parametrize(("step", "said"), [("B1", ["I have an appointment"]), ("B3", []), ("B4", [])])
def test_before_the_due_date_there_is_little_to_press(knowledge: Knowledge, step: str, said: list[str]) -> None:
    assert captions(knowledge, ("injection", step, 1), snoozes=(1,)) == said


def test_a_yearly_nudge_asks_nothing(knowledge: Knowledge) -> None:
    assert captions(knowledge, ("dental", "Y1", 1)) == []


def test_the_more_urgent_step_has_the_first_buttons_and_the_mouth_is_named(knowledge: Knowledge) -> None:
    said = captions(knowledge, ("injection", "D1", 1), ("dental", "H3", 2))

    assert said[:3] == ["My mouth: yes", "My mouth: no", "My mouth: not sure"]
    assert said[3] == "I've had it"


def test_two_visits_of_one_day_keep_their_own_buttons(knowledge: Knowledge) -> None:
    rows = buttons_for(knowledge.source.current, [("dental", "H3", 1), ("dental", "H7", 2)], ())

    assert len({row[0].data for row in rows}) == 6
