"""
A date or time as a person types it, read or asked back; never guessed.

>>> read_date("had it on the 12th", dt.date(2026, 11, 22), "past").date
datetime.date(2026, 11, 12)
"""

import datetime as dt
from dataclasses import dataclass
from typing import Literal

from bot.understanding.dates.calendar import Clock, Direction
from bot.understanding.dates.choosing import agreed, settled
from bot.understanding.dates.grammar import mentions
from bot.understanding.dates.times import find_time
from bot.understanding.dates.tokens import Token, tokenise
from bot.understanding.dates.words import word_set

__all__ = ["DateReading", "Direction", "is_bare_date", "read_both_ways", "read_date"]

_NO_DAY = frozenset("xgUmJsCSrfhiq@bezajkAQnuNKltcpV")  # kinds of words that are no day by themselves
_SAYING_NOTHING = word_set("no yes sorry actually i mean meant it it's its was is not but wait ok please well oh")

Reason = Literal["none", "ambiguous", "impossible", "month_only"]


@dataclass(frozen=True, slots=True)
class DateReading:
    """
    What a message says about a day and an hour.

    Either ``date`` is the day meant, or ``reason`` says why there is none: ``none`` (no day is named),
    ``ambiguous`` (``dates`` holds the possible days, nearest to today first), ``impossible`` (31 February), or
    ``month_only`` (a month, a week, a season or a rough count, but no day). ``time`` is independent of both.
    """

    date: dt.date | None = None
    dates: tuple[dt.date, ...] = ()
    time: dt.time | None = None
    reason: Reason | None = None


def read_date(text: str, today: dt.date, prefer: Direction) -> DateReading:
    """
    Read the day meant by *text*, in English, and the time if it names one.

    *prefer* is ``past`` for what has happened (the latest day that fits) and ``future`` for what is ahead (the
    first). A day that the words themselves place on the other side is returned as it is: the caller decides what
    a future "last injection" means. Day first or month first is not assumed. Any text may be given.
    """
    return _read(tokenise(text), today, prefer)


def is_bare_date(text: str) -> bool:
    """Whether *text* names a day, and says nothing besides ("3 December", "sometime in July")."""
    tokens, kinds = tokenise(text)
    named = kinds.strip("x") and not set(kinds) <= _NO_DAY
    return bool(named) and all(token.kind != "x" or token.text in _SAYING_NOTHING for token in tokens)


def read_both_ways(text: str, today: dt.date) -> tuple[DateReading, DateReading]:
    """*text* read as of what has happened, and as of what is ahead; cheaper than reading it twice."""
    tokens = tokenise(text)
    return _read(tokens, today, "past"), _read(tokens, today, "future")


def _read(tokenised: tuple[list[Token], str], today: dt.date, prefer: Direction) -> DateReading:
    tokens, kinds = tokenised
    clock = Clock(today, prefer)
    at = find_time(tokens, kinds)
    found = settled(mentions(tokens, kinds, clock), tokens, clock)
    days = agreed(found, clock)
    if len(days) == 1:
        return DateReading(date=days[0], time=at)
    if days:
        nearest = sorted(days, key=lambda day: (abs((day - today).days), day))
        return DateReading(dates=tuple(nearest), time=at, reason="ambiguous")
    reasons = {mention.why for mention in found}
    reason: Reason = "impossible" if "impossible" in reasons else "month_only" if "month_only" in reasons else "none"
    return DateReading(time=at, reason=reason)
