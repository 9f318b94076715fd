"""The years: who comes when, what befalls the bot, and the checks along the way."""

import heapq
import logging
from collections import Counter
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from functools import partial
from itertools import count
from random import Random

from bot.clock import MovableClock
from bot.context import Knowledge
from bot.outbox.actions import SendMessage
from bot.outbox.retry import Outcome
from bot.planning import facts_of
from bot.settings import Settings
from bot.simulation.account import Account
from bot.simulation.engine import Engine
from bot.simulation.facts import Step
from bot.simulation.life import Life, Work
from bot.simulation.misfortunes import Kind, Misfortune, foretold
from bot.simulation.promises import Breach
from bot.simulation.telegram import Death, Faults, Network
from bot.simulation.told import Reader
from bot.simulation.weather import Weather
from bot.storage import people

BEGIN = datetime(2026, 11, 22, tzinfo=UTC)
YEAR = timedelta(days=365.25)
FIRST_CHAT = 1001
WEEK = timedelta(days=7)
LAST_TO_COME = 0.9  # of the whole time: people come and go all along
OURS = ("bot", "jobs")  # loggers


@dataclass
class Result:
    """What came of it: how often what was checked, and the first broken promise with the person's story."""

    checked: Counter[str] = field(default_factory=Counter)
    befell: Counter[str] = field(default_factory=Counter)
    breach: str | None = None
    story: list[str] = field(default_factory=list)
    weather: list[str] = field(default_factory=list)


class Simulation:
    """So many people for so many years; the same *seed*, the same years."""

    def __init__(self, settings: Settings, knowledge: Knowledge, *, number: int, years: float, seed: int) -> None:
        self._chance = Random(seed)
        self.clock = MovableClock(BEGIN, frozen=True)
        self.end = BEGIN + YEAR * years
        self._weather = Weather()
        self._network = Network(Random(seed + 1), self.clock, Faults())
        self._engine = Engine(settings, knowledge, self.clock, self._network, self._arrived)
        self._agenda: list[tuple[datetime, int, int | None, Work]] = []
        self._order = count()
        self.result = Result()
        reader = Reader(knowledge.content)
        self._lives: dict[int, Life] = {}
        self._last: dict[int, list[Step]] = {}
        self._breach: tuple[int, Breach] | None = None
        self._started_anew = True
        for chat_id in range(FIRST_CHAT, FIRST_CHAT + number):
            account = Account(chat_id, reader, self._weather, self.result.checked)
            chance = Random(f"{seed}:{chat_id}")
            agenda = self._agenda_of(chat_id)
            self._lives[chat_id] = Life(chance, account, self._engine, self._network, agenda)
            agenda(BEGIN + (self.end - BEGIN) * LAST_TO_COME * chance.random(), self._lives[chat_id].join)
        for misfortune in foretold(self._chance, years):
            self._push(BEGIN + (self.end - BEGIN) * misfortune.share, None, partial(self._befall, misfortune))
        for week in range(1, int((self.end - BEGIN) / WEEK)):
            self._push(BEGIN + WEEK * week, None, self._settle_all)

    async def run(self, progress: Callable[[float, int], None]) -> Result:
        """Live through it all; ends at the first breach. *progress* hears of the share done and the messages sent."""
        errors = Errors()
        for name in OURS:
            logging.getLogger(name).addHandler(errors)
        await self._engine.start()
        try:
            while self._agenda and self._agenda[0][0] <= self.end:
                at, _, who, work = heapq.heappop(self._agenda)
                await self._pass_time(at)
                try:
                    await work()
                except Breach as breach:
                    raise self._of(who, breach) from breach
                progress((at - BEGIN) / (self.end - BEGIN), self.result.checked["messages"])
            await self._pass_time(self.end)
            await self._settle_all()
            await self._compare_records()
        except Broken as broken:
            self.result.breach = str(broken)
            self.result.story = self._lives[broken.person].account.story if broken.person else []
            self.result.weather = [
                f"{start:%Y-%m-%d %H:%M}Z to {end:%Y-%m-%d %H:%M}Z"
                for start, end in self._weather.recently(self.clock.now(), 30)
            ]
        finally:
            await self._engine.stop()
            for name in OURS:
                logging.getLogger(name).removeHandler(errors)
        if self.result.breach is None and errors.first is not None:
            self.result.breach = f"{self.clock.now():%Y-%m-%d %H:%M:%S}Z: the bot logged an error: {errors.first}"
        return self.result

    async def _pass_time(self, to: datetime) -> None:
        """Go on to *to*; whenever the process dies on the way, it is started again some minutes later."""
        while True:
            try:
                if self._started_anew:
                    self._started_anew = False
                    await self._engine.look_after()
                await self._engine.advance(to)
            except Death:
                if self._breach is not None:
                    raise self._of(*self._breach) from self._breach[1]
                self.result.befell["the process was killed while it sent"] += 1
                for person in self._engine.unrecorded:
                    self._lives[person].account.doubt(self._last[person], self.clock.now())
                self._rest(timedelta(minutes=self._chance.choice((0, 1, 7, 55))))
                await self._engine.live_on()
            else:
                return

    def _of(self, person: int | None, breach: Breach) -> "Broken":
        return Broken(person, f"{self.clock.now():%Y-%m-%d %H:%M:%S}Z, person {person}: {breach}")

    def _arrived(self, action: SendMessage, number: int, loss: Outcome | None) -> None:
        life = self._lives[action.chat_id]
        now = self.clock.now()
        try:
            steps = life.account.delivered(action.reply.text, now)
            if loss is not None:
                self.result.befell["the answer to a message was lost"] += 1
                life.account.doubt(steps, now)
        except Breach as breach:
            self._breach = self._breach or (action.chat_id, breach)
            self._engine.fate.strike(0)
            return
        self._last[action.chat_id] = steps
        life.talk.got(number, action.reply)
        life.hears(steps)

    def _rest(self, span: timedelta) -> None:
        now = self.clock.now()
        self._weather.foul(now, now + span)
        self.clock.move_to(now + span)
        self._started_anew = True

    async def _befall(self, misfortune: Misfortune) -> None:
        self.result.befell[str(misfortune)] += 1
        match misfortune.kind:
            case Kind.OFF:
                await self._engine.stop()
                self._rest(misfortune.span)
                await self._engine.start()
            case Kind.OUT_OF_REACH:
                now = self.clock.now()
                self._network.out_until = now + misfortune.span
                self._weather.foul(now, now + misfortune.span)
            case Kind.KILL:
                self._engine.fate.strike(self._chance.randint(1, 60))

    async def _settle_all(self) -> None:
        for person, life in self._lives.items():
            try:
                life.account.settle(self.clock.now())
            except Breach as breach:
                raise self._of(person, breach) from breach
        await self._engine.tidy()

    async def _compare_records(self) -> None:
        """What the bot has on record gives the same due date as the account."""
        async with self._engine.database.read() as db:
            for person, life in self._lives.items():
                found = await people.find_person(db, person)
                facts = await facts_of(db, found.id) if found else None
                ours = life.account.facts.due if life.account.facts else None
                theirs = facts.injection.due if facts and facts.injection and facts.injection.given else None
                self.result.checked["due date on record"] += 1
                if ours != theirs:
                    raise self._of(person, Breach(f"on record {theirs} is the due date; right is {ours}"))

    def _agenda_of(self, person: int) -> Callable[[datetime, Work], None]:
        return lambda at, work: self._push(at, person, work)

    def _push(self, at: datetime, who: int | None, work: Callable[[], Awaitable[None]]) -> None:
        heapq.heappush(self._agenda, (at, next(self._order), who, work))


class Errors(logging.Handler):
    """Keeps the first error that the bot logs: whatever it is, it was not to happen here."""

    def __init__(self) -> None:
        super().__init__(logging.ERROR)
        self.first: str | None = None

    def emit(self, record: logging.LogRecord) -> None:
        """Keep it."""
        self.first = self.first or f"{record.getMessage()} ({record.name})"


class Broken(Exception):
    """A broken promise, and whose story it is."""

    def __init__(self, person: int | None, what: str) -> None:
        super().__init__(what)
        self.person = person
