"""A red flag was found: its message first, and no other message that day."""

from datetime import UTC, datetime, time, timedelta

from bot.context import BotContext
from bot.outbox.message import Kind, Status
from bot.storage import claims, counts, outbox, people
from bot.understanding.triage import RedFlagHit
from bot.views.faq import alert


async def answer_red_flag(context: BotContext, hit: RedFlagHit, *, first: str | None = None) -> None:
    """Say what to do (after the line *first*), and drop the reminder of this day (medical brief, section 4)."""
    reply = alert(hit, context.content, context.settings)
    context.reply(reply.headed(first) if first else reply)
    await counts.count(context.db, context.now.date(), "asked:urgent")
    person = await people.find_person(context.db, context.chat.chat_id)
    if person is None:
        return
    zone = context.chat.zone_or(context.settings.default_timezone)
    midnight = datetime.combine(context.today + timedelta(days=1), time(), zone).astimezone(UTC)
    waiting = await outbox.waiting_for_person(context.db, person.id)
    today = [row.id for row in waiting if row.kind in (Kind.REMINDER, Kind.SNOOZE) and row.due_at < midnight]
    await claims.finish(context.db, today, Status.DROPPED, context.now, reason="red flag")
