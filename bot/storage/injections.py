"""Injections given and appointments booked. A correction removes one record and adds another."""

from dataclasses import dataclass
from datetime import date, datetime, time

from sqlalchemy import delete, select, update

from bot.storage.database import Connection
from bot.storage.tables import appointments, injections, persons


@dataclass(frozen=True, slots=True)
class Injection:
    """An injection that was really given, on a local calendar day."""

    id: int
    person_id: int
    given_on: date
    entered_at: datetime
    removed_at: datetime | None


@dataclass(frozen=True, slots=True)
class Appointment:
    """An injection booked ahead."""

    id: int
    person_id: int
    booked_on: date
    booked_time: time | None
    entered_at: datetime
    ended_at: datetime | None


async def add_injection(db: Connection, person_id: int, given_on: date, now: datetime) -> int:
    """Record an injection; returns its id, which is never used again."""
    result = await db.execute(injections.insert().values(person_id=person_id, given_on=given_on, entered_at=now))
    return int(result.inserted_primary_key[0])  # type: ignore[index]  # an insert of one row has a key


async def current_injection(db: Connection, person_id: int) -> Injection | None:
    """The latest injection given, whatever the order of entry; None where none is known."""
    given = await injection_history(db, person_id)
    return given[0] if given else None


async def injection_history(db: Connection, person_id: int) -> list[Injection]:
    """All injections that stand, latest first."""
    query = (
        select(injections)
        .where(injections.c.person_id == person_id, injections.c.removed_at.is_(None))
        .order_by(injections.c.given_on.desc(), injections.c.id.desc())
    )
    return [Injection(**row) for row in (await db.execute(query)).mappings()]


async def owned_injection(db: Connection, injection_id: int, chat_id: int) -> Injection | None:
    """The injection, if it stands and belongs to this chat."""
    query = (
        select(injections)
        .join(persons)
        .where(injections.c.id == injection_id, injections.c.removed_at.is_(None), persons.c.chat_id == chat_id)
    )
    row = (await db.execute(query)).mappings().one_or_none()
    return None if row is None else Injection(**row)


async def remove_injection(db: Connection, injection_id: int, now: datetime) -> None:
    """Take an injection out of the record; the caller plans anew."""
    await db.execute(update(injections).where(injections.c.id == injection_id).values(removed_at=now))


async def restore_injection(db: Connection, injection_id: int) -> None:
    """Undo a removal; the caller plans anew."""
    await db.execute(update(injections).where(injections.c.id == injection_id).values(removed_at=None))


async def erase_injection(db: Connection, injection_id: int, person_id: int) -> None:
    """Leave no trace of this person's injection; the caller plans anew."""
    of_person = injections.c.person_id == person_id
    await db.execute(delete(injections).where(injections.c.id == injection_id, of_person))


async def removed_injection(db: Connection, injection_id: int, chat_id: int) -> Injection | None:
    """The injection, if it was removed and belongs to this chat (for Undo)."""
    query = (
        select(injections)
        .join(persons)
        .where(injections.c.id == injection_id, injections.c.removed_at.is_not(None), persons.c.chat_id == chat_id)
    )
    row = (await db.execute(query)).mappings().one_or_none()
    return None if row is None else Injection(**row)


async def book_appointment(db: Connection, person_id: int, on: date, at: time | None, now: datetime) -> int:
    """Record the appointment ahead in place of an earlier one; returns its id."""
    await end_appointments(db, person_id, now)
    result = await db.execute(
        appointments.insert().values(person_id=person_id, booked_on=on, booked_time=at, entered_at=now)
    )
    return int(result.inserted_primary_key[0])  # type: ignore[index]  # an insert of one row has a key


async def current_appointment(db: Connection, person_id: int) -> Appointment | None:
    """The appointment that stands, be its day ahead or past; None where there is none."""
    query = select(appointments).where(appointments.c.person_id == person_id, appointments.c.ended_at.is_(None))
    row = (await db.execute(query)).mappings().first()
    return None if row is None else Appointment(**row)


async def end_appointments(db: Connection, person_id: int, now: datetime) -> None:
    """No appointment stands any more (kept, moved or cancelled); the caller plans anew."""
    await db.execute(
        update(appointments)
        .where(appointments.c.person_id == person_id, appointments.c.ended_at.is_(None))
        .values(ended_at=now)
    )


async def erase_appointment(db: Connection, appointment_id: int, person_id: int) -> None:
    """Leave no trace of this person's appointment; the caller plans anew."""
    of_person = appointments.c.person_id == person_id
    await db.execute(delete(appointments).where(appointments.c.id == appointment_id, of_person))


async def owned_appointment(
    db: Connection, appointment_id: int, chat_id: int, *, ended: bool = False
) -> Appointment | None:
    """The appointment, if it belongs to this chat and stands (or, for Undo, was ended)."""
    stands = appointments.c.ended_at.is_not(None) if ended else appointments.c.ended_at.is_(None)
    query = (
        select(appointments)
        .join(persons)
        .where(appointments.c.id == appointment_id, stands, persons.c.chat_id == chat_id)
    )
    row = (await db.execute(query)).mappings().one_or_none()
    return None if row is None else Appointment(**row)


async def reopen_appointment(db: Connection, appointment_id: int, person_id: int, now: datetime) -> None:
    """Undo the end of an appointment, in place of whichever stands now; the caller plans anew."""
    await end_appointments(db, person_id, now)
    await db.execute(update(appointments).where(appointments.c.id == appointment_id).values(ended_at=None))
