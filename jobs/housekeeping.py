"""The night's work: old updates go, a backup is written, old backups go."""

import logging
from datetime import UTC, datetime, timedelta
from pathlib import Path

from bot.context import Services
from bot.storage import dialogs, updates

logger = logging.getLogger(__name__)

STAMP = "%Y%m%d-%H%M%S"


async def housekeep(services: Services) -> None:
    """Erase what may no longer be kept, and back up the database."""
    now = services.now()
    async with services.database.transaction() as db:
        gone = await updates.purge(db, now)
        unanswered = await dialogs.purge(db, now)
    logger.info("housekeeping", extra={"updates_erased": gone, "dialogs_erased": unanswered})
    await back_up(services, now)


async def back_up(services: Services, now: datetime) -> Path:
    """Write a complete copy beside the others and remove those past BACKUP_KEEP_DAYS; returns the new one."""
    folder = services.settings.backup_dir
    target = folder / f"bot-{now.astimezone(UTC):{STAMP}}.db"
    await services.database.back_up(target)
    oldest = now - timedelta(days=services.settings.backup_keep_days)
    for path in (*folder.glob("bot-*.db"), *folder.glob("bot-*.part")):
        if _taken_at(path, now) < oldest:
            path.unlink()
    logger.info("backup written", extra={"file": target.name})
    return target


def _taken_at(path: Path, fallback: datetime) -> datetime:
    try:
        return datetime.strptime(path.stem.removeprefix("bot-"), STAMP).replace(tzinfo=UTC)
    except ValueError:
        return fallback  # not of our naming: left alone
