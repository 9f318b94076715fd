"""The database: engine, SQLite's pragmas, the writer's lock, and transactions that begin as what they are."""

import asyncio
import sqlite3
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, closing
from pathlib import Path
from typing import Any

from filelock import FileLock, Timeout
from sqlalchemy import Connection as SyncConnection
from sqlalchemy import event
from sqlalchemy.engine import make_url
from sqlalchemy.exc import DBAPIError, SQLAlchemyError
from sqlalchemy.exc import TimeoutError as PoolTimeout
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine, create_async_engine

from bot.errors import DatabaseRefused, DatabaseUnavailable
from bot.storage import driver, migrate

Connection = AsyncConnection

PRAGMAS = (
    "PRAGMA journal_mode = WAL",
    "PRAGMA foreign_keys = ON",
    "PRAGMA synchronous = FULL",  # consent and dates must outlive a power cut
    "PRAGMA secure_delete = ON",  # what a person deletes is overwritten
    "PRAGMA busy_timeout = 5000",
)


# What is not a fault of ours and may pass: busy, locked, no memory, read-only, I/O, corrupt, full, cannot open, not a
# database. The others (a broken constraint, a wrong statement) come again however often they are tried.
PASSING = frozenset({5, 6, 7, 8, 10, 11, 13, 14, 15, 26})


def _will_pass(error: BaseException) -> bool:
    code = getattr(error, "sqlite_errorcode", None)
    return isinstance(error, PoolTimeout) or (code is not None and code & 0xFF in PASSING)


def _prepare_connection(connection: Any, _record: object) -> None:  # noqa: ANN401 - SQLAlchemy's adapted driver connection
    connection.isolation_level = None  # we say BEGIN ourselves: the driver would begin too late, and deferred
    cursor = connection.cursor()
    for pragma in PRAGMAS:
        cursor.execute(pragma)
    cursor.close()


def _begin(connection: SyncConnection) -> None:
    # A write that begins deferred meets SQLITE_BUSY_SNAPSHOT at once, whatever the timeout.
    immediate = connection.get_execution_options().get("immediate", False)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if immediate else "BEGIN")


class Database:
    """
    One SQLite file, opened by one process at a time.

    ``open`` migrates the file and raises DatabaseRefused where it must not be used. Inside ``transaction`` and
    ``read``, errors that may pass (full, locked, I/O) become DatabaseUnavailable; leaving either by an exception
    keeps nothing.
    """

    def __init__(self, url: str) -> None:
        self.url = url
        self.path = Path(make_url(url).database or "")
        self._lock = FileLock(f"{self.path.resolve()}.lock")  # one lock, by whatever name the file is called
        self._engine: AsyncEngine | None = None
        self._writer = asyncio.Lock()  # one writer, first come first served, in place of SQLite's blind polling

    @property
    def engine(self) -> AsyncEngine:
        """The engine of an open database."""
        if self._engine is None:
            raise DatabaseUnavailable("the database is not open")
        return self._engine

    async def open(self, *, bot_id: int, kind: str) -> None:
        """
        Lock, migrate and open the file for the bot *bot_id* in mode *kind* ("live" or "preview").

        Raises DatabaseRefused for a file in use, foreign, newer than this program, read-only, or recorded for
        another bot or kind; such a file is left as it is.
        """
        self._take_lock()
        try:
            await asyncio.to_thread(migrate.prepare, self.path, bot_id, kind)
        except BaseException:
            self._lock.release()
            raise
        self._engine = create_async_engine(
            self.url, connect_args={"async_creator_fn": driver.connect}, pool_size=4, max_overflow=0
        )
        event.listen(self._engine.sync_engine, "connect", _prepare_connection)
        event.listen(self._engine.sync_engine, "begin", _begin)

    async def close(self) -> None:
        """Close every connection and give the file free; harmless when it is not open."""
        if self._engine is not None:
            await self._engine.dispose()
            self._engine = None
        self._lock.release()

    @asynccontextmanager
    async def transaction(self) -> AsyncIterator[Connection]:
        """A write transaction: all of it is kept, or nothing."""
        async with self._writer, self._connection(immediate=True) as connection:
            yield connection

    @asynccontextmanager
    async def read(self) -> AsyncIterator[Connection]:
        """A read transaction: one consistent view, never in a writer's way."""
        async with self._connection(immediate=False) as connection:
            yield connection

    @asynccontextmanager
    async def _connection(self, *, immediate: bool) -> AsyncIterator[Connection]:
        try:
            async with self.engine.connect() as plain:
                connection = await plain.execution_options(immediate=immediate)
                async with connection.begin():
                    yield connection
        except (SQLAlchemyError, sqlite3.Error) as error:
            cause = error.orig if isinstance(error, DBAPIError) and error.orig is not None else error
            if not _will_pass(cause):
                raise
            raise DatabaseUnavailable(f"the database failed: {type(cause).__name__}: {cause}") from None

    async def back_up(self, target: Path) -> None:
        """Write a complete, sound copy to *target* while the bot goes on; DatabaseUnavailable where that fails."""
        try:
            await asyncio.to_thread(_back_up, self.path, target)
        except (OSError, sqlite3.Error) as error:
            raise DatabaseUnavailable(f"a backup cannot be written: {type(error).__name__}") from error

    async def empty_log(self) -> None:
        """Move the write-ahead log into the file and empty it: erased rows still stand in it until then."""
        try:
            await asyncio.to_thread(_empty_log, self.path)
        except sqlite3.Error as error:
            raise DatabaseUnavailable(f"the log cannot be emptied: {type(error).__name__}") from error

    def _take_lock(self) -> None:
        try:
            self.path.parent.mkdir(parents=True, exist_ok=True)
            self._lock.acquire(timeout=0)
        except Timeout:
            raise DatabaseRefused(
                f"{self.path}: another bot is running on this database; stop it first, or give this one its own"
            ) from None
        except OSError as error:
            raise DatabaseRefused(
                f"{self.path}: cannot be used ({type(error).__name__}); give this user the right to write there"
            ) from error


def _empty_log(path: Path) -> None:
    with closing(sqlite3.connect(path)) as file:
        # Where somebody reads just now it empties less, which is no error; the next time does.
        file.execute("PRAGMA wal_checkpoint(TRUNCATE)")


def _back_up(source: Path, target: Path) -> None:
    target.parent.mkdir(parents=True, exist_ok=True)
    unfinished = target.with_suffix(".part")
    unfinished.unlink(missing_ok=True)
    unfinished.touch(mode=0o600)  # as private as the file itself
    with closing(sqlite3.connect(source)) as live, closing(sqlite3.connect(unfinished)) as copy:
        live.backup(copy)
        # A damaged file is copied as it is: better to hear of it now than on the day of the restore.
        (found,) = copy.execute("PRAGMA quick_check(1)").fetchone()
        if found != "ok":
            raise sqlite3.DatabaseError("the copy is damaged")
    unfinished.replace(target)
