"""What is late: due, not sent, and not put back on purpose. Both halves of the question have an index of their own."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, and_, func, literal, select, union_all, update

from bot.outbox.message import OUTSIDE_HOURS, Kind, Status
from bot.storage.database import Connection
from bot.storage.tables import chats, outbox

# Written into the statement: SQLite chooses a partial index only where it can read its condition there.
WAITING = outbox.c.status == literal(Status.PENDING.value, literal_execute=True)
IN_HAND = outbox.c.status.in_([literal(one.value, literal_execute=True) for one in (Status.LEASED, Status.SENDING)])
FIRST = outbox.c.priority == literal(0, literal_execute=True)  # all but broadcasts
ANY = outbox.c.priority.in_([0, 1])
PLANNED = (Kind.REMINDER, Kind.SNOOZE)
UNPROMPTED = tuple(kind for kind in Kind if kind != Kind.BROADCAST)
_REACHABLE = chats.c.unreachable_since.is_(None)


@dataclass(frozen=True, slots=True)
class Late:
    """How many messages are late (of one person, one), and since when the oldest is due."""

    number: int
    oldest: datetime


async def any_late(db: Connection, before: datetime, kinds: Collection[Kind] = PLANNED) -> bool:
    """Whether a message that was due *before* then still waits for a chat that can be reached."""
    for which in _halves(before):
        query = select(outbox.c.id).join(chats).where(which, outbox.c.kind.in_(kinds), _REACHABLE).limit(1)
        if await db.scalar(query) is not None:
            return True
    return False


async def what_is_late(db: Connection, before: datetime, kinds: Collection[Kind] = PLANNED) -> Late | None:
    """
    The messages that were due *before* then and still wait for a chat that can be reached; None where none does.

    A row that waits for the patient's daytime is not late until that has come.
    """
    due = func.coalesce(outbox.c.first_due_at, outbox.c.due_at).label("due")
    whose = func.coalesce(outbox.c.person_id, -outbox.c.id).label("whose")
    halves = [
        select(whose, due).join(chats).where(which, outbox.c.kind.in_(kinds), _REACHABLE) for which in _halves(before)
    ]
    rows = union_all(*halves).subquery()
    number, oldest = (await db.execute(select(func.count(rows.c.whose.distinct()), func.min(rows.c.due)))).one()
    return Late(int(number), oldest) if number else None


async def backlog(db: Connection, now: datetime) -> tuple[int, datetime | None]:
    """How many messages of any kind are due and wait, be it for their next try, and since when the oldest is due."""
    due = func.coalesce(outbox.c.first_due_at, outbox.c.due_at).label("due")
    rows = union_all(*(select(due).where(which) for which in (*_halves(now, ANY), IN_HAND))).subquery()
    number, oldest = (await db.execute(select(func.count(), func.min(rows.c.due)).select_from(rows))).one()
    return int(number), oldest


async def untold(db: Connection, keys: Collection[str]) -> list[dict[str, Any]]:
    """The facts of the notices that still wait under these keys."""
    query = select(outbox.c.facts).where(outbox.c.key.in_(keys), outbox.c.status == Status.PENDING)
    return list((await db.scalars(query)).all())


async def retell(db: Connection, keys: Collection[str], facts: dict[str, Any]) -> None:
    """Give the notices that still wait under these keys other facts."""
    waiting = (outbox.c.key.in_(keys), outbox.c.status == Status.PENDING)
    await db.execute(update(outbox).where(*waiting).values(facts=facts))


def _halves(before: datetime, priority: ColumnElement[bool] = FIRST) -> tuple[ColumnElement[bool], ColumnElement[bool]]:
    """What was never put back, or is due again; and what is tried again and again."""
    tried = and_(outbox.c.first_due_at <= before, outbox.c.due_at > before, outbox.c.reason != OUTSIDE_HOURS)
    return and_(WAITING, priority, outbox.c.due_at <= before), and_(WAITING, tried)
