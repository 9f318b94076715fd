"""Each morning, an hour before the first reminders: the test message, and a word on who newly cannot be reached."""

from bot.checkup import out_of_reach
from bot.context import Services
from bot.outbox.message import Kind, NewMessage
from bot.storage import chats, health, outbox
from bot.storage.database import Connection
from bot.vitals import newly_due_soon
from jobs.canary import queue_canary

NAME = "morning"
TOLD = "unreachable"  # the beat that says when the admins heard of them last


async def begin_the_day(services: Services) -> None:
    """Queue both; the notice only where there is somebody new, and where it fails the test message goes out still."""
    async with services.database.transaction() as db:
        await health.beat(db, NAME, services.now())
        await queue_canary(db, services)
    services.wake.set()
    async with services.database.transaction() as db:
        await _tell_of_unreachable(db, services)
    services.wake.set()


async def _tell_of_unreachable(db: Connection, services: Services) -> None:
    """Where no admin can be written to, they count as new until one can."""
    now = services.now()
    admins = await chats.reachable_of(db, services.settings.admin_ids)
    if not admins:
        return
    people = await out_of_reach(db, services.settings, now)
    number = len(newly_due_soon(people, await health.last_beat(db, TOLD), now))
    if number:
        text = "admin.unreachable_one" if number == 1 else "admin.unreachable_new"
        facts = {"text": text, "values": {"number": number}}
        for admin in admins:
            await outbox.enqueue(db, NewMessage(f"lost:{now:%Y%m%d%H}:{admin}", Kind.NOTICE, admin, facts, now), now)
    await health.beat(db, TOLD, now)
