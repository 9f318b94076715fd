"""Answers to a message about a dental visit: have they talked, did it go well, was it moved, does the mouth heal?"""

from telegram import Update

from bot.context import BotContext
from bot.handlers import faq, team
from bot.handlers.alerts import note_alarm
from bot.handlers.draft import Draft, new_draft
from bot.handlers.entry import on_stale, proceed, show
from bot.handlers.next import local, local_now
from bot.handlers.shown import Shown
from bot.handlers.visits import as_visit
from bot.outbox.message import OutboxMessage
from bot.schedule import DENTAL_STEPS, DentalKind, Visit
from bot.storage import outbox, visits
from bot.understanding.triage import RedFlagHit
from bot.views import faq as faq_views
from bot.views import team as team_views
from bot.views import visit_answers as views
from bot.views.common import place_values
from bot.views.faq import Asked
from bot.views.next import Coming
from bot.views.presses import Press
from bot.views.visit_buttons import dental_buttons

JAW_URGENT = "R8"


async def talked(update: Update, context: BotContext, press: Press) -> None:
    """Dentist and prescriber have spoken, or not yet."""
    visit = await _visit(update, context, press)
    if visit is not None:
        place = place_values(context.content, context.settings)
        have = press.verb == "rem.talked"
        show(update, context, views.talked(context.content, visit, have=have, place=place))


async def standard(update: Update, context: BotContext, press: Press) -> None:
    """The root canal is a standard one: it touches no bone."""
    visit = await _visit(update, context, press)
    if visit is not None:
        show(update, context, views.standard(context.content, visit))


async def surgical(update: Update, context: BotContext, press: Press) -> None:
    """The root canal is a surgical one, which touches bone: the visit becomes one of surgery."""
    visit = await _visit(update, context, press)
    if visit is not None:
        await proceed(update, context, changing(context, visit, DentalKind.SURGERY))


async def something_else(update: Update, context: BotContext, press: Press) -> None:
    """Something else was done, or will be: what? The day and the time stay."""
    visit = await _visit(update, context, press)
    if visit is not None:
        await proceed(update, context, changing(context, visit, None))


async def moved(update: Update, context: BotContext, press: Press) -> None:
    """The visit is on another day."""
    visit = await _visit(update, context, press)
    if visit is not None:
        await proceed(update, context, new_draft(context, "visit", kind=visit.kind.value, record=visit.record))


async def went_fine(update: Update, context: BotContext, press: Press) -> None:
    """The visit went well: when its healing is asked about. Said before the visit, it is not taken."""
    visit = await _visit(update, context, press)
    if visit is None:
        return
    if visit.on > local_now(context).date():
        show(update, context, views.not_been_yet(context.content, visit))
    else:
        show(update, context, views.went_fine(context.content, visit, await _next_check(context, visit)))


async def healing(update: Update, context: BotContext, press: Press) -> None:
    """A sign, or none; not being sure counts as a sign, and so does that something is wrong."""
    record = await visits.owned_visit(context.db, press.number(0) or 0, context.chat.chat_id)
    visit = as_visit(record) if record is not None else None
    step = press.args[1] if len(press.args) > 1 else ""
    place = place_values(context.content, context.settings)
    if press.verb != "rem.heal_no":
        await note_alarm(context)
        readers = bool(await team.readers(context))
        show(update, context, views.signs(context.content, visit, step, place=place, team=readers))
    elif visit is None:
        await on_stale(update, context)
    else:
        check = await _next_check(context, visit)
        show(update, context, views.no_signs(context.content, visit, step, check, place))


async def worse(update: Update, context: BotContext, press: Press) -> None:  # noqa: ARG001 - all take the same
    """Trouble swallowing or breathing, or fever with swelling: an emergency, as a message of its own."""
    await note_alarm(context)
    context.toast(update)
    entry = context.content.red_flags[JAW_URGENT].entry
    context.reply(faq_views.alert(RedFlagHit(JAW_URGENT, "now", entry), context.content, context.settings))


async def tell_team(update: Update, context: BotContext, press: Press) -> None:
    """Show what the team would read; only the next press sends it."""
    visit = await _visit(update, context, press)
    if visit is None:
        return
    context.toast(update)
    words = views.words_for_team(context.content, visit)
    number = context.turn.update_number
    await faq.remember(context, words, Shown(Asked(number), offer=True))
    context.reply(team_views.offer(context.content, words, number))


async def ask_again(update: Update, context: BotContext, press: Press) -> None:
    """A slip of the finger: the check is asked once more."""
    visit = await _visit(update, context, press)
    step = press.args[1] if len(press.args) > 1 else ""
    if visit is None:
        return
    if step not in DENTAL_STEPS[visit.kind]:
        await on_stale(update, context)
        return
    today, place = local_now(context).date(), place_values(context.content, context.settings)
    buttons = dental_buttons(context.content, step, visit.record, visit.kind, together=False)
    show(update, context, views.check_again(context.content, visit, step, today, place, buttons))


def changing(context: BotContext, visit: Visit, kind: DentalKind | None) -> Draft:
    """A draft of the same visit for *kind*, or for a kind still to be asked."""
    draft = new_draft(
        context, "visit", record=visit.record, day=visit.on, at=visit.at, kind=kind.value if kind else None
    )
    return draft.confirmed("read", "too_long_ago")


async def _visit(update: Update, context: BotContext, press: Press) -> Visit | None:
    """The visit pressed for; where it is gone, how things stand is shown."""
    record = await visits.owned_visit(context.db, press.number(0) or 0, context.chat.chat_id)
    if record is None:
        await on_stale(update, context)
        return None
    return as_visit(record)


async def _next_check(context: BotContext, visit: Visit) -> Coming | None:
    """When the healing of this visit is asked about next."""
    record = await visits.owned_visit(context.db, visit.record, context.chat.chat_id)
    waiting = [] if record is None else await outbox.waiting_for_person(context.db, record.person_id)
    checks = [row for row in waiting if _asks_about(row, visit)]
    return Coming(local(context, checks[0].due_at), "dental") if checks else None


def _asks_about(row: OutboxMessage, visit: Visit) -> bool:
    facts = row.facts
    return (facts.get("subject"), facts.get("record")) == ("dental", visit.record) and facts["step"].startswith("H")


VISIT_ANSWERS = {
    "rem.talked": talked,
    "rem.not_talked": talked,
    "rem.standard": standard,
    "rem.surgical": surgical,
    "rem.other_kind": something_else,
    "rem.visit_moved": moved,
    "rem.fine": went_fine,
    "rem.wrong": healing,
    "rem.heal_yes": healing,
    "rem.heal_no": healing,
    "rem.heal_unsure": healing,
    "rem.heal_worse": worse,
    "rem.heal_tell": tell_team,
    "rem.heal_again": ask_again,
}
