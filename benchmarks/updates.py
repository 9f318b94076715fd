"""
How many messages a second are answered, over HTTP and through everything: this bot beside a bare echo.

    .venv/bin/python -m benchmarks.updates            (a few minutes)
    .venv/bin/python -m benchmarks.updates --short    (one)

The real bot (``python -m bot run``, its database on the disk) and a python-telegram-bot that echoes with the same
concurrency take turns at a stand-in for Telegram, whose answers come at once or after 50 ms. Each is a process of its
own: the bot under test on the first core, the stand-in on the second. Messages are those of tests/data/tuned_*.jsonl,
from 200 chats. Then the bot runs once more with timers in it, and where its time goes is printed.

The two bots suffer differently where something else wants the cores: an echo that waits a lot loses more. So compare
only runs on a quiet machine; it is said where one was not.
"""

import argparse
import json
import os
import random
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import astuple, dataclass
from pathlib import Path
from statistics import median
from typing import Any

ROOT = Path(__file__).parents[1]
TOKEN = "1000:only-for-the-stand-in"  # noqa: S105 - no secret
WARM = 200
LATENCIES = (0.0, 0.05)
AIMS = {0.0: 0.5, 0.05: 0.8}
UNDISTURBED = 0.9  # of the core
BOT, ECHO, TIMED = "this bot", "echo", "this bot with timers"


@dataclass(frozen=True)
class Run:
    """One run: answers a second, ms of processor time for each, peak memory in MB, and how busy the stand-in was."""

    rate: float
    cost: float
    memory: float
    standin: float


def texts(number: int) -> list[str]:
    files = sorted((ROOT / "tests" / "data").glob("tuned_*.jsonl"))
    found = [json.loads(line)["text"] for file in files for line in file.read_text("utf-8").splitlines()]
    random.Random(1).shuffle(found)
    return (found * (number // len(found) + 1))[:number]


@contextmanager
def started(line: Sequence[str], core: int, **options: Any) -> Iterator[subprocess.Popen[str]]:  # noqa: ANN401 - handed on
    """A process on one core; ended when left."""
    process = subprocess.Popen(line, text=True, **options)  # noqa: S603 - our own
    os.sched_setaffinity(process.pid, {sorted(os.sched_getaffinity(0))[core]})
    try:
        yield process
    finally:
        if process.poll() is None:
            process.terminate()
            process.wait()


def command(kind: str, base_url: str, folder: Path) -> tuple[list[str], Mapping[str, str]]:
    if kind == ECHO:
        return [sys.executable, "-m", "benchmarks.updates_echo", TOKEN, base_url], {"PYTHONPATH": str(ROOT)}
    settings = {
        "BOT_TOKEN": TOKEN,
        "BOT_API_BASE_URL": base_url,
        "DATABASE_URL": f"sqlite+aiosqlite:///{folder / 'bot.db'}",
        "BACKUP_DIR": str(folder / "backups"),
        "CONTENT_DIR": str(ROOT / "content"),
        "PYTHONPATH": str(ROOT),
    }
    module = ["bot", "run"] if kind == BOT else ["benchmarks.updates_timed", str(folder / "timers.json")]
    return [sys.executable, "-m", *module], settings


def run(kind: str, number: int, latency: float, folder: Path) -> Run:
    """Let one bot answer *number* messages; *folder* takes its files."""
    folder.mkdir(parents=True)
    (folder / "texts.json").write_text(json.dumps(texts(number + WARM)), encoding="utf-8")
    standin = [sys.executable, "-m", "benchmarks.updates_telegram", str(folder / "texts.json")]
    standin += ["--warm", str(WARM), "--latency", str(latency)]
    with (
        (folder / "log").open("w") as log,
        started(standin, -1, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as telegram,
    ):
        told = telegram.stdout
        assert told is not None
        line, environment = command(kind, told.readline().strip(), folder)
        with started(line, 0, cwd=folder, env={**environment, "PATH": os.environ["PATH"]}, stderr=log) as bot:
            told.readline()  # warm
            before = processor(bot.pid)
            figures = json.loads(told.readline())
            cost = (processor(bot.pid) - before) / number
            memory = peak_memory(bot.pid)
            bot.terminate()
            bot.wait()
    return Run(figures["rate"], cost * 1000, memory, figures["busy"])


def processor(process: int) -> float:
    """Seconds of processor time so far, all threads."""
    user, system = Path(f"/proc/{process}/stat").read_text("utf-8").rpartition(")")[2].split()[11:13]
    return (int(user) + int(system)) / os.sysconf("SC_CLK_TCK")


def peak_memory(process: int) -> float:
    """In MB."""
    status = Path(f"/proc/{process}/status").read_text("utf-8")
    return int(status.partition("VmHWM:")[2].split()[0]) / 1024


def compare(number: int, times: int, latency: float, folder: Path) -> None:
    """Both bots in turn, so that whatever else the machine does meets both; the median of each is printed."""
    runs: dict[str, list[Run]] = {ECHO: [], BOT: []}
    for turn in range(times):
        for kind, found in runs.items():
            found.append(run(kind, number, latency, folder / f"{latency}-{turn}-{kind}"))
    middle = {kind: Run(*map(median, zip(*map(astuple, found), strict=True))) for kind, found in runs.items()}
    for kind, each in middle.items():
        print(
            f"{latency * 1000:5.0f} ms  {kind:9s} {each.rate:6.0f} a second {each.cost:6.2f} ms of processor each"
            f" {each.rate * each.cost / 1000:4.0%} of its core {each.memory:5.0f} MB at most"
            f"   stand-in {each.standin:4.0%} busy"
        )
    share = middle[BOT].rate / middle[ECHO].rate
    # At once nobody waits for anything but the processor.
    disturbed = any(each.rate * each.cost < UNDISTURBED * 1000 for each in middle.values() if not latency)
    note = "; NOT COMPARABLE: something else had the core" if disturbed else ""
    print(f"{latency * 1000:5.0f} ms  share of the echo {share:.2f} (aim {AIMS[latency]}){note}", flush=True)


def break_down(number: int, folder: Path) -> None:
    """Where the time goes, by the timers of ``benchmarks.updates_timed``."""
    run(TIMED, number, 0.0, folder / "timed")
    found = json.loads((folder / "timed" / "timers.json").read_text("utf-8"))
    number += WARM
    steps = found["steps"] | {"threads of the database": found["processor"] - sum(found["steps"].values())}
    print("\nms of processor time for a message, with timers in the bot:")
    for step, seconds in sorted(steps.items(), key=lambda each: -each[1]):
        print(f"  {step:32s} {seconds / number * 1000:6.2f}")
    print(f"  {'together':32s} {found['processor'] / number * 1000:6.2f}")
    for what, count in found["counted"].items():
        print(f"  {what:32s} {count / number:6.1f} for a message")


def main(arguments: Sequence[str] | None = None) -> None:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.updates")
    parser.add_argument("--short", action="store_true", help="800 messages once, in place of 2000 three times")
    given = parser.parse_args(arguments)
    number, times = (800, 1) if given.short else (2000, 3)
    # What is fitted to the content is kept: no run has to do that, and none is charged with the memory it takes.
    subprocess.run([sys.executable, "-m", "bot", "ask", "hello"], cwd=ROOT, check=True, capture_output=True)
    cores = sorted(os.sched_getaffinity(0))
    print(f"{number} messages, {times} times; the bot under test on core {cores[0]}, the stand-in on core {cores[-1]}")
    with tempfile.TemporaryDirectory() as folder:
        for latency in LATENCIES:
            compare(number, times, latency, Path(folder))
        break_down(number, Path(folder))


if __name__ == "__main__":
    main()
