"""A person's rights: everything held about a chat, and its end."""

from collections.abc import Sequence
from datetime import date, datetime, time
from typing import Any

from sqlalchemy import ColumnElement, Table, and_, delete, func, select, union, update

from bot.storage import erasures
from bot.storage.database import Connection
from bot.storage.erasures import Erasure, Scope
from bot.storage.tables import (
    appointments,
    chats,
    dialogs,
    injections,
    outbox,
    persons,
    questions,
    updates,
    visits,
)

BY_CHAT = (chats, persons, dialogs, questions, outbox)
BY_PERSON = (injections, appointments, visits)


async def everything_about(
    db: Connection, chat_id: int, *, but_update: int | None = None
) -> dict[str, list[dict[str, Any]]]:
    """
    All rows held about this chat, by table, as plain JSON values (ISO dates and UTC instants).

    *but_update* is the update being answered now, which is erased when its answer was taken.
    """
    held = {table.name: await _rows(db, select(table).where(table.c.chat_id == chat_id)) for table in BY_CHAT}
    people = select(persons.c.id).where(persons.c.chat_id == chat_id)
    for table in BY_PERSON:
        held[table.name] = await _rows(db, select(table).where(table.c.person_id.in_(people)))
    held[updates.name] = await _rows(db, select(updates).where(_other_updates(chat_id, but_update)))
    return held


async def withdraw_consent(db: Connection, chat_id: int, now: datetime) -> None:
    """The agreement is taken back, and what it covered goes: people with their dates and planned messages."""
    await _erase(db, chat_id, Scope.DATES)
    await erasures.note(db, chat_id, Scope.DATES, now)


async def forget(db: Connection, chat_id: int, now: datetime, *, but_update: int | None = None) -> None:
    """
    Erase everything held about this chat, queued messages included.

    *but_update* is the update being answered now: it goes when its answer was taken.
    """
    await _erase(db, chat_id, Scope.EVERYTHING, but_update=but_update)
    await erasures.note(db, chat_id, Scope.EVERYTHING, now)


async def erase_again(db: Connection, made: Sequence[Erasure]) -> int:
    """Repeat erasures that this database has not been through; returns how many of them met a chat."""
    query = union(select(chats.c.chat_id), select(updates.c.chat_id).where(updates.c.chat_id.is_not(None)))
    chat_ids = list((await db.scalars(query)).all())
    met = 0
    for one in made:
        for chat_id in filter(one.is_of, chat_ids):
            await _erase(db, chat_id, one.scope)
            met += 1
        await erasures.add(db, one)
    return met


async def messages_sent(db: Connection, chat_id: int, since: datetime) -> list[int]:
    """The ids of the unprompted messages that this chat got from *since* on, latest first."""
    sent = (outbox.c.chat_id == chat_id, outbox.c.finished_at >= since, outbox.c.message_id.is_not(None))
    query = select(outbox.c.message_id).where(*sent).distinct().order_by(outbox.c.message_id.desc())
    return list((await db.scalars(query)).all())


async def count_left(db: Connection, chat_id: int, *, but_update: int | None = None) -> int:
    """How many rows still name this chat, apart from the update being answered: 0 after forget."""
    people = select(persons.c.id).where(persons.c.chat_id == chat_id)
    left = await _count(db, updates, _other_updates(chat_id, but_update))
    for table in BY_CHAT:
        left += await _count(db, table, table.c.chat_id == chat_id)
    for table in BY_PERSON:
        left += await _count(db, table, table.c.person_id.in_(people))
    return left


async def _erase(db: Connection, chat_id: int, scope: Scope, *, but_update: int | None = None) -> None:
    match scope:
        case Scope.DATES:
            await db.execute(delete(persons).where(persons.c.chat_id == chat_id))
            await db.execute(update(chats).where(chats.c.chat_id == chat_id).values(consent_at=None))
        case Scope.EVERYTHING:
            await db.execute(delete(chats).where(chats.c.chat_id == chat_id))
            await db.execute(delete(updates).where(_other_updates(chat_id, but_update)))


def _other_updates(chat_id: int, but_update: int | None) -> ColumnElement[bool]:
    ours = updates.c.chat_id == chat_id
    return ours if but_update is None else and_(ours, updates.c.id != but_update)


async def _count(db: Connection, table: Table, which: Any) -> int:  # noqa: ANN401 - SQLAlchemy's clause
    return await db.scalar(select(func.count()).select_from(table).where(which)) or 0


async def _rows(db: Connection, query: Any) -> list[dict[str, Any]]:  # noqa: ANN401 - SQLAlchemy's query
    return [{name: _plain(value) for name, value in row.items()} for row in (await db.execute(query)).mappings()]


def _plain(value: object) -> object:
    return value.isoformat() if isinstance(value, date | datetime | time) else value
