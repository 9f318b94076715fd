"""A dental visit is kept, and the messages planned anew, in one transaction."""

from collections.abc import Sequence

from bot.context import BotContext
from bot.handlers.draft import Draft
from bot.handlers.next import coming_of, local_now
from bot.planning import facts_of, replan
from bot.schedule import DentalKind, PlannedStep, Visit, visits_close_to
from bot.storage import people, visits
from bot.storage.visits import DentalVisit
from bot.views import dental as views
from bot.views.card import CardFacts, card
from bot.views.common import caption, clinic_of, notice, place_values
from bot.views.next import Coming
from bot.views.reply import Reply
from bot.views.visit_answers import next_check


async def record_visit(context: BotContext, draft: Draft) -> list[Reply]:
    """Keep the visit of *draft*, in place of the record it changes; returns what to say: the card comes last."""
    if draft.day is None or draft.kind is None:
        raise LookupError("a dental visit without its day or kind")
    person = await people.ensure_person(context.db, context.chat.chat_id, context.now)
    before = await visits.owned_visit(context.db, draft.record, context.chat.chat_id)
    if before is not None:
        await visits.remove_visit(context.db, before.id, context.now)
    record = draft.kept or await visits.add_visit(context.db, person.id, draft.kind, draft.day, draft.at, context.now)
    steps = await replan(context.db, context.settings, person.id, context.now)
    visit = Visit(record, draft.day, DentalKind(draft.kind), draft.at)
    replaced = before.id if before else 0
    content, today = context.content, local_now(context).date()
    place = place_values(content, context.settings)
    coming = coming_of(steps)
    if before is not None and before.kind != draft.kind and visit.on <= today:
        check = next_check(content, _next_check(steps, visit))
        reply, *more = [views.done_instead(content, visit, replaced, check), *await _both(context, visit)]
    elif visit.on < today:
        checks = any((step.subject, step.record) == ("dental", record) for step in steps)
        reply, *more = [views.past(content, visit, replaced, coming, checks=checks)]
    else:
        moved = before is not None and before.kind == draft.kind
        told = (
            views.moved(content, visit, replaced, coming)
            if moved
            else views.registered(content, visit, replaced, place)
        )
        reply, *more = [told, *await _beside(context, visit)]
    if person.is_silenced:
        resume = caption(content, "next.button_resume", "rem.resume")
        more.append(notice(content, "next.stopped", resume))
    return [reply, *more]


async def card_facts(context: BotContext, visit: Visit | None = None) -> CardFacts:
    """What stands on the card: *visit*, else the next one ahead, and nothing for whatever is not known."""
    person = await people.find_person(context.db, context.chat.chat_id)
    facts = await facts_of(context.db, person.id) if person else None
    today = local_now(context).date()
    if visit is None and facts is not None:
        visit = next((one for one in facts.visits if one.on >= today), None)
    return CardFacts(facts.injection if facts else None, visit, today, clinic_of(context.settings))


def as_visit(record: DentalVisit) -> Visit:
    """A stored visit as the rules and views take it."""
    return Visit(record.id, record.visit_on, DentalKind(record.kind), record.visit_time)


def _next_check(steps: Sequence[PlannedStep], visit: Visit) -> Coming | None:
    """When the healing of this visit is asked about next."""
    own = [one for one in steps if (one.subject, one.record) == ("dental", visit.record) and one.step.startswith("H")]
    return coming_of(own)


async def _both(context: BotContext, visit: Visit) -> list[Reply]:
    """Both dates side by side, where both teams should know them."""
    facts = await card_facts(context, visit)
    if facts.injection is None or not visits_close_to(facts.injection.due, [visit], facts.today):
        return []
    place = place_values(context.content, context.settings)
    return [views.both_dates(context.content, visit, facts.injection.due, place)]


async def _beside(context: BotContext, visit: Visit) -> list[Reply]:
    """Both dates where they are near each other, and the card for this visit."""
    return [*await _both(context, visit), card(context.content, await card_facts(context, visit))]
