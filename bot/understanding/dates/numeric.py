"""Dates written in figures. British (day first) or American order is not known: both readings are kept."""

import re
from contextlib import suppress
from datetime import date

from dateutil.parser import ParserError, parse

from bot.understanding.dates.calendar import Clock, full_year, make, month_day


def three_numbers(raw: str, clock: Clock) -> list[date] | None:
    """The readings of 2026-11-09, 4/5/26 or 30.09.2026; empty if impossible, None if this is no date."""
    parts = re.findall(r"\d+", raw)
    first, second, third = (int(part) for part in parts)
    if len(parts[0]) == 4 and len(parts[2]) <= 2:
        iso = make(first, second, third)
        return [iso] if iso else []
    if len(parts[0]) > 2 or len(parts[2]) not in (2, 4):
        return None
    return _both_orders(f"{first:02}/{second:02}/{full_year(third, clock.today)}")


def _both_orders(written: str) -> list[date]:
    """The days that figures mean, day first and month first; the library swaps the two where only that is a day."""
    readings = set()
    for day_first in (True, False):
        with suppress(ParserError, OverflowError):
            readings.add(parse(written, dayfirst=day_first).date())
    return sorted(readings)


def two_numbers(raw: str, clock: Clock) -> list[date] | None:
    """The readings of 3/12; empty if impossible, None if this is no date at all, such as 50/50."""
    first, second = (int(part) for part in re.findall(r"\d+", raw))
    if not 0 < min(first, second) <= 12 or max(first, second) > 31:
        return None
    readings = {month_day(clock, second, first) if second <= 12 else None}
    readings.add(month_day(clock, first, second) if first <= 12 else None)
    return [day for day in readings if day]
