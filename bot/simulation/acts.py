"""What one person does with the bot, and what it comes to: each act is told to the bot, then to the account."""

from collections.abc import Collection
from dataclasses import dataclass, replace
from datetime import date, datetime, time
from random import Random
from typing import Any
from zoneinfo import ZoneInfo

from bot.simulation.account import Account
from bot.simulation.days import in_words
from bot.simulation.engine import Engine
from bot.simulation.entering import enter_date
from bot.simulation.facts import Booked, Dental, Facts, Given
from bot.simulation.promises import Breach
from bot.simulation.talk import Answer, Talk
from bot.views.presses import Press

KINDS = ("checkup", "filling", "root_canal", "extraction", "implant", "surgery", "unsure")  # as the buttons stand


@dataclass
class Acts:
    """One person with the bot: dates and visits. What the bot does not take changes nothing."""

    talk: Talk
    account: Account
    engine: Engine
    chance: Random
    zone: ZoneInfo
    hour: int
    unwanted: frozenset[str] = frozenset()  # what is left out stays a setting, also without any dates
    known: bool = False  # settings outlive the dates, unless everything is deleted
    taken: tuple[Press, dict[str, Any]] | None = None  # what was entered last: its Undo, and the facts before

    @property
    def facts(self) -> Facts | None:
        """What the bot knows; None before the first date and after leaving."""
        return self.account.facts

    @property
    def now(self) -> datetime:
        """This instant."""
        return self.engine.services.now()

    @property
    def today(self) -> date:
        """The day on the person's calendar."""
        return self.now.astimezone(self.zone).date()

    async def had(self, day: date) -> None:
        """Enter an injection that was given."""
        answer = await self.talk.press("rem.had")
        if not answer.offers("cal.open"):
            answer = await self.talk.say("/injection")
            if answer.offers("inj.had"):
                answer = await self.talk.press("inj.had")
        await self._given(answer, day)

    async def correct(self, day: date) -> None:
        """The last injection was on another day."""
        await self.talk.say("/injection")
        await self._given(await self.talk.press("inj.correct"), day)

    async def remove(self) -> None:
        """Take the last injection out of the record."""
        await self.talk.say("/injection")
        answer = await self.talk.press("inj.remove")
        done = answer.offers("inj.restore")
        if self.facts and done:
            given = tuple(one for one in self.facts.given if one.record != int(done.args[0]))
            self.taken = (done, {"given": self.facts.given})
            self.changed(replace(self.facts, given=given), f"removes injection {done.args[0]}")

    async def book(self, day: date, at: time | None) -> None:
        """Enter an appointment, or move it."""
        answer = await self.talk.press("rem.book")
        if not answer.offers("cal.open"):
            await self.talk.say("/injection")
            answer = await self.talk.press("inj.book")
        done, _ = await enter_date(self.talk, answer, day, at, zone=self.zone, chance=self.chance)
        if done is None:
            return
        booked, before = Booked(int(done.args[0]), day, at), self._known()
        self.taken = (done, {"booked": before.booked})
        facts = replace(before.awake(), booked=booked)
        self.changed(facts, f"books {day}{f' {at:%H:%M}' if at else ''} as {booked.record}")

    async def cancel(self) -> None:
        """Cancel the appointment."""
        await self.talk.say("/injection")
        self._cancelled(await self.talk.press("inj.cancel_booked"))

    async def was_cancelled(self) -> None:
        """Say under a message about it that the appointment was cancelled, or moved."""
        self._cancelled(await self.talk.press("rem.cancelled"))

    def _cancelled(self, answer: Answer) -> None:
        done = answer.offers("inj.rebook")
        if self.facts and done:
            self.taken = (done, {"booked": self.facts.booked})
            self.changed(replace(self.facts, booked=None), "cancels the appointment")

    async def take_back(self) -> None:
        """Undo what was entered or removed last."""
        if self.facts is None or self.taken is None:
            return
        (button, before), self.taken = self.taken, None
        answer = await self.talk.press(button.verb, *button.args)
        undone = self.engine.services.content.text("entry.undone")
        if any(text.startswith(undone) for text in answer.texts):
            self.account.checked["what was entered, taken back"] += 1
            self.changed(replace(self.facts, **before), f"takes back what was entered last: {button.verb}")

    async def visit(self, kind: str, day: date, at: time | None) -> None:
        """Enter a visit to the dentist."""
        answer = await self.talk.say("/dental")
        if answer.offers("dent.add"):
            answer = await self.talk.press("dent.add")
        answer = await self.talk.press("dent.kind", str(KINDS.index(kind)))
        done, _ = await enter_date(self.talk, answer, day, at, zone=self.zone, chance=self.chance)
        if done is None:
            return
        new, replaced = (int(number) for number in done.args)
        facts = self._known()
        visits = (*(one for one in facts.visits if one.record != replaced), Dental(new, kind, day, at))
        self.changed(
            replace(facts, visits=visits), f"enters visit {new} ({kind}) of {day}{f' {at:%H:%M}' if at else ''}"
        )

    async def move_visit(self, day: date) -> None:
        """The first visit that the list shows is on another day, at an unknown hour."""
        old = (await self.talk.say("/dental")).offers("dent.visit")
        moved = (
            next((one for one in self.facts.visits if str(one.record) == old.args[0]), None)
            if self.facts and old
            else None
        )
        if moved is None:
            return
        await self.talk.press("dent.visit", str(moved.record))
        answer = await self.talk.press("dent.move", str(moved.record))
        done, _ = await enter_date(self.talk, answer, day, None, zone=self.zone, chance=self.chance)
        if done is None:
            return
        facts = self._known()
        visits = [one for one in facts.visits if one.record != moved.record]
        visits.append(Dental(int(done.args[0]), moved.kind, day))
        self.changed(replace(facts, visits=tuple(visits)), f"moves visit {moved.record} to {day} as {done.args[0]}")

    async def drop_visit(self) -> None:
        """Remove the first visit that the list shows."""
        old = (await self.talk.say("/dental")).offers("dent.visit")
        if old is None:
            return
        await self.talk.press("dent.visit", *old.args)
        done = (await self.talk.press("dent.remove", *old.args)).offers("dent.restore")
        if self.facts and done:
            visits = tuple(one for one in self.facts.visits if one.record != int(done.args[0]))
            self.changed(replace(self.facts, visits=visits), f"removes visit {done.args[0]}")

    def changed(self, facts: Facts | None, what: str) -> None:
        """The bot has taken it: so must the account."""
        self.account.note(self.now, what)
        self.account.changed(facts, self.now)

    async def _given(self, asked: Answer, day: date) -> None:
        done, answer = await enter_date(self.talk, asked, day, None, zone=self.zone, chance=self.chance)
        if done is None:
            return
        before = self._known()
        if done.verb == "inj.remove":
            self._kept_beside(before, Given(int(done.args[0]), day), await self.engine.entries(self.talk.chat_id))
            return
        new, replaced, ended = (int(number) for number in done.args)
        given = (*(one for one in before.given if one.record != replaced), Given(new, day))
        booked = None if before.booked and before.booked.record == ended else before.booked
        facts = replace(before.awake(), given=given, booked=booked)
        self.taken = (done, {"given": before.given} | ({"booked": before.booked} if ended else {}))
        self.changed(facts, f"enters injection {new} of {day}" + (f" in place of {replaced}" if replaced else ""))
        self.account.checked["due date named when an injection is entered"] += 1
        if facts.due is None or not any(in_words(facts.due) in text for text in answer.texts):
            raise Breach(f"the answer to an injection does not name {facts.due} as the due date")

    def _kept_beside(self, before: Facts, new: Given, entries: Collection[int]) -> None:
        """An older one is kept, perhaps in place of another; which one the bot does not say, but its record does."""
        given = tuple(one for one in (*before.given, new) if one.record in entries)
        facts, self.taken = replace(before, given=given), None
        self.changed(facts, f"enters older injection {new.record} of {new.day}")
        self.account.checked["an older injection is kept beside the last one"] += 1
        if len(given) < len(before.given) or facts.last is None or facts.last.day <= new.day:
            raise Breach(f"injection {new.record} was kept as an older one, and takes others away")

    def _known(self) -> Facts:
        return self.facts or Facts(self.zone, self.hour, unwanted=self.unwanted)
