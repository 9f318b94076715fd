"""The one scheduler and its jobs. It is only the heartbeat: what is due stands in the database."""

import asyncio
import contextlib
import logging
from collections.abc import Awaitable, Callable
from datetime import UTC, datetime
from typing import Any

from apscheduler.schedulers.asyncio import AsyncIOScheduler
from apscheduler.triggers.cron import CronTrigger
from apscheduler.triggers.interval import IntervalTrigger

from bot.context import Services
from bot.errors import DatabaseUnavailable
from bot.outbox.sender import Sender
from bot.timing import Timing
from jobs import housekeeping, morning, replanning
from jobs.broadcast import show_progress
from jobs.daily import do_if_missed
from jobs.erasing import keep_log
from jobs.reload import reload_content
from jobs.sweep import Sweeper
from jobs.watch import Watch

logger = logging.getLogger(__name__)

# APScheduler drops a run that is a second late by default; a heartbeat that is late must still beat.
JOB_DEFAULTS = {"misfire_grace_time": None, "coalesce": True, "max_instances": 1}


class Timers:
    """
    What the bot does by itself.

    | job          | when                                  |
    | sweep        | every 15 s, and at once when woken    |
    | progress     | every 5 s                             |
    | reload       | every 10 s                            |
    | erasures     | every 15 s                            |
    | watch        | every minute                          |
    | replan       | 02:40 UTC                             |
    | housekeeping | 03:30 UTC                             |
    | morning      | 08:00 in DEFAULT_TIMEZONE             |
    | missed       | at the start and every hour           |

    A job that cannot write calls *on_unavailable*; one that fails otherwise is logged, and comes again.
    """

    def __init__(
        self,
        services: Services,
        sweeper: Sweeper,
        sender: Sender,
        timing: Timing,
        on_unavailable: Callable[[], Awaitable[None]],
    ) -> None:
        self._services = services
        self._sweeper = sweeper
        self._on_unavailable = on_unavailable
        self._running = 0
        self._idle = asyncio.Event()
        self._idle.set()
        self._stopping = False
        zone = services.settings.default_timezone
        self._scheduler = scheduler = AsyncIOScheduler(timezone="UTC", job_defaults=JOB_DEFAULTS)
        jobs: tuple[tuple[str, Callable[[], Awaitable[object]], Any], ...] = (
            ("sweep", self._wake, IntervalTrigger(seconds=timing.sweep_every)),
            ("progress", lambda: show_progress(services, sender), IntervalTrigger(seconds=timing.progress_every)),
            ("reload", lambda: reload_content(services), IntervalTrigger(seconds=timing.reload_every)),
            ("erasures", lambda: keep_log(services), IntervalTrigger(seconds=timing.sweep_every)),
            ("watch", Watch(services, sender).look, IntervalTrigger(seconds=timing.watch_every)),
            # At a minute at which no patient's whole hour begins, in whatever zone.
            ("replan", self._replan, CronTrigger(hour=2, minute=40)),
            ("housekeeping", lambda: housekeeping.housekeep(services), CronTrigger(hour=3, minute=30)),
            ("morning", lambda: morning.begin_the_day(services), CronTrigger(hour=8, timezone=zone)),
            ("missed", self._make_up, IntervalTrigger(hours=1)),
        )
        for name, work, trigger in jobs:
            scheduler.add_job(self._run, trigger, args=(work,), id=name, name=name)
        scheduler.modify_job("missed", next_run_time=datetime.now(UTC))

    def start(self) -> None:
        """Begin to beat."""
        self._scheduler.start()

    async def stop(self, patience: float) -> None:
        """
        Begin nothing more, and wait at most *patience* seconds for what runs.

        APScheduler's own shutdown cancels a running job, whatever it is told.
        """
        self._stopping = True
        self._scheduler.pause()
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(patience):
                await self._idle.wait()

    def shut_down(self) -> None:
        """After ``stop``: take the scheduler apart."""
        self._scheduler.shutdown(wait=False)

    async def sweep_when_woken(self) -> None:
        """Sweep at every heartbeat, and at once whenever something urgent was queued; runs until cancelled."""
        while True:
            await self._services.wake.wait()
            self._services.wake.clear()
            try:
                await self._run(self._sweeper.sweep)
            except Exception:
                logger.exception("a sweep failed; the next heartbeat tries again")

    async def _wake(self) -> None:
        """The heartbeat's own work: a long sweep goes on, and APScheduler has no run to complain of."""
        self._services.wake.set()

    async def _replan(self) -> None:
        await replanning.replan_everybody(self._services, lambda: not self._stopping)

    async def _make_up(self) -> None:
        """For what a computer that was asleep or off has missed."""
        services = self._services
        await do_if_missed(services, morning.NAME, lambda: morning.begin_the_day(services))
        await do_if_missed(services, housekeeping.NAME, lambda: housekeeping.housekeep(services))
        await do_if_missed(services, replanning.NAME, self._replan)

    async def _run(self, work: Callable[[], Awaitable[object]]) -> None:
        self._running += 1
        self._idle.clear()
        try:
            await work()
        except DatabaseUnavailable:
            await self._on_unavailable()
        finally:
            self._running -= 1
            if self._running == 0:
                self._idle.set()
