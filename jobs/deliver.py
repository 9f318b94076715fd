"""The only place that sends unprompted: ask once more, mark, send through the pacer, decide, record."""

import asyncio
import logging
from collections.abc import Sequence

from bot.context import Services
from bot.errors import DatabaseUnavailable
from bot.outbox.actions import Action, DeleteMessage, EditMessage, SendMessage
from bot.outbox.message import Kind, NewMessage, OutboxMessage, Status
from bot.outbox.pacer import Pacer
from bot.outbox.retry import (
    Delivered,
    Failed,
    Flooded,
    GiveUp,
    Misunderstood,
    Outcome,
    Refused,
    RetryAt,
    Sent,
    Unknown,
    decide,
)
from bot.outbox.sender import Sender
from bot.storage import chats, claims, counts, health, outbox, questions
from bot.storage.database import Connection
from bot.timing import Timing
from bot.views.rights import closed_card
from bot.vitals import CANARY, DELIVERED
from jobs.canary import queue_canary
from jobs.choice import choose
from jobs.reminder import Drop, Move, Send

logger = logging.getLogger(__name__)


class Deliverer:
    """Delivers one claimed message, or one person's reminders of the day as one message."""

    def __init__(self, services: Services, sender: Sender, pacer: Pacer, timing: Timing) -> None:
        self._services = services
        self._sender = sender
        self._pacer = pacer
        self._timing = timing

    async def deliver(self, rows: Sequence[OutboxMessage]) -> None:
        """See one message through: dropped, moved, or sent once with its outcome recorded."""
        if not await self._pacer.turn(rows[0].chat_id):
            return  # the process ends; the claim is released at the next start
        ready = await self._prepare(rows)
        if ready is None:
            return
        row = next(row for row in rows if row.id in ready.kept)
        quiet = row.kind == Kind.CANARY and row.facts["quiet"]
        outcome = await self._sender.perform(SendMessage(chat_id=row.chat_id, reply=ready.reply, silent=quiet))
        self._services.reach.note(outcome, self._services.now())
        if isinstance(outcome, Flooded):
            self._pacer.pause(outcome.wait)
        await self._record_for_sure(row, ready.kept, outcome)
        if row.kind == Kind.CARD and isinstance(outcome, Delivered) and outcome.message_id is not None:
            await self._close_if_erased(row, outcome.message_id)
        if quiet and isinstance(outcome, Delivered) and outcome.message_id is not None:
            gone = DeleteMessage(chat_id=row.chat_id, message_id=outcome.message_id)
            await self._insist(gone, "the quiet test message could not be deleted", row)

    def close(self) -> None:
        """Begin no more sends."""
        self._pacer.close()

    async def _prepare(self, rows: Sequence[OutboxMessage]) -> Send | None:
        """In one transaction: is it still waiting, does it still make sense, then mark it as being sent."""
        now = self._services.now()
        async with self._services.database.transaction() as db:
            standing = await claims.still_leased(db, [row.id for row in rows])
            rows = [row for row in rows if row.id in standing]
            if not rows:
                return None  # cancelled or erased while it waited for its turn
            choice = await choose(db, self._services, rows)
            match choice:
                case Drop(reason):
                    await claims.finish(db, [row.id for row in rows], Status.DROPPED, now, reason=reason)
                    await self._after_refusal(db, rows[0], reason)
                case Move(at, reason, late):
                    await claims.put_back(db, [row.id for row in rows], at, reason, counted=False, late=late)
                case Send(kept=kept):
                    covered = [row.id for row in rows if row.id not in kept]
                    if covered:
                        await claims.finish(db, covered, Status.DROPPED, now, reason="superseded")
                    await claims.mark_sending(db, kept)
                    return choice
        logger.info(
            "outbox message not sent", extra={"outbox": rows[0].id, "kind": rows[0].kind, "reason": choice.reason}
        )
        return None

    async def _record_for_sure(self, row: OutboxMessage, ids: Sequence[int], outcome: Outcome) -> None:
        """Record the outcome, patiently: a message that went out and is not recorded goes out twice."""
        pauses = iter(self._timing.database_pauses)
        while True:
            try:
                await self._record(row, ids, outcome)
            except DatabaseUnavailable:
                pause = next(pauses, None)
                if pause is None:
                    raise
                await asyncio.sleep(pause)
            else:
                return

    async def _record(self, row: OutboxMessage, ids: Sequence[int], outcome: Outcome) -> None:
        now = self._services.now()
        repeatable = row.kind != Kind.BROADCAST
        decision = decide(outcome, attempts=row.attempts + 1, repeatable=repeatable, now=now)
        async with self._services.database.transaction() as db:
            match decision:
                case Sent(message_id):
                    await claims.finish(db, ids, Status.SENT, now, message_id=message_id)
                    await self._after_sent(db, row, message_id)
                case RetryAt(at, reason, counted):
                    await claims.put_back(db, ids, at, reason, counted=counted)
                case GiveUp(why):
                    await claims.finish(db, ids, Status.FAILED, now, reason=why.value)
                    await chats.mark_unreachable(db, row.chat_id, why.value, now)
                    await self._after_refusal(db, row, why.value)
                case Failed(reason):
                    await claims.finish(db, ids, Status.FAILED, now, reason=reason)
                case Unknown(reason):
                    await claims.finish(db, ids, Status.UNCERTAIN, now, reason=reason)
        level = logging.ERROR if isinstance(outcome, Misunderstood) else logging.INFO
        fields = {"outbox": row.id, "kind": row.kind, "outcome": type(decision).__name__, "attempts": row.attempts + 1}
        logger.log(level, "outbox message tried", extra=fields)

    async def _after_sent(self, db: Connection, row: OutboxMessage, message_id: int | None) -> None:
        if (
            row.kind == Kind.CARD
            and message_id is not None
            and await questions.get_question(db, row.facts["question_id"])
        ):
            await questions.add_card(db, row.facts["question_id"], row.chat_id, message_id)
        if row.kind == Kind.ANSWER:
            await self._tell_admin(db, row, "admin.answer_delivered", number=row.facts["question_id"])
        if row.kind == Kind.CANARY:
            await health.beat(db, CANARY, self._services.now())
        await health.beat(db, DELIVERED, self._services.now())
        await counts.count(db, self._services.now().date(), f"sent:{row.kind}")

    async def _after_refusal(self, db: Connection, row: OutboxMessage, reason: str) -> None:
        if row.kind == Kind.CANARY:
            await queue_canary(db, self._services)  # to the next admin
        if row.kind == Kind.ANSWER:
            number = row.facts["question_id"]
            await questions.reopen(db, number)
            why = self._services.content.text(f"admin.reason_{reason}")
            await self._tell_admin(db, row, "admin.answer_not_delivered", number=number, reason=why)
            admin, now = row.facts["admin_id"], self._services.now()
            card = NewMessage(f"again:{row.key}", Kind.CARD, admin, {"question_id": number}, now)
            await outbox.enqueue(db, card, now)

    async def _close_if_erased(self, row: OutboxMessage, message_id: int) -> None:
        """A patient may delete everything while the copy is on its way: /forget could not know of it."""
        number = row.facts["question_id"]
        async with self._services.database.read() as db:
            if await questions.get_question(db, number) is not None:
                return
        closed = EditMessage(
            chat_id=row.chat_id, message_id=message_id, reply=closed_card(self._services.content, number)
        )
        await self._insist(closed, "an admin's copy of an erased question could not be closed", row)

    async def _insist(self, action: Action, otherwise: str, row: OutboxMessage) -> None:
        """Perform what tidies up behind a message, with some patience; *otherwise* is logged."""
        for pause in (0.0, *self._timing.retry_pauses):
            await asyncio.sleep(pause)
            if isinstance(await self._sender.perform(action), Delivered | Refused):
                return
        logger.error(otherwise, extra={"outbox": row.id})

    async def _tell_admin(self, db: Connection, row: OutboxMessage, text: str, **values: object) -> None:
        facts = {"text": text, "values": values}
        message = NewMessage(f"told:{row.key}", Kind.NOTICE, row.facts["admin_id"], facts, self._services.now())
        await outbox.enqueue(db, message, self._services.now())
