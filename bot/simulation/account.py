"""
The account of one person: what they are owed and what they got. The first thing that is not as promised is a Breach.

Facts go in as they are told to the bot, messages as Telegram takes them, and the weather: when the bot could send.
"""

from collections import Counter
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta

from bot.simulation.days import city_of, instant
from bot.simulation.facts import FOLLOWING, RESTED, Facts, Key, Step
from bot.simulation.promises import Breach, in_daytime, is_used, latest, may_wait, right_words
from bot.simulation.reckoning import every_step, plan
from bot.simulation.told import Reader, Told
from bot.simulation.weather import Weather

REMEMBERED = 12  # messages; more do not fall into the week until an account is settled again


@dataclass
class Account:
    """One person's account; ``story`` tells what happened, in order."""

    person: int
    reader: Reader
    weather: Weather
    checked: Counter[str]
    facts: Facts | None = None
    blocked_at: datetime | None = None
    story: list[str] = field(default_factory=list)
    _pending: list[Step] = field(default_factory=list)
    _done: dict[Key, date] = field(default_factory=dict)  # told or given up, and its day
    _given_up: set[Key] = field(default_factory=set)  # those of them that were never told: they may come back
    _doubtful: dict[Key, Step] = field(default_factory=dict)  # arrived, which the bot cannot know: they may come again
    _days: list[datetime] = field(default_factory=list)  # of the messages that the bot knows to have arrived

    @property
    def owed(self) -> list[Step]:
        """What is still to come, as things stand."""
        return sorted(self._pending, key=lambda step: step.at)

    def note(self, now: datetime, what: str) -> None:
        """Add a line to the story."""
        self.story.append(f"{now:%Y-%m-%d %H:%M:%S}Z {what}")

    def changed(self, facts: Facts | None, now: datetime) -> None:
        """The person's facts are these from now on; None: they have left, and nothing is known of them."""
        self.settle(now)
        before, self.facts = self.facts, facts
        if facts is None:
            self._pending, self._done, self._given_up, self._doubtful, self._days = [], {}, set(), {}, []
            return
        stands = {step.key: step for step in every_step(facts, now)}
        fresh = {step.key: step for step in plan(facts, now, self._done, self._given_up)}
        for step in self._pending:
            if step.again:
                if self._promise_stands(step, facts):
                    ahead = facts.appointment.day if facts.appointment else None
                    booked = step.booked if step.name in FOLLOWING else ahead
                    optional = step.optional or before is None or _moved(before, facts)
                    fresh[step.key] = replace(step, booked=booked, optional=optional)
            elif step.at <= now and step.key in stands:
                by = max(step.by, may_wait(step, before, now), fresh.get(step.key, step).by)
                # Under way when a break begins: it waits for its end, and for what fits then.
                waits = facts.rests(now) and step.subject == "injection" and step.key not in fresh
                fresh[step.key] = replace(step, by=by, booked=stands[step.key].booked, optional=step.optional or waits)
            elif step.subject == "injection" and facts.rests(now):
                continue  # nothing of it comes in a break
            elif step.key in stands and step.key not in fresh:
                # Another clock, on which its moment is past already: the papers leave it out, and do not forbid it.
                self.checked["steps that a new clock has left out"] += 1
                fresh[step.key] = replace(step, at=now, optional=True)
        self._pending = list(fresh.values())
        self._doubtful = {key: one for key, one in self._doubtful.items() if one.again or key in stands}

    def put_off(self, name: str, days: int, now: datetime) -> None:
        """The person was promised the message about the injection again: on another day that of the day after."""
        facts = self._known()
        day = now.astimezone(facts.zone).date() + timedelta(days=days)
        at = instant(day, facts.hour, facts.zone)
        booked = facts.appointment.day if facts.appointment else None
        told = "D1" if name == "D0" else name
        step = Step("injection", facts.record, told, day, at, at, booked=booked, again=True)
        # On the day of another step that one is told, in its place.
        given_way = any(one.about == step.about and one.day == day for one in self._pending)
        step = replace(step, optional=given_way)
        if not any(one.again and one.day == day for one in self._pending):
            self._pending.append(step)

    def taken_back(self) -> None:
        """What was put off is not to come again after all."""
        self._pending = [one for one in self._pending if not one.again]

    def delivered(self, html: str, now: datetime) -> list[Step]:
        """A message arrived: was it owed, is it the time for it, and are its words right? Returns what it told."""
        self.checked["messages"] += 1
        if self.facts is None:
            raise Breach("a message to somebody who has left or was erased")
        try:
            told = self.reader.read(html)
        except ValueError as error:
            raise Breach(str(error)) from error
        if not told:
            raise Breach("a message that tells nothing")
        self.note(now, f"got {' + '.join(one.name + (' (booked)' if one.booked else '') for one in told)}")
        told = self._without_journey(told)
        if any(one.subject == "injection" for one in told):
            self.checked["not in a break"] += 1
            if self.facts.rests(now):
                raise Breach("a message about the injection in a break")
        self.checked["in daytime"] += 1
        in_daytime(now, self.facts.zone)
        owed = [step for one in told for step in self._owed_for(one, now)]
        if not any(step.key in self._doubtful for step in owed):
            self.checked["one message a day"] += 1
            if is_used(now, self._days, self.facts.zone):
                raise Breach("a second message on one local day")
        for step in owed:
            self._tick_off(step)
        self._days = [*self._days[-REMEMBERED:], now]
        return owed

    def doubt(self, steps: list[Step], now: datetime) -> None:
        """These arrived, but the bot cannot know it: its answer was lost, or it died before it noted it."""
        new = {step.key: step for step in steps}
        if new.keys() <= self._doubtful.keys():
            return
        self.note(now, "the bot cannot know that it arrived")
        self._doubtful |= new
        self._days.pop()

    def settle(self, now: datetime) -> None:
        """What was owed by now must be here; what no longer makes sense, or met a blocked chat, is given up."""
        if self.facts is None:
            return
        for step in [one for one in self._pending if one.at <= now]:
            end = min((one.at for one in self._pending if _overtakes(one, step)), default=step.ends or now)
            end = min(end, step.ends or end)
            if self.blocked_at is not None:
                if self._latest(replace(step, by=max(step.by, self.blocked_at))) < now:
                    self._give_up(step)
                continue
            self._not_late(step, min(now, end))
            if end < now or step.ends == now:
                self._give_up(step)

    def blocked(self, now: datetime) -> None:
        """The person blocks the bot."""
        self.settle(now)
        self.blocked_at = now

    def returned(self, now: datetime) -> None:
        """The person is back. What was missed is not sent after; what may never have been tried may come."""
        if self.blocked_at is None:
            return
        self.settle(now)
        self._pending = [replace(one, optional=True) if one.at <= now else one for one in self._pending]
        self.blocked_at = None

    def _known(self) -> Facts:
        if self.facts is None:
            raise Breach("something happened to somebody who has left")
        return self.facts

    def _without_journey(self, told: list[Told]) -> list[Told]:
        """The steps alone, once the word about a journey is checked: said while somebody travels, and only then."""
        facts = self._known()
        said = [one.values["place"] for one in told if one.subject == "journey"]
        self.checked["names the clock of a journey, or none"] += 1
        if said != ([city_of(facts.zone)] if facts.home else []):
            raise Breach(f"it says that messages come by the clock of {said}; right is {facts.zone}, home {facts.home}")
        return [one for one in told if one.subject != "journey"]

    def _promise_stands(self, step: Step, facts: Facts) -> bool:
        return facts.injection_on and not facts.silent and facts.record == step.record

    def _owed_for(self, told: Told, now: datetime) -> list[Step]:
        """The steps that this part of a message tells (two visits may share their words)."""
        self.checked["owed, once"] += 1
        same = [one for one in self._pending if (one.subject, one.name) == (told.subject, told.name)]
        same = [one for one in same if self._is_about(one, told)]
        due = [one for one in same if one.at <= now]
        if not due:
            again = [one for one in self._doubtful.values() if (one.subject, one.name) == (told.subject, told.name)]
            if again:
                self.checked["came twice, as may be"] += 1
                return again
            raise Breach(self._why_not(told, same))
        if told.subject == "injection":
            due = [max(due, key=lambda one: one.day)]  # put off, and still due by itself: it is told once
        for step in due:
            self.checked["not overtaken"] += 1
            if any(_overtakes(one, step) and one.by < now and not one.optional for one in self._pending):
                raise Breach(f"{step.name} was overtaken by a later message already")
            if step.ends is not None and now >= step.ends:
                raise Breach(f"{step.name} makes no sense any more")
            self._not_late(step, now)
            self.checked["right words"] += 1
            right_words(told, step, self._known(), self.reader, now)
        return due

    def _is_about(self, step: Step, told: Told) -> bool:
        if step.subject == "injection":
            return step.name not in FOLLOWING or told.booked == (step.booked is not None)
        visit = next(one for one in self._known().visits if one.record == step.record)
        return told.values["visit"] == self.reader.day_and_time(visit.day, visit.at)

    def _why_not(self, told: Told, same: list[Step]) -> str:
        if same:
            return f"{told.name} came before its time, {min(one.at for one in same):%Y-%m-%d %H:%M}Z"
        if any((key[0], key[2]) == (told.subject, told.name) for key in self._done):
            return f"{told.name} was told before, or was missed or overtaken"
        return f"{told.name} is not owed as things stand"

    def _not_late(self, step: Step, now: datetime) -> None:
        if step.optional:
            return
        self.checked["not late"] += 1
        latest = self._latest(step)
        if latest < now:
            raise Breach(f"{step.name}, owed by {latest:%Y-%m-%d %H:%M}Z, did not come")

    def _latest(self, step: Step) -> datetime:
        return latest(step, self._known(), self.weather, self._days)

    def _tick_off(self, step: Step) -> None:
        self._done[step.key] = step.day
        self._given_up.discard(step.key)
        self._doubtful.pop(step.key, None)
        self._pending = [
            one
            for one in self._pending
            if one.key != step.key
            and not _overtakes(step, one)
            and not (_gives_way(one) and one.about == step.about and one.day == step.day)
        ]

    def _give_up(self, step: Step) -> None:
        self.checked["given up: overtaken, past its day, or while blocked"] += 1
        self._done[step.key] = step.day
        self._given_up.add(step.key)
        self._pending = [one for one in self._pending if one is not step]


def _gives_way(step: Step) -> bool:
    """Whether another message of the same day about the same takes its place."""
    return step.again or (step.name == RESTED and step.optional)


def _overtakes(later: Step, step: Step) -> bool:
    return later.about == step.about and later.day > step.day


def _moved(before: Facts, now: Facts) -> bool:
    """Whether more has changed than visits to the dentist."""
    return replace(before, visits=()) != replace(now, visits=())
