"""
The engine of reminders in figures: heartbeat, start, memory, pace, and replies beside a broadcast.

    .venv/bin/python -m benchmarks.outbox            a small size: three minutes
    .venv/bin/python -m benchmarks.outbox --full     a million rows, 3,000 reminders, a broadcast to 10,000
    .venv/bin/python -m benchmarks.outbox --only claim start

Every figure stands beside a named baseline of the same run. The files go into a temporary folder.
"""

import argparse
import asyncio
import sys
import tempfile
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from time import perf_counter

from benchmarks.claiming import claiming
from benchmarks.figures import Figure, show
from benchmarks.jobstore import beside_jobstore
from benchmarks.memory import remembering
from benchmarks.planting import ROOT, due_later, plant
from benchmarks.sending import pacing, replying, starting
from bot.context import load_knowledge
from bot.logs import set_up_logging


@dataclass(frozen=True)
class Size:
    """How much of everything."""

    waiting: int
    patients: tuple[int, ...]  # with a job each
    swept: tuple[int, int]
    paced: int
    recipients: int
    idle: float  # seconds


SMALL = Size(100_000, (1_000, 5_000), (200, 2_000), 500, 1_000, 60)
FULL = Size(1_000_000, (10_000, 100_000), (1_000, 10_000), 3_000, 10_000, 240)
EACH = 14.72  # rows that wait for a patient in the middle of a half year


def measure(size: Size, folder: Path, wanted: Sequence[str]) -> None:
    """Measure what is *wanted*, printing each part as soon as it is known."""
    began = perf_counter()
    knowledge = load_knowledge(ROOT / "content")
    loading = perf_counter() - began
    table = folder / "waiting.db"
    waiting = plant(table, round(size.waiting / EACH), due_later) if {"claim", "start"}.intersection(wanted) else 0

    def job_stores() -> list[Figure]:
        runs = (asyncio.run(beside_jobstore(folder, patients, knowledge)) for patients in size.patients)
        return [figure for run in runs for figure in run]

    def replies() -> list[Figure]:
        return asyncio.run(replying(folder, size.recipients, size.idle, knowledge))

    parts: dict[str, tuple[str, Callable[[], list[Figure]]]] = {
        "start": ("Start", lambda: asyncio.run(starting(table, waiting, knowledge, loading))),
        "claim": ("Heartbeat and claim", lambda: asyncio.run(claiming(table, knowledge))),
        "jobs": ("A job per patient", job_stores),
        "memory": ("Memory", lambda: remembering(folder, *size.swept)),
        "pace": ("Pace", lambda: asyncio.run(pacing(folder, size.paced, knowledge))),
        "replies": ("Replies beside a broadcast", replies),
    }
    for name, (title, part) in parts.items():
        if name in wanted:
            show(title, part())


PARTS = ("start", "claim", "jobs", "memory", "pace", "replies")


def main(arguments: Sequence[str]) -> None:
    parser = argparse.ArgumentParser(
        prog="python -m benchmarks.outbox", description="The engine of reminders in figures."
    )
    parser.add_argument("--full", action="store_true", help="the full size (half an hour)")
    parser.add_argument("--only", nargs="+", choices=PARTS, default=PARTS, help="these parts alone")
    parser.add_argument("--folder", type=Path, help="where the files go; a disk as the bot's own")
    chosen = parser.parse_args(arguments)
    set_up_logging("ERROR", "text")
    with tempfile.TemporaryDirectory(dir=chosen.folder) as folder:
        measure(FULL if chosen.full else SMALL, Path(folder), chosen.only)


if __name__ == "__main__":
    main(sys.argv[1:])
