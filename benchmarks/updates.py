"""
How many messages a second are answered, over HTTP and through everything: this bot beside a bare echo.

    .venv/bin/python -m benchmarks.updates            (a few minutes)
    .venv/bin/python -m benchmarks.updates --short    (one)

The real bot (``python -m bot run``, its database on the disk) and a python-telegram-bot that echoes with the same
concurrency take turns at a stand-in for Telegram, whose answers come at once or after 50 ms. Each is a process of its
own: the bot under test on the first core, the stand-in on the second. Messages are those of tests/data/tuned_*.jsonl,
from 200 chats. Then the bot runs once more with timers in it, and where its time goes is printed.
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
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parents[1]
TOKEN = "1000:only-for-the-stand-in"  # noqa: S105 - no secret
WARM = 200
LATENCIES = (0.0, 0.05)
AIMS = {0.0: 0.5, 0.05: 0.8}
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
def started(command: Sequence[str], core: int, **options: object) -> Iterator[subprocess.Popen[str]]:
    """A process on one core; ended when left."""
    process = subprocess.Popen(command, text=True, **options)  # type: ignore[call-overload]  # noqa: S603 - our own
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
        line, environment = command(kind, telegram.stdout.readline().strip(), folder)
        with started(line, 0, cwd=folder, env={**environment, "PATH": os.environ["PATH"]}, stderr=log) as bot:
            telegram.stdout.readline()  # warm
            before = processor(bot.pid)
            figures = json.loads(telegram.stdout.readline())
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


def main(arguments: Sequence[str] | None = None) -> None:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.updates")
    parser.add_argument("--short", action="store_true", help="800 messages once, in place of 3000 three times")
    given = parser.parse_args(arguments)
    number, times = (800, 1) if given.short else (3000, 3)
    with tempfile.TemporaryDirectory() as folder:
        for latency in LATENCIES:
            for kind in (ECHO, BOT):
                runs = [run(kind, number, latency, Path(folder, f"{kind}-{latency}-{turn}")) for turn in range(times)]
                print(latency, kind, runs, flush=True)


if __name__ == "__main__":
    main()
