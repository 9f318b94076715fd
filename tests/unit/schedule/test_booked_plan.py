from collections.abc import Collection
from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import pytest

from bot.schedule import InjectionFacts, plan, snooze_days

ROME = ZoneInfo("Europe/Rome")
GIVEN = date(2026, 1, 10)  # due on 10 July 2026


def shown(now: str, booked: str, given: date | None = GIVEN, handled: Collection[str] = ()) -> list[str]:
    facts = InjectionFacts(1, given, date.fromisoformat(booked))
    instant = datetime.fromisoformat(now).replace(tzinfo=ROME)
    steps = plan(facts, [], zone=ROME, hour=9, now=instant, handled=handled)
    return [f"{step.step}{'+' if step.variant == 'booked' else ''} {step.local:%m-%d %H}" for step in steps]


def test_the_last_steps_follow_the_appointment_and_the_first_two_fall_away() -> None:
    assert shown("2026-05-01 12:00", "2026-07-08")[:6] == [
        *("B3+ 07-01 09", "B4+ 07-07 18", "D0+ 07-08 09", "D1+ 07-09 09"),
        *("O1 07-17 09", "O2 07-24 09"),
    ]


def test_gentle_overdue_steps_before_the_appointment_are_left_out() -> None:
    assert shown("2026-07-11 12:00", "2026-07-28")[:5] == [
        *("B3+ 07-21 09", "B4+ 07-27 18", "D0+ 07-28 09", "D1+ 07-29 09"),
        "O3 08-07 09",
    ]


def test_from_four_weeks_on_an_overdue_patient_is_asked_to_try_for_an_earlier_date() -> None:
    assert shown("2026-07-11 12:00", "2026-09-10")[:7] == [
        *("O3+ 08-07 09", "B3+ 09-03 09", "O4+ 09-04 09", "B4+ 09-09 18", "D0+ 09-10 09", "D1+ 09-11 09"),
        "O5 10-02 09",
    ]


def test_who_books_late_is_asked_once_for_an_earlier_date() -> None:
    assert shown("2026-08-20 12:00", "2026-09-02")[0] == "O3+ 08-21 09"
    assert shown("2026-08-20 12:00", "2026-09-02", handled={"injection:1:O3"})[0] == "B3+ 08-26 09"


def test_who_books_in_the_first_weeks_hears_nothing_until_then() -> None:
    assert shown("2026-07-26 12:00", "2026-07-30")[0] == "B4+ 07-29 18"


def test_an_unconfirmed_appointment_brings_the_overdue_step_of_the_computed_date() -> None:
    assert shown("2026-07-22 12:00", "2026-07-20")[0] == "O1 07-23 09"
    assert shown("2026-08-20 12:00", "2026-07-20")[0] == "O3 08-21 09"


def test_the_question_of_the_day_after_stands_for_an_overdue_step_left_out() -> None:
    assert shown("2026-07-21 08:00", "2026-07-20")[0] == "D1+ 07-21 09"
    asked = {"injection:1:D1:20260720"}
    assert shown("2026-07-21 12:00", "2026-07-20", handled=asked)[0] == "O2 07-24 09"


def test_an_unconfirmed_early_appointment_is_asked_about_and_nothing_else_before_it_is_overdue() -> None:
    assert shown("2026-07-02 12:00", "2026-07-01")[:2] == ["D1+ 07-03 09", "O1 07-17 09"]


def test_an_appointment_months_too_early_leaves_the_plan_in_place_behind_it() -> None:
    steps = shown("2026-02-01 12:00", "2026-03-01")

    assert steps[:6] == ["B3+ 02-22 09", "B4+ 02-28 18", "D0+ 03-01 09", "D1+ 03-02 09", "B1 06-12 09", "B2 06-26 09"]


def test_the_plan_behind_an_early_appointment_stands_only_if_all_of_it_lies_behind() -> None:
    assert "B1 06-12 09" in shown("2026-05-01 12:00", "2026-06-10")
    assert "B1 06-12 09" not in shown("2026-05-01 12:00", "2026-06-11")


def test_no_overdue_message_comes_on_the_day_of_the_appointment() -> None:
    assert "D0+ 08-07 09" in shown("2026-07-11 12:00", "2026-08-07")
    assert not [step for step in shown("2026-07-11 12:00", "2026-08-07") if step.startswith("O3")]


def test_with_only_an_appointment_known_overdue_counts_from_it() -> None:
    assert shown("2026-07-01 12:00", "2026-07-20", given=None)[:6] == [
        *("B3+ 07-13 09", "B4+ 07-19 18", "D0+ 07-20 09", "D1+ 07-21 09", "O1 07-27 09", "O2 08-03 09")
    ]


def test_an_appointment_after_the_last_message_is_still_announced() -> None:
    assert shown("2027-02-01 12:00", "2027-02-20") == ["B3+ 02-13 09", "B4+ 02-19 18", "D0+ 02-20 09", "D1+ 02-21 09"]


def test_a_moved_appointment_is_announced_anew() -> None:
    facts = [InjectionFacts(1, GIVEN, booked) for booked in (date(2026, 7, 8), date(2026, 7, 9))]
    now = datetime(2026, 5, 1, tzinfo=UTC)
    first, second = ({step.key for step in plan(one, [], zone=ROME, hour=9, now=now)} for one in facts)

    assert {key for key in first & second if key.split(":")[2] in ("B3", "B4", "D0", "D1")} == set()
    assert "injection:1:D1:20260709" in second
    assert "injection:1:O1" in first & second


@pytest.mark.parametrize(
    ("today", "booked", "choices"),
    [
        ("2026-07-10", None, [1]),  # in place of D1
        ("2026-07-11", None, [1, 3]),
        ("2026-07-14", None, [1]),
        ("2026-07-16", None, []),
        ("2026-07-17", None, [1, 3]),
        ("2026-07-24", None, [1, 3, 7]),
        ("2026-08-07", None, [1, 3, 7]),
        ("2027-03-01", None, [1, 3, 7]),
        ("2026-07-20", "2026-07-20", [1]),
        ("2026-07-21", "2026-07-20", [1]),
    ],
)
def test_later_is_offered_only_where_it_ends_before_the_next_step(
    today: str, booked: str | None, choices: list[int]
) -> None:
    facts = InjectionFacts(1, GIVEN, date.fromisoformat(booked) if booked else None)

    assert snooze_days(facts, date.fromisoformat(today)) == choices
