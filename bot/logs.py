"""
Logs without secrets and without patients' words: set up once, for our own lines and for every library's.

A line has time (UTC), level, logger, message and the ``extra`` fields. Four things never reach it: a bot token, the
arguments of a library's warnings (python-telegram-bot logs whole updates there), the message of an exception that is
not ours or the system's (it may quote a patient or a database statement), and values of variables.
"""

import json
import logging
import re
import sys
import threading
import traceback
from collections.abc import Iterator, Mapping
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path
from types import TracebackType
from typing import Literal

from bot.errors import BotError

ROOT = Path(__file__).parent.parent  # not resolved: the paths in tracebacks are not either

OURS = ("bot", "jobs", "__main__")
HARMLESS = (*OURS, "apscheduler")  # their arguments are ids, kinds and names of jobs
QUIET = ("httpx", "httpcore", "apscheduler", "sqlalchemy", "aiosqlite", "aiohttp", "alembic", "asyncio")

TOKEN = re.compile(r"bot\d+(?::|%3A)[\w-]+|token=\d+:[\w-]+|\d+(?::|%3A)[A-Za-z0-9_-]{20,}", re.IGNORECASE)
STATEMENT = re.compile(r"\[(?:SQL|parameters): .*", re.DOTALL)
INPUT = re.compile(r"input_value=.*?, input_type=", re.DOTALL)
PLACE = re.compile(r"%(?:\(\w+\))?[-+ #0]*[\d*]*(?:\.[\d*]+)?[a-zA-Z]")

STANDARD = frozenset(logging.makeLogRecord({}).__dict__) | {"message", "asctime", "taskName"}

MOST_CAUSES = 8  # a chain longer than this says nothing new


def set_up_logging(level: str, format: Literal["text", "json"]) -> None:  # noqa: A002 - named as the setting is
    """
    Send every log line to standard error, in *format*, ours from *level* (as LOG_LEVEL) upwards.

    Libraries speak from WARNING, python-telegram-bot from INFO: below that they print addresses with the token,
    whole updates, or statements with health data. Errors that nobody catches are logged the same way. Calling it
    again replaces the earlier set-up.
    """
    ours = logging.getLevelNamesMapping()[level]
    root = logging.getLogger()
    for old in [one for one in root.handlers if isinstance(one, SafeHandler)]:
        root.removeHandler(old)
    handler = SafeHandler()
    handler.setFormatter(JsonLines() if format == "json" else TextLines())
    root.addHandler(handler)
    root.setLevel(max(ours, logging.WARNING))
    for name in OURS:
        logging.getLogger(name).setLevel(ours)
    logging.getLogger("telegram").setLevel(max(ours, logging.INFO))
    for name in QUIET:
        logging.getLogger(name).setLevel(max(ours, logging.WARNING))
    _log_what_nobody_catches()


def clean(text: str) -> str:
    """The text without bot tokens, database statements and refused input values."""
    text = TOKEN.sub("[token]", text)
    text = STATEMENT.sub("[statement hidden]", text)
    return INPUT.sub("input_value=[hidden], input_type=", text)


def describe_error(error: BaseException) -> list[str]:
    """
    The error and what caused it, as lines: its type and where it passed through our code, ``file:line function``.

    The message is there only for our own errors and the system's (BotError, OSError); no other one is ours to trust.
    """
    lines: list[str] = []
    for how, one in _chain(error):
        message = f": {clean(str(one))}" if isinstance(one, (BotError, OSError)) else ""
        lines += f"{how}{type(one).__module__}.{type(one).__qualname__}{message}".replace("builtins.", "").splitlines()
        lines += [f"  at {place}" for place in _places(one.__traceback__)]
    return lines


def _chain(error: BaseException) -> Iterator[tuple[str, BaseException]]:
    """The error, its causes, and the members of groups, each once."""
    waiting, seen = [("", error)], set[int]()
    while waiting and len(seen) < MOST_CAUSES:
        how, one = waiting.pop(0)
        if id(one) in seen:
            continue
        seen.add(id(one))
        yield how, one
        if isinstance(one, BaseExceptionGroup):
            waiting += [("with ", member) for member in one.exceptions]
        before = one.__cause__ or one.__context__  # also what "from None" hides: it says where, and no words are shown
        if before is not None:
            waiting.append(("after ", before))


def _places(trace: TracebackType | None) -> list[str]:
    """Our own frames, outermost first, and the frame that raised, whoever's it is."""
    frames = [(Path(frame.f_code.co_filename), line, frame.f_code.co_name) for frame, line in traceback.walk_tb(trace)]
    last = len(frames) - 1
    return [
        f"{_short(path)}:{line} {function}"
        for number, (path, line, function) in enumerate(frames)
        if number == last or _is_ours(path)
    ]


def _is_ours(path: Path) -> bool:
    return any(path.is_relative_to(ROOT / package) for package in ("bot", "jobs"))


def _short(path: Path) -> str:
    return path.relative_to(ROOT).as_posix() if _is_ours(path) else "/".join(path.parts[-3:])


def _belongs(record: logging.LogRecord, names: tuple[str, ...]) -> bool:
    return record.name.partition(".")[0] in names


def _message(record: logging.LogRecord) -> str:
    if _belongs(record, HARMLESS):
        return record.getMessage()
    if record.levelno >= logging.WARNING and record.args:
        return PLACE.sub("[hidden]", str(record.msg))
    # asyncio puts the repr of a task, with its exception's message, on the lines after the first.
    return record.getMessage().partition("\n")[0]


def _fields(record: logging.LogRecord) -> Mapping[str, object]:
    if not _belongs(record, OURS):
        return {}
    return {name: _plain(value) for name, value in record.__dict__.items() if name not in STANDARD}


def _plain(value: object) -> object:
    return value if value is None or isinstance(value, (bool, int, float)) else clean(str(value))


def _error(record: logging.LogRecord) -> list[str]:
    if record.exc_info and record.exc_info[1] is not None:
        return describe_error(record.exc_info[1])
    # A traceback that somebody else has made into text cannot be judged any more.
    return ["a traceback was left out"] if record.exc_text else []


def _time(record: logging.LogRecord) -> str:
    return datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")


class TextLines(logging.Formatter):
    """``time LEVEL logger: message key=value``, and an error's lines below it, indented."""

    def format(self, record: logging.LogRecord) -> str:
        """One record as text."""
        fields = "".join(f" {name}={_quoted(value)}" for name, value in _fields(record).items())
        message = clean(_message(record)).replace("\r", "").replace("\n", " | ")
        first = f"{_time(record)} {record.levelname} {record.name}: {message}{fields}"
        return clean("\n    ".join([first, *_error(record)]))


class JsonLines(logging.Formatter):
    """One JSON object a line: time, level, logger, message, the extra fields, and ``error`` (a list of lines)."""

    def format(self, record: logging.LogRecord) -> str:
        """One record as JSON."""
        line: dict[str, object] = {
            "time": _time(record),
            "level": record.levelname,
            "logger": record.name,
            "message": clean(_message(record)),
        }
        line |= {name: value for name, value in _fields(record).items() if name not in line}
        error = _error(record)
        if error:
            line["error"] = [clean(one) for one in error]
        return json.dumps(line, ensure_ascii=False)


def _quoted(value: object) -> str:
    text = str(value)
    return text if re.fullmatch(r"[^\s=\"]+", text) else json.dumps(text, ensure_ascii=False)


class SafeHandler(logging.Handler):
    """Writes to standard error as it is at the moment; a record that cannot be written is named, never printed."""

    def emit(self, record: logging.LogRecord) -> None:
        """Write one record."""
        try:
            sys.stderr.write(self.format(record) + "\n")
            sys.stderr.flush()
        except Exception:  # noqa: BLE001 - a log line must never stop the bot
            self.handleError(record)

    def handleError(self, record: logging.LogRecord) -> None:  # noqa: N802 - the name of logging's hook
        """Say which logger's line is missing and why (logging itself would print the arguments and a traceback)."""
        why = type(sys.exception()).__name__
        with suppress(OSError, ValueError):  # standard error itself may be gone
            sys.stderr.write(f"a log line of {record.name} ({record.levelname}) could not be written: {why}\n")


def _log_what_nobody_catches() -> None:
    logger = logging.getLogger(__name__)

    def from_program(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        if issubclass(kind, KeyboardInterrupt):
            sys.__excepthook__(kind, error, trace)
        else:
            logger.critical("the program ended by an error", exc_info=error)

    def from_thread(what: threading.ExceptHookArgs) -> None:
        logger.error("a thread ended by an error", exc_info=what.exc_value)

    def from_nowhere(what: "sys.UnraisableHookArgs") -> None:
        logger.error("an error could not be raised", exc_info=what.exc_value)

    sys.excepthook = from_program
    threading.excepthook = from_thread
    sys.unraisablehook = from_nowhere
