"""When people do what: they answer, ignore, are late, travel, stop, come back and leave, each by their own habits."""

from collections.abc import Awaitable, Callable, Sequence
from datetime import datetime, time, timedelta
from random import Random
from zoneinfo import ZoneInfo

from bot.simulation.account import Account
from bot.simulation.acts import KINDS
from bot.simulation.engine import Engine
from bot.simulation.facts import Step
from bot.simulation.talk import Talk
from bot.simulation.telegram import Network
from bot.simulation.wishes import Wishes

ZONES = (
    "Europe/London", "Europe/Dublin", "America/New_York", "America/St_Johns", "America/Sao_Paulo", "America/Santiago",
    "America/Los_Angeles", "Pacific/Auckland", "Pacific/Chatham", "Australia/Sydney", "Australia/Adelaide",
    "Australia/Lord_Howe", "Asia/Kolkata", "Asia/Kathmandu", "Asia/Tokyo", "Asia/Tehran", "Africa/Casablanca",
    "Africa/Cairo", "Pacific/Marquesas", "Pacific/Honolulu", "Pacific/Pago_Pago", "Pacific/Kiritimati",
)  # fmt: skip
DELAYS = (timedelta(minutes=2), timedelta(minutes=40), timedelta(hours=3), timedelta(hours=11), timedelta(days=1.3))
ANSWERS = {"diligent": 0.5, "casual": 0.2, "silent": 0.03}  # how many of the messages somebody answers
TO_BOOK, OF_THE_DAY = ("B1", "B2"), ("D0", "D1")

Work = Callable[[], Awaitable[None]]
Agenda = Callable[[datetime, Work], None]


class Life:
    """One person's years with the bot. Everything they do goes onto the agenda."""

    def __init__(self, chance: Random, account: Account, engine: Engine, network: Network, agenda: Agenda) -> None:
        self._chance = chance
        self._network = network
        self._agenda = agenda
        self._engine = engine
        self.account = account
        self.talk = Talk(account.person, engine, network, account.checked)
        zone, hour = ZoneInfo(chance.choice(ZONES)), chance.choice((9, 9, 9, 9, 10, 12, 18, 19))
        self.do = Wishes(self.talk, account, engine, chance, zone, hour)
        self._style = chance.choices(tuple(ANSWERS), (5, 3, 2))[0]
        self._answers = ANSWERS[self._style]

    async def join(self) -> None:
        """Meet the bot and tell it of the last injection, of an appointment, or of old ones in odd order."""
        do, chance = self.do, self._chance
        if not do.known and chance.random() < 0.05:
            # The long way: the city is typed when it is asked for, and the hour is the clinic's.
            await self.talk.say("/start")
            do.hour = self._engine.services.settings.default_hour
        else:
            await do.settle(do.zone, do.hour)
        today = do.today
        match chance.choices(("last", "overdue", "appointment", "old"), (80, 10, 7, 3))[0]:
            case "last":
                await do.had(today - timedelta(days=chance.randint(0, 178)))
            case "overdue":
                await do.had(today - timedelta(days=chance.randint(178, 430)))
            case "appointment":
                await do.book(today + timedelta(days=chance.randint(0, 60)), self._time())
            case "old":
                for _ in range(3):
                    await do.had(today - timedelta(days=chance.randint(0, 800)))
        self._plan(self.something, self._after(200))

    def hears(self, steps: Sequence[Step]) -> None:
        """A message came: perhaps it is answered."""
        names = {step.name for step in steps if step.subject == "injection"}
        if names and self._chance.random() < self._answers:
            name = min(names)
            self._plan(lambda: self._answer(name), self._chance.choice(DELAYS))

    async def something(self) -> None:
        """Now and then somebody does something that nobody asked for."""
        self._plan(self.something, self._after(150))
        deeds: dict[Work, int] = {
            self._travel: 12,
            self._rest: 14,
            self.do.choose_steps: 6,
            self.do.pregnant: 1,
            self.do.died: 1,
            self._other_hour: 6,
            self._block: 6,
            self._visit: 16,
            self._change_visit: 8,
            self._correct: 10,
            self._change_appointment: 20,
            self._enter_late: 10,
            self.do.look: 12,
            self.do.export: 3,
            self._stop: 4,
            self._leave: 5,
            self.do.remove: 2,
        }
        await self._free(self._chance.choices(tuple(deeds), tuple(deeds.values()))[0])

    async def _free(self, work: Work) -> None:
        """Do it, unless the person has blocked the bot or has left."""
        if self.account.blocked_at is None and self.account.facts is not None:
            await work()
            if self.do.taken is not None and self._chance.random() < 0.05:
                self._plan(lambda: self._free(self.do.take_back), self._after(0.7))

    async def _answer(self, step: str) -> None:
        chance, do = self._chance, self.do
        if step in TO_BOOK:
            await self._book()
        elif step not in ("B3", "B4"):
            deed = chance.random()
            booked = do.facts.booked if do.facts else None
            if booked is not None and booked.day > do.today:
                if deed < 0.15:
                    await do.was_cancelled()
                return
            if deed < 0.68:
                await do.had(do.today - timedelta(days=chance.choice((0, 0, 0, 1, 2, 3))))
            elif deed < 0.8:
                await do.snooze(step)
            elif deed < 0.86:
                await do.not_yet()
            elif deed < 0.9:
                await self._rest()
            elif deed < 0.97:
                await self._book()
            else:
                await do.doctor_changed()
                self._plan(lambda: self._free(do.resume), self._after(60))

    async def _book(self) -> None:
        chance, do = self._chance, self.do
        due = do.facts.due if do.facts else None
        day = max(due or do.today, do.today) + timedelta(days=chance.choice((-12, -3, 0, 0, 0, 1, 2, 5, 9, 20, 33, 70)))
        if day < do.today:
            day = do.today + timedelta(days=1)
        await do.book(day, self._time())
        booked = do.facts.booked if do.facts else None
        if booked is not None and chance.random() < 0.75:
            late = timedelta(days=chance.choice((0, 0, 0, 0, 1, 1, 3, 8, 30)), hours=chance.randint(12, 22))
            self._plan(lambda: self._free(lambda: self._kept(booked.record)), booked.day - do.today + late)

    async def _kept(self, record: int) -> None:
        """The appointment was kept: it is entered, by somebody who may be late with it."""
        booked = self.do.facts.booked if self.do.facts else None
        if booked is not None and booked.record == record and booked.day <= self.do.today:
            await self.do.had(booked.day)

    async def _travel(self) -> None:
        journey = self._chance.random() < 0.6
        await self.do.move(ZoneInfo(self._chance.choice(ZONES)), by_city=self._chance.random() < 0.1, journey=journey)
        if journey and self._chance.random() < 0.9:
            self._plan(lambda: self._free(self.do.go_home), self._after(15))

    async def _rest(self) -> None:
        await self.do.rest()
        if self._chance.random() < 0.25:
            self._plan(lambda: self._free(self.do.resume), self._after(5))

    async def _other_hour(self) -> None:
        await self.do.choose_hour(self._chance.randint(9, 19))

    async def _block(self) -> None:
        self.account.note(self.do.now, "blocks the bot")
        self.account.blocked(self.do.now)
        self._network.blocked.add(self.account.person)
        if self._chance.random() < 0.85:
            self._plan(self._return, self._after(40))

    async def _return(self) -> None:
        self._network.blocked.discard(self.account.person)
        await self.talk.say(self._chance.choice(("/start", "/next")))
        self.account.note(self.do.now, "is back")
        self.account.returned(self.do.now)

    async def _visit(self) -> None:
        day = self.do.today + timedelta(days=self._chance.randint(-3, 45))
        await self.do.visit(self._chance.choice(KINDS), day, self._time())

    async def _change_visit(self) -> None:
        if self._chance.random() < 0.6:
            await self.do.move_visit(self.do.today + timedelta(days=self._chance.randint(0, 30)))
        else:
            await self.do.drop_visit()

    async def _correct(self) -> None:
        last = self.do.facts.last if self.do.facts else None
        if last is not None:
            await self.do.correct(min(last.day + timedelta(days=self._chance.randint(-20, 20)), self.do.today))

    async def _change_appointment(self) -> None:
        if self.do.facts is None or self.do.facts.booked is None or self._chance.random() < 0.5:
            await self._book()
        else:
            await self.do.cancel()

    async def _enter_late(self) -> None:
        for days in self._chance.sample(range(400), self._chance.choice((1, 1, 2))):
            await self.do.had(self.do.today - timedelta(days=days))

    async def _stop(self) -> None:
        await self.do.stop()
        if self._chance.random() < 0.7:
            self._plan(lambda: self._free(self.do.resume), self._after(50))

    async def _leave(self) -> None:
        await self._chance.choice((self.do.forget, self.do.withdraw))()
        if self._chance.random() < 0.5:
            self._plan(self.join, self._after(120))

    def _time(self) -> time | None:
        return self._chance.choice((None, None, time(8, 15), time(9, 30), time(11), time(14, 45), time(17, 20)))

    def _after(self, days: float) -> timedelta:
        """A while, so many days on average."""
        return timedelta(days=min(self._chance.expovariate(1 / days), 4 * days), minutes=1)

    def _plan(self, work: Work, after: timedelta) -> None:
        self._agenda(self.do.now + after, work)
