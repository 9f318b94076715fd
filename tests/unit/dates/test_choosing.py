from datetime import date

import pytest

from bot.understanding.dates import read_date

TODAY = date(2026, 11, 22)  # a Sunday


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("had my jab on tuesday and today my arm is sore", date(2026, 11, 17)),
        ("my arm hurts since yesterday, had the injection on the 12th", date(2026, 11, 12)),
        ("got my shot yesterday, next one is due in 6 months", date(2026, 11, 21)),
        ("not monday but tuesday", date(2026, 11, 17)),
        ("it was moved from the 3rd to the 10th", date(2026, 11, 10)),
        ("around the 10th, no I had it on the 12th", date(2026, 11, 12)),
        ("in november last year, on the 11th", date(2025, 11, 11)),
        ("the 31st I think, in july", date(2026, 7, 31)),
    ],
)
def test_the_words_around_the_days_say_which_one_is_meant(text: str, expected: date) -> None:
    assert read_date(text, TODAY, "past").date == expected


@pytest.mark.parametrize(
    "text",
    ["had it on the 3rd, no the 4th", "had it on monday or tuesday", "injection 3 november. injection 5 november"],
)
def test_two_days_told_alike_are_asked_back(text: str) -> None:
    assert read_date(text, TODAY, "past").reason == "ambiguous"


def test_a_lone_day_and_a_month_that_lacks_it_do_not_join() -> None:
    assert read_date("in june, on the 31st", TODAY, "past").date == date(2026, 10, 31)


def test_a_rough_day_is_no_day() -> None:
    assert read_date("around the 10th", TODAY, "past").reason == "month_only"
