"""What one person wants of the bot besides dates: another clock, a rest, an end, a return, and an answer to /next."""

from dataclasses import replace
from datetime import datetime
from zoneinfo import ZoneInfo

from bot.planning import replan
from bot.simulation.acts import Acts
from bot.simulation.days import in_words
from bot.simulation.entering import settle_zone
from bot.simulation.promises import Breach
from bot.storage import chats, people
from bot.storage.database import Connection


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

    async def not_yet(self) -> None:
        """Answer that it was not given yet."""
        await self.talk.press("rem.not_yet")

    async def doctor_changed(self) -> None:
        """The doctor changed the plan: no more messages about the injection."""
        answer = await self.talk.press("rem.changed")
        if self.facts and answer.texts and not answer.offers("inj.had"):
            self.changed(replace(self.facts, injection_on=False), "says that the doctor changed it")

    async def stop(self) -> None:
        """/stop: no more messages at all."""
        await self.talk.say("/stop")
        if self.facts:
            self.changed(replace(self.facts, silent=True), "stops all messages")

    async def resume(self) -> None:
        """Messages may come again."""
        await self.talk.say("/next")
        answer = await self.talk.press("rem.resume")
        if self.facts and answer.texts:
            self.changed(replace(self.facts, silent=False, injection_on=True), "resumes")

    async def move(self, zone: ZoneInfo, *, by_city: bool) -> None:
        """Live by another clock; most go the short way that the button's handler goes, which is much quicker."""
        self.zone = zone
        if by_city:
            await self.talk.say("/settings")
            await settle_zone(self.talk, zone, "set.zone")
        else:
            await self.settle(zone)
        if self.facts:
            self.changed(replace(self.facts, zone=zone), f"moves to {zone.key}")

    async def settle(self, zone: ZoneInfo, hour: int | None = None) -> None:
        """Keep the zone (and hour) and plan anew, in one transaction, as the handlers of /settings do."""
        services = self.engine.services

        async def keep(db: Connection) -> None:
            await chats.seen(db, self.talk.chat_id, services.now())
            await chats.settle_zone(db, self.talk.chat_id, zone.key)
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
        self.changed(None, "has everything deleted")

    async def withdraw(self) -> None:
        """Take consent back: the dates go."""
        await self.talk.say("/settings")
        await self.talk.press("rights.withdraw")
        await self.talk.press("rights.withdrawn")
        self.changed(None, "takes consent back")

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
        owed = self.account.owed
        first = min((step.by for step in owed if not step.optional), default=None)
        if first is None or first <= self.now:
            return set()
        return {moment for step in owed for moment in (step.at, step.by) if moment <= first}


def _as_next_says(moment: datetime, zone: ZoneInfo) -> str:
    local = moment.astimezone(zone)
    return f"{in_words(local.date())} at {local:%H:%M}"
