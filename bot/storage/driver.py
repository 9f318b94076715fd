"""
aiosqlite with one hand-over to its thread for a statement, where it takes four: cursor, execute, fetch, close.

Each hand-over wakes a thread and then the event loop, which costs more than most statements of ours do.
"""

import sqlite3
from collections.abc import Iterable, Sequence
from functools import partial
from typing import Any, Self

import aiosqlite

Parameters = Sequence[Any]


class OneStepCursor:
    """A cursor as SQLAlchemy uses one. A statement runs to its end at once, so that nothing is left to fetch."""

    def __init__(self, connection: "OneStepConnection") -> None:
        self._connection = connection
        self._rows: list[Any] = []
        self.description: Any = None
        self.rowcount = -1
        self.lastrowid: int | None = None
        self.arraysize = 1

    async def __aenter__(self) -> Self:
        return self

    async def execute(self, sql: str, parameters: Parameters = ()) -> Self:
        """Run one statement and take all its rows."""
        await self._connection.hand_over(self._run, sqlite3.Cursor.execute, sql, parameters)
        return self

    async def executemany(self, sql: str, parameters: Iterable[Parameters]) -> Self:
        """Run a statement once for each of *parameters*."""
        await self._connection.hand_over(self._run, sqlite3.Cursor.executemany, sql, parameters)
        return self

    async def fetchall(self) -> list[Any]:
        """The rows that are left."""
        rows, self._rows = self._rows, []
        return rows

    async def close(self) -> None:
        """Nothing is open: see ``execute``."""

    def _run(self, connection: sqlite3.Connection, how: Any, sql: str, parameters: Any) -> None:  # noqa: ANN401 - either method
        cursor = connection.cursor()
        try:
            how(cursor, sql, parameters)
            self.description = cursor.description
            self._rows = cursor.fetchall() if cursor.description else []
            self.rowcount, self.lastrowid = cursor.rowcount, cursor.lastrowid
        finally:
            cursor.close()


class OneStepConnection(aiosqlite.Connection):
    """aiosqlite's connection with such cursors; a rollback of nothing is no work."""

    def cursor(self) -> OneStepCursor:  # type: ignore[override]  # entering it is awaited, as SQLAlchemy does
        """A cursor; the database hears of it with its first statement."""
        return OneStepCursor(self)

    async def hand_over(self, work: Any, *arguments: Any) -> None:  # noqa: ANN401 - any function of a connection
        """Run *work* with the database's connection, in its thread."""
        await self._execute(work, self._conn, *arguments)  # type: ignore[no-untyped-call]

    async def rollback(self) -> None:
        """Roll back; the pool asks for it after every use."""
        if self._conn.in_transaction:
            await super().rollback()


async def connect(path: str, **options: Any) -> OneStepConnection:  # noqa: ANN401 - handed on to sqlite3
    """Open a file, with the options of sqlite3.connect."""
    connection = OneStepConnection(partial(sqlite3.connect, path, **options), iter_chunk_size=64)
    connection._thread.daemon = True  # noqa: SLF001 - as SQLAlchemy does: a forgotten one must not keep the process
    await connection
    return connection
