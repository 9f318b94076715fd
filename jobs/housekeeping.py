"""The night's work: old updates go, a backup is written, old backups go."""

import logging
from datetime import UTC, datetime, timedelta
from pathlib import Path

from bot.context import Services
from bot.errors import DatabaseUnavailable
from bot.outbox.message import Kind, NewMessage
from bot.storage import chats, claims, dialogs, health, outbox, updates
from bot.vitals import BACKUP
from jobs import erasing

logger = logging.getLogger(__name__)

NAME = "housekeeping"
NOTICES_KEPT = timedelta(days=30)
STAMP = "%Y%m%d-%H%M%S"


async def housekeep(services: Services) -> None:
    """Erase what may no longer be kept, and back up the database; where that fails, the admins hear of it."""
    now = services.now()
    async with services.database.transaction() as db:
        gone = await updates.purge(db, now)
        unanswered = await dialogs.purge(db, now)
        notices = await claims.purge(db, now - NOTICES_KEPT)
        await health.beat(db, NAME, now)
    await erasing.keep_log(services)
    await services.database.empty_log()
    logger.info("housekeeping", extra={"updates_erased": gone, "dialogs_erased": unanswered, "notices_erased": notices})
    try:
        await back_up(services, now)
        await erasing.back_up(services)
    except DatabaseUnavailable:
        logger.exception("no backup could be written; the old ones stay")
        await _tell_admins(services, now)
    else:
        async with services.database.transaction() as db:
            await health.beat(db, BACKUP, now)
        await erasing.purge(services, now)


async def back_up(services: Services, now: datetime) -> Path:
    """
    Write a complete copy beside the others, then remove those past BACKUP_KEEP_DAYS; returns the new one.

    DatabaseUnavailable says that either failed.
    """
    folder = services.settings.backup_dir
    target = folder / f"bot-{now.astimezone(UTC):{STAMP}}.db"
    await services.database.back_up(target)
    oldest = now - timedelta(days=services.settings.backup_keep_days)
    try:
        for path in (*folder.glob("bot-*.db"), *folder.glob("bot-*.part")):
            if _taken_at(path, now) < oldest:
                path.unlink()
    except OSError as error:
        raise DatabaseUnavailable(f"an old backup cannot be removed: {type(error).__name__}") from error
    logger.info("backup written", extra={"file": target.name})
    return target


async def _tell_admins(services: Services, now: datetime) -> None:
    async with services.database.transaction() as db:
        for admin in await chats.reachable_of(db, services.settings.admin_ids):
            key = f"backup:{now:{STAMP}}:{admin}"
            await outbox.enqueue(db, NewMessage(key, Kind.NOTICE, admin, {"text": "admin.backup_failed"}, now), now)
    services.wake.set()


def _taken_at(path: Path, fallback: datetime) -> datetime:
    try:
        return datetime.strptime(path.stem.removeprefix("bot-"), STAMP).replace(tzinfo=UTC)
    except ValueError:
        return fallback  # not of our naming: left alone
