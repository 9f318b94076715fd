"""Chats: who may be written to, when and what they agreed to."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from sqlalchemy import bindparam, func, select, update

from bot.storage.database import Connection
from bot.storage.people import FAREWELLS
from bot.storage.tables import chats, injections, persons

# Statements of every message are built once: building one takes longer than running it.
_CHAT = select(chats).where(chats.c.chat_id == bindparam("chat"))


@dataclass(frozen=True, slots=True)
class Chat:
    """
    One private chat. ``zone`` and ``hour`` are None until the person has settled them; ``home_zone`` is set while they
    travel, and ``unwanted_steps`` names the optional reminders that they do without.
    """

    chat_id: int
    created_at: datetime
    started_at: datetime | None
    zone: str | None
    hour: int | None
    consent_at: datetime | None
    news: bool | None
    quiet: bool
    home_zone: str | None
    unwanted_steps: list[str]
    unreachable_since: datetime | None
    unreachable_why: str | None
    daily_word: bool

    @property
    def reachable(self) -> bool:
        """Whether Telegram took our last message, as far as we know."""
        return self.unreachable_since is None

    def zone_or(self, default: str) -> ZoneInfo:
        """The person's zone, or the clinic's default while it is not settled."""
        return ZoneInfo(self.zone or default)

    def hour_or(self, default: int) -> int:
        """The person's hour for messages, or the clinic's default."""
        return default if self.hour is None else self.hour


async def get_chat(db: Connection, chat_id: int) -> Chat | None:
    """The chat, or None where we never heard of it or it was erased."""
    row = (await db.execute(_CHAT, {"chat": chat_id})).mappings().one_or_none()
    return None if row is None else Chat(**row)


async def seen(db: Connection, chat_id: int, now: datetime) -> Chat:
    """Note a sign of life: the chat exists and can be written to again. Nothing missed is sent after."""
    chat = await get_chat(db, chat_id)
    if chat is None:
        await db.execute(chats.insert().values(chat_id=chat_id, created_at=now))
    elif not chat.reachable:
        await _set(db, chat_id, unreachable_since=None, unreachable_why=None)
    else:
        return chat
    found = await get_chat(db, chat_id)
    if found is None:
        raise LookupError(f"chat {chat_id} vanished inside a transaction")
    return found


async def mark_started(db: Connection, chat_id: int, now: datetime) -> None:
    """Note the first /start."""
    await db.execute(
        update(chats).where(chats.c.chat_id == chat_id, chats.c.started_at.is_(None)).values(started_at=now)
    )


async def mark_unreachable(db: Connection, chat_id: int, why: str, now: datetime) -> None:
    """Telegram refuses this chat (blocked, deactivated, not found): sending pauses, the plan stays."""
    await db.execute(
        update(chats)
        .where(chats.c.chat_id == chat_id, chats.c.unreachable_since.is_(None))
        .values(unreachable_since=now, unreachable_why=why)
    )


async def settle_zone(db: Connection, chat_id: int, zone: str, *, home: str | None = None) -> None:
    """Keep the person's time zone (an IANA name), and while they travel that of their *home*."""
    await _set(db, chat_id, zone=zone, home_zone=home)


async def set_hour(db: Connection, chat_id: int, hour: int) -> None:
    """Keep the person's hour for messages (9 to 19, local)."""
    await _set(db, chat_id, hour=hour)


async def set_quiet(db: Connection, chat_id: int, *, quiet: bool) -> None:
    """Keep whether reminders open with a neutral line for the lock screen."""
    await _set(db, chat_id, quiet=quiet)


async def set_unwanted_steps(db: Connection, chat_id: int, steps: Collection[str]) -> None:
    """Keep which optional reminders the person does without."""
    await _set(db, chat_id, unwanted_steps=sorted(steps))


async def set_news(db: Connection, chat_id: int, *, news: bool) -> None:
    """Keep whether the person is a subscriber to news."""
    await _set(db, chat_id, news=news)


async def give_consent(db: Connection, chat_id: int, now: datetime) -> None:
    """The person agreed that dates are stored."""
    await _set(db, chat_id, consent_at=now)


async def count_recipients(db: Connection, *, safety: bool) -> int:
    """How many reachable chats a broadcast would go to now (see recipients)."""
    return await db.scalar(select(func.count()).select_from(recipients(safety=safety).subquery())) or 0


def recipients(*, safety: bool):  # type: ignore[no-untyped-def] # noqa: ANN201 - SQLAlchemy's Select is generic in its columns
    """The chat ids a broadcast goes to, as a SELECT: subscribers; a safety notice, everyone with an injection."""
    reachable = select(chats.c.chat_id).where(chats.c.unreachable_since.is_(None))
    if not safety:
        return reachable.where(chats.c.news.is_(True))
    registered = (
        select(persons.c.chat_id)
        .join(injections, injections.c.person_id == persons.c.id)
        .where(injections.c.removed_at.is_(None))
        .where(func.coalesce(persons.c.stop_reason, "").not_in(FAREWELLS))
    )
    return reachable.where(chats.c.chat_id.in_(registered))


async def is_recipient(db: Connection, chat_id: int, *, safety: bool) -> bool:
    """Whether a broadcast would still go to this chat now (see recipients)."""
    return await db.scalar(recipients(safety=safety).where(chats.c.chat_id == chat_id)) is not None


async def never_started(db: Connection, chat_ids: frozenset[int]) -> frozenset[int]:
    """Those of *chat_ids* that never pressed /start, and so cannot be written to."""
    query = select(chats.c.chat_id).where(chats.c.chat_id.in_(chat_ids), chats.c.started_at.is_not(None))
    return chat_ids - frozenset((await db.scalars(query)).all())


async def reachable_of(db: Connection, chat_ids: frozenset[int]) -> list[int]:
    """Those of *chat_ids* that pressed /start and can be written to."""
    query = select(chats.c.chat_id).where(
        chats.c.chat_id.in_(chat_ids), chats.c.started_at.is_not(None), chats.c.unreachable_since.is_(None)
    )
    return sorted((await db.scalars(query)).all())


async def set_daily_word(db: Connection, chat_id: int, *, wanted: bool) -> None:
    """Keep whether this admin wants to hear each day that all is well."""
    await _set(db, chat_id, daily_word=wanted)


async def wanting_daily_word(db: Connection, chat_ids: Collection[int]) -> list[int]:
    """Those of *chat_ids* that want to hear each day that all is well."""
    query = select(chats.c.chat_id).where(chats.c.chat_id.in_(chat_ids), chats.c.daily_word.is_(True))
    return sorted((await db.scalars(query)).all())


async def _set(db: Connection, chat_id: int, **values: object) -> None:
    await db.execute(update(chats).where(chats.c.chat_id == chat_id).values(**values))
