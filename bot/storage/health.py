"""Signs of life of the process itself, and the figures behind /stats and /health."""

from datetime import date, datetime

from sqlalchemy import delete, func, select, update

from bot.storage.database import Connection
from bot.storage.tables import chats, heartbeats, injections, outbox, persons, questions, visits


async def beat(db: Connection, name: str, now: datetime) -> None:
    """Note that *name* ran."""
    result = await db.execute(update(heartbeats).where(heartbeats.c.name == name).values(beat_at=now))
    if result.rowcount == 0:
        await db.execute(heartbeats.insert().values(name=name, beat_at=now))


async def last_beat(db: Connection, name: str) -> datetime | None:
    """When *name* ran last."""
    return await db.scalar(select(heartbeats.c.beat_at).where(heartbeats.c.name == name))


async def silence(db: Connection, name: str) -> None:
    """*name* is over: as if it had never run."""
    await db.execute(delete(heartbeats).where(heartbeats.c.name == name))


async def beats(db: Connection) -> dict[str, datetime]:
    """When each ran last, by name."""
    return {row.name: row.beat_at for row in await db.execute(select(heartbeats))}


async def census(db: Connection) -> dict[str, int]:
    """How many chats, subscribers, people with an injection, unreachable chats, dental visits and open questions."""
    with_injection = select(func.count(injections.c.person_id.distinct())).where(injections.c.removed_at.is_(None))
    queries = {
        "chats": select(func.count()).select_from(chats),
        "subscribers": select(func.count()).select_from(chats).where(chats.c.news.is_(True)),
        "registered": with_injection,
        "unreachable": select(func.count()).select_from(chats).where(chats.c.unreachable_since.is_not(None)),
        "stopped": select(func.count()).select_from(persons).where(persons.c.stopped_at.is_not(None)),
        "visits": select(func.count()).select_from(visits).where(visits.c.removed_at.is_(None)),
        "open_questions": select(func.count()).select_from(questions).where(questions.c.status == "open"),
    }
    return {name: await db.scalar(query) or 0 for name, query in queries.items()}


async def outbox_by_status(db: Connection) -> dict[str, int]:
    """How many rows of the outbox stand in each status."""
    query = select(outbox.c.status, func.count()).group_by(outbox.c.status)
    return {status: int(number) for status, number in await db.execute(query)}


async def latest_injections(db: Connection) -> list[date]:
    """The latest injection day of each person on treatment, for the figures by lateness."""
    query = (
        select(func.max(injections.c.given_on))
        .join(persons)
        .where(injections.c.removed_at.is_(None), persons.c.stopped_at.is_(None))
        .group_by(injections.c.person_id)
    )
    return list((await db.scalars(query)).all())
