"""
The root: joins settings, database, content, Telegram and the timers; opens them in order, closes them in reverse.

Live, preview and tests run this very same bot; they differ in settings, clock and timing alone.
"""

import asyncio
import contextlib
import logging
from collections.abc import Coroutine, Iterable
from itertools import chain, repeat
from typing import Any, Literal, Self

from telegram.error import InvalidToken, TelegramError

from bot.client import CONNECTIONS, build_application
from bot.clock import Clock
from bot.connections import Connections
from bot.context import BotApplication, Knowledge, Services, load_knowledge
from bot.errors import DatabaseUnavailable, IntakeStopped, SettingsError
from bot.health import HealthServer
from bot.inbox.answering import Answerer
from bot.inbox.emergency import Emergency
from bot.inbox.intake import Intake
from bot.inbox.polling import Poller
from bot.inbox.queues import ChatQueues
from bot.inbox.webhook import WebhookServer
from bot.menus import publish_menus
from bot.outbox.message import Kind, NewMessage
from bot.outbox.pacer import Pacer, catch_up_at
from bot.outbox.sender import Sender
from bot.settings import Settings
from bot.storage import chats, outbox, updates
from bot.storage.database import Database
from bot.timing import Timing
from jobs import erasing
from jobs.deliver import Deliverer
from jobs.scheduler import Timers
from jobs.sweep import Sweeper

logger = logging.getLogger(__name__)

INTAKE = "the intake"
TOKEN_REFUSED = "Telegram refused the token; take the right one from BotFather"  # noqa: S105 - what is said about one


class DenosumabBot:
    """
    One bot. ``async with DenosumabBot(...) as bot: await bot.run_until_stopped()``.

    Opening raises SettingsError, ContentError or DatabaseRefused with what is wrong. ``run_until_stopped`` returns
    after ``stop()`` and raises IntakeStopped where updates can no longer be taken. ``caught_up`` is set once Telegram
    was reached and what an earlier run left is queued.
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
        self.caught_up = asyncio.Event()
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
        self.check()

    def check(self) -> None:
        """Raise what has ended the intake, the timers or the token, if anything has."""
        for task in self._tasks:
            if task.done():
                if not task.cancelled():
                    task.result()
                raise IntakeStopped(f"{task.get_name()} ended by itself; see the log above")

    async def _open(self, opening: contextlib.AsyncExitStack) -> None:
        token = self._settings.token
        if token is None:
            raise SettingsError("BOT_TOKEN: is not set; put the token from BotFather into .env, or run `make preview`")
        bot_id = int(token.partition(":")[0])
        knowledge = self._knowledge
        if knowledge is None:
            knowledge = await asyncio.to_thread(load_knowledge, self._settings.content_dir)
        database = Database(self._settings.database_url)
        await database.open(bot_id=bot_id, kind=self._kind)
        opening.push_async_callback(database.close)

        patience = self._timing.request_timeout
        request, polling = (Connections(number, patience) for number in (CONNECTIONS, 4))
        for each in (request, polling):
            opening.push_async_callback(each.shutdown)
            await each.initialize()
        application = build_application(self._settings, token, request, polling)
        self.services = services = Services(self._settings, knowledge, database, self._clock)
        await erasing.erase_again(services)
        self.sender = Sender(application.bot, self._timing.request_timeout)
        rate = self._settings.send_rate
        pacer = Pacer(self._timing.pace / rate, self._timing.chat_interval, catch_up_at(rate))
        deliverer = Deliverer(services, self.sender, pacer, self._timing)
        self.sweeper = Sweeper(services, deliverer, self._settings.sends_in_flight)
        emergency = Emergency(services, self.sender)
        self._answerer = Answerer(services, application, self.sender, emergency, self._timing)
        self.queues = ChatQueues(self._answerer.answer, self._answerer.answer_from_memory, self._timing.urgent_patience)
        intake = Intake(services, bot_id, emergency, self.queues.put)
        self._timers = Timers(services, self.sweeper, self.sender, self._timing, emergency.tell_admins)

        if self._settings.health_port:
            health = HealthServer(services, self._settings.health_port)
            await health.start()
            opening.push_async_callback(health.stop)
        await self._warn_of_silent_admins()
        self._timers.start()
        opening.callback(self._timers.shut_down)
        opening.push_async_callback(self._close)
        self._start(self._timers.sweep_when_woken(), "the sweep")
        self._start(self._watch_token(), "the watch over the token")
        self._start(self._take_updates(application, polling, intake), INTAKE)
        services.wake.set()

    async def _take_updates(self, application: BotApplication, polling: Connections, intake: Intake) -> None:
        """Make sure of Telegram and the token, answer what an earlier run left, then take what is new."""
        bot = application.bot
        await self._introduce(application)
        await self._replay()
        self.caught_up.set()
        menus = asyncio.create_task(publish_menus(bot, self.services), name="menus")
        try:
            if self._settings.webhook_url:
                await WebhookServer(self._settings, bot, intake, self._timing).serve()
            else:
                await Poller(bot, polling, intake, self._timing, self._tell_of_conflict).run()
        finally:
            menus.cancel()
            await asyncio.gather(menus, return_exceptions=True)

    async def _introduce(self, application: BotApplication) -> None:
        pauses = chain(self._timing.poll_pauses, repeat(self._timing.poll_pauses[-1]))
        told = False
        while True:
            try:
                await application.bot.initialize()
            except InvalidToken:
                # The library's own message would show the token.
                raise IntakeStopped(TOKEN_REFUSED) from None
            except TelegramError as error:
                if not told:
                    logger.warning("Telegram cannot be reached; trying on", extra={"reason": type(error).__name__})
                told = True
                await asyncio.sleep(next(pauses))
            else:
                logger.warning("Telegram is reached") if told else logger.info("Telegram is reached")
                return

    async def _watch_token(self) -> None:
        """A token that is refused while sending ends the process, also where nobody polls."""
        await self.sender.token_refused.wait()
        raise IntakeStopped(TOKEN_REFUSED)

    async def _replay(self) -> None:
        """What a stop or a crash left unanswered comes before anything new of its chat."""
        async with self.services.database.read() as db:
            left = await updates.unfinished(db)
        for one in left:
            self.queues.put(one)
        if left:
            logger.warning("updates of an earlier run are answered now", extra={"updates": len(left)})

    async def _tell_of_conflict(self) -> None:
        now = self.services.now()
        try:
            async with self.services.database.transaction() as db:
                for admin in await chats.reachable_of(db, self._settings.admin_ids):
                    key = f"conflict:{now:%Y%m%d%H%M%S}:{admin}"
                    message = NewMessage(key, Kind.NOTICE, admin, {"text": "admin.conflict"}, now)
                    await outbox.enqueue(db, message, now)
        except DatabaseUnavailable:
            logger.exception("the admins could not be told of the other poller")
        self.services.wake.set()

    async def _warn_of_silent_admins(self) -> None:
        async with self.services.database.read() as db:
            silent = await chats.never_started(db, self._settings.admin_ids)
        if silent and self._kind == "live":
            ids = ", ".join(map(str, sorted(silent)))
            logger.warning("these admins never pressed /start, so nothing can be sent to them: %s", ids)

    def _start(self, work: Coroutine[Any, Any, None], name: str) -> None:
        self._tasks.append(asyncio.create_task(work, name=name))

    async def _close(self) -> None:
        """Intake ends first, so that nothing new begins; what is under way is finished; then everything else ends."""
        patience = self._timing.stop_patience
        await self._cancel(task for task in self._tasks if task.get_name() == INTAKE)
        self.queues.close()
        self._answerer.close()
        await asyncio.gather(self.queues.finish(patience), self.sweeper.stop(patience), self._timers.stop(patience))
        await self._cancel(self._tasks)
        with contextlib.suppress(DatabaseUnavailable):  # the table has them; the file follows at the next start
            await erasing.keep_log(self.services)

    async def _cancel(self, tasks: Iterable[asyncio.Task[None]]) -> None:
        ending = [task for task in tasks if not task.done()]
        for task in ending:
            task.cancel()
        await asyncio.gather(*ending, return_exceptions=True)
