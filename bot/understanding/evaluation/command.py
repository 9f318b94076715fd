"""`python -m bot evaluate FILE...`: what the bot makes of labelled messages, counted."""

import argparse
import datetime as dt
import json
import sys
import time
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from typing import Any

from bot.content import Content
from bot.understanding.evaluation.judging import Judged, judged
from bot.understanding.evaluation.report import report
from bot.understanding.pipeline import Index, Outcome, build_index, understand


def run(argv: list[str], content: Content, today: dt.date, build: Callable[[Content], Index] = build_index) -> int:
    """Carry out ``evaluate`` with the arguments *argv*. Returns 0; 1 when a file cannot be read; 2 for wrong usage."""
    parser = argparse.ArgumentParser(prog="python -m bot evaluate", description="Count answers to labelled messages.")
    parser.add_argument("files", nargs="+", metavar="FILE", help='lines {"text": ..., "outcome": ..., "ids": [...]}')
    parser.add_argument("--counts", action="store_true", help="the table alone: no message is shown")
    try:
        wanted = parser.parse_args(argv)
    except SystemExit as stop:
        return int(stop.code or 0)
    try:
        rows = [json.loads(line) for file in wanted.files for line in Path(file).read_text("utf-8").splitlines()]
    except (OSError, ValueError) as error:
        sys.stderr.write(f"evaluate: {error}; give files of JSON lines\n")
        return 1
    unusable = [number for number, row in enumerate(rows, start=1) if not _is_labelled(row)]
    if unusable:
        sys.stderr.write(f"evaluate: message {unusable[0]} has no text, or an outcome that the bot does not know\n")
        return 1
    messages, milliseconds = evaluated(rows, build(content), today)
    lines = list(report(messages, milliseconds))
    if wanted.counts:
        lines = lines[: next(at for at, line in enumerate(lines) if line.startswith("\n"))]
    sys.stdout.write("\n".join(lines) + "\n")
    return 0


def evaluated(rows: Iterable[Mapping[str, Any]], index: Index, today: dt.date) -> tuple[list[Judged], list[float]]:
    """Each labelled message judged, and the milliseconds that it took; *today* is the day for those that name none."""
    messages: list[Judged] = []
    milliseconds: list[float] = []
    for row in rows:
        day = dt.date.fromisoformat(row["today"]) if row.get("today") else today
        start = time.perf_counter()
        result = understand(row["text"], day, index)
        milliseconds.append(1000 * (time.perf_counter() - start))
        messages.append(judged(row, result))
    return messages, milliseconds


def _is_labelled(row: object) -> bool:
    return isinstance(row, dict) and isinstance(row.get("text"), str) and row.get("outcome") in set(Outcome)
