"""The open question of a chat, if any: a row, so that it survives a restart."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import bindparam, delete, select, update

from bot.storage.database import Connection
from bot.storage.tables import dialogs

# Statements of every message are built once: building one takes longer than running it.
_CURRENT = select(dialogs).where(dialogs.c.chat_id == bindparam("chat"), dialogs.c.expires_at > bindparam("now"))
_CHANGE = update(dialogs).where(dialogs.c.chat_id == bindparam("chat")).values(payload=bindparam("payload"))
_CLOSE = delete(dialogs).where(dialogs.c.chat_id == bindparam("chat"))


@dataclass(frozen=True, slots=True)
class Dialog:
    """What we asked last and still wait for; ``payload`` is plain JSON."""

    step: str
    payload: dict[str, Any]


async def open_dialog(db: Connection, chat_id: int, step: str, payload: dict[str, Any], expires_at: datetime) -> None:
    """Wait for an answer to *step*, in place of whatever was waited for before."""
    await close_dialog(db, chat_id)
    await db.execute(dialogs.insert().values(chat_id=chat_id, step=step, payload=payload, expires_at=expires_at))


async def current_dialog(db: Connection, chat_id: int, now: datetime) -> Dialog | None:
    """What is waited for; None where nothing is, or where it has expired."""
    row = (await db.execute(_CURRENT, {"chat": chat_id, "now": now})).mappings().one_or_none()
    return None if row is None else Dialog(row["step"], row["payload"])


async def close_dialog(db: Connection, chat_id: int) -> None:
    """Wait for nothing any more."""
    await db.execute(_CLOSE, {"chat": chat_id})


async def set_payload(db: Connection, chat_id: int, payload: dict[str, Any]) -> None:
    """Change what is kept beside the open step, without prolonging it."""
    await db.execute(_CHANGE, {"chat": chat_id, "payload": payload})


async def purge(db: Connection, now: datetime) -> int:
    """Forget what was waited for in vain, with the words in it; returns how many rows went."""
    return (await db.execute(delete(dialogs).where(dialogs.c.expires_at <= now))).rowcount
