"""`python -m bot ask`: what a message is understood as, for a script (JSON Lines) or for a reader."""

import argparse
import datetime as dt
import json
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

from bot.content import Content
from bot.understanding.explain import explained
from bot.understanding.pipeline import Index, Understanding, build_index, understand


def run(argv: list[str], content: Content, today: dt.date, build: Callable[[Content], Index] = build_index) -> int:
    """
    Carry out ``ask`` with the arguments *argv*; *today* is the day for messages that name none.

    Results go to standard output, everything else to standard error. Returns 0; 1 when an input line was bad or the
    file could not be read (good lines are answered all the same); 2 for wrong usage.
    """
    parser = _parser()
    try:
        wanted = parser.parse_args(argv)
    except SystemExit as stop:
        return int(stop.code or 0)
    if bool(wanted.text) == (wanted.jsonl is not None):
        parser.print_usage(sys.stderr)
        sys.stderr.write("ask: give either a TEXT, or --jsonl with a file or - for standard input\n")
        return 2
    if wanted.text:
        text = " ".join(wanted.text)
        sys.stdout.write(explained(understand(text, today, build(content)), content))
        return 0
    try:
        raw = sys.stdin.buffer.read() if wanted.jsonl == "-" else Path(wanted.jsonl).read_bytes()
    except OSError as error:
        sys.stderr.write(f"ask: {wanted.jsonl} cannot be read ({error.strerror}); check its name and permissions\n")
        return 1
    return _answer_all(raw, build(content), today)


def as_json(text: str, result: Understanding) -> dict[str, object]:
    """The fields of docs/contracts.md."""
    return {
        "text": text,
        "outcome": result.outcome.value,
        "ids": list(result.ids),
        "level": result.level,
        "date": result.date.isoformat() if result.date else None,
        "dates": [day.isoformat() for day in result.dates],
        "kind": result.kind,
        "net": result.net,
        "score": result.score,
    }


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m bot ask", description="What the bot would understand and answer.")
    parser.add_argument("text", nargs="*", metavar="TEXT", help="one message")
    parser.add_argument(
        "--jsonl",
        nargs="?",
        const="-",
        metavar="FILE",
        help='messages as lines {"text": ..., "today": "YYYY-MM-DD"} ("today" optional) from FILE, or - for '
        "standard input; one line of JSON for each",
    )
    return parser


def _answer_all(raw: bytes, index: Index, today: dt.date) -> int:
    faults = 0
    for number, line in _lines(raw):
        try:
            text, day = _message(line, today)
        except ValueError as error:
            sys.stderr.write(f"line {number}: {error}\n")
            faults += 1
            continue
        # ASCII only: safe on any terminal, and for half a surrogate pair.
        sys.stdout.write(json.dumps(as_json(text, understand(text, day, index))) + "\n")
    return 1 if faults else 0


def _lines(raw: bytes) -> Iterator[tuple[int, bytes]]:
    for number, line in enumerate(raw.removeprefix(b"\xef\xbb\xbf").split(b"\n"), start=1):
        if line.strip():
            yield number, line


def _message(line: bytes, today: dt.date) -> tuple[str, dt.date]:
    """The message in *line*; ValueError says what is wrong with it and what is right."""
    right = 'write {"text": "...", "today": "2026-11-22"}'
    try:
        row = json.loads(line)
    except UnicodeDecodeError:
        raise ValueError(f"is not UTF-8; {right}") from None
    except (ValueError, RecursionError):
        raise ValueError(f"is not JSON; {right}") from None
    if not isinstance(row, dict) or not isinstance(row.get("text"), str):
        raise ValueError(f'has no "text" that is a string; {right}')  # noqa: TRY004 - the content is at fault, not a type
    day = row.get("today")
    if day is None:
        return row["text"], today
    try:
        return row["text"], dt.date.fromisoformat(day)
    except (TypeError, ValueError):
        raise ValueError(f'"today" is no ISO date; {right}') from None
