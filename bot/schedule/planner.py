"""The plan of one person: which messages, when. Equal facts and equal ``now`` give an equal plan."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from itertools import groupby
from typing import Final
from zoneinfo import ZoneInfo

from bot.schedule.dental import DentalKind, Visit, dental_steps
from bot.schedule.injections import DAYS_FROM_DUE, InjectionFacts, day_of, injection_steps, overdue_steps
from bot.schedule.steps import PAUSE_OVER, DatedStep, PlannedStep, urgency
from bot.schedule.windows import check_hour, next_hour, to_utc

OPTIONAL_STEPS: Final = frozenset({"B2", "B3", "B4", "H7", "Y1"})
"""What a patient may switch off: nothing that asks for a booking, and nothing overdue."""

_CAUGHT_UP: Final = frozenset({"D1", "O1", "O2", "O3", "O4", "O5", "O6", "L1", "L2"})

_Timed = tuple[datetime, DatedStep]


@dataclass(frozen=True, slots=True)
class _Calendar:
    """The patient's clock and the moment of planning."""

    zone: ZoneInfo
    hour: int
    now: datetime

    def instant(self, step: DatedStep) -> datetime:
        return to_utc(step.day, self.hour if step.hour is None else step.hour, 0, self.zone)

    def after(self, day: date | None) -> "_Calendar":
        """The same, but planning begins with the patient's hour on *day*, if that is later."""
        if day is None:
            return self
        eve = to_utc(day, self.hour, 0, self.zone) - timedelta(microseconds=1)
        return replace(self, now=max(self.now, eve))

    def is_past(self, step: DatedStep) -> bool:
        return self.instant(step) <= self.now

    def local_day(self, instant: datetime) -> date:
        return instant.astimezone(self.zone).date()


def plan(
    injection: InjectionFacts | None,
    visits: Sequence[Visit],
    *,
    zone: ZoneInfo,
    hour: int,
    now: datetime,
    handled: Collection[str] = (),
    skip: Collection[str] = (),
    paused_until: date | None = None,
) -> list[PlannedStep]:
    """
    The steps still to be sent, in sending order: at most one instant a local day, each after *now*.

    *hour* is the patient's (9 to 19), *now* is aware; else ValueError. *handled* holds keys that were sent or
    dropped for good: they are not planned again, and no step earlier than a handled one is caught up. *skip* names
    optional steps that the patient does not want; other names in it change nothing. Before the local day
    *paused_until* no step of the injection is planned; on it comes what fits then, or the question that ends a break.

    Steps whose instant is not after *now* are left out; only the last past step of an overdue injection is sent
    once, at the patient's next hour (docs/contracts.md). So rows that are due but not yet sent should be sent
    or dropped before planning anew.
    """
    check_hour(hour)
    if now.tzinfo is None:
        raise ValueError("now must be an aware datetime")
    calendar = _Calendar(zone, hour, now)
    unwanted = OPTIONAL_STEPS.intersection(skip)
    timed = [] if injection is None else _injection(injection, calendar.after(paused_until), handled, unwanted)
    if injection is not None and paused_until is not None:
        timed += _break_over(injection, paused_until, calendar, handled, timed)
    for visit in visits:
        # Only after a check-up is the question of day 7 optional (medical brief, section 5).
        skipped = unwanted if visit.kind is DentalKind.CHECKUP else unwanted - {"H7"}
        timed += _ahead(_dental(visit, calendar), calendar, handled, skipped)
    return [_planned(instant, step, zone) for instant, step in _merged(timed, calendar)]


def _ahead(
    steps: Iterable[DatedStep], calendar: _Calendar, handled: Collection[str], unwanted: Collection[str]
) -> list[_Timed]:
    return [
        (calendar.instant(step), step)
        for step in steps
        if not calendar.is_past(step) and step.key not in handled and step.step not in unwanted
    ]


def _dental(visit: Visit, calendar: _Calendar) -> list[DatedStep]:
    """The steps of a visit; the text of an early visit's day goes out the day before, as long as that is possible."""
    if not visit.starts_early(calendar.hour):
        return dental_steps(visit, eve_of_visit=False)
    on_the_eve = dental_steps(visit, eve_of_visit=True)
    eve_is_past = any(step.step == "T0" and calendar.is_past(step) for step in on_the_eve)
    in_time_on_the_day = visit.at is not None and calendar.hour < visit.at.hour + visit.at.minute / 60
    return dental_steps(visit, eve_of_visit=False) if eve_is_past and in_time_on_the_day else on_the_eve


def _injection(
    injection: InjectionFacts, calendar: _Calendar, handled: Collection[str], unwanted: Collection[str]
) -> list[_Timed]:
    ahead = _ahead(injection_steps(injection), calendar, handled, unwanted)
    missed = _missed(injection, calendar)
    if missed is None or _is_handled(missed, injection, handled):
        return ahead
    instant = next_hour(calendar.now, calendar.zone, calendar.hour)
    day = calendar.local_day(instant)
    if any(calendar.local_day(other) == day for other, _ in ahead):
        return ahead
    return [(instant, missed), *ahead]


def _break_over(
    injection: InjectionFacts, until: date, calendar: _Calendar, handled: Collection[str], others: Sequence[_Timed]
) -> list[_Timed]:
    """The question how things stand, unless a step of that day asks it as well."""
    step = DatedStep("injection", injection.record, PAUSE_OVER, until, injection.due, follows=until)
    asked = any(calendar.local_day(at) == until and other.step[0] in "DOL" for at, other in others)
    return [] if asked else _ahead([step], calendar, handled, ())


def _missed(injection: InjectionFacts, calendar: _Calendar) -> DatedStep | None:
    """The last past step from D1 on, unless it is the very last: the one that fits now."""
    booked = injection.appointment
    if booked is not None and booked < calendar.local_day(calendar.now):
        # Passed and unconfirmed: the overdue step of the computed due date fits, also one left out before.
        overdue = [step for step in overdue_steps(injection) if calendar.is_past(step)]
        if overdue and overdue[-1].step in _CAUGHT_UP:
            return overdue[-1]
    asking = [step for step in injection_steps(injection) if DAYS_FROM_DUE[step.step] > 0 and calendar.is_past(step)]
    return asking[-1] if asking and asking[-1].step in _CAUGHT_UP else None


def _is_handled(missed: DatedStep, injection: InjectionFacts, handled: Collection[str]) -> bool:
    """Whether this step, or one of the same injection that comes later, went out or was dropped before."""
    return any(day is not None and day >= missed.day for day in (_day_of_key(key, injection) for key in handled))


def _day_of_key(key: str, injection: InjectionFacts) -> date | None:
    subject, record, step, *rest = (*key.split(":"), "", "", "")
    if (subject, record) != ("injection", str(injection.record)) or step not in DAYS_FROM_DUE:
        return None
    followed = rest[0]
    if len(followed) == 8 and followed.isdigit():
        return day_of(step, date(int(followed[:4]), int(followed[4:6]), int(followed[6:])))
    return day_of(step, injection.due)


def _merged(timed: list[_Timed], calendar: _Calendar) -> list[_Timed]:
    """One message a local day, at the patient's hour; a step with its own hour keeps that only while it is alone."""
    in_order = sorted(timed, key=lambda each: each[0])
    merged: list[_Timed] = []
    for day, group in groupby(in_order, key=lambda each: calendar.local_day(each[0])):
        together = list(group)
        if len(together) > 1:
            instant = to_utc(day, calendar.hour, 0, calendar.zone)
            by_urgency = sorted((step for _, step in together), key=lambda step: urgency(step.step))
            together = [(instant, step) for step in by_urgency]
        merged += together
    return merged


def _planned(instant: datetime, step: DatedStep, zone: ZoneInfo) -> PlannedStep:
    return PlannedStep(
        key=step.key,
        subject=step.subject,
        record=step.record,
        step=step.step,
        variant=step.variant,
        due=step.due,
        local=instant.astimezone(zone).replace(tzinfo=None, fold=0),
        utc=instant,
    )
