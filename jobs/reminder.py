"""Asked once more before it is sent: does this reminder still make sense, and what does it say today?"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta

from bot.context import Services
from bot.outbox.message import Kind, OutboxMessage
from bot.planning import Facts, facts_of
from bot.schedule import next_window, snooze_days, to_utc
from bot.storage import outbox
from bot.storage.database import Connection
from bot.views.common import place_values
from bot.views.reminder_buttons import buttons_for
from bot.views.reminders import day_message
from bot.views.reply import Reply

LATE = timedelta(hours=6)  # later than this, the message says that it comes late


@dataclass(frozen=True, slots=True)
class Send:
    """Send this for the *kept* rows; the others of the day are covered by it."""

    reply: Reply
    kept: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Move:
    """Not now: it is night there, or today's message has gone out."""

    at: datetime
    reason: str


@dataclass(frozen=True, slots=True)
class Drop:
    """Never: the facts have changed, or a newer message covers it."""

    reason: str


async def prepare(db: Connection, services: Services, rows: Sequence[OutboxMessage]) -> Send | Move | Drop:
    """Decide on one person's due rows, which go out as one message or not at all."""
    facts = await facts_of(db, rows[0].person_id or 0)
    if facts is None or not facts.may_remind:
        return Drop("stopped")
    if not facts.chat.reachable:
        return Drop("unreachable")
    now = services.now()
    zone = facts.chat.zone_or(services.settings.default_timezone)
    today = now.astimezone(zone).date()
    kept = _that_still_fit(rows, facts, today)
    if not kept:
        return Drop("superseded")
    window = next_window(now, zone, facts.chat.hour_or(services.settings.default_hour))
    if window > now:
        return Move(window, "outside the hours")
    midnight = datetime.combine(today, time(), zone).astimezone(UTC)
    if await outbox.sent_since(db, facts.person.id, midnight):
        tomorrow = to_utc(today + timedelta(days=1), facts.chat.hour_or(services.settings.default_hour), 0, zone)
        return Move(tomorrow, "one message a day")
    late = now - max(row.due_at for row in kept) > LATE
    return Send(_render(kept, facts, services, today, late=late), tuple(row.id for row in kept))


def _that_still_fit(rows: Sequence[OutboxMessage], facts: Facts, today: date) -> list[OutboxMessage]:
    """Of each injection or visit the latest due step, if it belongs to the record that stands and is not overtaken."""
    latest: dict[tuple[str, int], OutboxMessage] = {}
    for row in sorted(rows, key=lambda row: (row.kind == Kind.REMINDER, row.due_at, row.id)):
        if _stands(row, facts) and not _overtaken(row, facts, today):
            latest[row.facts["subject"], row.facts["record"]] = row
    return list(latest.values())


def _stands(row: OutboxMessage, facts: Facts) -> bool:
    if row.facts["subject"] == "dental":
        return any(visit.record == row.facts["record"] for visit in facts.visits)
    return facts.injection is not None and facts.injection.record == row.facts["record"]


def _overtaken(row: OutboxMessage, facts: Facts, today: date) -> bool:
    """Whether the day that a step speaks of has come or gone (B and T steps look ahead, D0 and T0 speak of today)."""
    step = str(row.facts["step"])
    day = _day_spoken_of(row, facts)
    if step in ("D0", "T0"):
        return today > day
    if step in {"B4", "T-1"}:
        return today != day - timedelta(days=1)
    return step[0] in "BT" and today >= day


def _day_spoken_of(row: OutboxMessage, facts: Facts) -> date:
    if row.facts["subject"] == "dental":
        return next(visit.on for visit in facts.visits if visit.record == row.facts["record"])
    if facts.injection is None:
        raise LookupError("an injection's step without an injection")
    return (
        facts.injection.booked if row.facts["variant"] == "booked" and facts.injection.booked else facts.injection.due
    )


def _render(kept: Sequence[OutboxMessage], facts: Facts, services: Services, today: date, *, late: bool) -> Reply:
    steps = [(str(row.facts["subject"]), str(row.facts["step"]), int(row.facts["record"])) for row in kept]
    text = day_message(
        [(row.facts["subject"], row.facts["record"], row.facts["step"], row.facts["variant"]) for row in kept],
        facts.injection,
        facts.visits,
        services.content,
        today=today,
        place=place_values(services.content, services.settings),
        quiet=facts.chat.quiet,
        late=late,
    )
    return Reply(text=text, rows=buttons_for(services.content, steps, _snoozes(kept, facts, today)))


def _snoozes(kept: Sequence[OutboxMessage], facts: Facts, today: date) -> list[int]:
    if facts.injection is None or not any(row.facts["subject"] == "injection" for row in kept):
        return []
    return snooze_days(facts.injection, today)
