"""People whose chat Telegram refuses, and what is known of their injections."""

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import func, select

from bot.storage.database import Connection
from bot.storage.tables import appointments, chats, injections, persons


@dataclass(frozen=True, slots=True)
class Unreachable:
    """One person in a chat that cannot be written to; one of ``given`` and ``booked`` is known."""

    chat_id: int
    zone: str | None
    since: datetime
    given: date | None
    booked: date | None


async def unreachable_people(db: Connection) -> list[Unreachable]:
    """Those with an injection or appointment whose messages have not been stopped, by anybody."""
    # Asked person by person: they are few among many.
    given = (
        select(func.max(injections.c.given_on))
        .where(injections.c.person_id == persons.c.id, injections.c.removed_at.is_(None))
        .scalar_subquery()
    )
    booked = (
        select(func.max(appointments.c.booked_on))
        .where(appointments.c.person_id == persons.c.id, appointments.c.ended_at.is_(None))
        .scalar_subquery()
    )
    query = (
        select(chats.c.chat_id, chats.c.zone, chats.c.unreachable_since.label("since"), given.label("given"))
        .add_columns(booked.label("booked"))
        .join(persons, persons.c.chat_id == chats.c.chat_id)
        .where(chats.c.unreachable_since.is_not(None), chats.c.consent_at.is_not(None), persons.c.stopped_at.is_(None))
        .order_by(persons.c.id)
    )
    found = [Unreachable(**row) for row in (await db.execute(query)).mappings()]
    return [one for one in found if one.given is not None or one.booked is not None]
