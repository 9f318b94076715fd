"""How much memory the whole bot takes while it sweeps: each size in a process of its own."""

import asyncio
import multiprocessing
import re
import resource
from multiprocessing.connection import Connection
from pathlib import Path

from benchmarks.figures import Figure
from benchmarks.planting import JUST_DUE, ROOT, due_today, plant
from benchmarks.sending import AT_ONCE, running
from benchmarks.telegram import Telegram
from bot.context import Knowledge, load_knowledge
from bot.timing import Timing

STATUS = Path("/proc/self/status")
FORGET = Path("/proc/self/clear_refs")


def remembering(folder: Path, few: int, many: int) -> list[Figure]:
    """The most memory while *many* due messages are swept, beside *few*."""
    peaks = {}
    spawn = multiprocessing.get_context("spawn")
    for messages in (few, many):
        path = folder / f"memory{messages}.db"
        plant(path, messages, due_today)
        with Telegram(messages, AT_ONCE, strict=False) as telegram:
            near, far = spawn.Pipe()
            process = spawn.Process(target=_sweep_and_tell, args=(far, path, telegram.base_url, messages))
            process.start()
            peaks[messages] = near.recv()
            process.join()
    (few_before, few_peak), (many_before, many_peak) = peaks[few], peaks[many]
    swept = f"{many:,} due messages swept"
    return [
        Figure(f"peak memory, {swept}", many_peak, "MB", f"{few:,}", few_peak, "flat"),
        Figure(f"of it gained by the sweep, {swept}", many_peak - many_before, "MB", f"{few:,}", few_peak - few_before),
    ]


def _sweep_and_tell(line: Connection, path: Path, base_url: str, messages: int) -> None:
    knowledge = load_knowledge(ROOT / "content")
    if FORGET.exists():
        FORGET.write_text("5")  # Linux begins anew with the peak: loading the content took more for a moment
    line.send(asyncio.run(_swept(path, base_url, messages, knowledge)))


async def _swept(path: Path, base_url: str, messages: int, knowledge: Knowledge) -> tuple[float, float]:
    """Megabytes at the peak before the sweep, and at the peak of it."""
    before = _peak()
    async with running(path, base_url, knowledge, JUST_DUE, Timing(long_poll=5, pace=0, chat_interval=0)) as bot:
        tried = await bot.sweeper.sweep()
        after = _peak()
    if tried > messages:
        raise AssertionError("more were tried than were due")
    return before, after


def _peak() -> float:
    """The most memory so far, in megabytes."""
    if STATUS.exists():
        found = re.search(r"VmHWM:\s+(\d+) kB", STATUS.read_text())
        if found:
            return int(found[1]) / 1000
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1000
