"""A person's rights: everything held about a chat, and its end."""

from datetime import date, datetime, time
from typing import Any

from sqlalchemy import ColumnElement, Table, and_, delete, func, select

from bot.storage.database import Connection
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


async def erase_dates(db: Connection, chat_id: int) -> None:
    """Erase what consent covered: the people of this chat with their dates and planned messages."""
    await db.execute(delete(persons).where(persons.c.chat_id == chat_id))


async def forget(db: Connection, chat_id: int, *, but_update: int | None = None) -> None:
    """
    Erase everything held about this chat, queued messages included.

    *but_update* is the update being answered now: it goes when its answer was taken.
    """
    await db.execute(delete(chats).where(chats.c.chat_id == chat_id))
    await db.execute(delete(updates).where(_other_updates(chat_id, but_update)))


async def count_left(db: Connection, chat_id: int, *, but_update: int | None = None) -> int:
    """How many rows still name this chat, apart from the update being answered: 0 after forget."""
    people = select(persons.c.id).where(persons.c.chat_id == chat_id)
    left = await _count(db, updates, _other_updates(chat_id, but_update))
    for table in BY_CHAT:
        left += await _count(db, table, table.c.chat_id == chat_id)
    for table in BY_PERSON:
        left += await _count(db, table, table.c.person_id.in_(people))
    return left


def _other_updates(chat_id: int, but_update: int | None) -> ColumnElement[bool]:
    ours = updates.c.chat_id == chat_id
    return ours if but_update is None else and_(ours, updates.c.id != but_update)


async def _count(db: Connection, table: Table, which: Any) -> int:  # noqa: ANN401 - SQLAlchemy's clause
    return await db.scalar(select(func.count()).select_from(table).where(which)) or 0


async def _rows(db: Connection, query: Any) -> list[dict[str, Any]]:  # noqa: ANN401 - SQLAlchemy's query
    return [{name: _plain(value) for name, value in row.items()} for row in (await db.execute(query)).mappings()]


def _plain(value: object) -> object:
    return value.isoformat() if isinstance(value, date | datetime | time) else value
