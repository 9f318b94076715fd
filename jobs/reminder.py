"""Asked once more before it is sent: does this reminder still make sense, and what does it say today?"""

from collections.abc import Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta

from bot.context import Services
from bot.outbox.message import BREAK, OUTSIDE_HOURS, Kind, OutboxMessage
from bot.planning import Facts, facts_of
from bot.schedule import PAUSE_OVER, next_window, plan, snooze_days, to_utc
from bot.settings import Settings
from bot.storage import outbox
from bot.storage.database import Connection
from bot.understanding.zones import place_name
from bot.views.common import place_values
from bot.views.reminder_buttons import buttons_for, step_of
from bot.views.reminders import day_message
from bot.views.reply import Reply

LATE = timedelta(hours=6)  # later than this, the message says that it comes late
LONGEST_PLAN = timedelta(days=800)  # no step lies further from its date than Y1 and L3


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
    kept = _that_still_fit(rows, facts, today, _planned_keys(facts, services.settings, now))
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
    rows: Sequence[OutboxMessage], facts: Facts, today: date, planned: AbstractSet[str]
) -> list[OutboxMessage]:
    """
    Of each injection or visit the latest due step, if today's facts still call for it and it is not overtaken; with it
    what was planned for that very moment: "overdue" and "booked for tomorrow", or the end of a break and either.
    """
    latest: dict[tuple[str, int], list[OutboxMessage]] = {}
    # A snooze gives way to any planned step of the same day.
    for row in sorted(rows, key=lambda row: (row.kind == Kind.REMINDER, row.due_at, row.id)):
        if facts.person.is_paused(today) and row.facts["subject"] == "injection":
            continue
        if _stands(row, facts, planned) and not _overtaken(row, facts, today):
            about = row.facts["subject"], row.facts["record"]
            latest[about] = [one for one in latest.get(about, ()) if _goes_with(one, row)] + [row]
    return [row for rows_about in latest.values() for row in rows_about]


def _goes_with(one: OutboxMessage, later: OutboxMessage) -> bool:
    both_booked = one.facts["variant"] == later.facts["variant"] == "booked"
    ends_break = PAUSE_OVER in (one.facts["step"], later.facts["step"])
    together = one.kind == later.kind == Kind.REMINDER and one.due_at == later.due_at
    return together and (both_booked or ends_break)


def _planned_keys(facts: Facts, settings: Settings, now: datetime) -> AbstractSet[str]:
    """Every key that the facts as now known call for, be its day past or ahead."""
    zone, hour = facts.chat.zone_or(settings.default_timezone), facts.chat.hour_or(settings.default_hour)
    # The second for what is caught up after a booked date has passed, the third for the end of a break.
    moments = ((now - LONGEST_PLAN, None), (now, None), (now - LONGEST_PLAN, facts.person.paused_until))
    plans = (
        plan(facts.planned_injection, facts.visits, zone=zone, hour=hour, now=moment, paused_until=until)
        for moment, until in moments
    )
    return {step.key for steps in plans for step in steps}


def _stands(row: OutboxMessage, facts: Facts, planned: AbstractSet[str]) -> bool:
    if row.kind == Kind.REMINDER:
        return row.key in planned
    return facts.planned_injection is not None and facts.planned_injection.record == row.facts["record"]


def _overtaken(row: OutboxMessage, facts: Facts, today: date) -> bool:
    """Whether the day that a step speaks of has come or gone (B and T steps look ahead, D0 and T0 speak of today)."""
    step = str(row.facts["step"])
    if row.kind == Kind.SNOOZE or step[0] not in "BDT" or step == "D1":
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
    return Reply(text=text, rows=buttons_for(services.content, steps, _snoozes(kept, facts, today)))


def _snoozes(kept: Sequence[OutboxMessage], facts: Facts, today: date) -> list[int]:
    if facts.injection is None or not any(row.facts["subject"] == "injection" for row in kept):
        return []
    return snooze_days(facts.injection, today)
