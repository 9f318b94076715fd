from datetime import date, time
from pathlib import Path

import pytest

from bot.content import Content, load_content
from bot.errors import ContentError
from bot.schedule import DENTAL_STEPS, DentalKind, InjectionFacts, Visit
from bot.schedule.injections import DAYS_FROM_DUE, FOLLOW_THE_APPOINTMENT, SENT_THOUGH_BOOKED
from bot.views.reminders import DayStep, day_and_time, day_message, days_in_words, step_text

PLACE = {"clinic": "Hill Clinic, 555 0100", "emergency": "999 or your local emergency number"}
FACTS = InjectionFacts(1, date(2026, 1, 10), booked=date(2026, 9, 1), booked_time=time(14, 5))
VISIT = Visit(3, date(2026, 8, 20), DentalKind.FILLING)
TODAY = date(2026, 8, 19)


@pytest.fixture(scope="module")
def content() -> Content:
    return load_content(Path(__file__).parents[3] / "content")


def message(content: Content, *steps: DayStep, quiet: bool = False, late: bool = False) -> str:
    return day_message(steps, FACTS, [VISIT], content, today=TODAY, place=PLACE, quiet=quiet, late=late)


def test_every_step_that_can_be_planned_has_a_text_with_nothing_left_to_fill(content: Content) -> None:
    texts = [step_text(step, FACTS, content, today=TODAY, **PLACE) for step in DAYS_FROM_DUE]
    texts += [
        step_text(step, FACTS, content, today=TODAY, variant="booked", **PLACE)
        for step in (*FOLLOW_THE_APPOINTMENT, *SENT_THOUGH_BOOKED)
    ]
    for kind, steps in DENTAL_STEPS.items():
        texts += [step_text(step, Visit(1, TODAY, kind), content, today=TODAY, **PLACE) for step in steps]

    assert not [text for text in texts if "{" in text]


def test_an_overdue_text_says_how_late_it_is_and_for_when_it_is_booked(content: Content) -> None:
    text = step_text("O3", FACTS, content, today=TODAY, variant="booked", **PLACE)

    assert "5 weeks" in text
    assert "Tuesday 1 September 2026 at 14:05" in text
    assert "Hill Clinic, 555 0100" in text


def test_every_overdue_text_carries_the_back_pain_line(content: Content) -> None:
    line = content.reminder("injection", "back_pain").text.strip()
    steps = [step for step in DAYS_FROM_DUE if step[0] in "OL"]

    assert not [step for step in steps if line not in step_text(step, FACTS, content, today=TODAY, **PLACE)]


def test_a_step_without_a_text_is_an_error_and_not_an_empty_message(content: Content) -> None:
    with pytest.raises(ContentError):
        step_text("X1", FACTS, content, today=TODAY, **PLACE)


def test_the_steps_of_a_day_are_one_message_with_the_urgent_one_first(content: Content) -> None:
    text = message(content, ("dental", 3, "T-1", "plain"), ("injection", 1, "O3", "booked"))

    assert text.index("5 weeks overdue") < text.index("Thursday 20 August 2026")
    assert "\n\n" in text


def test_the_lock_screen_shows_a_neutral_line_first(content: Content) -> None:
    neutral = content.reminder("injection", "lockscreen").text.strip()

    assert message(content, ("injection", 1, "O3", "booked"), quiet=True).startswith(neutral)
    assert neutral not in message(content, ("injection", 1, "O3", "booked"))


def test_a_late_message_says_so_after_the_neutral_line(content: Content) -> None:
    line = content.reminder("injection", "late_delivery").text.strip()

    text = message(content, ("injection", 1, "O3", "booked"), quiet=True, late=True)

    assert text.split("\n\n")[1] == line


def test_a_clinic_with_signs_in_its_name_breaks_no_markup(content: Content) -> None:
    place = PLACE | {"clinic": "<b>Smith & Sons"}

    text = day_message(
        [("injection", 1, "O3", "plain")], FACTS, [], content, today=TODAY, place=place, quiet=False, late=False
    )

    assert "&lt;b&gt;Smith &amp; Sons" in text


def test_a_step_of_a_visit_that_is_gone_is_left_out(content: Content) -> None:
    assert message(content, ("dental", 99, "T-1", "plain")) == ""


def test_two_visits_with_the_same_words_are_said_once(content: Content) -> None:
    once = message(content, ("dental", 3, "T-1", "plain"))

    assert message(content, ("dental", 3, "T-1", "plain"), ("dental", 3, "T-1", "plain")) == once


@pytest.mark.parametrize(
    ("days", "words"),
    [
        (-3, "0 days"),
        (0, "0 days"),
        (1, "1 day"),
        (6, "6 days"),
        (7, "1 week"),
        (13, "1 week"),
        (14, "2 weeks"),
        (40, "5 weeks"),
    ],
)
def test_lateness_is_told_in_whole_weeks(days: int, words: str, content: Content) -> None:
    assert days_in_words(days, content) == words


def test_an_appointment_shows_its_time_where_it_is_known(content: Content) -> None:
    assert day_and_time(date(2026, 9, 1), None, content) == "Tuesday 1 September 2026"
    assert day_and_time(date(2026, 9, 1), time(9, 30), content) == "Tuesday 1 September 2026 at 09:30"
