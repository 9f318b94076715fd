"""Dental visits: when and of what kind. A change removes one record and adds another, so that steps stay distinct."""

from dataclasses import dataclass
from datetime import date, datetime, time

from sqlalchemy import delete, select, update

from bot.storage.database import Connection
from bot.storage.tables import persons, visits


@dataclass(frozen=True, slots=True)
class DentalVisit:
    """One visit; ``kind`` is a value of bot.schedule's DentalKind."""

    id: int
    person_id: int
    kind: str
    visit_on: date
    visit_time: time | None
    entered_at: datetime
    removed_at: datetime | None
    of_other: bool  # of somebody else in the chat, whose injections are not kept


async def add_visit(
    db: Connection, person_id: int, kind: str, on: date, at: time | None, now: datetime, *, of_other: bool = False
) -> int:
    """Record a visit; returns its id, which is never used again."""
    result = await db.execute(
        visits.insert().values(
            person_id=person_id, kind=kind, visit_on=on, visit_time=at, entered_at=now, of_other=of_other
        )
    )
    return int(result.inserted_primary_key[0])  # type: ignore[index]  # an insert of one row has a key


async def visits_of(db: Connection, person_id: int) -> list[DentalVisit]:
    """All visits that stand, earliest first; past ones too, since their healing checks may be ahead."""
    query = (
        select(visits)
        .where(visits.c.person_id == person_id, visits.c.removed_at.is_(None))
        .order_by(visits.c.visit_on, visits.c.id)
    )
    return [DentalVisit(**row) for row in (await db.execute(query)).mappings()]


async def owned_visit(db: Connection, visit_id: int, chat_id: int, *, removed: bool = False) -> DentalVisit | None:
    """The visit, if it belongs to this chat and stands (or, for Undo, was removed)."""
    stands = visits.c.removed_at.is_not(None) if removed else visits.c.removed_at.is_(None)
    query = select(visits).join(persons).where(visits.c.id == visit_id, stands, persons.c.chat_id == chat_id)
    row = (await db.execute(query)).mappings().one_or_none()
    return None if row is None else DentalVisit(**row)


async def remove_visit(db: Connection, visit_id: int, now: datetime) -> None:
    """Take a visit out of the record; the caller plans anew."""
    await db.execute(update(visits).where(visits.c.id == visit_id).values(removed_at=now))


async def restore_visit(db: Connection, visit_id: int) -> None:
    """Undo a removal; the caller plans anew."""
    await db.execute(update(visits).where(visits.c.id == visit_id).values(removed_at=None))


async def erase_visit(db: Connection, visit_id: int, person_id: int) -> None:
    """Leave no trace of this person's visit; the caller plans anew."""
    await db.execute(delete(visits).where(visits.c.id == visit_id, visits.c.person_id == person_id))
