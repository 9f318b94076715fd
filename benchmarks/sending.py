"""The whole bot among full tables: its start, the pace of its sweep, and replies beside a broadcast."""

import asyncio
import contextlib
import json
from collections.abc import AsyncIterator
from datetime import datetime
from pathlib import Path
from time import perf_counter

from benchmarks.figures import Figure, percentile
from benchmarks.planting import ADMIN, JUST_DUE, ROOT, UNTIL_NOW, due_later, due_today, plant, settings_for
from benchmarks.telegram import Telegram
from bot.app import DenosumabBot
from bot.clock import MovableClock
from bot.context import Knowledge
from bot.storage import broadcasts
from bot.timing import Timing

LATENCY = (0.04, 0.12)  # of Telegram's answers, as a server in Europe meets them
AT_ONCE = (0.0, 0.0)
EVERY = 0.4  # seconds between patients' messages


@contextlib.asynccontextmanager
async def running(
    path: Path, base_url: str, knowledge: Knowledge, now: datetime, timing: Timing | None = None
) -> AsyncIterator[DenosumabBot]:
    """A live bot that has caught up with what an earlier run left."""
    bot = DenosumabBot(
        settings_for(path, base_url),
        kind="live",
        clock=MovableClock(now),
        timing=timing or Timing(long_poll=5),
        knowledge=knowledge,
    )
    async with bot:
        await bot.caught_up.wait()
        yield bot


async def starting(path: Path, waiting: int, knowledge: Knowledge, loading: float) -> list[Figure]:
    """From opening the bot on a full file to the end of its first sweep, beside the same on an empty one."""
    empty = path.with_name("empty.db")
    plant(empty, 1, due_later, rows_each=0)
    with Telegram(1, AT_ONCE, strict=False) as telegram:
        taken = {}
        for file in (empty, empty, path):  # the first time warms everything up
            bot = DenosumabBot(
                settings_for(file, telegram.base_url), kind="live", clock=MovableClock(UNTIL_NOW), knowledge=knowledge
            )
            began = perf_counter()
            async with bot:
                await bot.sweeper.sweep()
                taken[file] = perf_counter() - began
                await bot.caught_up.wait()
    what = f"start among {waiting:,} waiting, to the end of the first tick"
    return [
        Figure(what, 1000 * taken[path], "ms", "the same with none waiting", 1000 * taken[empty], "under 1,000 ms"),
        Figure("loading the content and its index, apart", 1000 * loading, "ms"),
    ]


async def pacing(folder: Path, messages: int, knowledge: Knowledge) -> list[Figure]:
    """One reminder to each of so many chats, past a server that allows 30 messages in any second."""
    path = folder / "pace.db"
    plant(path, messages, due_today)
    with Telegram(messages, LATENCY, strict=True) as telegram:
        async with running(path, telegram.base_url, knowledge, JUST_DUE) as bot:
            await bot.sweeper.sweep()
            rate = settings_for(path, telegram.base_url).send_rate
        arrived, refused = await telegram.call("seen")
    if len(arrived) != messages:
        raise AssertionError(f"{len(arrived)} of {messages} messages arrived")
    reached = (len(arrived) - 1) / (arrived[-1] - arrived[0])
    fullest = max(sum(began <= one < began + 1 for one in arrived[at : at + 60]) for at, began in enumerate(arrived))
    return [
        Figure(f"messages a second, {messages:,} reminders", reached, "/s", "SEND_RATE", rate, "0.98 times"),
        Figure("most messages in any second", fullest, "", "the limit", 30),
        Figure("refused with 429", refused, "", aim="0"),
    ]


async def replying(folder: Path, recipients: int, idle_seconds: float, knowledge: Knowledge) -> list[Figure]:
    """How long patients wait for a reply while a broadcast runs, beside an idle bot."""
    path = folder / "broadcast.db"
    plant(path, recipients, due_later)
    files = sorted((ROOT / "tests" / "data").glob("unseen_*.jsonl"))
    texts = [json.loads(line)["text"] for file in files for line in file.read_text("utf-8").splitlines()][::7]
    with Telegram(recipients, LATENCY, strict=False) as telegram:
        async with running(path, telegram.base_url, knowledge, UNTIL_NOW) as bot:
            await telegram.call("ask", texts[:10], 0.1)  # whatever is done once only
            await asyncio.sleep(3)
            await telegram.call("asked")
            idle = await _asked_for(telegram, texts, idle_seconds / 2)
            await telegram.call("ask", texts, EVERY)
            now = bot.services.now()
            async with bot.services.database.transaction() as db:
                number = await broadcasts.add_draft(db, ADMIN, "The clinic is closed on Monday.", safety=False, now=now)
            async with bot.services.database.transaction() as db:
                await broadcasts.confirm(db, number, now)
            began = perf_counter()
            await bot.sweeper.sweep()
            spent = perf_counter() - began
            busy = await telegram.call("asked")
            idle += await _asked_for(telegram, texts, idle_seconds / 2)  # whatever else the machine has to do changes
            async with bot.services.database.read() as db:
                tally = await broadcasts.tally(db, number)
    if tally.delivered != recipients:
        raise AssertionError(f"not all were reached: {tally}")
    during = f"during a broadcast to {recipients:,}"
    return [
        *(
            Figure(
                f"wait for a reply {during}, {name} of {len(busy):,}",
                1000 * percentile(busy, hundredth),
                "ms",
                f"an idle bot ({len(idle):,})",
                1000 * percentile(idle, hundredth),
                aim,
            )
            for name, hundredth, aim in (("median", 50, ""), ("99th percentile", 99, "2 times"))
        ),
        Figure(f"messages a second {during}", recipients / spent, "/s", "SEND_RATE", bot.services.settings.send_rate),
    ]


async def _asked_for(telegram: Telegram, texts: list[str], seconds: float) -> list[float]:
    await telegram.call("ask", texts, EVERY)
    await asyncio.sleep(seconds)
    waits: list[float] = await telegram.call("asked")
    return waits
