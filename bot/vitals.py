"""How the bot is: figures, faults, and the people whom no message reaches. Values alone; bot/checkup.py reads them."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum

from bot.schedule import Lateness

STANDSTILL = timedelta(minutes=5)
STUCK = timedelta(hours=1)
CANARY_PATIENCE = timedelta(hours=1)
NEAR = timedelta(days=30)

# Names of beats (see storage/health.py).
SWEEP, DELIVERED, BACKUP, CANARY, CANARY_QUEUED = "sweep", "delivered", "backup", "canary", "canary_queued"


class Fault(StrEnum):
    """What makes the bot unwell."""

    STANDSTILL = "standstill"  # nobody has looked for what is due for five minutes
    STUCK = "stuck"  # something has been due for over an hour, and Telegram answered all that time
    CANARY = "canary"  # the daily test message was not delivered within an hour


@dataclass(frozen=True, slots=True)
class Vitals:
    """
    Instants are aware; None where it never happened, or nothing waits.

    ``waiting`` counts what is due and unsent, and ``oldest`` is when the first of it was due, broadcasts included.
    ``unreachable`` counts people with dates; ``unreachable_due`` those of them whom somebody should call.
    """

    faults: tuple[Fault, ...]
    last_sweep: datetime | None
    waiting: int
    oldest: datetime | None
    last_delivered: datetime | None
    last_canary: datetime | None
    last_backup: datetime | None
    unreachable: int
    unreachable_due: int
    unanswered: int
    parked: int

    @property
    def well(self) -> bool:
        """Whether there is no fault."""
        return not self.faults


def stands_still(last_sweep: datetime | None, now: datetime) -> bool:
    """Whether the sweep has not looked for too long."""
    return last_sweep is None or now - last_sweep >= STANDSTILL


def canary_is_awaited(beats: Mapping[str, datetime]) -> bool:
    """Whether a test message was queued and none has been delivered since (*beats*: when each happened last)."""
    if CANARY_QUEUED not in beats:
        return False
    return CANARY not in beats or beats[CANARY] < beats[CANARY_QUEUED]


def canary_is_missing(beats: Mapping[str, datetime], now: datetime) -> bool:
    """Whether it has been awaited for over an hour."""
    return canary_is_awaited(beats) and now - beats[CANARY_QUEUED] >= CANARY_PATIENCE


@dataclass(frozen=True, slots=True)
class OutOfReach:
    """
    One person whom no message reaches: since when, what is due when, and how late that is today where they live.

    ``finished`` says that no reminder would come any more even if they could be reached.
    """

    chat_id: int
    since: datetime
    due: date
    today: date
    lateness: Lateness
    booked: date | None
    finished: bool

    @property
    def is_near(self) -> bool:
        """Whether the injection is due within 30 days, or overdue."""
        return self.due - self.today <= NEAR


def due_soon(people: Iterable[OutOfReach]) -> list[OutOfReach]:
    """Those whose injection is due within 30 days or overdue."""
    return [one for one in people if one.is_near]


def newly_due_soon(people: Iterable[OutOfReach], last: datetime | None, now: datetime) -> list[OutOfReach]:
    """Those of ``due_soon`` who were not among them at the instant *last* (None: nobody was)."""
    near = due_soon(people)
    if last is None:
        return near
    passed = now.date() - last.date()
    return [one for one in near if one.since > last or one.due - (one.today - passed) > NEAR]
