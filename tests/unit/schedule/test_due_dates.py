from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from reckoning import six_months_after

from bot.schedule import InjectionFacts, Lateness, due_date, forecast, lateness, standing


@pytest.mark.parametrize(
    ("given_on", "due"),
    [
        (date(2026, 8, 31), date(2027, 2, 28)),
        (date(2027, 8, 31), date(2028, 2, 29)),
        (date(2027, 8, 29), date(2028, 2, 29)),
        (date(2026, 8, 30), date(2027, 2, 28)),
        (date(2026, 8, 29), date(2027, 2, 28)),
        (date(2024, 2, 29), date(2024, 8, 29)),
        (date(2026, 3, 31), date(2026, 9, 30)),
        (date(2026, 12, 31), date(2027, 6, 30)),
        (date(2027, 4, 10), date(2027, 10, 10)),
    ],
)
def test_the_next_dose_is_due_six_calendar_months_after_the_last_one(given_on: date, due: date) -> None:
    assert due_date(given_on) == due


@given(st.dates(date(1950, 1, 1), date(2150, 1, 1)))
def test_due_is_never_26_weeks_but_the_same_day_of_the_month_or_its_last(given_on: date) -> None:
    due = due_date(given_on)

    assert due == six_months_after(given_on)
    assert 181 <= (due - given_on).days <= 184
    assert due.day == given_on.day or (due + timedelta(days=1)).day == 1


def test_the_forecast_counts_both_dates_from_the_injection_and_not_from_a_shortened_month() -> None:
    assert forecast(date(2026, 8, 31)) == (date(2027, 2, 28), date(2027, 8, 31))
    assert forecast(date(2024, 2, 29)) == (date(2024, 8, 29), date(2025, 2, 28))


@pytest.mark.parametrize(
    ("days", "zone"),
    [
        (-1, Lateness.ON_TIME),
        (0, Lateness.ON_TIME),
        (1, Lateness.UP_TO_4_WEEKS),
        (28, Lateness.UP_TO_4_WEEKS),
        (29, Lateness.FOUR_TO_16_WEEKS),
        (112, Lateness.FOUR_TO_16_WEEKS),
        (113, Lateness.OVER_16_WEEKS),
    ],
)
def test_the_zone_of_lateness_counts_days_from_the_due_date(days: int, zone: Lateness) -> None:
    assert lateness(date(2026, 6, 1), date(2026, 6, 1) + timedelta(days=days)) == zone


def test_overdue_counts_from_the_computed_date_though_an_appointment_is_known() -> None:
    facts = InjectionFacts(1, date(2026, 1, 10), booked=date(2026, 9, 1))

    now = standing(facts, date(2026, 8, 20))

    assert (now.due, now.days_late, now.overdue_step) == (date(2026, 7, 10), 41, "O3")
    assert (now.booked, now.careful) == (date(2026, 9, 1), True)


def test_an_appointment_that_has_passed_is_no_appointment() -> None:
    facts = InjectionFacts(1, date(2026, 1, 10), booked=date(2026, 7, 12))

    assert standing(facts, date(2026, 7, 12)).booked == date(2026, 7, 12)
    assert standing(facts, date(2026, 7, 13)).booked is None


def test_an_appointment_for_the_injection_that_was_given_counts_no_more() -> None:
    facts = InjectionFacts(1, date(2026, 7, 14), booked=date(2026, 7, 14))

    assert facts.appointment is None
    assert standing(facts, date(2026, 7, 14)).due == date(2027, 1, 14)


def test_after_the_last_message_only_the_note_remains() -> None:
    facts = InjectionFacts(1, date(2026, 1, 10))

    assert not standing(facts, date(2027, 1, 22)).finished
    assert standing(facts, date(2027, 1, 23)).finished


def test_facts_without_any_date_are_refused() -> None:
    with pytest.raises(ValueError, match="needs the date"):
        InjectionFacts(1, None)
