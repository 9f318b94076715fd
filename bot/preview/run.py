"""The preview as a process: stand-in, chat page, and the very same bot as live, with a clock that can be moved."""

import asyncio
import contextlib
import signal
import sys
from collections.abc import Callable
from contextlib import AbstractAsyncContextManager
from datetime import datetime, timedelta
from pathlib import Path
from typing import Protocol
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from tzlocal import get_localzone_name

from bot.clock import MovableClock
from bot.context import Services
from bot.errors import SettingsError
from bot.inbox.queues import ChatQueues
from bot.outbox.sender import Sender
from bot.preview.control import ChatPage
from bot.preview.roster import ADMIN_ID
from bot.preview.saving import SavedChats
from bot.preview.standin import StandIn
from bot.settings import Settings, load_settings
from bot.timing import Timing
from jobs.advance import advance, next_instant
from jobs.broadcast import show_progress
from jobs.erasing import LOG
from jobs.sweep import Sweeper

TOKEN = "1000:preview-stand-in"  # noqa: S105 - valid at the stand-in alone
TIMING = Timing(chat_interval=0, pace=0, long_poll=20, stop_patience=5)


class RunningBot(Protocol):
    """What the preview needs of the bot."""

    services: Services
    sweeper: Sweeper
    queues: ChatQueues
    sender: Sender

    async def run_until_stopped(self) -> None:
        """Run until it is stopped."""


BotFactory = Callable[[Settings, MovableClock, Timing], AbstractAsyncContextManager[RunningBot]]


class SimulatedBot:
    """The bot under a clock that can be moved; what the page's clock buttons steer (see ClockControl)."""

    def __init__(self, settings: Settings, factory: BotFactory, standin: StandIn, clock: MovableClock) -> None:
        self._settings = settings
        self._factory = factory
        self._standin = standin
        self._clock = clock
        self._opened: AbstractAsyncContextManager[RunningBot] | None = None
        self._bot: RunningBot | None = None

    @property
    def _running(self) -> RunningBot:
        if self._bot is None:
            raise RuntimeError("the bot is switched off")
        return self._bot

    async def switch_on(self) -> None:
        """Open the bot; raises what keeps it from starting."""
        opened = self._factory(self._settings, self._clock, TIMING)
        self._bot = await opened.__aenter__()
        self._opened = opened

    async def switch_off(self) -> None:
        """Close the bot in an orderly way; harmless when it is off."""
        if self._opened is not None:
            await self._opened.__aexit__(None, None, None)
        self._opened = self._bot = None

    def now(self) -> datetime:
        """The simulated time."""
        return self._clock.now()

    async def advance(self, to: datetime) -> None:
        """Go to this time; everything due on the way arrives in its order."""
        await self._settled()
        await advance(self._running.services, self._running.sweeper, self._clock, to)
        await self._settled()

    async def advance_to_next(self) -> None:
        """Go to the next planned message; nothing happens where there is none."""
        await self._settled()
        due = await next_instant(self._running.services, planned_only=True)
        if due is not None:
            await self.advance(due)

    async def off_for(self, delta: timedelta) -> None:
        """Let this time pass with the bot switched off, then switch it on."""
        await self._settled()
        await self.switch_off()
        self._clock.move_to(self._clock.now() + delta)
        await self.switch_on()
        await self._settled()
        await self._running.sweeper.sweep()

    async def reset(self) -> None:
        """Forget everything and begin at the real time."""
        path = self._running.services.database.path
        await self.switch_off()
        await asyncio.to_thread(_remove_database, path)
        self._clock.restart()
        await self.switch_on()

    async def _settled(self) -> None:
        """What people wrote before the clock was moved is answered before it moves."""
        with contextlib.suppress(TimeoutError):
            await self._standin.confirmed(within=5)
        await self._running.queues.idle()
        await show_progress(self._running.services, self._running.sender)


async def run(port: int, data: Path, factory: BotFactory) -> None:
    """Serve the preview until SIGINT or SIGTERM; SettingsError for a taken port, DatabaseRefused for foreign data."""
    stop = asyncio.Event()
    for number in (signal.SIGINT, signal.SIGTERM):
        asyncio.get_running_loop().add_signal_handler(number, stop.set)
    clock = MovableClock()
    standin = StandIn(TOKEN, clock.now)
    saved = SavedChats(data.with_suffix(".chats.json"), standin.world)
    moment = saved.load()
    if moment is not None:
        clock.move_to(moment)
    async with standin:
        simulated = SimulatedBot(preview_settings(standin, data), factory, standin, clock)
        page = ChatPage(standin, simulated, saved=saved)
        await simulated.switch_on()
        try:
            url = await _serve(page, port)
            _say(f"The preview is ready: open {url} in a browser. Stop it with Ctrl+C.")
            await stop.wait()
        finally:
            await simulated.switch_off()
            await page.stop()


def preview_settings(standin: StandIn, data: Path) -> Settings:
    """The operator's own settings where they change what is seen (region, clinic, content), ours for the rest."""
    own = load_settings()
    return load_settings(
        None,
        bot_token=TOKEN,
        bot_token_file=None,
        bot_api_base_url=standin.base_url,
        admin_ids=[ADMIN_ID],
        database_url=f"sqlite+aiosqlite:///{data}",
        webhook_url=None,
        health_port=None,
        backup_dir=data.parent / "preview-backups",
        content_dir=own.content_dir,
        default_timezone=own.default_timezone if "default_timezone" in own.model_fields_set else _zone_of_computer(),
        default_hour=own.default_hour,
        region=own.region,
        clinic_name=own.clinic_name,
        clinic_phone=own.clinic_phone,
        working_hours=own.working_hours,
    )


def _zone_of_computer() -> str:
    """The zone of the clock beside the browser, so that "Is it 14:05 where you are?" asks what the reader sees."""
    try:
        name = get_localzone_name() or ""
        ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        name = ""
    # Etc/UTC is settled by a Yes; plain UTC, as the name of no place, would be followed by a question for the place.
    return name if "/" in name else "Etc/UTC"


def _remove_database(path: Path) -> None:
    for suffix in ("", "-wal", "-shm", LOG):
        Path(f"{path}{suffix}").unlink(missing_ok=True)


async def _serve(page: ChatPage, port: int) -> str:
    try:
        return await page.start(port)
    except OSError as error:
        raise SettingsError(
            f"port {port} is taken; choose another: .venv/bin/python -m bot preview --port {port + 1}"
        ) from error


def _say(line: str) -> None:
    print(line, file=sys.stderr, flush=True)  # noqa: T201 - the command line speaks on standard error
