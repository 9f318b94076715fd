"""
The days that an expression may mean, given today and whether the past or the future is meant.

Past dates are the latest that fit, future ones the first; today fits both.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

Direction = Literal["past", "future"]

OLDEST_YEAR, NEWEST_YEAR = 1900, 2100
"""Years outside are slips of the finger, not dates of a patient's life."""

_MONTHS_SEARCHED = 12 * 8 + 1
"""Far enough for the next 29 February, also around 1900 and 2100."""


@dataclass(frozen=True, slots=True)
class Clock:
    """What a reading depends on besides the words."""

    today: date
    prefer: Direction

    @property
    def sign(self) -> int:
        """The way to search: -1 into the past, 1 into the future."""
        return -1 if self.prefer == "past" else 1

    def fits(self, day: date) -> bool:
        """Whether *day* lies in the direction that is meant; today does."""
        return (day - self.today).days * self.sign >= 0

    def shifted(self, days: int) -> date | None:
        """Today plus *days*; None outside the years of a patient's life."""
        try:
            moved = self.today + timedelta(days=days)
        except OverflowError:
            return None
        return moved if OLDEST_YEAR <= moved.year <= NEWEST_YEAR else None


def make(year: int, month: int, day: int) -> date | None:
    """The date, or None where the calendar has no such day."""
    try:
        return date(year, month, day) if OLDEST_YEAR <= year <= NEWEST_YEAR else None
    except ValueError:
        return None


def full_year(year: int, today: date) -> int:
    """A year of two digits: this century unless that lies more than ten years ahead."""
    if year >= 100:
        return year
    return 2000 + year if 2000 + year <= today.year + 10 else 1900 + year


def month_day(clock: Clock, month: int, day: int) -> date | None:
    """The nearest such day of a year in the direction meant; None if no year has it."""
    for step in range(9):
        found = make(clock.today.year + clock.sign * step, month, day)
        if found and clock.fits(found):
            return found
    return None


def days_of_month(clock: Clock, day: int) -> Iterable[date]:
    """Every such day of a month in the direction meant, nearest first; months without it are passed over."""
    first = clock.today.year * 12 + clock.today.month - 1
    for step in range(_MONTHS_SEARCHED):
        year, month = divmod(first + clock.sign * step, 12)
        found = make(year, month + 1, day)
        if found and clock.fits(found):
            yield found


def weekday_before(day: date, weekday: int) -> date:
    """The latest such weekday strictly before *day*."""
    return day - timedelta(days=(day.weekday() - weekday - 1) % 7 + 1)


def weekday_after(day: date, weekday: int) -> date:
    """The first such weekday strictly after *day*."""
    return day + timedelta(days=(weekday - day.weekday() - 1) % 7 + 1)


def weekday_of_week(today: date, weekday: int, weeks: int) -> tuple[date, ...]:
    """
    That weekday of the calendar week *weeks* from this one.

    Two readings where it matters whether the week begins on Sunday or on Monday.
    """
    monday = today - timedelta(days=today.weekday())
    sunday = today - timedelta(days=(today.weekday() + 1) % 7)
    readings = {
        monday + timedelta(days=weekday + 7 * weeks),
        sunday + timedelta(days=(weekday + 1) % 7 + 7 * weeks),
    }
    return tuple(sorted(readings))


def nth_weekday(year: int, month: int, weekday: int, nth: int) -> date | None:
    """The *nth* such weekday of a month (-1: the last), or None where there are fewer."""
    if nth < 0:
        following = date(year + month // 12, month % 12 + 1, 1)
        return weekday_before(following, weekday)
    found = weekday_after(date(year, month, 1) - timedelta(days=1), weekday) + timedelta(days=7 * (nth - 1))
    return found if found.month == month else None


def month_from(today: date, months: int) -> tuple[int, int]:
    """Year and month, *months* from this one."""
    year, month = divmod(today.year * 12 + today.month - 1 + months, 12)
    return year, month + 1
