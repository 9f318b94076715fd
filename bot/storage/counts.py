"""Anonymous counts by UTC day: how often something happened, never to whom."""

from datetime import date

from sqlalchemy import bindparam, func, select, update

from bot.storage.database import Connection
from bot.storage.tables import counts

# Statements of every message are built once: building one takes longer than running it.
_ADD = (
    update(counts)
    .where(counts.c.day == bindparam("on"), counts.c.name == bindparam("what"))
    .values(number=counts.c.number + bindparam("more"))
)


async def count(db: Connection, day: date, name: str, number: int = 1) -> None:
    """Add *number* to the day's count of *name* (at most 64 characters)."""
    result = await db.execute(_ADD, {"on": day, "what": name, "more": number})
    if result.rowcount == 0:
        await db.execute(counts.insert().values(day=day, name=name, number=number))


async def totals_since(db: Connection, day: date) -> dict[str, int]:
    """Each name's total from *day* on."""
    query = select(counts.c.name, func.sum(counts.c.number)).where(counts.c.day >= day).group_by(counts.c.name)
    return {name: int(total) for name, total in await db.execute(query)}
