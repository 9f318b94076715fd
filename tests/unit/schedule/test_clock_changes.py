"""
Through every clock change of 2026 to 2030 the patient's wall clock is kept, once.

The changes are found in the zone database itself, to the second; what a wall clock shows when is found by trying
(reckoning.py), not by the conversion that the planner uses.
"""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from dateutil.relativedelta import relativedelta
from hypothesis import given
from hypothesis import strategies as st
from reckoning import instants_of

from bot.schedule import DentalKind, InjectionFacts, Visit, next_hour, next_window, plan, to_utc
from bot.schedule.injections import DAYS_FROM_DUE, due_date

CHANGING = (
    *("Europe/London", "Europe/Dublin", "Europe/Berlin", "America/New_York", "America/St_Johns", "America/Havana"),
    *("America/Nuuk", "Atlantic/Azores", "America/Santiago", "Pacific/Easter", "Australia/Adelaide"),
    *("Australia/Lord_Howe", "Pacific/Auckland", "Pacific/Chatham", "Pacific/Norfolk", "Africa/Cairo"),
    *("Africa/Casablanca", "Asia/Beirut", "Asia/Jerusalem", "Antarctica/Troll"),
)
STEADY = ("Asia/Kolkata", "Asia/Kathmandu", "Pacific/Apia", "Pacific/Kiritimati", "Pacific/Marquesas", "UTC")
ZONES = [*CHANGING, *STEADY]
FIRST, LAST = datetime(2026, 1, 1, tzinfo=UTC), datetime(2031, 1, 1, tzinfo=UTC)
QUARTER = timedelta(minutes=15)
HOURS = range(9, 20)


@dataclass(frozen=True)
class Change:
    """One change: from this instant on, clocks are *forward* by so much (back, where it is negative)."""

    zone: ZoneInfo
    at: datetime
    forward: timedelta

    @property
    def days(self) -> list[date]:
        """The local days on which it is felt: that before, those that it touches, and that after."""
        before, after = (at.astimezone(self.zone).date() for at in (self.at - QUARTER, self.at))
        return sorted({before - timedelta(days=1), before, after, after + timedelta(days=1)})


def changes(name: str) -> list[Change]:
    """All changes of a zone in these years: halving the day on which the offset differs."""
    zone = ZoneInfo(name)

    def offset(instant: datetime) -> timedelta:
        return instant.astimezone(zone).utcoffset() or timedelta()

    found, day = [], FIRST
    while day < LAST:
        low, high = day, day + timedelta(days=1)
        if offset(low) != offset(high):
            while high - low > timedelta(seconds=1):
                middle = low + (high - low) // 2
                low, high = (middle, high) if offset(middle) == offset(low) else (low, middle)
            found.append(Change(zone, high.replace(microsecond=0), offset(high) - offset(low)))
        day += timedelta(days=1)
    return found


def given_so_that(step: str, day: date) -> date | None:
    """The day of an injection whose *step* falls on *day*; None where no date is six months before."""
    due = day - timedelta(days=DAYS_FROM_DUE[step])
    given_on = due - relativedelta(months=6)
    return given_on if due_date(given_on) == due else None


def test_the_changes_are_found_and_are_of_all_kinds() -> None:
    found = {name: changes(name) for name in ZONES}

    # Governments decide anew, and then the zone database has a few more or fewer.
    assert sum(map(len, found.values())) >= 180
    assert len([name for name in CHANGING if len(found[name]) >= 10]) >= 15
    assert not any(found[name] for name in STEADY)
    sizes = {abs(change.forward) for each in found.values() for change in each}
    assert sizes == {timedelta(minutes=30), timedelta(hours=1), timedelta(hours=2)}
    at_midnight = [name for name in CHANGING for change in found[name] if change.days[1] != change.days[-2]]
    assert {"America/Santiago", "Africa/Cairo", "Asia/Beirut"} <= set(at_midnight)


@pytest.mark.parametrize("name", CHANGING)
def test_at_every_change_a_skipped_time_moves_forward_and_a_repeated_one_is_the_first(name: str) -> None:
    found = changes(name)
    skipped = repeated = 0
    for change in found:
        around = change.at.astimezone(change.zone).replace(tzinfo=None, fold=0)
        for quarters in range(-14, 15):
            wall = around + quarters * QUARTER
            instant = to_utc(wall.date(), wall.hour, wall.minute, change.zone)
            shown = instants_of(wall, change.zone)
            if shown:
                assert instant == shown[0]
                repeated += len(shown) > 1
            else:
                assert instant.astimezone(change.zone).replace(tzinfo=None) == wall + change.forward
                skipped += 1
    assert bool(skipped) is any(change.forward > timedelta() for change in found)
    assert bool(repeated) is any(change.forward < timedelta() for change in found)


@pytest.mark.parametrize("name", CHANGING)
def test_every_step_that_falls_around_a_change_comes_at_the_patients_hour_of_its_day(name: str) -> None:
    for change in changes(name):
        for day in change.days:
            expected = {hour: instants_of(datetime.combine(day, time(hour)), change.zone)[0] for hour in HOURS}
            for number, step in enumerate(DAYS_FROM_DUE):
                given_on = given_so_that(step, day)
                if given_on is None:
                    continue
                hour = HOURS[(number + day.day) % len(HOURS)]
                now = datetime.combine(day - timedelta(days=3), time(20), change.zone)
                steps = plan(InjectionFacts(1, given_on), [], zone=change.zone, hour=hour, now=now)
                on_the_day = [(each.step, each.utc) for each in steps if each.local.date() == day]
                assert on_the_day == [(step, expected[18 if step == "B4" else hour])]


@pytest.mark.parametrize("name", CHANGING)
def test_on_the_days_around_a_change_there_is_one_message_a_local_day(name: str) -> None:
    for change in changes(name):
        for day in change.days:
            visits = [
                Visit(1, day, DentalKind.EXTRACTION),
                Visit(2, day + timedelta(days=1), DentalKind.CHECKUP, time(8)),
                Visit(3, day - timedelta(days=3), DentalKind.IMPLANT),
            ]
            booked = InjectionFacts(1, day - relativedelta(months=9), day + timedelta(days=1))
            now = datetime.combine(day - timedelta(days=10), time(20), change.zone)
            for hour in (9, 18, 19):
                steps = plan(booked, visits, zone=change.zone, hour=hour, now=now)
                instants = sorted({each.utc for each in steps})
                days = [instant.astimezone(change.zone).date() for instant in instants]
                assert len(days) == len(set(days))
                assert all(instant.astimezone(change.zone).hour in {hour, 18} for instant in instants)
                assert sum(each.local.date() == day for each in steps) >= 2


@pytest.mark.parametrize("name", CHANGING)
def test_planned_or_moved_at_any_moment_around_a_change_the_next_hour_is_the_patients(name: str) -> None:
    for change in changes(name):
        hours = {
            day: {hour: instants_of(datetime.combine(day, time(hour)), change.zone)[0] for hour in (9, 12, 19)}
            for day in (change.days[0] + timedelta(days=n) for n in range(6))
        }
        for half_hours in range(-60, 61):
            now = change.at + half_hours * 2 * QUARTER
            wall = now.astimezone(change.zone).time()
            for hour in (9, 12, 19):
                following = min(on_day[hour] for on_day in hours.values() if on_day[hour] > now)
                assert next_hour(now, change.zone, hour) == following
                in_time = time(9) <= wall <= time(19, 30)
                assert next_window(now, change.zone, hour) == (now if in_time else following)


@pytest.mark.parametrize("name", CHANGING)
def test_what_is_planned_before_a_change_is_planned_the_same_after_it(name: str) -> None:
    for change in changes(name):
        day = change.days[1]
        facts = InjectionFacts(1, day - relativedelta(months=6, days=7))
        before = plan(facts, [], zone=change.zone, hour=9, now=change.at - timedelta(seconds=1))
        handled = {each.key for each in before if each.utc <= change.at}
        after = plan(facts, [], zone=change.zone, hour=9, now=change.at, handled=handled)

        assert after == [each for each in before if each.key not in handled]


@pytest.mark.parametrize(
    ("zone", "day", "hour", "minute", "expected"),
    [
        ("Europe/Berlin", "2026-03-29", 2, 30, "2026-03-29T01:30"),  # skipped: 03:30 there
        ("Europe/Berlin", "2026-10-25", 2, 30, "2026-10-25T00:30"),  # twice: the first
        ("America/New_York", "2026-03-08", 2, 30, "2026-03-08T07:30"),
        ("America/New_York", "2026-11-01", 1, 30, "2026-11-01T05:30"),
        ("Australia/Lord_Howe", "2026-10-04", 2, 15, "2026-10-03T15:45"),  # half an hour skipped: 02:45 there
        ("Australia/Lord_Howe", "2026-04-05", 1, 45, "2026-04-04T14:45"),
        ("Pacific/Apia", "2011-12-30", 9, 0, "2011-12-30T19:00"),  # the day that Samoa never had
        ("Pacific/Kiritimati", "2026-06-01", 9, 0, "2026-05-31T19:00"),
        ("Asia/Kathmandu", "2026-06-01", 9, 0, "2026-06-01T03:15"),
    ],
)
def test_a_skipped_time_moves_forward_and_a_repeated_one_is_the_first(
    zone: str, day: str, hour: int, minute: int, expected: str
) -> None:
    instant = to_utc(date.fromisoformat(day), hour, minute, ZoneInfo(zone))

    assert instant == datetime.fromisoformat(expected).replace(tzinfo=UTC)


def test_a_day_that_a_zone_skips_makes_no_second_message_the_next_day() -> None:
    apia = ZoneInfo("Pacific/Apia")  # 30 December 2011 was left out
    facts = InjectionFacts(1, None, date(2011, 12, 30))
    steps = plan(facts, [], zone=apia, hour=9, now=datetime(2011, 12, 1, tzinfo=UTC))

    assert [(step.step, step.local.day, step.local.hour) for step in steps][1:4] == [
        ("B4", 29, 18),
        ("D0", 31, 9),
        ("D1", 31, 9),
    ]
    assert steps[2].utc == steps[3].utc


@pytest.mark.parametrize(
    ("local", "expected"),
    [
        ("2026-11-22 08:59:59", "2026-11-22 11:00"),
        ("2026-11-22 09:00", "2026-11-22 09:00"),
        ("2026-11-22 19:00", "2026-11-22 19:00"),
        ("2026-11-22 19:30", "2026-11-22 19:30"),  # what was due at 19:00 is still on its way
        ("2026-11-22 19:31", "2026-11-23 11:00"),
        ("2026-11-22 23:59", "2026-11-23 11:00"),
        ("2026-11-22 00:00", "2026-11-22 11:00"),
    ],
)
def test_what_comes_late_waits_for_the_patients_daytime(local: str, expected: str) -> None:
    zone = ZoneInfo("Asia/Kolkata")
    now = datetime.fromisoformat(local).replace(tzinfo=zone)

    window = next_window(now, zone, 11)

    assert window == datetime.fromisoformat(expected).replace(tzinfo=zone)
    assert window.utcoffset() == timedelta()


@given(st.sampled_from(ZONES), st.integers(9, 19), st.datetimes(datetime(2026, 1, 1), datetime(2031, 1, 1)))  # noqa: DTZ001
def test_the_next_hour_is_the_patients_and_within_a_day_and_a_change(name: str, hour: int, moment: datetime) -> None:
    zone, now = ZoneInfo(name), moment.replace(tzinfo=UTC)

    found = next_hour(now, zone, hour)

    assert found.astimezone(zone).hour == hour
    assert timedelta() < found - now <= timedelta(hours=26)
