"""Dental visits and their steps by kind (medical brief, section 5)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, time, timedelta
from enum import StrEnum
from typing import Final

from dateutil.relativedelta import relativedelta

from bot.schedule.steps import DatedStep


class DentalKind(StrEnum):
    """What the visit is for; not sure counts as bone-touching."""

    CHECKUP = "checkup"
    FILLING = "filling"
    ROOT_CANAL = "root_canal"
    EXTRACTION = "extraction"
    IMPLANT = "implant"
    SURGERY = "surgery"
    UNSURE = "unsure"


_BONE: Final = ("T-7", "T-1", "T0", "H3", "H14", "H28", "H56")

DENTAL_STEPS: Final[dict[DentalKind, tuple[str, ...]]] = {
    DentalKind.CHECKUP: ("T-1", "T0", "H7"),
    DentalKind.FILLING: ("T-1", "T0", "H7"),
    DentalKind.ROOT_CANAL: ("T-7", "T0", "H7", "H28"),
    DentalKind.EXTRACTION: _BONE,
    DentalKind.IMPLANT: (*_BONE, "Y1"),
    DentalKind.SURGERY: _BONE,
    DentalKind.UNSURE: _BONE,
}
"""The steps of each kind, in order; the figures are days from the visit."""

CLOSE: Final = timedelta(weeks=6)
"""A bone-touching visit this near to the due date is told to both teams."""


@dataclass(frozen=True, slots=True)
class Visit:
    """
    A dental visit: its record, its day and kind, and its local time where that is known.

    ``of_other``: somebody else's in the same chat, whose injections are not known.
    """

    record: int
    on: date
    kind: DentalKind
    at: time | None = None
    of_other: bool = False

    def starts_early(self, hour: int) -> bool:
        """Whether it starts before one hour after the patient's hour, so that a message on the day is too late."""
        return self.at is not None and self.at < time(hour + 1)


def touches_bone(kind: DentalKind) -> bool:
    """Whether the work cuts into bone, or may."""
    return DENTAL_STEPS[kind][: len(_BONE)] == _BONE


def visits_close_to(due: date, visits: Sequence[Visit], today: date) -> tuple[Visit, ...]:
    """
    The bone-touching visits ahead for which both teams should know both dates.

    Those within six weeks of the due date, and all of them once the injection is overdue.
    """
    ahead = (visit for visit in visits if visit.on >= today and touches_bone(visit.kind))
    return tuple(visit for visit in ahead if today > due or abs(visit.on - due) <= CLOSE)


def dental_steps(visit: Visit, *, eve_of_visit: bool) -> list[DatedStep]:
    """The steps of *visit* in order; with *eve_of_visit* its T0 belongs to the day before."""
    return [
        DatedStep("dental", visit.record, step, day=_day(visit, step, eve_of_visit=eve_of_visit), due=visit.on)
        for step in DENTAL_STEPS[visit.kind]
    ]


def _day(visit: Visit, step: str, *, eve_of_visit: bool) -> date:
    if step == "Y1":
        return visit.on + relativedelta(years=1)
    if step == "T0":
        return visit.on - timedelta(days=1) if eve_of_visit else visit.on
    return visit.on + timedelta(days=int(step[1:]))
