"""A real bot process that a test kills, and the stand-in it talks to in the test's own process."""

import asyncio
import os
import random
import signal
import sys
from pathlib import Path
from typing import Any

from bot.preview import StandIn

ROOT = Path(__file__).parents[2]
DYING = Path(__file__).with_name("dying.py")
START = 60.0


class BotProcess:
    """``python -m bot run`` against the stand-in; its log goes to a file beside the database."""

    def __init__(self, standin: StandIn, folder: Path, **environment: Any) -> None:
        self.standin = standin
        self.folder = folder
        self.log = folder / "bot.log"
        self._environment = {
            "PATH": os.environ["PATH"],
            "BOT_TOKEN": standin.token,
            "BOT_API_BASE_URL": standin.base_url,
            "DATABASE_URL": f"sqlite+aiosqlite:///{folder / 'bot.db'}",
            "BACKUP_DIR": str(folder / "backups"),
            "CONTENT_DIR": str(ROOT / "content"),
            "PYTHONPATH": str(ROOT),
            **{name: str(value) for name, value in environment.items()},
        }
        self._process: asyncio.subprocess.Process | None = None

    async def start(self, *, dies_at: tuple[str, int] | None = None) -> None:
        """Start it, and wait until it has asked who it is: it is up. It may be one that dies at a point (dying.py)."""
        program = ["-m", "bot", "run"] if dies_at is None else [str(DYING), *map(str, dies_at)]
        hello = asyncio.create_task(self.standin.calls.next("getMe", within=START))
        await asyncio.sleep(0)
        with self.log.open("ab") as log:
            # Away from the project's folder, so that no .env of a developer is read.
            self._process = await asyncio.create_subprocess_exec(
                sys.executable, *program, cwd=self.folder, env=self._environment, stdout=log, stderr=log
            )
        ended = asyncio.create_task(self._process.wait())
        await asyncio.wait({hello, ended}, return_when=asyncio.FIRST_COMPLETED)
        if not hello.done():
            hello.cancel()
            raise RuntimeError(f"the bot ended with {self._process.returncode}: {self.log.read_text()[-2000:]}")
        ended.cancel()

    async def kill(self) -> None:
        """kill -9: no goodbye."""
        await self._end(signal.SIGKILL)

    async def terminate(self) -> int:
        """SIGTERM, as an operator or a service manager stops it; returns the exit code."""
        return await self._end(signal.SIGTERM)

    async def wait(self, within: float = START) -> int:
        """Wait until it ends by itself; returns the exit code."""
        if self._process is None:
            raise RuntimeError("the bot was not started")
        async with asyncio.timeout(within):
            return await self._process.wait()

    async def _end(self, number: int) -> int:
        if self._process is None:
            raise RuntimeError("the bot was not started")
        if self._process.returncode is None:
            self._process.send_signal(number)
        return await self._process.wait()


async def sends_begun(standin: StandIn, more: int, within: float = START) -> None:
    """Wait until the bot has begun *more* sends from now on; the last of them is in flight at this moment."""
    for _ in range(more):
        await standin.calls.next(within=within)


def kill_points(kills: int, sends: int, seed: int) -> list[int]:
    """How many sends to let begin before each kill: random, and few enough that work is left for the last one."""
    chance = random.Random(seed)
    return [chance.randint(1, max(1, sends // (2 * kills))) for _ in range(kills)]
