"""Updates from Telegram: saved before they are acknowledged, done when the answer was taken."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import bindparam, case, delete, func, select, update

from bot.storage.database import Connection
from bot.storage.tables import updates

KEPT = timedelta(hours=48)  # update ids restart at random after a quiet week; Telegram repeats within 24 hours
PARKED_TEXT_KEPT = timedelta(days=7)

# Statements of every message are built once: building one takes longer than running it.
_SAVE = updates.insert()
_KEEP = (
    update(updates).where(updates.c.id == bindparam("which")).values(status="answered", actions=bindparam("actions"))
)


@dataclass(frozen=True, slots=True)
class Incoming:
    """One raw update as it came in; ``chat_id`` is None where it belongs to no chat."""

    update_id: int
    chat_id: int | None
    raw: str
    urgent: bool


@dataclass(frozen=True, slots=True)
class SavedUpdate:
    """An update on disk. ``actions`` is set once the change of state was made: only the answer is still to be sent."""

    id: int
    update_id: int
    chat_id: int | None
    received_at: datetime
    urgent: bool
    raw: str
    actions: str | None
    actions_done: int


async def save(db: Connection, bot_id: int, batch: Sequence[Incoming], now: datetime) -> list[SavedUpdate]:
    """
    Save those of the batch that are new, in order; the same update twice within 48 hours is saved once.

    An id that is older has come round again (Telegram restarts them at random): the older row gives it up.
    """
    ids = [one.update_id for one in batch]
    stale = [updates.c.bot_id == bot_id, updates.c.update_id.in_(ids), updates.c.received_at <= now - KEPT]
    await db.execute(update(updates).where(*stale).values(update_id=-updates.c.id))
    query = select(updates.c.update_id).where(updates.c.bot_id == bot_id, updates.c.update_id.in_(ids))
    known = set((await db.scalars(query)).all())
    new: dict[int, Incoming] = {}
    for one in batch:
        if one.update_id not in known:
            new.setdefault(one.update_id, one)
    if not new:
        return []
    rows = [
        {
            "bot_id": bot_id,
            "update_id": one.update_id,
            "chat_id": one.chat_id,
            "received_at": now,
            "urgent": one.urgent,
            "status": "waiting",
            "raw": one.raw,
        }
        for one in new.values()
    ]
    await db.execute(_SAVE, rows)
    numbered = select(updates.c.update_id, updates.c.id).where(updates.c.bot_id == bot_id, updates.c.update_id.in_(new))
    numbers = {row.update_id: row.id for row in await db.execute(numbered)}
    return [
        SavedUpdate(numbers[one.update_id], one.update_id, one.chat_id, now, one.urgent, one.raw, None, 0)
        for one in new.values()
    ]


async def unfinished(db: Connection) -> list[SavedUpdate]:
    """What a stop or crash left behind: chats in which a red flag waits first, in order of arrival within a chat."""
    open_ones = updates.c.status.in_(["waiting", "answered"])
    red = select(updates.c.chat_id).where(open_ones, updates.c.urgent.is_(True))
    query = select(updates).where(open_ones).order_by(case((updates.c.chat_id.in_(red), 0), else_=1), updates.c.id)
    return [
        SavedUpdate(
            row.id, row.update_id, row.chat_id, row.received_at, row.urgent, row.raw, row.actions, row.actions_done
        )
        for row in await db.execute(query)
    ]


async def keep_answer(db: Connection, number: int, actions: str) -> None:
    """Keep what is to be sent, in the transaction that changes the state: a replay only sends again."""
    await db.execute(_KEEP, {"which": number, "actions": actions})


async def kept_answer(db: Connection, number: int) -> str | None:
    """The answer that an earlier try has kept, or None."""
    kept: str | None = await db.scalar(select(updates.c.actions).where(updates.c.id == number))
    return kept


async def note_done(db: Connection, number: int, actions_done: int) -> None:
    """So many of the actions have been taken by Telegram."""
    await db.execute(update(updates).where(updates.c.id == number).values(actions_done=actions_done))


async def close(db: Connection, numbers: Collection[int], now: datetime) -> None:
    """Done: the texts and whose they were are erased."""
    await db.execute(
        update(updates)
        .where(updates.c.id.in_(numbers))
        .values(status="done", finished_at=now, raw=None, actions=None, chat_id=None)
    )


async def park(db: Connection, number: int, reason: str, now: datetime) -> None:
    """Set aside what could not be answered; its text stays for a week so that it can be looked into."""
    await db.execute(
        update(updates).where(updates.c.id == number).values(status="parked", finished_at=now, reason=reason)
    )


async def purge(db: Connection, now: datetime) -> int:
    """Forget done updates after 48 hours and parked texts after 7 days; returns how many rows went."""
    await db.execute(
        update(updates)
        .where(updates.c.status == "parked", updates.c.finished_at <= now - PARKED_TEXT_KEPT)
        .values(raw=None, actions=None, chat_id=None, status="done")
    )
    result = await db.execute(delete(updates).where(updates.c.status == "done", updates.c.finished_at <= now - KEPT))
    return result.rowcount


async def count_unfinished(db: Connection) -> int:
    """How many updates still wait for their answer."""
    query = select(func.count()).select_from(updates).where(updates.c.status.in_(["waiting", "answered"]))
    return await db.scalar(query) or 0


async def count_parked(db: Connection) -> int:
    """How many updates were set aside."""
    return await db.scalar(select(func.count()).select_from(updates).where(updates.c.status == "parked")) or 0
