"""Files full of patients for the benchmarks, written with plain sqlite3 by the real schema and the real plan."""

import json
import os
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing
from datetime import UTC, date, datetime, time, timedelta
from functools import cache
from pathlib import Path
from zoneinfo import ZoneInfo

from bot.schedule import InjectionFacts, PlannedStep, plan
from bot.settings import Settings, load_settings
from bot.storage import migrate

ROOT = Path(__file__).parents[1]
BOT = 1000
TOKEN = f"{BOT}:stand-in-for-benchmarks"
FIRST_CHAT = 10_000
ADMIN = 900
HOUR = 9
DUE = date(2026, 11, 29)
GIVEN_FOR_DUE = date(2026, 5, 29)
JUST_DUE = datetime.combine(DUE, time(HOUR, 10), UTC)  # ten minutes later: what is an hour late is told to admins
UNTIL_NOW = datetime.combine(DUE, time(HOUR - 1), UTC)  # planned from here, the message of the due day is the first
LONG_AGO = UNTIL_NOW - timedelta(days=400)


def due_today(_number: int) -> date:
    """Everybody's injection was due today, so that one message waits for each."""
    return GIVEN_FOR_DUE


def due_later(number: int) -> date:
    """Injections of the last half year; nothing is due for a day."""
    return GIVEN_FOR_DUE + timedelta(days=2 + number % 170)


def plant(path: Path, patients: int, given: Callable[[int], date], *, rows_each: int = 20) -> int:
    """
    Make *path* a database of so many patients, all subscribers, and one admin; returns how many rows wait.

    Of each one's plan the first *rows_each* steps are kept; no plan has more than fifteen.
    """
    migrate.prepare(path, BOT, "live")
    with closing(sqlite3.connect(path)) as file, file:
        file.execute("PRAGMA synchronous = OFF")
        file.execute("PRAGMA cache_size = -400000")
        numbers = range(1, patients + 1)
        chats = [(chat, instant(LONG_AGO), HOUR) for chat in (ADMIN, *(FIRST_CHAT + number for number in numbers))]
        file.executemany(
            "INSERT INTO chats (chat_id, created_at, started_at, zone, hour, consent_at, news, quiet) "
            "VALUES (?1, ?2, ?2, 'UTC', ?3, ?2, 1, 1)",
            chats,
        )
        file.execute("UPDATE chats SET news = NULL WHERE chat_id = ?", (ADMIN,))
        file.execute("INSERT INTO persons (id, chat_id, created_at) SELECT chat_id - ?, chat_id, created_at FROM chats "
                     "WHERE chat_id > ?", (FIRST_CHAT, FIRST_CHAT))  # fmt: skip
        file.executemany(
            "INSERT INTO injections (id, person_id, given_on, entered_at) VALUES (?1, ?1, ?2, ?3)",
            ((number, given(number).isoformat(), instant(LONG_AGO)) for number in numbers),
        )
        file.executemany(
            "INSERT INTO outbox (key, kind, chat_id, person_id, facts, priority, due_at, status, created_at) "
            "VALUES (?, 'reminder', ?, ?, ?, 0, ?, 'pending', ?)",
            (row for number in numbers for row in _rows(number, given(number), rows_each)),
        )
        (waiting,) = file.execute("SELECT count(*) FROM outbox").fetchone()
    with closing(sqlite3.connect(path)) as file:
        file.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    with path.open("rb+") as written:
        os.fsync(written.fileno())  # else the first commit that is measured waits for all of this
    return int(waiting)


def settings_for(path: Path, base_url: str) -> Settings:
    """The shipped settings, on this file and at this server."""
    return load_settings(
        None,
        bot_token=TOKEN,
        bot_api_base_url=base_url,
        admin_ids=[ADMIN],
        database_url=f"sqlite+aiosqlite:///{path}",
        backup_dir=path.parent / "backups",
        content_dir=ROOT / "content",
    )


def instant(moment: datetime) -> str:
    """An instant as the database holds it."""
    return moment.astimezone(UTC).replace(tzinfo=None).isoformat(" ", "microseconds")


def _rows(number: int, given: date, most: int) -> Iterator[tuple[object, ...]]:
    for step in _plan(given)[:most]:
        facts = {"subject": step.subject, "record": number, "step": step.step, "variant": step.variant}
        key = f"injection:{number}:{step.step}"
        yield key, FIRST_CHAT + number, number, json.dumps(facts), instant(step.utc), instant(LONG_AGO)


@cache
def _plan(given: date) -> list[PlannedStep]:
    """The plan of a day is the same for all; only the number of the record differs."""
    facts = InjectionFacts(record=1, given=given, booked=None, booked_time=None)
    return plan(facts, (), zone=ZoneInfo("UTC"), hour=HOUR, now=UNTIL_NOW)
