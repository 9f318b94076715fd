"""
Checks on entry: what has to be asked back about a date before it is kept.

Basis: medical brief, section 4 ("Checks on entry"): a future "last injection" may be an appointment; two injections
less than five months apart may be one told twice, or one too many.
"""

from collections.abc import Iterable
from datetime import date, timedelta
from enum import StrEnum

from dateutil.relativedelta import relativedelta

FIRST_APPROVAL = date(2010, 5, 1)  # denosumab 60 mg has been given since its approval in May 2010
SECOND_WITHIN = relativedelta(months=5)
AHEAD = relativedelta(years=2)  # nobody has an appointment further ahead; the year is a slip
WATCHED = timedelta(days=14)  # after an injection (medical brief, section 4, step P1)
VISIT_BEHIND = relativedelta(months=13)  # the last check after a visit comes after a year


class Doubt(StrEnum):
    """Why a date is asked back."""

    FUTURE = "future"  # a day ahead, given as the last injection
    PASSED = "passed"  # a day gone by, given as an appointment
    SECOND = "second"  # within five months of the injection known
    OLDER = "older"  # before the injection known
    SAME = "same"  # known already
    TOO_LONG_AGO = "too_long_ago"
    TOO_FAR_AHEAD = "too_far_ahead"


def doubt_about_given(day: date, today: date, known: date | None) -> Doubt | None:
    """What is doubtful about *day* as an injection that was given; *known* is the latest other one on record."""
    if day > today:
        return Doubt.FUTURE
    if day < FIRST_APPROVAL:
        return Doubt.TOO_LONG_AGO
    if known is None:
        return None
    if day == known:
        return Doubt.SAME
    if day < known:
        return Doubt.OLDER
    return Doubt.SECOND if day < known + SECOND_WITHIN else None


def is_close_to(day: date, others: Iterable[date]) -> bool:
    """Whether an injection on *day* would be less than five months from one of the *others*."""
    return any(min(day, other) + SECOND_WITHIN > max(day, other) for other in others)


def doubt_about_booked(day: date, today: date, known: date | None) -> Doubt | None:
    """What is doubtful about *day* as an injection booked ahead; *known* is the appointment on record."""
    if day < today:
        return Doubt.PASSED
    if day > today + AHEAD:
        return Doubt.TOO_FAR_AHEAD
    return Doubt.SAME if day == known else None


def doubt_about_visit(day: date, today: date) -> Doubt | None:
    """What is doubtful about *day* as a dental visit, which may be ahead or past."""
    if day > today + AHEAD:
        return Doubt.TOO_FAR_AHEAD
    return Doubt.TOO_LONG_AGO if day < today - VISIT_BEHIND else None


def is_watched(given: date, today: date) -> bool:
    """Whether *today* is within the two weeks in which to watch for the signs of P1."""
    return today - given <= WATCHED


def was_for(booked: date, given: date) -> bool:
    """Whether an appointment was for the injection now given, perhaps a little early, and not for the next one."""
    return booked <= given + relativedelta(months=2)
