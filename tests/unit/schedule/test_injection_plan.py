from collections.abc import Collection
from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import pytest

from bot.schedule import InjectionFacts, PlannedStep, plan

LONDON = ZoneInfo("Europe/London")
GIVEN = date(2026, 1, 10)  # due on 10 July 2026


def planned(
    now: str,
    *,
    hour: int = 9,
    given: date = GIVEN,
    zone: ZoneInfo = LONDON,
    handled: Collection[str] = (),
    skip: Collection[str] = (),
) -> list[PlannedStep]:
    instant = datetime.fromisoformat(now).replace(tzinfo=zone).astimezone(UTC)
    return plan(InjectionFacts(1, given), [], zone=zone, hour=hour, now=instant, handled=handled, skip=skip)


def shown(steps: list[PlannedStep]) -> list[str]:
    return [f"{step.step} {step.local:%Y-%m-%d %H:%M}" for step in steps]


ALL = [
    *("B1 2026-06-12 09:00", "B2 2026-06-26 09:00", "B3 2026-07-03 09:00", "B4 2026-07-09 18:00"),
    *("D0 2026-07-10 09:00", "D1 2026-07-11 09:00"),
    *("O1 2026-07-17 09:00", "O2 2026-07-24 09:00", "O3 2026-08-07 09:00", "O4 2026-09-04 09:00"),
    *("O5 2026-10-02 09:00", "O6 2026-10-30 09:00"),
    *("L1 2026-11-27 09:00", "L2 2026-12-25 09:00", "L3 2027-01-22 09:00"),
]


def test_from_four_weeks_before_to_the_last_message_after_sixteen_weeks() -> None:
    assert shown(planned("2026-01-10 12:00")) == ALL


def test_the_evening_step_keeps_its_hour_whatever_the_patients_hour_is() -> None:
    at = {step.step: f"{step.local:%H:%M}" for step in planned("2026-01-10 12:00", hour=19)}

    assert (at["B4"], at["B3"], at["D0"]) == ("18:00", "19:00", "19:00")


@pytest.mark.parametrize(
    ("now", "first"),
    [
        ("2026-06-12 08:59", "B1 2026-06-12 09:00"),
        ("2026-06-12 09:00", "B2 2026-06-26 09:00"),
        ("2026-07-09 17:59", "B4 2026-07-09 18:00"),
        ("2026-07-09 18:00", "D0 2026-07-10 09:00"),
        ("2026-07-10 09:00", "D1 2026-07-11 09:00"),
    ],
)
def test_a_step_whose_time_has_come_is_past(now: str, first: str) -> None:
    assert shown(planned(now))[0] == first


@pytest.mark.parametrize(
    ("now", "first_two"),
    [
        ("2026-07-11 09:00", ["D1 2026-07-12 09:00", "O1 2026-07-17 09:00"]),
        ("2026-07-11 23:00", ["D1 2026-07-12 09:00", "O1 2026-07-17 09:00"]),
        ("2026-07-15 03:00", ["D1 2026-07-15 09:00", "O1 2026-07-17 09:00"]),
        ("2026-07-20 10:00", ["O1 2026-07-21 09:00", "O2 2026-07-24 09:00"]),
        ("2026-08-31 10:00", ["O3 2026-09-01 09:00", "O4 2026-09-04 09:00"]),
        ("2026-11-26 10:00", ["L1 2026-11-27 09:00", "L2 2026-12-25 09:00"]),
        ("2026-12-30 10:00", ["L2 2026-12-31 09:00", "L3 2027-01-22 09:00"]),
    ],
)
def test_whoever_is_late_gets_the_one_step_that_fits_and_then_the_later_ones(now: str, first_two: list[str]) -> None:
    assert shown(planned(now))[:2] == first_two


@pytest.mark.parametrize("now", ["2026-07-16 10:00", "2026-07-17 08:00"])
def test_a_later_step_on_the_same_day_stands_for_the_late_one(now: str) -> None:
    assert shown(planned(now))[0] == "O1 2026-07-17 09:00"


def test_nothing_is_planned_once_the_last_message_is_past() -> None:
    assert shown(planned("2027-01-22 08:59")) == ["L3 2027-01-22 09:00"]
    assert planned("2027-01-22 09:00") == []
    assert planned("2032-01-01 09:00") == []


def test_what_was_sent_is_not_sent_again_and_nothing_before_it() -> None:
    assert shown(planned("2026-08-10 12:00", handled={"injection:1:O3"}))[0] == "O4 2026-09-04 09:00"
    assert shown(planned("2026-07-30 12:00", handled={"injection:1:O3"}))[0] == "O4 2026-09-04 09:00"
    assert shown(planned("2026-08-10 12:00", handled={"injection:1:O2"}))[0] == "O3 2026-08-11 09:00"


def test_messages_of_another_injection_count_for_nothing() -> None:
    keys = {"injection:2:O3", "injection:12:O3", "dental:1:T0", "injection:1", "injection:1:X9", "", "snooze:1:O3"}

    assert shown(planned("2026-08-10 12:00", handled=keys))[0] == "O3 2026-08-11 09:00"


def test_optional_steps_can_be_switched_off_and_the_others_stay() -> None:
    steps = [step.step for step in planned("2026-06-20 12:00", skip={"B2", "B4", "O1", "D0"})]

    assert steps[:4] == ["B3", "D0", "D1", "O1"]


def test_each_step_carries_its_key_and_the_due_date() -> None:
    first = planned("2026-01-10 12:00")[0]

    assert (first.key, first.subject, first.record, first.variant) == ("injection:1:B1", "injection", 1, "plain")
    assert (first.due, first.utc) == (date(2026, 7, 10), datetime(2026, 6, 12, 8, tzinfo=UTC))


@pytest.mark.parametrize("hour", [8, 20, -1, 24])
def test_hours_at_which_people_sleep_are_refused(hour: int) -> None:
    with pytest.raises(ValueError, match="from 9 to 19"):
        planned("2026-01-10 12:00", hour=hour)


def test_a_moment_without_a_zone_is_refused() -> None:
    naive = datetime(2026, 1, 10)  # noqa: DTZ001 - the mistake under test
    with pytest.raises(ValueError, match="aware"):
        plan(InjectionFacts(1, GIVEN), [], zone=LONDON, hour=9, now=naive)
