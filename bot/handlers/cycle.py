"""What a button under a reminder is about: the injection that stands in this chat now, or none of these any more."""

from bot.context import BotContext
from bot.planning import Facts, facts_of
from bot.storage import people
from bot.views.presses import Press


async def current_cycle(context: BotContext, press: Press) -> Facts | None:
    """The facts, if the button is about the injection that stands in this chat; None for one of an older cycle."""
    person = await people.find_person(context.db, context.chat.chat_id)
    facts = await facts_of(context.db, person.id) if person else None
    if facts is None or facts.injection is None or facts.injection.record != press.number(0):
        return None
    return facts
