"""The one scheduler and its jobs. It is only the heartbeat: what is due stands in the database."""

import logging

from apscheduler.schedulers.asyncio import AsyncIOScheduler
from apscheduler.triggers.cron import CronTrigger
from apscheduler.triggers.interval import IntervalTrigger

from bot.context import Services
from bot.outbox.sender import Sender
from bot.timing import Timing
from jobs.broadcast import show_progress
from jobs.housekeeping import housekeep
from jobs.reload import reload_content
from jobs.sweep import Sweeper

logger = logging.getLogger(__name__)

# APScheduler drops a run that is a second late by default; a heartbeat that is late must still beat.
JOB_DEFAULTS = {"misfire_grace_time": None, "coalesce": True, "max_instances": 1}


def build_scheduler(services: Services, sweeper: Sweeper, sender: Sender, timing: Timing) -> AsyncIOScheduler:
    """
    The scheduler with all its jobs, not yet started.

    | job          | when                                  |
    | sweep        | every 15 s, and at once when woken    |
    | progress     | every 5 s                             |
    | reload       | every 10 s                            |
    | housekeeping | 03:30 UTC                             |
    """
    scheduler = AsyncIOScheduler(timezone="UTC", job_defaults=JOB_DEFAULTS)
    scheduler.add_job(sweeper.sweep, IntervalTrigger(seconds=timing.sweep_every), id="sweep")
    scheduler.add_job(show_progress, IntervalTrigger(seconds=5), args=(services, sender), id="progress")
    scheduler.add_job(reload_content, IntervalTrigger(seconds=10), args=(services,), id="reload")
    scheduler.add_job(housekeep, CronTrigger(hour=3, minute=30), args=(services,), id="housekeeping")
    return scheduler


async def sweep_when_woken(services: Services, sweeper: Sweeper) -> None:
    """Sweep at once whenever something urgent was queued; runs until cancelled."""
    while True:
        await services.wake.wait()
        services.wake.clear()
        try:
            await sweeper.sweep()
        except Exception:
            logger.exception("a sweep failed; the next heartbeat tries again")
