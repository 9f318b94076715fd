"""The promises about one message, and until when a step may be on its way. What is broken is a Breach."""

from collections.abc import Sequence
from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

from bot.simulation.days import in_words, instant, next_at_hour
from bot.simulation.facts import FOLLOWING, Facts, Step
from bot.simulation.told import Reader, Told
from bot.simulation.weather import Weather

OPENS, CLOSES = time(9), time(19, 30)  # 09:00 to 19:00, and half an hour's grace
TOO_LATE = time(19, 10)  # what is not out by then may wait for the morning
GRACE = timedelta(minutes=20)  # for the tries after a failure, and for what Telegram asks to wait


class Breach(Exception):
    """A promise is broken; the message says which, by steps and instants alone."""


def in_daytime(now: datetime, zone: ZoneInfo) -> None:
    """Raise Breach for a message at night."""
    if not OPENS <= now.astimezone(zone).time() <= CLOSES:
        raise Breach("a message outside 09:00 to 19:00 on the person's clock")


def is_used(day_of: datetime, messages: Sequence[datetime], zone: ZoneInfo) -> bool:
    """Whether one of *messages* came on this local day."""
    day = day_of.astimezone(zone).date()
    return any(one.astimezone(zone).date() == day for one in messages)


def right_words(told: Told, step: Step, facts: Facts, reader: Reader, now: datetime) -> None:
    """Raise Breach where a date in a message is not the right one, or an appointment not as it stands."""
    today = now.astimezone(facts.zone).date()
    booked = facts.booked
    if told.subject == "injection":
        stands = step.booked is not None and (step.booked < today if step.name == "D1" else step.booked >= today)
        moved = step.name in FOLLOWING and told.booked and (booked is None or step.booked != booked.day)
        if told.booked != stands or moved:
            raise Breach(f"{step.name} {'speaks' if told.booked else 'does not speak'} of the appointment")
    due = facts.due or (booked.day if booked else None)
    right = {
        "due": in_words(due) if due else None,
        "last": in_words(facts.last.day) if facts.last else None,
        "booked": reader.day_and_time(booked.day, booked.at) if booked else None,
        "late": reader.lateness((today - due).days) if due else None,
    }
    for blank, words in right.items():
        if blank in told.values and told.values[blank] != words:
            raise Breach(f"{step.name} says {blank}: {told.values[blank]}; right is {words}")


def latest(step: Step, facts: Facts, weather: Weather, messages: Sequence[datetime]) -> datetime:
    """When a step has to be here, as the weather, the hours of the day and other *messages* of that day allow."""
    moment = step.by
    while True:
        moment = weather.clear_from(moment)
        clock = moment.astimezone(facts.zone)
        if not OPENS <= clock.time() <= TOO_LATE:
            moment = next_at_hour(moment, facts.hour, facts.zone)
        elif is_used(moment, messages, facts.zone):
            moment = instant(clock.date() + timedelta(days=1), facts.hour, facts.zone)
        elif step.by < moment:
            # Late already: where that was seen in the night, it waits for the person's hour, and the weather of then.
            waited = max(moment, instant(clock.date(), facts.hour, facts.zone))
            fair = weather.clear_from(waited)
            if fair == waited:
                return waited + GRACE
            moment = fair
        else:
            return moment + GRACE


def may_wait(step: Step, before: Facts | None, now: datetime) -> datetime:
    """How long what is due already may wait: where that was seen in the night, for the hour of the clock until now."""
    return next_at_hour(now, before.hour, before.zone) if before is not None and step.by < now else step.by
