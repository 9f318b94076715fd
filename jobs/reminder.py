"""Asked once more before it is sent: does this reminder still make sense, and what does it say today?"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta

from bot.context import Services
from bot.outbox.message import BREAK, OUTSIDE_HOURS, Kind, OutboxMessage
from bot.planning import Facts, called_for, facts_of
from bot.schedule import PlannedStep, Variant, next_window, snooze_days, to_utc
from bot.schedule.injections import FOLLOW_THE_APPOINTMENT
from bot.storage import outbox
from bot.storage.database import Connection
from bot.understanding.zones import place_name
from bot.views.common import place_values
from bot.views.reminder_buttons import buttons_for, step_of
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
    """Not now: it is night there (then it comes late), or today's message has gone out."""

    at: datetime
    reason: str
    late: bool = True


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
    until = facts.person.paused_until
    of_injection = all(row.facts["subject"] == "injection" for row in rows)
    if until is not None and facts.person.is_paused(today) and of_injection:
        # Under way when the break began, or due by the clock of another zone: it waits, and is not lost.
        hour = facts.chat.hour_or(services.settings.default_hour)
        return Move(to_utc(until, hour, 0, zone), BREAK, late=False)
    kept = _that_still_fit(rows, facts, called_for(facts, services.settings, now), now, today)
    if not kept:
        return Drop("superseded")
    window = next_window(now, zone, facts.chat.hour_or(services.settings.default_hour))
    if window > now:
        return Move(window, OUTSIDE_HOURS)
    # To its end, too: after a clock that was wrong for a while, messages "of next year" must not silence this one.
    midnight, next_midnight = (
        datetime.combine(today + timedelta(days=n), time(), zone).astimezone(UTC) for n in (0, 1)
    )
    if await outbox.sent_between(db, facts.person.id, midnight, next_midnight):
        tomorrow = to_utc(today + timedelta(days=1), facts.chat.hour_or(services.settings.default_hour), 0, zone)
        return Move(tomorrow, "one message a day", late=False)
    late = now - max(row.planned_at for row in kept) > LATE
    return Send(_render(kept, facts, services, today, late=late), tuple(row.id for row in kept))


def _that_still_fit(
    rows: Sequence[OutboxMessage], facts: Facts, planned: Sequence[PlannedStep], now: datetime, today: date
) -> list[OutboxMessage]:
    """
    Of each injection or visit what was planned for the latest day, if today's facts still call for it.

    The day is the plan's own: a row that was put back or moved out of the night is due at another time than planned.
    What was planned for one day goes out together (T0 with T-1, an overdue step with one about the appointment), but a
    snooze gives way to any planned step of that day.
    """
    fitting: dict[tuple[str, int], list[tuple[tuple[date, bool], OutboxMessage]]] = {}
    for row in rows:
        if facts.person.is_paused(today) and row.facts["subject"] == "injection":
            continue
        step = _step_of(row, planned, now)
        if step is not None and not _overtaken(row, facts, today):
            as_planned = replace(row, facts=row.facts | {"variant": _variant(step, facts, today)})
            fitting.setdefault((step.subject, step.record), []).append((_rank(row, step), as_planned))
    return [row for ranked in fitting.values() for rank, row in ranked if rank == max(rank for rank, _ in ranked)]


def _step_of(row: OutboxMessage, planned: Sequence[PlannedStep], now: datetime) -> PlannedStep | None:
    """The planned step behind a row; None where the facts do not call for it any more."""
    if row.kind == Kind.REMINDER:
        return next((step for step in planned if step.key == row.key), None)
    subject, record, name = (row.facts[key] for key in ("subject", "record", "step"))
    same = [step for step in planned if (step.subject, step.record, step.step) == (subject, record, name)]
    for step in same:
        # What follows an appointment is put off for that one alone, not for one made since, nor for the due date.
        if step.utc <= now and (name not in FOLLOW_THE_APPOINTMENT or step.variant == row.facts["variant"]):
            return step
    return None


def _variant(step: PlannedStep, facts: Facts, today: date) -> Variant:
    """How it speaks today: of an appointment that has passed, nothing but the steps that followed it do."""
    booked = facts.injection.appointment if facts.injection is not None else None
    if step.step in FOLLOW_THE_APPOINTMENT or (booked is not None and booked >= today):
        return step.variant
    return "plain"


def _rank(row: OutboxMessage, step: PlannedStep) -> tuple[date, bool]:
    if row.kind == Kind.REMINDER:
        return step.local.date(), True
    return date.fromisoformat(row.facts["day"]) if "day" in row.facts else date.min, False


def _overtaken(row: OutboxMessage, facts: Facts, today: date) -> bool:
    """Whether the day that a step speaks of has come or gone (B and T steps look ahead, D0 and T0 speak of today)."""
    step = str(row.facts["step"])
    if step[0] not in "BDT" or step == "D1":
        return False
    day = _day_spoken_of(row, facts)
    if step in {"D0", "T0"}:
        return today > day
    if step in {"B4", "T-1"}:
        return today != day - timedelta(days=1)
    return today >= day


def _day_spoken_of(row: OutboxMessage, facts: Facts) -> date:
    if row.facts["subject"] == "dental":
        return next(visit.on for visit in facts.visits if visit.record == row.facts["record"])
    if facts.injection is None:
        raise LookupError("an injection's step without an injection")
    return (
        facts.injection.booked if row.facts["variant"] == "booked" and facts.injection.booked else facts.injection.due
    )


def _render(kept: Sequence[OutboxMessage], facts: Facts, services: Services, today: date, *, late: bool) -> Reply:
    steps = [step_of(row) for row in kept]
    text = day_message(
        [(row.facts["subject"], row.facts["record"], row.facts["step"], row.facts["variant"]) for row in kept],
        facts.injection,
        facts.visits,
        services.content,
        today=today,
        place=place_values(services.content, services.settings),
        quiet=facts.chat.quiet,
        late=late,
        away=place_name(facts.chat.zone or "") if facts.chat.home_zone else "",
    )
    return Reply(text=text, rows=buttons_for(services.content, steps, _snoozes(kept, facts, today), facts.visits))


def _snoozes(kept: Sequence[OutboxMessage], facts: Facts, today: date) -> list[int]:
    if facts.injection is None or not any(row.facts["subject"] == "injection" for row in kept):
        return []
    return snooze_days(facts.injection, today)
