"""A claimed message has come to its turn: is it still wanted, and what does it say?"""

from collections.abc import Sequence

from bot.checkup import take_vitals
from bot.context import Services
from bot.outbox.message import Kind, OutboxMessage
from bot.storage import broadcasts, chats, questions
from bot.storage.database import Connection
from bot.views.admin import broadcast_message, question_card, team_answer
from bot.views.common import notice
from bot.views.health import canary, health
from bot.views.reply import Reply
from jobs import reminder
from jobs.reminder import Drop, Move, Send


async def choose(db: Connection, services: Services, rows: Sequence[OutboxMessage]) -> Send | Move | Drop:
    """Decide on one message: a row alone, or one person's due reminders."""
    row = rows[0]
    if row.kind in (Kind.REMINDER, Kind.SNOOZE):
        return await reminder.prepare(db, services, rows)
    chat = await chats.get_chat(db, row.chat_id)
    if chat is None or not chat.reachable:
        return Drop("unreachable")
    if row.kind == Kind.BROADCAST:
        return await _broadcast(db, services, row)
    reply = await _render(db, services, row)
    return Drop("outdated") if reply is None else Send(reply, (row.id,))


async def _broadcast(db: Connection, services: Services, row: OutboxMessage) -> Send | Drop:
    """Sending takes minutes: meanwhile an admin may have stopped it, or a recipient ended news."""
    broadcast = await broadcasts.get_broadcast(db, row.broadcast_id or 0)
    if broadcast is None or broadcast.status != "sending":
        return Drop(broadcasts.KEPT_BACK)
    if not await chats.is_recipient(db, row.chat_id, safety=broadcast.safety):
        return Drop(broadcasts.NO_RECIPIENT)
    return Send(broadcast_message(services.content, broadcast.text, safety=broadcast.safety), (row.id,))


async def _canary(db: Connection, services: Services, row: OutboxMessage) -> Reply | None:
    if row.chat_id not in services.settings.admin_ids:
        return None
    if row.facts["quiet"]:
        return canary(services.content)
    chat = await chats.get_chat(db, row.chat_id)
    if chat is None:
        return None
    zone = chat.zone_or(services.settings.default_timezone)
    return health(services.content, await take_vitals(db, services), zone, daily_word=True)


async def _render(db: Connection, services: Services, row: OutboxMessage) -> Reply | None:
    match row.kind:
        case Kind.NOTICE:
            return notice(services.content, row.facts["text"], **row.facts.get("values", {}))
        case Kind.CANARY:
            return await _canary(db, services, row)
        case Kind.CARD:
            question = await questions.get_question(db, row.facts["question_id"])
            if question is None or question.status != "open" or row.chat_id not in services.settings.admin_ids:
                return None  # a patient's words are not for somebody who is no admin any more
            return question_card(services.content, question.id, question.text, row.facts.get("guess"))
        case Kind.ANSWER:
            asked = await questions.get_question(db, row.facts["question_id"])
            return team_answer(services.content, row.facts["text"], asked.text if asked else None)
    raise LookupError(f"no way to render a {row.kind} alone")
