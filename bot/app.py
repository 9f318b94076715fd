"""
The root: joins settings, database, content, Telegram and the timers; opens them in order, closes them in reverse.

Live, preview and tests run this very same bot; they differ in settings, clock and timing alone.
"""

import asyncio
import contextlib
import logging
from collections.abc import Coroutine
from itertools import chain, repeat
from typing import Any, Literal, Self

from telegram.error import InvalidToken, TelegramError
from telegram.ext import Application, ContextTypes
from telegram.request import HTTPXRequest

from bot.clock import Clock
from bot.context import BotApplication, BotContext, Knowledge, Services, load_knowledge
from bot.errors import IntakeStopped, SettingsError
from bot.handlers import all_handlers
from bot.health import HealthServer
from bot.inbox.answering import Answerer
from bot.inbox.emergency import Emergency
from bot.inbox.intake import Intake
from bot.inbox.polling import Poller
from bot.inbox.queues import ChatQueues
from bot.inbox.webhook import WebhookServer
from bot.menus import publish_menus
from bot.outbox.actions import SendMessage
from bot.outbox.pacer import Pacer
from bot.outbox.sender import Sender
from bot.settings import Settings
from bot.storage import chats, updates
from bot.storage.database import Database
from bot.timing import Timing
from bot.views.common import notice
from jobs.deliver import Deliverer
from jobs.scheduler import build_scheduler, sweep_when_woken
from jobs.sweep import Sweeper

logger = logging.getLogger(__name__)

CONNECTIONS = 32  # a bigger pool makes httpx slower, not faster


class DenosumabBot:
    """
    One bot. ``async with DenosumabBot(...) as bot: await bot.run_until_stopped()``.

    Opening raises SettingsError, ContentError or DatabaseRefused with what is wrong. ``run_until_stopped`` returns
    after ``stop()`` and raises IntakeStopped where updates can no longer be taken.
    """

    services: Services
    sender: Sender
    sweeper: Sweeper
    queues: ChatQueues

    def __init__(
        self,
        settings: Settings,
        *,
        kind: Literal["live", "preview"],
        clock: Clock | None = None,
        timing: Timing | None = None,
        knowledge: Knowledge | None = None,
    ) -> None:
        self._settings = settings
        self._kind: Literal["live", "preview"] = kind
        self._clock = clock or Clock()
        self._timing = timing or Timing()
        self._knowledge = knowledge
        self._stop = asyncio.Event()
        self._tasks: list[asyncio.Task[None]] = []
        self._closing = contextlib.AsyncExitStack()

    async def __aenter__(self) -> Self:
        async with contextlib.AsyncExitStack() as opening:
            await self._open(opening)
            self._closing = opening.pop_all()
        return self

    async def __aexit__(self, *error: object) -> None:
        await self._closing.aclose()

    def stop(self) -> None:
        """Ask for an orderly end: what is under way is finished, the rest stays on disk."""
        self._stop.set()

    async def run_until_stopped(self) -> None:
        """Take updates and send what is due until ``stop()``; raises what ended the intake or the timers."""
        stopped = asyncio.create_task(self._stop.wait(), name="stop")
        try:
            await asyncio.wait([stopped, *self._tasks], return_when=asyncio.FIRST_COMPLETED)
        finally:
            stopped.cancel()
        for task in self._tasks:
            if task.done():
                task.result()
                raise IntakeStopped(f"{task.get_name()} ended by itself; see the log above")

    async def _open(self, opening: contextlib.AsyncExitStack) -> None:
        token = self._settings.token
        if token is None:
            raise SettingsError("BOT_TOKEN: is not set; put the token from BotFather into .env, or run `make preview`")
        bot_id = int(token.partition(":")[0])
        knowledge = self._knowledge or await asyncio.to_thread(load_knowledge, self._settings.content_dir)
        database = Database(self._settings.database_url)
        await database.open(bot_id=bot_id, kind=self._kind)
        opening.push_async_callback(database.close)

        requests = tuple(_request(self._timing, connections) for connections in (CONNECTIONS, 4))
        for request in requests:
            opening.push_async_callback(request.shutdown)
        application = build_application(self._settings, token, *requests)
        self.services = services = Services(self._settings, knowledge, database, self._clock)
        self.sender = Sender(application.bot, self._timing.request_timeout)
        pacer = Pacer(self._timing.pace / self._settings.send_rate, self._timing.chat_interval)
        self.sweeper = Sweeper(services, Deliverer(services, self.sender, pacer), self._settings.sends_in_flight)
        emergency = Emergency(services, self.sender)
        answerer = Answerer(services, application, self.sender, emergency, self._timing)
        self.queues = ChatQueues(answerer.answer)
        intake = Intake(services, bot_id, emergency, self.queues.put)
        scheduler = build_scheduler(services, self.sweeper, self.sender, self._timing)

        if self._settings.health_port:
            health = HealthServer(services, self._settings.health_port)
            await health.start()
            opening.push_async_callback(health.stop)
        await self.sweeper.start()
        await self._warn_of_silent_admins()
        scheduler.start()
        opening.callback(scheduler.shutdown, wait=False)  # it would cancel a running job; none runs by then
        opening.push_async_callback(self._finish_work)
        opening.callback(scheduler.pause)
        self._start(sweep_when_woken(services, self.sweeper), "the sweep")
        self._start(self._take_updates(application, intake), "the intake")
        opening.push_async_callback(self._stop_tasks)
        services.wake.set()

    async def _take_updates(self, application: BotApplication, intake: Intake) -> None:
        """Make sure of Telegram and the token, answer what an earlier run left, then take what is new."""
        bot = application.bot
        await self._introduce(application)
        await self._replay()
        await publish_menus(bot, self.services)
        if self._settings.webhook_url:
            await WebhookServer(self._settings, bot, intake, self._timing).serve()
        else:
            await Poller(bot, intake, self._timing, self._tell_of_conflict).run()

    async def _introduce(self, application: BotApplication) -> None:
        pauses = chain(self._timing.poll_pauses, repeat(self._timing.poll_pauses[-1]))
        told = False
        while True:
            try:
                await application.bot.initialize()
            except InvalidToken:
                # The library's own message would show the token.
                raise IntakeStopped("Telegram refused the token; take the right one from BotFather") from None
            except TelegramError as error:
                if not told:
                    logger.warning("Telegram cannot be reached; trying on", extra={"reason": type(error).__name__})
                told = True
                await asyncio.sleep(next(pauses))
            else:
                logger.warning("Telegram is reached") if told else logger.info("Telegram is reached")
                return

    async def _replay(self) -> None:
        """What a stop or a crash left unanswered comes before anything new of its chat."""
        async with self.services.database.read() as db:
            left = await updates.unfinished(db)
        for one in left:
            self.queues.put(one)
        if left:
            logger.warning("updates of an earlier run are answered now", extra={"updates": len(left)})

    async def _tell_of_conflict(self) -> None:
        reply = notice(self.services.content, "admin.conflict")
        for admin in sorted(self._settings.admin_ids):
            await self.sender.perform(SendMessage(chat_id=admin, reply=reply))

    async def _warn_of_silent_admins(self) -> None:
        async with self.services.database.read() as db:
            silent = await chats.never_started(db, self._settings.admin_ids)
        if silent and self._kind == "live":
            ids = ", ".join(map(str, sorted(silent)))
            logger.warning("these admins never pressed /start, so nothing can be sent to them: %s", ids)

    def _start(self, work: Coroutine[Any, Any, None], name: str) -> None:
        self._tasks.append(asyncio.create_task(work, name=name))

    async def _stop_tasks(self) -> None:
        """Intake ends first, so that nothing new begins while the rest is finished."""
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)

    async def _finish_work(self) -> None:
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(self._timing.stop_patience):
                await asyncio.gather(self.queues.stop(self._timing.stop_patience), self.sweeper.stop())


def build_application(
    settings: Settings, token: str, request: HTTPXRequest, polling_request: HTTPXRequest
) -> BotApplication:
    """python-telegram-bot's Application with our context and routing table; updates are fed by our inbox."""
    base = (settings.bot_api_base_url or "https://api.telegram.org").rstrip("/")
    application: BotApplication = (
        Application.builder()
        .token(token)
        .base_url(f"{base}/bot")
        .base_file_url(f"{base}/file/bot")
        .request(request)
        .get_updates_request(polling_request)
        .updater(None)
        .job_queue(None)
        .context_types(ContextTypes(context=BotContext))
        .build()
    )
    application.add_handlers(all_handlers())
    return application


def _request(timing: Timing, connections: int) -> HTTPXRequest:
    patience = timing.request_timeout
    return HTTPXRequest(
        connection_pool_size=connections,
        connect_timeout=patience,
        read_timeout=patience,
        write_timeout=patience,
        media_write_timeout=patience,
        pool_timeout=30,
    )
