"""The people of a chat. A chat may own several; the first screens show the first."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import bindparam, select, update

from bot.storage.database import Connection
from bot.storage.tables import persons

DOCTOR_CHANGED = "doctor_changed"  # the reason of a stop that leaves the messages about dental visits


# Built once, as it is asked with every message.
_FIRST_OF_CHAT = select(persons).where(persons.c.chat_id == bindparam("chat")).order_by(persons.c.id).limit(1)


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody on treatment, and whether their messages run or have stopped (and why)."""

    id: int
    chat_id: int
    created_at: datetime
    stopped_at: datetime | None
    stop_reason: str | None

    @property
    def is_silenced(self) -> bool:
        """Whether no planned message goes to this person; a stop by the doctor ends those of the injection alone."""
        return self.stopped_at is not None and self.stop_reason != DOCTOR_CHANGED


async def get_person(db: Connection, person_id: int) -> Person | None:
    """The person, or None."""
    row = (await db.execute(select(persons).where(persons.c.id == person_id))).mappings().one_or_none()
    return None if row is None else Person(**row)


async def find_person(db: Connection, chat_id: int) -> Person | None:
    """The chat's first person, or None while nothing was registered."""
    row = (await db.execute(_FIRST_OF_CHAT, {"chat": chat_id})).mappings().one_or_none()
    return None if row is None else Person(**row)


async def ensure_person(db: Connection, chat_id: int, now: datetime) -> Person:
    """The chat's first person, made where there is none."""
    person = await find_person(db, chat_id)
    if person is None:
        await db.execute(persons.insert().values(chat_id=chat_id, created_at=now))
        person = await find_person(db, chat_id)
    if person is None:
        raise LookupError(f"no person in chat {chat_id} after adding one")
    return person


async def stop_messages(db: Connection, person_id: int, reason: str, now: datetime) -> None:
    """No planned message goes to this person until they resume; the caller cancels what waits."""
    await db.execute(update(persons).where(persons.c.id == person_id).values(stopped_at=now, stop_reason=reason))


async def resume_messages(db: Connection, person_id: int) -> None:
    """End a stop; the caller plans anew."""
    await db.execute(update(persons).where(persons.c.id == person_id).values(stopped_at=None, stop_reason=None))
