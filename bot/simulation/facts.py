"""What a person has told the bot, and what they are to be told for it: the shapes of the reckoning."""

from dataclasses import dataclass, replace
from datetime import date, datetime, time
from zoneinfo import ZoneInfo

from bot.simulation.days import months_later

FOLLOWING = ("B3", "B4", "D0", "D1")  # the steps that follow an appointment
RESTED = "PAUSE"  # the question that ends a break


@dataclass(frozen=True, slots=True)
class Given:
    """An injection that was really given; ``record`` tells one entry from another."""

    record: int
    day: date


@dataclass(frozen=True, slots=True)
class Booked:
    """An appointment for the next injection."""

    record: int
    day: date
    at: time | None = None


@dataclass(frozen=True, slots=True)
class Dental:
    """A visit to the dentist."""

    record: int
    kind: str
    day: date
    at: time | None = None


@dataclass(frozen=True, slots=True)
class Facts:
    """What a person has told the bot, and where and when they want to hear from it."""

    zone: ZoneInfo
    hour: int
    given: tuple[Given, ...] = ()
    booked: Booked | None = None
    visits: tuple[Dental, ...] = ()
    injection_on: bool = True  # False after "my doctor changed it", another medicine or a pregnancy
    silent: bool = False  # after a stop
    resting_until: date | None = None  # a break from the injection's messages ends on this day
    unwanted: frozenset[str] = frozenset()  # steps that may be left out, and are
    home: ZoneInfo | None = None  # while they travel

    @property
    def last(self) -> Given | None:
        """The latest injection really given, in whatever order they were entered."""
        return max(self.given, key=lambda one: (one.day, one.record), default=None)

    @property
    def due(self) -> date | None:
        """Six calendar months after the last injection really given."""
        return months_later(self.last.day, 6) if self.last else None

    @property
    def appointment(self) -> Booked | None:
        """The appointment for the next injection; one that is not after the last was for that one."""
        if self.booked is None or (self.last is not None and self.booked.day <= self.last.day):
            return None
        return self.booked

    @property
    def record(self) -> int:
        """The entry that the messages about the injection hang on."""
        return self.last.record if self.last else -(self.booked.record if self.booked else 0)

    def rests(self, now: datetime) -> bool:
        """Whether a break from the injection's messages lasts."""
        return self.resting_until is not None and now.astimezone(self.zone).date() < self.resting_until

    def awake(self) -> "Facts":
        """The same with every message wanted again."""
        return replace(self, injection_on=True, silent=False, resting_until=None)

    def has_passed(self, now: datetime) -> bool:
        """Whether there was an appointment, and nobody has said what came of it."""
        return self.appointment is not None and self.appointment.day < now.astimezone(self.zone).date()


Key = tuple[str, int, str, date | None, date | None]


@dataclass(frozen=True, slots=True)
class Step:
    """
    One thing to tell, on a local day: not before ``at``, and at ``by`` where nothing is in the way.

    ``booked`` is the appointment that it follows or speaks of. It makes no sense any more from ``ends`` on.
    """

    subject: str
    record: int
    name: str
    day: date
    at: datetime
    by: datetime
    ends: datetime | None = None
    booked: date | None = None
    optional: bool = False
    again: bool = False  # put off by the person to this day, and promised
    told_since: bool = False  # a later one was told: the papers do not say whether this one is still to come

    @property
    def key(self) -> Key:
        """What makes two of them the same: it is to be told once."""
        booked = self.booked if self.name in FOLLOWING else None
        return (self.subject, self.record, self.name, booked, self.day if self.again or self.name == RESTED else None)

    @property
    def about(self) -> tuple[str, int]:
        """The injection or visit that it belongs to."""
        return (self.subject, self.record)
