"""People with dates, put into the database without the dialogue that asks for them."""

from datetime import date
from typing import Any

from sqlalchemy import select

from bot.planning import replan
from bot.storage import chats, injections, people, visits
from bot.storage.tables import outbox
from house import House, Talk


async def plant(talk: Talk, house: House, *, given: date | None = None, booked: date | None = None) -> int:
    """The talk's person, with consent, London's clock and an injection; returns the person's id."""
    await talk.say("/start")
    now, chat_id = house.clock.now(), talk.user.id
    async with house.database.transaction() as db:
        await chats.settle_zone(db, chat_id, "Europe/London")
        await chats.give_consent(db, chat_id, now)
        person = await people.ensure_person(db, chat_id, now)
        if given is not None:
            await injections.add_injection(db, person.id, given, now)
        if booked is not None:
            await injections.book_appointment(db, person.id, booked, None, now)
        await replan(db, house.settings, person.id, now)
    return person.id


async def visit(house: House, person_id: int, on: date, kind: str) -> None:
    now = house.clock.now()
    async with house.database.transaction() as db:
        await visits.add_visit(db, person_id, kind, on, None, now)
        await replan(db, house.settings, person_id, now)


async def rows(house: House, **wanted: Any) -> list[Any]:
    """Rows of the outbox in the order of their making, those with these values."""
    query = select(outbox).order_by(outbox.c.id)
    for name, value in wanted.items():
        query = query.where(outbox.c[name] == value)
    async with house.database.read() as db:
        return list((await db.execute(query)).all())


async def steps(house: House, status: str) -> list[str]:
    return [row.facts["step"] for row in await rows(house, status=status) if row.kind in ("reminder", "snooze")]
