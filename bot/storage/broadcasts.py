"""Broadcasts: one stored text, one outbox row a recipient, true counts."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import JSON, String, cast, func, insert, literal, null, select, update

from bot.outbox.message import Kind, Priority, Status
from bot.storage.chats import recipients
from bot.storage.database import Connection
from bot.storage.tables import broadcasts, outbox

UNREACHED = ("blocked", "deactivated", "not_found", "unreachable")
KEPT_BACK, NO_RECIPIENT = "cancelled", "unsubscribed"  # why a row that had come to its turn was dropped


@dataclass(frozen=True, slots=True)
class Broadcast:
    """A text to many; status is "draft", "sending", "stopping" (no more of it goes out), "done" or "cancelled"."""

    id: int
    admin_chat_id: int
    text: str
    safety: bool
    status: str
    created_at: datetime
    confirmed_at: datetime | None
    finished_at: datetime | None
    progress_message_id: int | None
    progress_shown: str | None


@dataclass(frozen=True, slots=True)
class Tally:
    """How a broadcast stands, per recipient."""

    waiting: int = 0
    delivered: int = 0
    blocked: int = 0
    failed: int = 0
    uncertain: int = 0
    cancelled: int = 0

    @property
    def total(self) -> int:
        """All recipients."""
        return self.waiting + self.delivered + self.blocked + self.failed + self.uncertain + self.cancelled


async def add_draft(db: Connection, admin_chat_id: int, text: str, *, safety: bool, now: datetime) -> int:
    """Keep a text that an admin may confirm; returns its id."""
    result = await db.execute(
        broadcasts.insert().values(
            admin_chat_id=admin_chat_id, text=text, safety=safety, status="draft", created_at=now
        )
    )
    return int(result.inserted_primary_key[0])  # type: ignore[index]  # an insert of one row has a key


async def get_broadcast(db: Connection, broadcast_id: int) -> Broadcast | None:
    """The broadcast, or None."""
    row = (await db.execute(select(broadcasts).where(broadcasts.c.id == broadcast_id))).mappings().one_or_none()
    return None if row is None else Broadcast(**row)


async def confirm(db: Connection, broadcast_id: int, now: datetime) -> bool:
    """Queue the text for every recipient; False, and nothing queued, where it is no draft any more."""
    result = await db.execute(
        update(broadcasts)
        .where(broadcasts.c.id == broadcast_id, broadcasts.c.status == "draft")
        .values(status="sending", confirmed_at=now)
        .returning(broadcasts.c.safety)
    )
    row = result.one_or_none()
    if row is None:
        return False
    to = recipients(safety=row.safety).subquery()
    rows = select(
        literal(f"broadcast:{broadcast_id}:") + cast(to.c.chat_id, String),
        literal(Kind.BROADCAST.value),
        to.c.chat_id,
        null(),
        literal(broadcast_id),
        literal({}, JSON),
        literal(Priority.TO_MANY.value),
        literal(now, outbox.c.due_at.type),
        literal(Status.PENDING.value),
        literal(now, outbox.c.created_at.type),
    )
    names = [
        "key",
        "kind",
        "chat_id",
        "person_id",
        "broadcast_id",
        "facts",
        "priority",
        "due_at",
        "status",
        "created_at",
    ]
    await db.execute(insert(outbox).from_select(names, rows))
    return True


async def cancel(db: Connection, broadcast_id: int, now: datetime) -> None:
    """Drop a draft, or stop one that is being sent: what went out stays counted."""
    await db.execute(
        update(broadcasts)
        .where(broadcasts.c.id == broadcast_id, broadcasts.c.status == "draft")
        .values(status="cancelled", finished_at=now)
    )
    # What is on its way now may come back to be tried again; it must not be.
    await db.execute(
        update(broadcasts)
        .where(broadcasts.c.id == broadcast_id, broadcasts.c.status == "sending")
        .values(status="stopping")
    )
    await db.execute(
        update(outbox)
        .where(outbox.c.broadcast_id == broadcast_id, outbox.c.status.in_([Status.PENDING, Status.LEASED]))
        .values(status=Status.CANCELLED, reason=KEPT_BACK, finished_at=now, lease_until=None)
    )


async def tally(db: Connection, broadcast_id: int) -> Tally:
    """The true counts of this moment; whoever was erased or ended news before their turn is no recipient."""
    query = (
        select(outbox.c.status, outbox.c.reason, func.count())
        .where(outbox.c.broadcast_id == broadcast_id, func.coalesce(outbox.c.reason, "") != NO_RECIPIENT)
        .group_by(outbox.c.status, outbox.c.reason)
    )
    numbers = dict.fromkeys(("waiting", "delivered", "blocked", "failed", "uncertain", "cancelled"), 0)
    for status, reason, number in await db.execute(query):
        numbers[_column(status, reason)] += number
    return Tally(**numbers)


async def being_sent(db: Connection) -> list[Broadcast]:
    """Broadcasts whose progress is still to be shown."""
    query = select(broadcasts).where(broadcasts.c.status.in_(["sending", "stopping"])).order_by(broadcasts.c.id)
    return [Broadcast(**row) for row in (await db.execute(query)).mappings()]


async def note_progress(db: Connection, broadcast_id: int, *, message_id: int | None, shown: str) -> None:
    """Remember where and what the admin's progress message says."""
    values: dict[str, object] = {"progress_shown": shown}
    if message_id is not None:
        values["progress_message_id"] = message_id
    await db.execute(update(broadcasts).where(broadcasts.c.id == broadcast_id).values(**values))


async def close(db: Connection, broadcast_id: int, now: datetime) -> None:
    """All rows have ended and the final counts were shown."""
    await db.execute(update(broadcasts).where(broadcasts.c.id == broadcast_id).values(status="done", finished_at=now))


def _column(status: str, reason: str | None) -> str:
    if status == Status.SENT:
        return "delivered"
    if status in (Status.FAILED, Status.DROPPED):
        return {**dict.fromkeys(UNREACHED, "blocked"), KEPT_BACK: "cancelled"}.get(reason or "", "failed")
    return {Status.UNCERTAIN: "uncertain", Status.CANCELLED: "cancelled"}.get(Status(status), "waiting")
