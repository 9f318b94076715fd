"""The outbox: what waits for whom and when. The row is the schedule; `claims.py` takes rows through their states."""

from collections.abc import Callable, Collection, Sequence
from collections.abc import Set as AbstractSet
from datetime import datetime

from sqlalchemy import BindParameter, ColumnElement, Row, bindparam, func, select, update

from bot.outbox.message import BREAK, Kind, NewMessage, OutboxMessage, Priority, Status
from bot.storage.database import Connection
from bot.storage.tables import chats, outbox

UNDERWAY = (Status.PENDING, Status.LEASED)
CLAIMED = (Status.LEASED, Status.SENDING)


# Statuses written out in the statement, and as the partial indexes have them: only then does SQLite see, whatever the
# values handed over, that an index holds all the rows asked for.
IS_PENDING = outbox.c.status == bindparam(None, Status.PENDING.value, literal_execute=True)
IS_CLAIMED = outbox.c.status.in_(
    bindparam("claimed", [status.value for status in CLAIMED], expanding=True, literal_execute=True)
)


def is_due(now: datetime | BindParameter[datetime]) -> ColumnElement[bool]:
    """
    The rows whose time has come.

    All priorities are named, since an index by priority and instant finds the due rows of each at once and must
    otherwise be read to its end, through everything that is not due yet.
    """
    return IS_PENDING & outbox.c.priority.in_(list(Priority)) & (outbox.c.due_at <= now)


# Built once, as it is asked with every message.
_ANY_DUE = select(outbox.c.id).where(is_due(bindparam("now"))).limit(1)


async def enqueue(db: Connection, message: NewMessage, now: datetime) -> bool:
    """Queue one message; False, and nothing changed, where its key was queued before or the chat was erased."""
    if await db.scalar(select(outbox.c.id).where(outbox.c.key == message.key)) is not None:
        return False
    if await db.scalar(select(chats.c.chat_id).where(chats.c.chat_id == message.chat_id)) is None:
        return False
    await db.execute(outbox.insert().values(**_values(message, now)))
    return True


async def replace_plan(
    db: Connection,
    person_id: int,
    plan: Sequence[NewMessage],
    now: datetime,
    *,
    record: int | None,
    standing: Callable[[], AbstractSet[str]],
) -> None:
    """
    Make *plan* the reminders that lie ahead for this person, and cancel all others.

    A snooze stays where it belongs to the injection of this *record*: a moved dental visit or hour takes back nothing
    that was promised.

    What is due already, or was due and put back, stays while the facts call for it (*standing* gives the keys, past
    ones too; it is asked only where there is such a row): whether it still makes sense is asked when it is sent. A key
    that was sent, failed or dropped is never queued again; one that was cancelled is revived. Where nothing differs,
    nothing is written.
    """
    waits = select(outbox).where(outbox.c.person_id == person_id, outbox.c.status.in_(UNDERWAY))
    waiting = (await db.execute(waits)).all()
    called_for = {message.key for message in plan}
    if any(row.kind != Kind.SNOOZE and _is_late(row, now) for row in waiting):
        called_for |= standing()
    kept = [
        row.id
        for row in waiting
        if (row.facts.get("record") == record if row.kind == Kind.SNOOZE else row.key in called_for)
    ]
    await cancel_plan(db, person_id, "replanned", now, but=kept)
    old = {row.key: row for row in await db.execute(select(outbox).where(outbox.c.person_id == person_id))}
    for message in plan:
        row = old.get(message.key)
        if row is None:
            await db.execute(outbox.insert().values(**_values(message, now)))
        elif row.status == Status.PENDING and row.reason is None and row.due_at > now:
            if (row.due_at, row.facts) != (message.due_at, message.facts):
                values = {"due_at": message.due_at, "facts": message.facts}
                await db.execute(update(outbox).where(outbox.c.id == row.id).values(**values))
        elif row.status == Status.CANCELLED:
            values = _values(message, now) | {"finished_at": None, "reason": None, "attempts": 0}
            await db.execute(update(outbox).where(outbox.c.id == row.id).values(**values))


async def cancel_plan(db: Connection, person_id: int, why: str, now: datetime, *, but: Collection[int] = ()) -> int:
    """Cancel the reminders and snoozes that wait for this person; returns how many."""
    which = [
        outbox.c.person_id == person_id,
        outbox.c.kind.in_([Kind.REMINDER, Kind.SNOOZE]),
        outbox.c.status.in_(UNDERWAY),
        outbox.c.id.not_in(but),
    ]
    cancelled = {"status": Status.CANCELLED, "reason": why, "finished_at": now, "lease_until": None}
    result = await db.execute(update(outbox).where(*which).values(**cancelled))
    return result.rowcount


async def end_break(db: Connection, person_id: int, now: datetime) -> None:
    """What a break held back is due again."""
    held = (outbox.c.person_id == person_id, outbox.c.status == Status.PENDING, outbox.c.reason == BREAK)
    await db.execute(update(outbox).where(*held).values(due_at=now, reason=None))


def _is_late(row: Row, now: datetime) -> bool:  # type: ignore[type-arg]  # a row of the whole table
    """Whether it is due already, or was due and put back."""
    return bool(row.reason is not None or row.due_at <= now)


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
    return [message_of(row) for row in await db.execute(query)]


async def sent_between(db: Connection, person_id: int, since: datetime, until: datetime) -> int:
    """How many reminders went to this person from *since* to before *until*."""
    query = (
        select(func.count())
        .select_from(outbox)
        .where(
            outbox.c.person_id == person_id,
            outbox.c.kind.in_([Kind.REMINDER, Kind.SNOOZE]),
            outbox.c.status == Status.SENT,
            outbox.c.finished_at >= since,
            outbox.c.finished_at < until,
        )
    )
    return await db.scalar(query) or 0


async def awaiting(db: Connection, chat_ids: Collection[int], kind: Kind) -> set[int]:
    """Those of *chat_ids* for which a message of this kind waits, or is on its way."""
    underway = outbox.c.status.in_([*UNDERWAY, Status.SENDING])
    query = select(outbox.c.chat_id).where(outbox.c.chat_id.in_(chat_ids), outbox.c.kind == kind, underway)
    return set((await db.scalars(query)).all())


async def any_due(db: Connection, now: datetime) -> bool:
    """Whether something waits whose time has come."""
    return await db.scalar(_ANY_DUE, {"now": now}) is not None


async def next_due(db: Connection, *, kinds: Collection[Kind] | None = None) -> datetime | None:
    """The instant of the next waiting message (of these *kinds*, if given), or None where nothing waits."""
    query = select(outbox.c.due_at).where(IS_PENDING).order_by(outbox.c.due_at).limit(1)
    if kinds is not None:
        query = query.where(outbox.c.kind.in_(kinds))
    firsts = [await db.scalar(query.where(outbox.c.priority == priority)) for priority in Priority]
    return min((instant for instant in firsts if instant is not None), default=None)


def message_of(row: Row) -> OutboxMessage:  # type: ignore[type-arg]  # a row of the whole table
    """A claimed or waiting row."""
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
        first_due_at=row.first_due_at,
    )


def _values(message: NewMessage, now: datetime) -> dict[str, object]:
    return {
        "key": message.key,
        "kind": message.kind,
        "chat_id": message.chat_id,
        "person_id": message.person_id,
        "facts": message.facts,
        "due_at": message.due_at,
        "first_due_at": None,
        "priority": Priority.OWN,
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
    return [message_of(row) for row in await db.execute(query)]
