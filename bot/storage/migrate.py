"""Before the database is used: is it ours, of our age, of this bot and kind? Then bring it up to date."""

import os
import sqlite3
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.script import ScriptDirectory
from alembic.util.exc import CommandError
from sqlalchemy.exc import DBAPIError

from bot.errors import DatabaseRefused

MIGRATIONS = Path(__file__).parent / "migrations"


def configuration(path: Path) -> Config:
    """Alembic's configuration for the SQLite file *path*."""
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    config.set_main_option("path_separator", "os")
    config.attributes["path"] = path
    return config


def prepare(path: Path, bot_id: int, kind: str) -> None:
    """
    Make *path* ready for bot *bot_id* in mode *kind*; a new file is made and recorded for the two.

    Raises DatabaseRefused, and changes nothing, where the file is not ours to use.
    """
    fresh = not path.exists() or path.stat().st_size == 0
    # An administrator may write to anything: for them the file's own mode counts.
    if not fresh and not (os.access(path, os.W_OK) and path.stat().st_mode & 0o222):
        raise DatabaseRefused(f"{path}: is read-only; give this user the right to write to it")
    try:
        if not fresh:
            _refuse_foreign(path, bot_id, kind)
        elif not path.exists():
            path.touch(mode=0o600)  # health data; SQLite gives its other files the same rights
        command.upgrade(configuration(path), "head")
        with closing(sqlite3.connect(path)) as file, file:
            file.execute(
                "INSERT INTO identity (id, bot_id, kind, created_at) SELECT 1, ?, ?, ? "
                "WHERE NOT EXISTS (SELECT 1 FROM identity)",
                (bot_id, kind, datetime.now(UTC).replace(tzinfo=None).isoformat(" ")),
            )
    except (sqlite3.Error, DBAPIError) as error:
        cause = error.orig if isinstance(error, DBAPIError) else error
        raise DatabaseRefused(f"{path}: cannot be used ({cause}); restore a backup or name another file") from error
    except CommandError as error:
        raise DatabaseRefused(f"{path}: could not be brought up to date ({error})") from error


def _refuse_foreign(path: Path, bot_id: int, kind: str) -> None:
    with closing(sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True)) as file:
        tables = {name for (name,) in file.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
        if tables and not {"alembic_version", "identity"} <= tables:
            raise DatabaseRefused(f"{path}: is another program's database; name another file in DATABASE_URL")
        if not tables:
            return
        (version,) = file.execute("SELECT version_num FROM alembic_version").fetchone() or (None,)
        known = {script.revision for script in ScriptDirectory.from_config(configuration(path)).walk_revisions()}
        if version is not None and version not in known:
            raise DatabaseRefused(f"{path}: was written by a newer version of this bot; install that version again")
        recorded = file.execute("SELECT bot_id, kind FROM identity").fetchone()
    if recorded is None:
        return
    if recorded[1] != kind:
        raise DatabaseRefused(f"{path}: belongs to a {recorded[1]} bot and this is a {kind} one; name another file")
    if recorded[0] != bot_id:
        raise DatabaseRefused(
            f"{path}: belongs to bot {recorded[0]} and this token is of bot {bot_id}; "
            "use that bot's token, or name another file in DATABASE_URL"
        )
