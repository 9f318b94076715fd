"""Injections: due date, lateness, and the steps before and after (medical brief, section 4)."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, time, timedelta
from enum import StrEnum
from functools import lru_cache
from typing import Final

from dateutil.relativedelta import relativedelta

from bot.schedule.steps import DatedStep

DAYS_FROM_DUE: Final = {
    "B1": -28,
    "B2": -14,
    "B3": -7,
    "B4": -1,
    "D0": 0,
    "D1": 1,
    "O1": 7,
    "O2": 14,
    "O3": 28,
    "O4": 56,
    "O5": 84,
    "O6": 112,
    "L1": 140,
    "L2": 168,
    "L3": 196,
}
EVENING: Final = {"B4": 18}
"""Steps with an hour of their own."""

FOLLOW_THE_APPOINTMENT: Final = ("B3", "B4", "D0", "D1")
SENT_THOUGH_BOOKED: Final = ("O3", "O4", "O5", "O6", "L1", "L2", "L3")
_OVERDUE: Final = tuple(step for step in DAYS_FROM_DUE if step[0] in "OL")


class Lateness(StrEnum):
    """How late an injection is, in the zones of the medical brief; the bounds belong to the earlier zone."""

    ON_TIME = "on_time"
    UP_TO_4_WEEKS = "up_to_4_weeks"
    FOUR_TO_16_WEEKS = "four_to_16_weeks"
    OVER_16_WEEKS = "over_16_weeks"


@dataclass(frozen=True, slots=True)
class InjectionFacts:
    """
    What is known of a person's injections: the last one really given, the appointment for the next.

    One of ``given`` and ``booked`` must be known, else ValueError. An appointment that is not after the injection
    was for that one and counts no more.
    """

    record: int
    given: date | None
    booked: date | None = None
    booked_time: time | None = None

    def __post_init__(self) -> None:
        if self.given is None and self.booked is None:
            raise ValueError("an injection needs the date it was given, or the date it is booked for")

    @property
    def due(self) -> date:
        """Six calendar months after the last injection; the appointment where only that is known."""
        if self.given is not None:
            return due_date(self.given)
        if self.booked is None:
            raise ValueError("unreachable: one date is always known")
        return self.booked

    @property
    def appointment(self) -> date | None:
        """The day booked for the next injection, or None."""
        if self.booked is None or (self.given is not None and self.booked <= self.given):
            return None
        return self.booked


@dataclass(frozen=True, slots=True)
class Standing:
    """
    How an injection stands on a day, for /next and for admins.

    ``overdue_step`` is the latest of O1 to L3 whose day has come, whatever was booked. ``booked`` is an
    appointment today or ahead; ``careful`` says that it is more than four weeks after the due date.
    ``finished`` says that L3 has passed: no message will come, and the note in /next remains.
    """

    due: date
    lateness: Lateness
    days_late: int
    overdue_step: str | None
    booked: date | None
    careful: bool
    finished: bool


@lru_cache(maxsize=1024)  # one plan asks dozens of times for the same day
def due_date(given: date) -> date:
    """Six calendar months after *given*, the month's last day where that month is shorter. [EU-PIL 3; US-PI 2]"""
    return given + relativedelta(months=6)


def forecast(given: date) -> tuple[date, date]:
    """The next two due dates, both counted from *given*: a shortened month does not carry over."""
    return due_date(given), given + relativedelta(months=12)


def lateness(due: date, today: date) -> Lateness:
    """The zone of lateness on *today* of an injection due on *due*."""
    days = (today - due).days
    if days <= 0:
        return Lateness.ON_TIME
    if days <= 4 * 7:
        return Lateness.UP_TO_4_WEEKS
    return Lateness.FOUR_TO_16_WEEKS if days <= 16 * 7 else Lateness.OVER_16_WEEKS


def standing(injection: InjectionFacts, today: date) -> Standing:
    """How *injection* stands on *today*."""
    due, booked = injection.due, injection.appointment
    ahead = booked if booked is not None and booked >= today else None
    reached = [step for step in _OVERDUE if day_of(step, due) <= today]
    return Standing(
        due=due,
        lateness=lateness(due, today),
        days_late=max(0, (today - due).days),
        overdue_step=reached[-1] if reached else None,
        booked=ahead,
        careful=ahead is not None and ahead - due > timedelta(weeks=4),
        finished=today > day_of("L3", due),
    )


def day_of(step: str, reference: date) -> date:
    """The day of *step* counted from the due date or the appointment."""
    return reference + timedelta(days=DAYS_FROM_DUE[step])


def injection_steps(injection: InjectionFacts) -> list[DatedStep]:
    """
    All steps in order of their days, as they stand with the appointment known.

    Until the appointment: B1 and B2 fall away; B3, B4, D0 and D1 follow it; overdue steps are left out up to
    O2, and from O3 on ask for an earlier date. After it the overdue steps are plain again. An appointment so
    early that not even B1 is due when it has passed leaves the whole plan in place behind it.
    """
    due, booked = injection.due, injection.appointment
    if booked is None:
        return [_plain(injection, step) for step in DAYS_FROM_DUE]
    following = [_following(injection, step, booked) for step in FOLLOW_THE_APPOINTMENT]
    early = day_of("D1", booked) < day_of("B1", due)
    rest = DAYS_FROM_DUE if early else _OVERDUE
    return sorted((*following, *_around(injection, rest, booked)), key=lambda step: step.day)


def _around(injection: InjectionFacts, steps: Iterable[str], booked: date) -> Iterable[DatedStep]:
    for step in steps:
        day = day_of(step, injection.due)
        if day > booked:
            yield _plain(injection, step)
        elif day < booked and step in SENT_THOUGH_BOOKED:
            yield DatedStep("injection", injection.record, step, day, injection.due, variant="booked")


def overdue_steps(injection: InjectionFacts) -> list[DatedStep]:
    """The steps from O1 to L3 by the computed due date, as if nothing had been booked."""
    return [_plain(injection, step) for step in _OVERDUE]


def _plain(injection: InjectionFacts, step: str) -> DatedStep:
    day = day_of(step, injection.due)
    return DatedStep("injection", injection.record, step, day, injection.due, hour=EVENING.get(step))


def _following(injection: InjectionFacts, step: str, booked: date) -> DatedStep:
    return DatedStep(
        subject="injection",
        record=injection.record,
        step=step,
        day=day_of(step, booked),
        due=injection.due,
        variant="booked",
        follows=booked,
        hour=EVENING.get(step),
    )


def snooze_days(injection: InjectionFacts, today: date) -> list[int]:
    """
    Which of 1, 3 and 7 days may be offered for "remind me later" on *today*.

    Only those that end before the next step; on the day itself (D0) also 1 day, in place of D1.
    """
    steps = injection_steps(injection)
    ahead = [step.day for step in steps if step.day > today]
    on_the_day = any(step.step == "D0" and step.day == today for step in steps)
    return [
        days
        for days in (1, 3, 7)
        if not ahead or today + timedelta(days=days) < min(ahead) or (days == 1 and on_the_day)
    ]
