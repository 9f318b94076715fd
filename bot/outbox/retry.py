"""What to do after a try: the outcome and the number of tries in, a decision out."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

PAUSES = (timedelta(seconds=5), timedelta(seconds=30), timedelta(minutes=2), timedelta(minutes=10))
"""Between tries; the last one for ever: when Telegram is back, nothing waits for longer."""

FAULT_PAUSES = (*PAUSES, timedelta(minutes=30), timedelta(hours=1))
"""The same where the fault is our own: it needs a new version or an edit of the content."""

BROADCAST_TRIES = 4
"""So often a broadcast that Telegram does not understand is tried; nobody wants yesterday's news tomorrow."""


class Refusal(StrEnum):
    """Why Telegram will not deliver, ever, in this state of the chat."""

    BLOCKED = "blocked"
    DEACTIVATED = "deactivated"
    NOT_FOUND = "not_found"


@dataclass(frozen=True, slots=True)
class Delivered:
    """Telegram took it; ``message_id`` is None for what makes no message."""

    message_id: int | None = None


@dataclass(frozen=True, slots=True)
class Flooded:
    """429: wait as long as Telegram says; this was no attempt."""

    wait: timedelta


@dataclass(frozen=True, slots=True)
class TryLater:
    """It did not go through for now. ``maybe_delivered``: the answer was lost, the message may have arrived."""

    reason: str
    maybe_delivered: bool


@dataclass(frozen=True, slots=True)
class Refused:
    """Telegram knows this chat and says no."""

    why: Refusal


@dataclass(frozen=True, slots=True)
class Misunderstood:
    """A 400 that we do not know: our own fault as a rule. Never final for a reminder; logged as an error."""

    reason: str


Outcome = Delivered | Flooded | TryLater | Refused | Misunderstood


@dataclass(frozen=True, slots=True)
class Sent:
    """Record it as sent."""

    message_id: int | None


@dataclass(frozen=True, slots=True)
class RetryAt:
    """Put it back until then; ``counted`` says whether this was an attempt."""

    at: datetime
    reason: str
    counted: bool = True


@dataclass(frozen=True, slots=True)
class GiveUp:
    """Never again: the chat cannot be reached."""

    why: Refusal


@dataclass(frozen=True, slots=True)
class Failed:
    """Never again, by our own fault; nothing arrived."""

    reason: str


@dataclass(frozen=True, slots=True)
class Unknown:
    """It may or may not have arrived, and must not go out twice."""

    reason: str


Decision = Sent | RetryAt | GiveUp | Failed | Unknown


def decide(outcome: Outcome, *, attempts: int, repeatable: bool, now: datetime) -> Decision:
    """
    Choose what becomes of a row after one try.

    *attempts* counts this try, from 1; *repeatable* is False for broadcasts, which may never go out twice: where
    Telegram's answer was lost they become Unknown, and where it does not understand them they fail after some tries.
    An unknown refusal of anything else is never final.
    """
    match outcome:
        case Delivered(message_id):
            return Sent(message_id)
        case Refused(why):
            return GiveUp(why)
        case Flooded(wait):
            return RetryAt(now + wait, "flood", counted=False)
        case TryLater(reason, maybe_delivered=True) if not repeatable:
            return Unknown(reason)
        case TryLater(reason):
            return RetryAt(now + _pause(PAUSES, attempts), reason)
        case Misunderstood(reason) if not repeatable and attempts >= BROADCAST_TRIES:
            return Failed(reason)
        case Misunderstood(reason):
            return RetryAt(now + _pause(FAULT_PAUSES, attempts), reason)


def _pause(pauses: tuple[timedelta, ...], attempts: int) -> timedelta:
    return pauses[min(max(attempts, 1), len(pauses)) - 1]
