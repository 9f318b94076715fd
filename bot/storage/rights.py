"""A person's rights: everything held about a chat, and its end."""

from datetime import date, datetime, time
from typing import Any

from sqlalchemy import Table, delete, func, select

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


async def everything_about(db: Connection, chat_id: int) -> dict[str, list[dict[str, Any]]]:
    """All rows held about this chat, by table, as plain JSON values (ISO dates and UTC instants)."""
    held = {table.name: await _rows(db, select(table).where(table.c.chat_id == chat_id)) for table in BY_CHAT}
    people = select(persons.c.id).where(persons.c.chat_id == chat_id)
    for table in BY_PERSON:
        held[table.name] = await _rows(db, select(table).where(table.c.person_id.in_(people)))
    return held


async def forget(db: Connection, chat_id: int, *, but_update: int | None = None) -> None:
    """
    Erase everything held about this chat, queued messages included.

    *but_update* is the update being answered now: it goes when its answer was taken.
    """
    await db.execute(delete(chats).where(chats.c.chat_id == chat_id))
    others = delete(updates).where(updates.c.chat_id == chat_id)
    await db.execute(others if but_update is None else others.where(updates.c.id != but_update))


async def count_left(db: Connection, chat_id: int) -> int:
    """How many rows still name this chat, apart from the update being answered: 0 after forget."""
    people = select(persons.c.id).where(persons.c.chat_id == chat_id)
    left = 0
    for table in BY_CHAT:
        left += await _count(db, table, table.c.chat_id == chat_id)
    for table in BY_PERSON:
        left += await _count(db, table, table.c.person_id.in_(people))
    return left


async def _count(db: Connection, table: Table, which: Any) -> int:  # noqa: ANN401 - SQLAlchemy's clause
    return await db.scalar(select(func.count()).select_from(table).where(which)) or 0


async def _rows(db: Connection, query: Any) -> list[dict[str, Any]]:  # noqa: ANN401 - SQLAlchemy's query
    return [{name: _plain(value) for name, value in row.items()} for row in (await db.execute(query)).mappings()]


def _plain(value: object) -> object:
    return value.isoformat() if isinstance(value, date | datetime | time) else value
