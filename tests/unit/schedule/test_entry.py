"""What is asked back about a date before it is kept."""

from datetime import date, timedelta

import pytest

from bot.schedule.entry import Doubt, doubt_about_booked, doubt_about_given, doubt_about_visit, was_for

TODAY = date(2026, 11, 22)


@pytest.mark.parametrize(
    ("day", "known", "doubt"),
    [
        (TODAY, None, None),
        (TODAY + timedelta(days=1), None, Doubt.FUTURE),
        (TODAY + timedelta(days=1), TODAY, Doubt.FUTURE),
        (date(2010, 4, 30), None, Doubt.TOO_LONG_AGO),
        (date(2026, 11, 1), date(2026, 11, 1), Doubt.SAME),
        (date(2026, 10, 31), date(2026, 11, 1), Doubt.OLDER),
        (date(2026, 10, 29), date(2026, 5, 30), Doubt.SECOND),
        (date(2026, 10, 30), date(2026, 5, 30), None),
    ],
)
def test_an_injection_that_was_given(day: date, known: date | None, doubt: Doubt | None) -> None:
    assert doubt_about_given(day, TODAY, known) == doubt


@pytest.mark.parametrize(
    ("day", "known", "doubt"),
    [
        (TODAY, None, None),
        (TODAY - timedelta(days=1), None, Doubt.PASSED),
        (date(2028, 11, 22), None, None),
        (date(2028, 11, 23), None, Doubt.TOO_FAR_AHEAD),
        (date(2026, 12, 12), date(2026, 12, 12), Doubt.SAME),
        (date(2026, 12, 13), date(2026, 12, 12), None),
    ],
)
def test_an_injection_that_is_booked(day: date, known: date | None, doubt: Doubt | None) -> None:
    assert doubt_about_booked(day, TODAY, known) == doubt


@pytest.mark.parametrize(
    ("day", "doubt"),
    [
        (TODAY, None),
        (date(2025, 10, 22), None),
        (date(2025, 10, 21), Doubt.TOO_LONG_AGO),
        (date(2028, 11, 23), Doubt.TOO_FAR_AHEAD),
    ],
)
def test_a_dental_visit(day: date, doubt: Doubt | None) -> None:
    assert doubt_about_visit(day, TODAY) == doubt


def test_an_injection_a_little_early_keeps_its_appointment_and_not_the_next_one() -> None:
    assert was_for(booked=date(2026, 12, 12), given=date(2026, 12, 10))
    assert was_for(booked=date(2026, 12, 12), given=date(2026, 12, 14))
    assert not was_for(booked=date(2026, 12, 12), given=date(2026, 6, 10))
