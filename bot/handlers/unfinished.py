"""
A date that is read back, agreed to and still waits for the answer about the clock.

It is kept by the clinic's clock in the meantime: whoever lays the phone down there is reminded all the same. When the
question is answered this record stands; when the date is changed or given up, it goes without a trace.
"""

from bot.context import BotContext
from bot.handlers.draft import Draft
from bot.planning import replan
from bot.storage import injections, people, visits


async def keep_meanwhile(context: BotContext, draft: Draft) -> Draft:
    """Record what *draft* holds, and remember in it as which record."""
    if draft.day is None or draft.record or draft.kept:
        return draft
    person = await people.ensure_person(context.db, context.chat.chat_id, context.now)
    match draft.what:
        case "given":
            record = await injections.add_injection(context.db, person.id, draft.day, context.now)
        case "booked":
            record = await injections.book_appointment(context.db, person.id, draft.day, draft.at, context.now)
        case "visit" if draft.kind is not None:
            other = draft.whose == "other"
            record = await visits.add_visit(
                context.db, person.id, draft.kind, draft.day, draft.at, context.now, of_other=other
            )
        case _:
            return draft
    await replan(context.db, context.settings, person.id, context.now)
    return draft.but(kept=record, kept_as=draft.held)


async def without_what_changed(context: BotContext, draft: Draft) -> Draft:
    """*draft*; what was recorded of it and is another now is erased."""
    return draft if draft.held == draft.kept_as else await take_back(context, draft)


async def take_back(context: BotContext, draft: Draft) -> Draft:
    """Erase what was recorded of *draft* in the meantime, if anything was."""
    person = await people.find_person(context.db, context.chat.chat_id)
    if not draft.kept or person is None:
        return draft
    erase = {
        "given": injections.erase_injection,
        "booked": injections.erase_appointment,
        "visit": visits.erase_visit,
    }[draft.kept_as.partition(" ")[0]]
    await erase(context.db, draft.kept, person.id)
    await replan(context.db, context.settings, person.id, context.now)
    return draft.but(kept=0, kept_as="")
