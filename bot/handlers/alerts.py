"""A red flag was found: its message first, and no other message that day."""

from datetime import UTC, datetime, time, timedelta

from bot.context import BotContext
from bot.outbox.message import Kind, Status
from bot.planning import facts_of
from bot.storage import claims, counts, outbox, people
from bot.understanding.triage import RedFlagHit
from bot.views.common import caption
from bot.views.faq import alert

PREGNANCY = "R14"  # reminders of the injection may end (medical brief, section 4, "Stop or pause")


async def answer_red_flag(context: BotContext, hit: RedFlagHit, *, first: str | None = None) -> None:
    """Say what to do (after the line *first*), and drop the reminder of this day (medical brief, section 4)."""
    person = await people.find_person(context.db, context.chat.chat_id)
    facts = await facts_of(context.db, person.id) if person else None
    reply = alert(hit, context.content, context.settings)
    if hit.flag == PREGNANCY and facts is not None and facts.planned_injection is not None:
        end = caption(context.content, "stop.button_pregnant", "stop.pregnant", facts.planned_injection.record)
        reply = reply.model_copy(update={"rows": (*reply.rows, (end,))})
    context.reply(reply.headed(first) if first else reply)
    await note_alarm(context)


async def note_alarm(context: BotContext) -> None:
    """Count it, and drop the reminder of this day: nothing else is to be said now."""
    person = await people.find_person(context.db, context.chat.chat_id)
    await counts.count(context.db, context.now.date(), "asked:urgent")
    if person is None:
        return
    zone = context.chat.zone_or(context.settings.default_timezone)
    midnight = datetime.combine(context.today + timedelta(days=1), time(), zone).astimezone(UTC)
    waiting = await outbox.waiting_for_person(context.db, person.id)
    today = [row.id for row in waiting if row.kind in (Kind.REMINDER, Kind.SNOOZE) and row.due_at < midnight]
    await claims.finish(context.db, today, Status.DROPPED, context.now, reason="red flag")
