"""What is done once a day is made up for where the computer slept through its hour or the bot was off."""

from collections.abc import Awaitable, Callable
from datetime import timedelta

from bot.context import Services
from bot.storage import health

MISSED = timedelta(hours=25)


async def do_if_missed(services: Services, name: str, work: Callable[[], Awaitable[object]]) -> None:
    """Do the *work* whose beat is *name* where it has not beaten for over a day; it beats by itself."""
    now = services.now()
    async with services.database.read() as db:
        last = await health.last_beat(db, name)
    if last is None:
        async with services.database.transaction() as db:
            await health.beat(db, name, now)  # from now on it can be missed
    elif now - last > MISSED:
        await work()
