"""What one person wants of the bot besides dates: another clock, a rest, an end, a return, and an answer to /next."""

from dataclasses import replace
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from bot.planning import replan
from bot.simulation.acts import Acts
from bot.simulation.days import in_words, next_at_hour
from bot.simulation.entering import settle_zone
from bot.simulation.facts import Step
from bot.simulation.promises import Breach
from bot.simulation.talk import Answer
from bot.storage import chats, people
from bot.storage.database import Connection

LONGEST_BREAK = 14  # days (medical brief, section 4, "Stop or pause")


class Wishes(Acts):
    """One person with the bot: everything else."""

    async def snooze(self, step: str) -> None:
        """Put off the last message about the injection."""
        answer = await self.talk.press("rem.later")
        choices = [one.args[-1] for one in answer.presses if one.verb == "rem.snooze"]
        days = self.chance.choice(choices or ["1"])
        answer = await self.talk.press("rem.snooze", step, days)
        if self.facts and answer.offers("rem.had") and not answer.offers("rem.not_yet"):
            self.account.note(self.now, f"puts off {step} by {days} days")
            self.account.put_off(step, int(days), self.now)
            if self.chance.random() < 0.15:
                await self.talk.press("rem.unsnooze")
                self.account.note(self.now, "does not put it off after all")
                self.account.taken_back()

    async def not_yet(self) -> None:
        """Answer that it was not given yet."""
        await self.talk.press("rem.not_yet")

    async def doctor_changed(self) -> None:
        """The doctor changed the plan: no more messages about the injection."""
        answer = await self.talk.press("rem.changed")
        if self.facts and answer.offers("stop.why"):
            self.changed(replace(self.facts, injection_on=False), "says that the doctor changed it")
            self._told_of_stopping("stopping.doctor_changed", answer, wanted=True)
            if self.chance.random() < 0.3:
                await self.talk.press("stop.why")
                await self.talk.press("stop.why_is", "medicine")

    async def pregnant(self) -> None:
        """Say so, and end the injection's messages by the button under the answer."""
        await self.talk.say("I am pregnant")
        answer = await self.talk.press("stop.pregnant")
        if self.facts and self.facts.injection_on and not self.facts.silent and answer.offers("rem.resume"):
            self.changed(replace(self.facts, injection_on=False), "is pregnant")

    async def stop(self) -> None:
        """/stop: no more messages at all; some say why."""
        answer, facts = await self.talk.say("/stop"), self.facts
        if facts is None:
            return
        running = facts.injection_on and not facts.silent and bool(facts.given or facts.booked)
        self._told_of_stopping("stopping.facts", answer, wanted=running)
        self.changed(replace(facts, silent=True), "stops all messages")
        if self.chance.random() < 0.5:
            answer = await self.talk.press("stop.why")
            reasons = [one for one in answer.presses if one.verb in ("stop.why_is", "rem.break")]
            why = self.chance.choice(reasons) if reasons else None
            if why is not None and why.verb == "rem.break":
                await self._rest(await self.talk.press("rem.break"))
            elif why is not None:
                await self.talk.press(why.verb, *why.args)

    async def died(self) -> None:
        """Somebody tells that the person died: there is not a word more."""
        answer = await self.talk.say("Mary died last week")
        self._told_of_stopping("stopping.facts", answer, wanted=False)
        if self.facts:
            self.changed(replace(self.facts, silent=True), "is said to have died")

    def _told_of_stopping(self, text: str, answer: Answer, *, wanted: bool) -> None:
        """Who ends the messages is told once what is known about stopping; of somebody who died, nobody is."""
        self.account.checked["the facts about stopping: once, and never after a death"] += 1
        words = self.engine.services.content.reminders[text].text.strip().splitlines()[-1]
        if any(words in one for one in answer.texts) != wanted:
            raise Breach(f"the facts about stopping are {'not ' if wanted else ''}told")

    async def rest(self) -> None:
        """A break from the injection's messages: by the buttons under a message, else in words."""
        await self.talk.press("rem.not_yet")
        answer = await self.talk.press("rem.break")
        await self._rest(answer if answer.offers("rem.break_is") else await self.talk.say("I'm in hospital"))

    async def _rest(self, asked: Answer) -> None:
        choices = [one.args[-1] for one in asked.presses if one.verb == "rem.break_is"]
        if not choices:
            return
        days = self.chance.choice(choices)
        answer = await self.talk.press("rem.break_is", days)
        if self.facts is None or not answer.offers("rem.resume"):
            return
        until = self.today + timedelta(days=int(days))
        self.account.checked["a break is two weeks at most"] += 1
        if int(days) > LONGEST_BREAK:
            raise Breach(f"a break of {days} days")
        self.changed(replace(self.facts.awake(), resting_until=until), f"takes a break until {until}")

    async def choose_steps(self) -> None:
        """Leave one of the messages out that may be left out, or have it again."""
        await self.talk.say("/settings")
        answer = await self.talk.press("set.steps")
        choices = [one for one in answer.presses if one.verb == "set.step"]
        if not choices or self.facts is None:
            return
        chosen = self.chance.choice(choices)
        await self.talk.press(chosen.verb, *chosen.args)
        step, wanted = chosen.args[0], chosen.args[1] == "1"
        unwanted = self.facts.unwanted - {step} if wanted else self.facts.unwanted | {step}
        self.unwanted = unwanted
        self.changed(replace(self.facts, unwanted=unwanted), f"wants {'' if wanted else 'no '}{step}")

    async def resume(self) -> None:
        """Messages may come again: after a stop, or before a break is over."""
        await self.talk.say("/next")
        answer = await self.talk.press("rem.resume")
        resumed = self.engine.services.content.text("rem.resumed")
        if self.facts and any(text.startswith(resumed) for text in answer.texts):
            self.changed(self.facts.awake(), "resumes")

    async def move(self, zone: ZoneInfo, *, by_city: bool, journey: bool = False) -> None:
        """Live by another clock; most go the short way that the button's handler goes, which is much quicker."""
        if zone == self.zone:
            return
        before = self.facts.home or self.zone if self.facts else self.zone
        home = before if journey and self.facts and zone != before else None
        self.zone = zone
        if by_city:
            await self.talk.say("/settings")
            await settle_zone(self.talk, zone, "set.zone")
            if home is not None:
                await self.talk.press("set.travel")
        else:
            await self.settle(zone, home=home)
        if self.facts:
            what = f"{'travels' if home else 'moves'} to {zone.key}"
            self.changed(replace(self.facts, zone=zone, home=home), what)

    async def go_home(self) -> None:
        """The journey is over."""
        if self.facts is None or self.facts.home is None:
            return
        await self.talk.say("/settings")
        await self.talk.press("set.home")
        self.zone = self.facts.home
        self.changed(replace(self.facts, zone=self.zone, home=None), "is home again")

    async def settle(self, zone: ZoneInfo, hour: int | None = None, home: ZoneInfo | None = None) -> None:
        """Keep the zone (and hour) and plan anew, in one transaction, as the handlers of /settings do."""
        services = self.engine.services

        async def keep(db: Connection) -> None:
            await chats.seen(db, self.talk.chat_id, services.now())
            await chats.settle_zone(db, self.talk.chat_id, zone.key, home=home.key if home else None)
            if hour is not None:
                await chats.set_hour(db, self.talk.chat_id, hour)
            person = await people.find_person(db, self.talk.chat_id)
            if person is not None:
                await replan(db, services.settings, person.id, services.now())

        await self.engine.write(keep)

    async def choose_hour(self, hour: int) -> None:
        """Hear from the bot at another hour."""
        await self.talk.say("/settings")
        await self.talk.press("set.hour")
        await self.talk.press("set.hour_is", str(hour))
        self.hour = hour
        if self.facts:
            self.changed(replace(self.facts, hour=hour), f"wants messages at {hour}:00")

    async def forget(self) -> None:
        """Have everything deleted."""
        await self.talk.say("/forget")
        await self.talk.press("rights.erase")
        self.account.checked["nothing is left after an erasure"] += 1
        left = await self.engine.rows_of(self.talk.chat_id)
        if left:
            raise Breach(f"after an erasure {left} are left")
        self.unwanted, self.known = frozenset(), False
        self.changed(None, "has everything deleted")

    async def withdraw(self) -> None:
        """Take consent back: the dates go."""
        await self.talk.say("/settings")
        await self.talk.press("rights.withdraw")
        await self.talk.press("rights.withdrawn")
        self.known = True
        self.changed(None, "takes consent back")

    async def export(self) -> None:
        """/mydata: every date is there, to read and in the file."""
        answer, facts = await self.talk.say("/mydata"), self.facts
        if facts is None:
            return
        self.account.checked["/mydata holds every date"] += 1
        dates = [*(one.day for one in facts.given), *(one.day for one in facts.visits)]
        dates += [facts.booked.day] if facts.booked else []
        text, file = "\n".join(answer.texts), "\n".join(answer.files)
        missing = [day for day in dates if in_words(day) not in text or day.isoformat() not in file]
        if missing:
            raise Breach(f"/mydata does not hold {missing[0]}")

    async def look(self) -> None:
        """/next: the due date and the next message are the right ones."""
        answer = await self.talk.say("/next")
        facts = self.facts
        if facts is None or facts.silent or not facts.injection_on:
            return
        text = "\n".join(answer.texts)
        due = facts.due
        if due is not None and facts.booked is None:
            self.account.checked["/next names the due date"] += 1
            if in_words(due) not in text:
                raise Breach(f"/next does not name {due} as the due date")
        moments = self._next_moments()
        if moments:
            self.account.checked["/next names the next message"] += 1
            if not any(_as_next_says(moment, self.zone) in text for moment in moments):
                raise Breach(f"/next does not name {min(moments):%Y-%m-%d %H:%M}Z as the moment of the next message")

    def _next_moments(self) -> set[datetime]:
        """When the next message may come; empty where nothing certain is ahead."""
        owed = [step for step in self.account.owed if not self._is_held_back(step)]
        first = min((step.by for step in owed if not step.optional), default=None)
        if first is None or first <= self.now:
            return set()
        # What is due already, and may come, comes at the next hour.
        upcoming = {next_at_hour(self.now, self.hour, self.zone) for step in owed if step.at <= self.now}
        return {moment for step in owed for moment in (step.at, step.by) if moment <= first} | upcoming

    def _is_held_back(self, step: Step) -> bool:
        """Put off to a day in a break, or under way when it began: it does not come before the break's end."""
        facts = self.facts
        return facts is not None and step.subject == "injection" and facts.rests(max(step.at, self.now))


def _as_next_says(moment: datetime, zone: ZoneInfo) -> str:
    local = moment.astimezone(zone)
    return f"{in_words(local.date())} at {local:%H:%M}"
