from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.schedule import InjectionFacts, next_hour, next_window, plan, to_utc

ZONES = [
    *("Europe/London", "Europe/Dublin", "America/New_York", "America/St_Johns", "America/Santiago"),
    *("Australia/Lord_Howe", "Australia/Adelaide", "Pacific/Auckland", "Pacific/Chatham", "Africa/Cairo"),
    *("Africa/Casablanca", "Asia/Kathmandu", "Pacific/Apia", "Antarctica/Troll"),
]
FIRST, LAST = date(2026, 1, 1), date(2031, 1, 1)


def changes(zone: ZoneInfo) -> list[date]:
    """The local days on which the clocks of *zone* change."""
    found, day = [], FIRST
    while day < LAST:
        noon = datetime(day.year, day.month, day.day, 12, tzinfo=UTC)
        if noon.astimezone(zone).utcoffset() != (noon - timedelta(days=1)).astimezone(zone).utcoffset():
            found += [day - timedelta(days=1), day]
        day += timedelta(days=1)
    return found


@pytest.mark.parametrize("name", ZONES)
def test_through_every_clock_change_the_message_keeps_the_patients_hour(name: str) -> None:
    zone = ZoneInfo(name)
    days = changes(zone)

    for day in days:
        for hour in (9, 14, 19):
            steps = plan(
                InjectionFacts(1, None, day), [], zone=zone, hour=hour, now=to_utc(day - timedelta(days=1), 19, 0, zone)
            )
            on_the_day = [step for step in steps if step.local.date() == day]
            assert [(step.step, step.local.hour, step.local.minute) for step in on_the_day] == [("D0", hour, 0)]
            assert on_the_day[0].utc.astimezone(zone).hour == hour
    assert len(days) >= 18 or name in ("Asia/Kathmandu", "Pacific/Apia")


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
