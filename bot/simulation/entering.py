"""Entering a date as a patient does: the day, then whatever the bot asks back, until it is recorded or left."""

from datetime import date, time
from random import Random
from zoneinfo import ZoneInfo

from bot.simulation.days import MONTHS, city_of
from bot.simulation.talk import Answer, Talk
from bot.views.presses import Press

RECORDED = ("inj.undo", "inj.unbook", "dent.undo")  # the button under what was just recorded
MOST_QUESTIONS = 60  # two doubts may ask in turns, as long as the answers do not fit together


async def enter_date(
    talk: Talk, asked: Answer, day: date, at: time | None, *, zone: ZoneInfo, chance: Random
) -> tuple[Press | None, Answer]:
    """
    Give *day* in answer to the question *asked*, and answer what follows.

    Returns the button that takes back what is recorded now (None where nothing was) and the bot's last answer.
    """
    named = asked.offers("cal.pick", f"{day:%Y%m%d}") if at is None else None
    if named is not None:
        answer = await talk.press("cal.pick", f"{day:%Y%m%d}")
    elif asked.offers("cal.open") is None:
        return None, asked
    else:
        answer = await talk.say(f"{typed(day)} at {at:%H:%M}" if at else typed(day))
    for _ in range(MOST_QUESTIONS):
        for verb in RECORDED:
            done = answer.offers(verb)
            if done is not None:
                return done, answer
        if answer.offers("inj.had") is None and (earlier := answer.offers("inj.remove")) is not None:
            return earlier, answer  # an older one, kept beside the last
        if answer.offers("inj.yes"):
            answer = await talk.press("inj.yes")
        elif answer.offers("inj.doubt_yes"):
            ways = [verb for verb in ("inj.doubt_yes", "inj.doubt_no", "inj.doubt_both") if answer.offers(verb)]
            answer = await talk.press(chance.choice(ways))
        elif answer.offers("consent.yes"):
            answer = await talk.press("consent.yes")
        elif answer.offers("zone.yes"):
            answer = await settle_zone(talk, zone, "zone.change")
        else:
            break
    return None, answer


async def settle_zone(talk: Talk, zone: ZoneInfo, change: str) -> Answer:
    """Name one's city after pressing *change*, and choose it."""
    await talk.press(change)
    await talk.say(city_of(zone))
    return await talk.press("zone.pick", "0")


def typed(day: date) -> str:
    """A day as somebody types it, so that it can be read in one way alone: 5 March 2027."""
    return f"{day.day} {MONTHS[day.month - 1]} {day.year}"
