"""
The erasures in a file beside the database, as JSON Lines: what people deleted stays deleted in a restored backup.

The table is the truth (see storage/erasures.py) and the file its copy, written whole and put in place in one step, so
that no crash leaves half of it. A backup that is put in place of the database meets the file at the next start.
"""

import asyncio
import json
import logging
import os
import shutil
from collections.abc import Sequence
from dataclasses import asdict
from datetime import datetime, timedelta
from pathlib import Path

from bot.context import Services
from bot.errors import DatabaseRefused, DatabaseUnavailable
from bot.storage import erasures, rights
from bot.storage.erasures import Erasure, Scope

logger = logging.getLogger(__name__)

LOG = "-erasures.jsonl"  # behind the name of the database
COPY = "erasures.jsonl"


def log_of(database: Path) -> Path:
    """The file that belongs to a database."""
    file = database.resolve()
    return file.with_name(f"{file.name}{LOG}")


async def erase_again(services: Services) -> None:
    """
    At the start: erase what was erased after the backup that this database may have been.

    Raises DatabaseRefused where the file cannot be read: to go on would be to remind people who have left.
    """
    log = await asyncio.to_thread(_read_at_start, log_of(services.database.path))
    async with services.database.read() as db:
        new = erasures.missing(log, await erasures.all_erasures(db))
    if new:
        async with services.database.transaction() as db:
            met = await rights.erase_again(db, new)
        logger.warning("a restored database: erasures were repeated", extra={"erasures": len(new), "met": met})
        await services.database.empty_log()


async def keep_log(services: Services) -> None:
    """Bring the file up to the table, and overwrite what the erased rows left in the write-ahead log."""
    path = log_of(services.database.path)
    async with services.database.read() as db:
        known = await erasures.all_erasures(db)
    if (known, 0) == await asyncio.to_thread(_read, path):
        return
    async with services.database.transaction() as db:  # one at a time
        await asyncio.to_thread(_write, path, await erasures.all_erasures(db))
    await services.database.empty_log()


async def back_up(services: Services) -> None:
    """Lay a copy beside the backups: whoever restores one on another machine needs both."""
    async with services.database.read() as db:
        known = await erasures.all_erasures(db)
    await asyncio.to_thread(_write, services.settings.backup_dir / COPY, known)


async def purge(services: Services, now: datetime) -> int:
    """After the old backups: forget the erasures that none of those left can undo; returns how many."""
    before = now - timedelta(days=services.settings.backup_keep_days + 1)
    async with services.database.transaction() as db:
        known = await erasures.all_erasures(db)
        kept = [one for one in known if one.erased_at >= before]
        if len(kept) < len(known):
            # The file first: what it alone knew would be taken for an erasure that is still to be made.
            await asyncio.to_thread(_write, log_of(services.database.path), kept)
            await erasures.purge(db, before)
    return len(known) - len(kept)


def _read_at_start(path: Path) -> list[Erasure]:
    try:
        made, faults = _read(path)
        if faults:
            shutil.copyfile(path, path.with_name(f"{path.name}.damaged"))
            logger.error("the erasures have damaged lines; a copy is kept", extra={"file": path.name, "lines": faults})
    except (OSError, DatabaseUnavailable) as error:
        raise DatabaseRefused(
            f"{path}: cannot be read; it says what people deleted, which a restored backup must not bring back; "
            "give this user the right to read and write it"
        ) from error
    return made


def _read(path: Path) -> tuple[list[Erasure], int]:
    """The erasures of a file, none where there is no file; and how many lines are not to be understood."""
    made, faults = [], 0
    try:
        lines = path.read_text(encoding="utf-8", errors="replace").splitlines() if path.exists() else []
    except OSError as error:
        raise DatabaseUnavailable(f"the erasures cannot be read: {type(error).__name__}") from error
    for line in lines:
        try:
            one = json.loads(line)
            at = datetime.fromisoformat(one["erased_at"])
            made.append(Erasure(str(one["id"]), str(one["fingerprint"]), Scope(one["scope"]), at))
        except (ValueError, KeyError, TypeError):
            faults += 1
    return made, faults


def _write(path: Path, made: Sequence[Erasure]) -> None:
    fresh = path.with_name(f"{path.name}.new")
    try:
        fresh.unlink(missing_ok=True)
        fresh.touch(mode=0o600)
        with fresh.open("w", encoding="utf-8") as file:
            file.writelines(f"{json.dumps(asdict(one) | {'erased_at': one.erased_at.isoformat()})}\n" for one in made)
            file.flush()
            os.fsync(file.fileno())
        fresh.replace(path)
    except OSError as error:
        raise DatabaseUnavailable(f"the erasures cannot be written: {type(error).__name__}") from error
