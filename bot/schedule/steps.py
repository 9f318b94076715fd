"""What a plan is made of, and which of two steps of one day comes first."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Final, Literal

Subject = Literal["injection", "dental"]
Variant = Literal["plain", "booked"]

PAUSE_OVER: Final = "PAUSE"
"""The message that ends a break and asks how things stand, where no step of that day does."""

LONGEST_PAUSE: Final = 14
"""Days (medical brief, section 4, "Stop or pause")."""

_URGENCY: Final = (
    *("O6", "L", "O5", "O4", "O3", "T0", "T-1", "H", "D0", "D1", PAUSE_OVER),
    *("O2", "O1", "T-7", "B4", "B3", "B2", "B1", "Y1"),
)


@dataclass(frozen=True, slots=True)
class DatedStep:
    """
    A step and the local day it belongs to, before it is merged with others of that day.

    ``due`` is the injection's due date or the day of the visit; ``hour`` is set where the step has one of its own.
    """

    subject: Subject
    record: int
    step: str
    day: date
    due: date
    variant: Variant = "plain"
    follows: date | None = None
    hour: int | None = None

    @property
    def key(self) -> str:
        """Unique in a person's plan; a step that follows an appointment (or a break) is a new one when that moves."""
        followed = f":{self.follows:%Y%m%d}" if self.follows else ""
        return f"{self.subject}:{self.record}:{self.step}{followed}"


@dataclass(frozen=True, slots=True)
class PlannedStep:
    """
    One step of a plan: when it is sent and what it is about.

    ``key`` is unique within a person's plan and the same whenever that step is planned again. ``due`` is the
    injection's due date or the day of the visit. ``local`` is the patient's wall clock (naive), ``utc`` the
    same instant (aware). Steps with equal ``utc`` make one message, in the order of the plan.
    """

    key: str
    subject: Subject
    record: int
    step: str
    variant: Variant
    due: date
    local: datetime
    utc: datetime


def urgency(step: str) -> int:
    """The place of a step among those of one day: the smaller, the earlier in the message."""
    return _URGENCY.index(step if step in _URGENCY else step[0])
