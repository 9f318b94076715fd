"""Claiming what is due, marking it, recording how it ended: the states of `outbox/message.py` as statements."""

from collections.abc import Collection
from dataclasses import fields
from datetime import datetime, timedelta

from sqlalchemy import JSON, ColumnElement, Integer, bindparam, case, delete, func, literal, or_, select, update

from bot.outbox.message import Kind, OutboxMessage, Status
from bot.storage.database import Connection
from bot.storage.outbox import IS_CLAIMED, IS_PENDING, UNDERWAY, is_due, message_of
from bot.storage.tables import outbox

KINDS = frozenset(Kind)
TEXT_BEARING = (Kind.ANSWER, Kind.NOTICE)  # what their facts say is erased once they are finished

# One statement, built once: it runs at every heartbeat, and before every batch of a broadcast.
_NOW = bindparam("now", type_=outbox.c.due_at.type)
_DUE = (
    select(outbox.c.id, outbox.c.person_id)
    .where(is_due(_NOW))
    .order_by(outbox.c.priority, outbox.c.due_at, outbox.c.id)
    .limit(bindparam("limit", type_=Integer()))
    .cte("due")
)
_OF_ONE_PERSON = outbox.c.person_id.in_(select(_DUE.c.person_id)) & (outbox.c.due_at <= _NOW)
_TAKE = (
    update(outbox)
    .where(IS_PENDING, or_(outbox.c.id.in_(select(_DUE.c.id)), _OF_ONE_PERSON))
    .values(status=Status.LEASED, lease_until=bindparam("until"))
    .returning(outbox.c.priority, *(outbox.c[field.name] for field in fields(OutboxMessage)))
)


async def claim(db: Connection, now: datetime, *, limit: int, lease: timedelta) -> list[OutboxMessage]:
    """
    Take up to *limit* due rows for *lease*, reminders and answers before broadcasts, oldest first.

    Rows of one person that are due come together, so that one message a day can carry them.
    """
    taken = (await db.execute(_TAKE, {"now": now, "limit": limit, "until": now + lease})).all()
    strange = [row.id for row in taken if row.kind not in KINDS]
    if strange:  # a newer version wrote them; they must not stop the line
        await finish(db, strange, Status.FAILED, now, reason="unknown kind")
    return [
        message_of(row)
        for row in sorted(taken, key=lambda row: (row.priority, row.due_at, row.id))
        if row.id not in strange
    ]


async def still_leased(db: Connection, ids: Collection[int]) -> set[int]:
    """Those of our claimed rows that nobody has cancelled or erased meanwhile."""
    query = select(outbox.c.id).where(outbox.c.id.in_(ids), outbox.c.status == Status.LEASED)
    return set((await db.scalars(query)).all())


async def mark_sending(db: Connection, ids: Collection[int]) -> set[int]:
    """Mark leased rows just before they are sent; returns those that were still ours to send."""
    result = await db.execute(
        update(outbox)
        .where(outbox.c.id.in_(ids), outbox.c.status == Status.LEASED)
        .values(status=Status.SENDING, attempts=outbox.c.attempts + 1)
        .returning(outbox.c.id)
    )
    return {row.id for row in result}


async def finish(
    db: Connection,
    ids: Collection[int],
    status: Status,
    now: datetime,
    *,
    reason: str | None = None,
    message_id: int | None = None,
) -> None:
    """Record how rows ended; what a person wrote in them is erased."""
    await db.execute(
        update(outbox)
        .where(outbox.c.id.in_(ids), outbox.c.status.in_([*UNDERWAY, Status.SENDING]))
        .values(
            status=status,
            reason=reason,
            finished_at=now,
            message_id=message_id,
            lease_until=None,
            facts=case((outbox.c.kind.in_(TEXT_BEARING), literal({}, JSON)), else_=outbox.c.facts),
        )
    )


async def put_back(
    db: Connection, ids: Collection[int], at: datetime, reason: str, *, counted: bool = True, late: bool = True
) -> None:
    """
    Try claimed rows again at *at*; an uncounted try (flood control, moved to daytime) costs no attempt.

    They remember when they were due first, so that they say that they come late; unless *late* is False.
    """
    attempts = (
        outbox.c.attempts
        if counted
        else case((outbox.c.status == Status.SENDING, outbox.c.attempts - 1), else_=outbox.c.attempts)
    )
    await db.execute(
        update(outbox)
        .where(outbox.c.id.in_(ids), outbox.c.status.in_([Status.LEASED, Status.SENDING]))
        .values(
            status=Status.PENDING,
            due_at=at,
            first_due_at=func.coalesce(outbox.c.first_due_at, outbox.c.due_at) if late else outbox.c.first_due_at,
            reason=reason,
            attempts=attempts,
            lease_until=None,
        )
    )


async def put_aside(db: Connection, ids: Collection[int], now: datetime, at: datetime) -> None:
    """Rows that broke their own delivery come again at *at*; a broadcast that may be out already becomes uncertain."""
    await db.execute(
        update(outbox)
        .where(outbox.c.id.in_(ids), outbox.c.status == Status.SENDING, outbox.c.kind == Kind.BROADCAST)
        .values(status=Status.UNCERTAIN, reason="our fault", finished_at=now, lease_until=None)
    )
    await put_back(db, ids, at, "our fault")


async def release(db: Connection, now: datetime, *, everything: bool = False) -> tuple[int, int]:
    """
    Return expired claims to the queue (at start *everything*: whoever held them is gone).

    A row cut off while it was sent goes back too, but a broadcast becomes uncertain. Returns (put back, uncertain).
    """
    over: ColumnElement[bool] = IS_CLAIMED
    if not everything:
        over &= or_(outbox.c.lease_until.is_(None), outbox.c.lease_until <= now)
    if await db.scalar(select(outbox.c.id).where(over).limit(1)) is None:
        return 0, 0
    lost = await db.execute(
        update(outbox)
        .where(over, outbox.c.status == Status.SENDING, outbox.c.kind == Kind.BROADCAST)
        .values(status=Status.UNCERTAIN, reason="interrupted", finished_at=now, lease_until=None)
    )
    back = await db.execute(update(outbox).where(over).values(status=Status.PENDING, lease_until=None))
    return back.rowcount, lost.rowcount


async def purge(db: Connection, before: datetime) -> int:
    """Forget our own words to admins and patients that ended *before* then: notices and test messages."""
    query = delete(outbox).where(outbox.c.kind.in_([Kind.NOTICE, Kind.CANARY]), outbox.c.finished_at < before)
    return (await db.execute(query)).rowcount
