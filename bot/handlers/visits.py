"""A dental visit is kept, and the messages planned anew, in one transaction."""

from bot.context import BotContext
from bot.handlers.draft import Draft
from bot.handlers.next import local_now
from bot.planning import facts_of, replan
from bot.schedule import DentalKind, Visit
from bot.storage import people, visits
from bot.storage.visits import DentalVisit
from bot.views.card import CardFacts
from bot.views.common import caption, clinic_of, notice, place_values
from bot.views.reply import Reply
from bot.views.visit_noted import Noted, visit_noted


async def record_visit(context: BotContext, draft: Draft) -> list[Reply]:
    """Keep the visit of *draft*, in place of the record it changes; returns what to say: the card comes last."""
    if draft.day is None or draft.kind is None:
        raise LookupError("a dental visit without its day or kind")
    person = await people.ensure_person(context.db, context.chat.chat_id, context.now)
    before = await visits.owned_visit(context.db, draft.record, context.chat.chat_id)
    if before is not None:
        await visits.remove_visit(context.db, before.id, context.now)
    other = draft.whose == "other" or (before is not None and before.of_other)
    record = draft.kept or await visits.add_visit(
        context.db, person.id, draft.kind, draft.day, draft.at, context.now, of_other=other
    )
    steps = await replan(context.db, context.settings, person.id, context.now)
    visit = Visit(record, draft.day, DentalKind(draft.kind), draft.at, other)
    noted = Noted(
        visit,
        before.id if before else 0,
        DentalKind(before.kind) if before else None,
        steps,
        await card_facts(context, visit),
        place_values(context.content, context.settings),
    )
    replies = visit_noted(context.content, noted)
    if person.is_silenced:
        resume = caption(context.content, "next.button_resume", "rem.resume")
        replies.append(notice(context.content, "next.stopped", resume))
    return replies


async def card_facts(context: BotContext, visit: Visit | None = None) -> CardFacts:
    """
    What stands on the card: *visit*, else the next one ahead, and nothing for whatever is not known.

    On the card of somebody else's visit are no injection dates.
    """
    person = await people.find_person(context.db, context.chat.chat_id)
    facts = await facts_of(context.db, person.id) if person else None
    today = local_now(context).date()
    if visit is None and facts is not None:
        visit = next((one for one in facts.visits if one.on >= today and not one.of_other), None)
    ended = person is not None and person.stopped_at is not None
    injection = facts.injection if facts and not (visit and visit.of_other) else None
    return CardFacts(injection, visit, today, clinic_of(context.settings), ended=ended)


def as_visit(record: DentalVisit) -> Visit:
    """A stored visit as the rules and views take it."""
    return Visit(record.id, record.visit_on, DentalKind(record.kind), record.visit_time, record.of_other)
