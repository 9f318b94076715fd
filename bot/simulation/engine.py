"""The bot's own parts, joined without a network: storage, inbox, handlers, planning, outbox and sweep as they are."""

import json
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from contextlib import asynccontextmanager
from datetime import datetime
from typing import Any

from sqlalchemy import event

from bot.client import build_application
from bot.clock import MovableClock
from bot.connections import Connections
from bot.context import Knowledge, Services
from bot.inbox.answering import Answerer
from bot.inbox.emergency import Emergency
from bot.inbox.intake import RawUpdate, chat_of
from bot.outbox.actions import Action, SendMessage
from bot.outbox.message import OutboxMessage
from bot.outbox.retry import Outcome
from bot.settings import Settings
from bot.simulation.telegram import Arrived, Death, Fate, Network, Reminders, Replies, SimulatedPacer
from bot.storage import dialogs, injections, people, updates
from bot.storage.database import Connection, Database
from bot.storage.updates import Incoming
from bot.timing import QUICK
from jobs import erasing
from jobs.advance import advance
from jobs.deliver import Deliverer
from jobs.sweep import Sweeper

BOT_ID = 1000
TOKEN = f"{BOT_ID}:valid-nowhere"


ME = {"id": BOT_ID, "is_bot": True, "first_name": "Bot", "username": "simulated_bot"}


class NoNetwork(Connections):
    """Answers who the bot is, and nothing else: everything goes through the senders."""

    async def initialize(self) -> None:
        """Open nothing."""

    async def do_request(self, url: str, *_: Any, **__: Any) -> tuple[int, bytes]:  # noqa: ANN401 - as the real one
        """As Telegram answers getMe."""
        if not url.endswith("/getMe"):
            raise RuntimeError("the simulation has no network")
        return 200, json.dumps({"ok": True, "result": ME}).encode()


class MortalDatabase(Database):
    """
    The real database, whose writes are steps of Fate.

    SQLite runs in the loop's own thread and does not wait for the disk: a simulated death is none of the machine.
    """

    def __init__(self, url: str, fate: Fate) -> None:
        super().__init__(url)
        self._fate = fate

    async def open(self, *, bot_id: int, kind: str) -> None:
        """As the real one opens."""
        await super().open(bot_id=bot_id, kind=kind)
        event.listen(self.engine.sync_engine, "connect", _hasten)

    @asynccontextmanager
    async def transaction(self) -> AsyncIterator[Connection]:
        """A write transaction; what is not kept before a death never was."""
        self._fate.step()
        async with super().transaction() as connection:
            yield connection
            self._fate.step()
        self._fate.step()


def _hasten(connection: Any, _record: object) -> None:  # noqa: ANN401 - SQLAlchemy's adapted driver connection
    driver = connection.driver_connection

    async def at_once(function: Callable[..., Any], *arguments: Any, **named: Any) -> Any:  # noqa: ANN401 - any call
        return function(*arguments, **named)

    driver._execute = at_once  # noqa: SLF001 - in place of a queue to another thread, which takes longer than the query
    cursor = connection.cursor()
    cursor.execute("PRAGMA synchronous = OFF")
    cursor.close()


class WatchedDeliverer(Deliverer):
    """The real one; notes what has arrived and is not recorded yet, so that a death is known to have met it."""

    def __init__(self, *parts: Any) -> None:  # noqa: ANN401 - handed on
        super().__init__(*parts)
        self.unrecorded: set[int] = set()  # chats

    async def deliver(self, rows: Sequence[OutboxMessage]) -> None:
        """As the real one."""
        await super().deliver(rows)
        self.unrecorded.discard(rows[0].chat_id)


class Engine:
    """One bot on one database file, from start to death and on."""

    def __init__(
        self,
        settings: Settings,
        knowledge: Knowledge,
        clock: MovableClock,
        network: Network,
        arrived: Arrived,
    ) -> None:
        self._settings = settings
        self._clock = clock
        self._network = network
        self.fate = Fate()
        self.database = MortalDatabase(settings.database_url, self.fate)
        self.services = Services(settings, knowledge, self.database, clock)
        self._replies = Replies(network, self.fate)
        self._arrived = arrived
        self._reminders = Reminders(network, self.fate, self._note)
        self._application = build_application(settings, TOKEN, NoNetwork(1, 0), NoNetwork(1, 0))
        self._deliverer: WatchedDeliverer
        self._sweeper: Sweeper
        self._answerer: Answerer

    async def start(self) -> None:
        """Start on the file."""
        await self._application.bot.initialize()
        await self.database.open(bot_id=BOT_ID, kind="preview")
        await self.live_on()

    async def live_on(self) -> None:
        """Start anew on the store as it is: what was claimed is free again, and what was not answered is answered."""
        self.fate.new_life()
        await erasing.erase_again(self.services)
        pacer = SimulatedPacer(self._clock, self.fate)
        self._deliverer = WatchedDeliverer(self.services, self._reminders, pacer, QUICK)
        self._sweeper = Sweeper(self.services, self._deliverer, self._settings.sends_in_flight)
        emergency = Emergency(self.services, self._replies)
        self._answerer = Answerer(self.services, self._application, self._replies, emergency, QUICK)
        async with self.database.read() as db:
            left = await updates.unfinished(db)
        for one in left:
            await self._answerer.answer(one)

    async def stop(self) -> None:
        """End in an orderly way."""
        await self.database.close()

    @property
    def unrecorded(self) -> set[int]:
        """The chats whose last message arrived and was not recorded before a death."""
        return self._deliverer.unrecorded

    async def look_after(self) -> None:
        """The first sweep after a start: what a dead process had claimed is nobody's any more."""
        await self._sweeper.sweep()

    async def advance(self, to: datetime) -> None:
        """Let time pass and send what falls due on the way; raises Death where the process dies."""
        await advance(self.services, self._sweeper, self._clock, to)

    async def write(self, work: Callable[[Connection], Awaitable[None]]) -> None:
        """Do this in one transaction, through any death on the way."""
        while True:
            try:
                async with self.database.transaction() as db:
                    await work(db)
            except Death:
                await self.live_on()
            else:
                return

    async def entries(self, chat_id: int) -> set[int]:
        """The injections that stand on this chat's record, by their ids."""
        async with self.database.read() as db:
            person = await people.find_person(db, chat_id)
            return {one.id for one in await injections.injection_history(db, person.id)} if person else set()

    async def rows_of(self, chat_id: int) -> dict[str, int]:
        """How many rows of each table name this chat."""
        async with self.database.read() as db:
            names = list((await db.exec_driver_sql("SELECT name FROM sqlite_master WHERE type = 'table'")).scalars())
            found = {}
            for name in names:
                columns = (await db.exec_driver_sql(f"PRAGMA table_info({name})")).scalars("name")
                if "chat_id" in columns:
                    query = f"SELECT count(*) FROM {name} WHERE chat_id = {chat_id}"  # noqa: S608 - our own names
                    found[name] = int((await db.exec_driver_sql(query)).scalar_one())
        return {name: number for name, number in found.items() if number}

    async def tidy(self) -> None:
        """The part of the night's work that keeps the file small."""

        async def purge(db: Connection) -> None:
            await updates.purge(db, self._clock.now())
            await dialogs.purge(db, self._clock.now())

        await self.write(purge)

    async def receive(self, raw: RawUpdate) -> list[tuple[int, Action]]:
        """Take one update to its end, through any death on the way; returns what was answered, with message ids."""
        incoming = Incoming(raw["update_id"], chat_of(raw), json.dumps(raw), urgent=False)
        self._replies.seen.clear()
        while True:
            try:
                async with self.database.transaction() as db:
                    saved = await updates.save(db, BOT_ID, [incoming], self._clock.now())
                for one in saved:
                    await self._answerer.answer(one)
            except Death:
                await self.live_on()
            else:
                return list(self._replies.seen)

    def _note(self, action: SendMessage, number: int, loss: Outcome | None) -> None:
        self._deliverer.unrecorded.add(action.chat_id)
        self._arrived(action, number, loss)
