"""The outbox: queue, claim, mark, record. The row is the schedule."""

from collections.abc import Collection, Sequence
from datetime import datetime, timedelta

from sqlalchemy import JSON, Row, case, func, literal, or_, select, update

from bot.outbox.message import Kind, NewMessage, OutboxMessage, Status
from bot.storage.database import Connection
from bot.storage.tables import outbox

UNDERWAY = (Status.PENDING, Status.LEASED)
TEXT_BEARING = (Kind.ANSWER, Kind.NOTICE)  # what their facts say is erased once they are finished


async def enqueue(db: Connection, message: NewMessage, now: datetime) -> bool:
    """Queue one message; False, and nothing changed, where its key was queued before."""
    if await db.scalar(select(outbox.c.id).where(outbox.c.key == message.key)) is not None:
        return False
    await db.execute(outbox.insert().values(**_values(message, now)))
    return True


async def replace_plan(db: Connection, person_id: int, plan: Sequence[NewMessage], now: datetime) -> None:
    """
    Make *plan* the reminders that lie ahead for this person, and cancel all others.

    What is due already stays: whether it still makes sense is asked when it is sent. A key that was sent, failed
    or dropped is never queued again; one that was cancelled is revived.
    """
    await cancel_plan(db, person_id, "replanned", now, due_after=now)
    old = {row.key: row for row in await db.execute(select(outbox).where(outbox.c.person_id == person_id))}
    for message in plan:
        row = old.get(message.key)
        if row is None:
            await db.execute(outbox.insert().values(**_values(message, now)))
        elif row.status == Status.PENDING:
            await db.execute(update(outbox).where(outbox.c.id == row.id).values(due_at=message.due_at))
        elif row.status == Status.CANCELLED:
            values = _values(message, now) | {"finished_at": None, "reason": None, "attempts": 0}
            await db.execute(update(outbox).where(outbox.c.id == row.id).values(**values))


async def cancel_plan(
    db: Connection, person_id: int, why: str, now: datetime, *, due_after: datetime | None = None
) -> int:
    """Cancel the reminders and snoozes that wait for this person (those *due_after*, if given); returns how many."""
    which = [
        outbox.c.person_id == person_id,
        outbox.c.kind.in_([Kind.REMINDER, Kind.SNOOZE]),
        outbox.c.status.in_(UNDERWAY),
    ]
    if due_after is not None:
        which.append(outbox.c.due_at > due_after)
    cancelled = {"status": Status.CANCELLED, "reason": why, "finished_at": now, "lease_until": None}
    result = await db.execute(update(outbox).where(*which).values(**cancelled))
    return result.rowcount


async def handled_keys(db: Connection, person_id: int) -> set[str]:
    """Keys of this person's reminders that are sent, being sent, refused or dropped: not to be planned again."""
    done = (Status.SENDING, Status.SENT, Status.FAILED, Status.DROPPED)
    query = select(outbox.c.key).where(outbox.c.person_id == person_id, outbox.c.status.in_(done))
    return set((await db.scalars(query)).all())


async def waiting_for_person(db: Connection, person_id: int) -> list[OutboxMessage]:
    """What waits for this person, in sending order."""
    query = (
        select(outbox)
        .where(outbox.c.person_id == person_id, outbox.c.status.in_(UNDERWAY))
        .order_by(outbox.c.due_at, outbox.c.id)
    )
    return [_message(row) for row in await db.execute(query)]


async def sent_since(db: Connection, person_id: int, since: datetime) -> int:
    """How many reminders went to this person from *since* on."""
    query = (
        select(func.count())
        .select_from(outbox)
        .where(
            outbox.c.person_id == person_id,
            outbox.c.kind.in_([Kind.REMINDER, Kind.SNOOZE]),
            outbox.c.status == Status.SENT,
            outbox.c.finished_at >= since,
        )
    )
    return await db.scalar(query) or 0


async def any_due(db: Connection, now: datetime) -> bool:
    """Whether something waits whose time has come."""
    query = select(outbox.c.id).where(outbox.c.status == Status.PENDING, outbox.c.due_at <= now).limit(1)
    return await db.scalar(query) is not None


async def next_due(db: Connection, *, kinds: Collection[Kind] = tuple(Kind)) -> datetime | None:
    """The instant of the next waiting message, or None where nothing waits."""
    query = select(func.min(outbox.c.due_at)).where(outbox.c.status == Status.PENDING, outbox.c.kind.in_(kinds))
    instant: datetime | None = await db.scalar(query)
    return instant


async def claim(db: Connection, now: datetime, *, limit: int, lease: timedelta) -> list[OutboxMessage]:
    """
    Take up to *limit* due rows for *lease*, reminders and answers before broadcasts, oldest first.

    Rows of one person that are due come together, so that one message a day can carry them.
    """
    due = (
        select(outbox.c.id)
        .where(outbox.c.status == Status.PENDING, outbox.c.due_at <= now)
        .order_by(outbox.c.priority, outbox.c.due_at, outbox.c.id)
        .limit(limit)
    )
    taken = await _lease(db, outbox.c.id.in_(due.scalar_subquery()), now + lease)
    people = {row.person_id for row in taken if row.person_id is not None}
    if people:
        siblings = outbox.c.person_id.in_(people) & (outbox.c.status == Status.PENDING) & (outbox.c.due_at <= now)
        taken += await _lease(db, siblings, now + lease)
    return [_message(row) for row in sorted(taken, key=lambda row: (row.priority, row.due_at, row.id))]


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


async def put_back(db: Connection, ids: Collection[int], at: datetime, reason: str, *, counted: bool = True) -> None:
    """Try claimed rows again at *at*; an uncounted try (flood control, moved to daytime) costs no attempt."""
    attempts = (
        outbox.c.attempts
        if counted
        else case((outbox.c.status == Status.SENDING, outbox.c.attempts - 1), else_=outbox.c.attempts)
    )
    await db.execute(
        update(outbox)
        .where(outbox.c.id.in_(ids), outbox.c.status.in_([Status.LEASED, Status.SENDING]))
        .values(status=Status.PENDING, due_at=at, reason=reason, attempts=attempts, lease_until=None)
    )


async def release(db: Connection, now: datetime, *, everything: bool = False) -> tuple[int, int]:
    """
    Return expired claims to the queue (at start *everything*: whoever held them is gone).

    A row cut off while it was sent goes back too, but a broadcast becomes uncertain. Returns (put back, uncertain).
    """
    over = outbox.c.id > 0 if everything else or_(outbox.c.lease_until.is_(None), outbox.c.lease_until <= now)
    lost = await db.execute(
        update(outbox)
        .where(outbox.c.status == Status.SENDING, outbox.c.kind == Kind.BROADCAST, over)
        .values(status=Status.UNCERTAIN, reason="interrupted", finished_at=now, lease_until=None)
    )
    back = await db.execute(
        update(outbox)
        .where(outbox.c.status.in_([Status.LEASED, Status.SENDING]), over)
        .values(status=Status.PENDING, lease_until=None)
    )
    return back.rowcount, lost.rowcount


async def backlog(db: Connection, now: datetime) -> tuple[int, datetime | None]:
    """How many rows are due and wait, and since when the oldest does."""
    query = select(func.count(), func.min(outbox.c.due_at)).where(
        outbox.c.status.in_([*UNDERWAY, Status.SENDING]), outbox.c.due_at <= now
    )
    number, oldest = (await db.execute(query)).one()
    return int(number), oldest


async def _lease(db: Connection, which, until: datetime) -> list[Row]:  # type: ignore[type-arg, no-untyped-def] # noqa: ANN001 - SQLAlchemy's clause
    result = await db.execute(
        update(outbox)
        .where(which, outbox.c.status == Status.PENDING)
        .values(status=Status.LEASED, lease_until=until)
        .returning(outbox)
    )
    return list(result)


def _message(row: Row) -> OutboxMessage:  # type: ignore[type-arg]  # a row of the whole table
    return OutboxMessage(
        id=row.id,
        key=row.key,
        kind=Kind(row.kind),
        chat_id=row.chat_id,
        person_id=row.person_id,
        broadcast_id=row.broadcast_id,
        facts=row.facts,
        due_at=row.due_at,
        attempts=row.attempts,
    )


def _values(message: NewMessage, now: datetime) -> dict[str, object]:
    return {
        "key": message.key,
        "kind": message.kind,
        "chat_id": message.chat_id,
        "person_id": message.person_id,
        "facts": message.facts,
        "due_at": message.due_at,
        "priority": 0,
        "status": Status.PENDING,
        "created_at": now,
    }


async def last_sent_reminders(db: Connection, person_id: int, since: datetime) -> list[OutboxMessage]:
    """The rows of the last message of reminders that went to this person from *since* on; empty where none did."""
    sent = (
        outbox.c.person_id == person_id,
        outbox.c.kind.in_([Kind.REMINDER, Kind.SNOOZE]),
        outbox.c.status == Status.SENT,
    )
    latest = await db.scalar(select(func.max(outbox.c.finished_at)).where(*sent, outbox.c.finished_at >= since))
    if latest is None:
        return []
    query = select(outbox).where(*sent, outbox.c.finished_at == latest).order_by(outbox.c.due_at, outbox.c.id)
    return [_message(row) for row in await db.execute(query)]
