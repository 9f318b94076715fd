"""
Who asked to be erased: noted with the erasure itself, so that it can be repeated on a restored backup.

The table says which erasures this database has been through. The same entries stand in a file beside the database (see
jobs/erasing.py); one that the file knows and the table does not was made after the backup that became this database.
No clock decides that. An entry holds no chat id but a fingerprint of it, keyed by the entry's own id: whoever knows
a chat id can check it against an entry, and two entries of one chat do not look alike.
"""

import hmac
import secrets
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from datetime import datetime
from enum import StrEnum

from sqlalchemy import delete, select

from bot.storage.database import Connection
from bot.storage.tables import erasures


class Scope(StrEnum):
    """What was erased."""

    EVERYTHING = "everything"
    DATES = "dates"  # consent was taken back


@dataclass(frozen=True, slots=True)
class Erasure:
    """One erasure. Whether it was this chat can be asked; which chat it was does not stand there."""

    id: str
    fingerprint: str
    scope: Scope
    erased_at: datetime

    def is_of(self, chat_id: int) -> bool:
        """Whether this chat was erased."""
        return hmac.compare_digest(self.fingerprint, _fingerprint(self.id, chat_id))


async def note(db: Connection, chat_id: int, scope: Scope, now: datetime) -> None:
    """Note an erasure, in the transaction that makes it."""
    key = secrets.token_hex(16)
    await add(db, Erasure(key, _fingerprint(key, chat_id), scope, now))


async def add(db: Connection, erasure: Erasure) -> None:
    """This database has been through it now."""
    await db.execute(erasures.insert().values(asdict(erasure)))


async def all_erasures(db: Connection) -> list[Erasure]:
    """Every erasure that this database has been through and that a backup may still undo, earliest first."""
    query = select(erasures).order_by(erasures.c.erased_at, erasures.c.id)
    return [Erasure(row.id, row.fingerprint, Scope(row.scope), row.erased_at) for row in await db.execute(query)]


async def purge(db: Connection, before: datetime) -> int:
    """Forget the erasures that no backup can undo any more; returns how many."""
    return (await db.execute(delete(erasures).where(erasures.c.erased_at < before))).rowcount


def missing(log: Iterable[Erasure], known: Iterable[Erasure]) -> list[Erasure]:
    """Those of the *log* that a database, which has been through *known*, has not seen."""
    ids = {one.id for one in known}
    return [one for one in log if one.id not in ids]


def _fingerprint(key: str, chat_id: int) -> str:
    return hmac.new(key.encode(), str(chat_id).encode(), "sha256").hexdigest()
