"""
A message waiting in the outbox, and its states.

    pending ──claim──> leased ──mark──> sending ──┬── Telegram took it ────────────> sent
       ^                 │                 │      ├── refused for good ────────────> failed
       │   lease ends    │                 │      └── no longer makes sense ───────> dropped
       ├─────────────────┘                 │
       ├── try again later ────────────────┤
       │   (reminders and answers)         │
       │                                   └── a broadcast whose fate is unknown ──> uncertain
       └── replanned, stopped, erased ───────────────────────────────────────────> cancelled

Reminders and answers are sent at least once: one whose sending was cut short goes back to pending. A broadcast is
sent at most once: such a row becomes uncertain and is counted. Rows hold facts; the text is rendered at sending.
"""

from dataclasses import dataclass
from datetime import datetime
from enum import IntEnum, StrEnum
from typing import Any


class Kind(StrEnum):
    """What a row is for; the renderer and the rules of repetition hang on it."""

    REMINDER = "reminder"  # a step of an injection or a dental visit
    SNOOZE = "snooze"  # "remind me in 3 days"
    ANSWER = "answer"  # the team's answer to a patient
    CARD = "card"  # a patient's question, to an admin
    NOTICE = "notice"  # something an admin or a patient is told by us
    CANARY = "canary"  # once a day to an admin: does the whole way work?
    BROADCAST = "broadcast"


class Status(StrEnum):
    """Where a row stands; see the diagram above."""

    PENDING = "pending"
    LEASED = "leased"
    SENDING = "sending"
    SENT = "sent"
    FAILED = "failed"
    DROPPED = "dropped"
    CANCELLED = "cancelled"
    UNCERTAIN = "uncertain"


OUTSIDE_HOURS = "outside the hours"
"""The reason of a row that waits for the patient's daytime: put back, but nothing is wrong with it."""


BREAK = "break"
"""The reason of a row that waits for the end of a break."""


class Priority(IntEnum):
    """Which of the due rows go first: what is one person's own before what goes to many."""

    OWN = 0
    TO_MANY = 1


@dataclass(frozen=True, slots=True)
class OutboxMessage:
    """One claimed row. ``due_at`` is aware UTC; ``facts`` is plain JSON; ``attempts`` counts earlier tries."""

    id: int
    key: str
    kind: Kind
    chat_id: int
    person_id: int | None
    broadcast_id: int | None
    facts: dict[str, Any]
    due_at: datetime
    attempts: int
    first_due_at: datetime | None = None  # set where it was put back

    @property
    def planned_at(self) -> datetime:
        """When it was due first, however often it has been put back since."""
        return self.first_due_at or self.due_at


@dataclass(frozen=True, slots=True)
class NewMessage:
    """A row to be: ``key`` makes queueing it twice harmless (at most 96 characters)."""

    key: str
    kind: Kind
    chat_id: int
    facts: dict[str, Any]
    due_at: datetime
    person_id: int | None = None
