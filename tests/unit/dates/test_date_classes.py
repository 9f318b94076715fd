"""Ways of naming a day that came up in other people's messages, each as a class."""

import datetime as dt

import pytest

from bot.understanding.dates import read_date

TODAY = dt.date(2026, 11, 22)  # a Sunday


@pytest.mark.parametrize(
    ("text", "month", "day"),
    [
        ("I received it on the 14th ult.", 10, 14),
        ("given on the 3rd inst", 11, 3),
        ("my jag was a week past on Thursday", 11, 12),
        ("it went in a week ago on Saturday", 11, 14),
        ("had it Melbourne Cup day", 11, 3),
        ("had it on Saint Patrick's Day", 3, 17),
        ("had it Memorial Day", 5, 25),
        ("they squeezed me in on Fridee the 20th", 11, 20),
    ],
)
def test_a_day_that_is_past(text: str, month: int, day: int) -> None:
    assert read_date(text, TODAY, "past").date == dt.date(2026, month, day)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("come for injection after 15 days", dt.date(2026, 12, 7)),
        ("they've gied me Hogmanay", dt.date(2026, 12, 31)),
        ("a tooth out on the 10th prox.", dt.date(2026, 12, 10)),
    ],
)
def test_a_day_that_is_ahead(text: str, expected: dt.date) -> None:
    assert read_date(text, TODAY, "future").date == expected


def test_after_so_many_days_tells_no_day_of_what_has_happened() -> None:
    assert read_date("it hurt after 15 days", TODAY, "past").date is None


def test_mothers_day_differs_by_country_and_is_asked_back() -> None:
    assert len(read_date("booked for Mother's Day", TODAY, "future").dates) == 2
