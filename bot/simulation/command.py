"""`python -m bot simulate`: years of many people in some minutes, and the first broken promise, if there is one."""

import argparse
import asyncio
import contextlib
import logging
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path

from bot.context import load_knowledge
from bot.settings import load_settings
from bot.simulation.engine import TOKEN
from bot.simulation.run import OURS, Result, Simulation

DONE, FAULT = 0, 1


def run(argv: list[str], content_dir: Path) -> int:
    """Carry out ``simulate`` with the arguments *argv*. Returns 0; 1 at a broken promise; 2 for wrong usage."""
    try:
        wanted = _parser().parse_args(argv)
    except SystemExit as stop:
        return int(stop.code or 0)
    began = time.monotonic()
    with tempfile.TemporaryDirectory(prefix="simulation-") as folder, _quiet_logs():
        result = asyncio.run(_simulate(Path(folder), content_dir, wanted.people, wanted.years, wanted.seed))
    _report(result, time.monotonic() - began)
    return FAULT if result.breach else DONE


@contextlib.contextmanager
def _quiet_logs() -> Iterator[None]:
    """That the process was killed again and again is no news here; errors are."""
    before = {name: logging.getLogger(name).level for name in OURS}
    try:
        for name in OURS:
            logging.getLogger(name).setLevel(logging.ERROR)
        yield
    finally:
        for name, level in before.items():
            logging.getLogger(name).setLevel(level)


async def _simulate(folder: Path, content_dir: Path, people: int, years: float, seed: int) -> Result:
    settings = load_settings(
        None,
        bot_token=TOKEN,
        database_url=f"sqlite+aiosqlite:///{folder / 'simulation.db'}",
        backup_dir=folder / "backups",
        content_dir=content_dir,
        default_timezone="UTC",
    )
    knowledge = await asyncio.to_thread(load_knowledge, content_dir)
    simulation = Simulation(settings, knowledge, number=people, years=years, seed=seed)
    return await simulation.run(_progress())


def _progress() -> Callable[[float, int], None]:
    """Show on a terminal how far it is, twice a second."""
    shown = 0.0

    def show(share: float, messages: int) -> None:
        nonlocal shown
        if time.monotonic() - shown > 0.5:
            shown = time.monotonic()
            sys.stderr.write(f"\r{share:5.0%}  {messages} messages ")
            sys.stderr.flush()

    return show if sys.stderr.isatty() else lambda _share, _messages: None


def _report(result: Result, seconds: float) -> None:
    lines = ["", "What befell the bot:", *_counted(result.befell), "What was checked, and how often:"]
    lines += [*_counted(result.checked), f"in {seconds:.0f} s"]
    if result.breach:
        lines += ["", f"BROKEN: {result.breach}", "The person's story:", *(f"  {line}" for line in result.story)]
        lines += ["When the bot could not send in the month before:", *(f"  {line}" for line in result.weather)]
    else:
        lines.append("No promise was broken.")
    sys.stderr.write("\n".join(lines) + "\n")


def _counted(counts: dict[str, int]) -> list[str]:
    return [f"{number:9,}  {what}" for what, number in sorted(counts.items())]


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m bot simulate", description="Years of many people in some minutes.")
    parser.add_argument("--people", type=_number, default=200, help="how many (default 200)")
    parser.add_argument("--years", type=_number, default=3, help="how many (default 3)")
    parser.add_argument("--seed", type=int, default=1, help="another number, other years (default 1)")
    return parser


def _number(text: str) -> int:
    if not (text.isascii() and text.isdecimal() and 0 < int(text) <= 100_000):
        raise argparse.ArgumentTypeError(f"{text!r} is no number from 1 on")
    return int(text)
