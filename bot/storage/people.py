"""The people of a chat. A chat may own several; the first screens show the first."""

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import bindparam, select, update

from bot.storage.database import Connection
from bot.storage.tables import persons

# Why messages were stopped. The first three end those about the injection alone; dental visits are still reminded of.
DOCTOR_CHANGED, OTHER_MEDICINE, PREGNANT = "doctor_changed", "other_medicine", "pregnancy"
OF_INJECTION = (DOCTOR_CHANGED, OTHER_MEDICINE, PREGNANT)
FAREWELLS = ("death", "wrong_person")  # after these not even a safety notice is sent
ASKED = "asked"  # /stop, or words for it; with what is said of it afterwards as "asked:doctor_changed"


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
    paused_until: date | None

    @property
    def is_silenced(self) -> bool:
        """Whether no planned message goes to this person at all, be it about a dental visit."""
        return self.stopped_at is not None and self.stop_reason not in OF_INJECTION

    @property
    def has_ended(self) -> bool:
        """Whether somebody died, or the wrong person was written to: nothing more is said."""
        return self.stop_reason in FAREWELLS

    def is_paused(self, today: date) -> bool:
        """Whether they have a break from reminders of the injection on *today*, their local day."""
        return self.paused_until is not None and today < self.paused_until


async def get_person(db: Connection, person_id: int) -> Person | None:
    """The person, or None."""
    row = (await db.execute(select(persons).where(persons.c.id == person_id))).mappings().one_or_none()
    return None if row is None else Person(**row)


async def find_person(db: Connection, chat_id: int) -> Person | None:
    """The chat's first person, or None while nothing was registered."""
    row = (await db.execute(_FIRST_OF_CHAT, {"chat": chat_id})).mappings().one_or_none()
    return None if row is None else Person(**row)


async def all_people(db: Connection, *, after: int, limit: int) -> list[int]:
    """The next *limit* people's ids after this one, in order."""
    query = select(persons.c.id).where(persons.c.id > after).order_by(persons.c.id).limit(limit)
    return list((await db.scalars(query)).all())


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


async def give_reason(db: Connection, person_id: int, reason: str) -> None:
    """Keep why messages were stopped, which was told afterwards."""
    await db.execute(update(persons).where(persons.c.id == person_id).values(stop_reason=reason))


async def pause_messages(db: Connection, person_id: int, until: date) -> None:
    """A break from reminders of the injection, up to the local day *until*; it ends a stop. The caller plans anew."""
    paused = {"stopped_at": None, "stop_reason": None, "paused_until": until}
    await db.execute(update(persons).where(persons.c.id == person_id).values(**paused))


async def resume_messages(db: Connection, person_id: int) -> None:
    """End a stop or a break; the caller plans anew."""
    running = {"stopped_at": None, "stop_reason": None, "paused_until": None}
    await db.execute(update(persons).where(persons.c.id == person_id).values(**running))
