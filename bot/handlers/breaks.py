"""
Ways out of the reminders of an injection, and back: the doctor's change, a break, and why somebody stopped.

Rules: medical brief, section 4, "Stop or pause". Each says once what is known about stopping and whom to ask.
"""

from datetime import timedelta

from telegram import Update

from bot.context import BotContext
from bot.handlers.cycle import current_cycle
from bot.handlers.entry import on_stale, show
from bot.handlers.next import local_now, present_state
from bot.planning import Facts, facts_of, replan
from bot.schedule import LONGEST_PAUSE
from bot.storage import counts, outbox, people
from bot.views import breaks as views
from bot.views.common import day_in_words, notice, place_values
from bot.views.presses import Press

# What is kept of why messages were stopped, by the reason that was pressed.
REASONS = {
    "doctor": people.DOCTOR_CHANGED,
    "medicine": people.OTHER_MEDICINE,
    "messages": "messages",
    "other": "other",
}


async def changed(update: Update, context: BotContext, press: Press) -> None:
    """The doctor changed the plan: the facts once, then no more messages about the injection until they resume."""
    await _stop(update, context, press, people.DOCTOR_CHANGED)


async def pregnant(update: Update, context: BotContext, press: Press) -> None:
    """She is pregnant, may be or hopes to be: whom to call today, and no more messages about the injection."""
    await _stop(update, context, press, people.PREGNANT)


async def resume(update: Update, context: BotContext, press: Press) -> None:  # noqa: ARG001 - an answer's shape
    """Send messages again, after a stop or in a break."""
    person = await people.find_person(context.db, context.chat.chat_id)
    paused = person is not None and person.is_paused(local_now(context).date())
    if person is None or (person.stopped_at is None and not paused):
        await on_stale(update, context)
        return
    await people.resume_messages(context.db, person.id)
    await outbox.end_break(context.db, person.id, context.now)
    await replan(context.db, context.settings, person.id, context.now)
    resumed = notice(context.content, "rem.resumed").text
    show(update, context, (await present_state(context)).headed(resumed))


async def ask_break(update: Update, context: BotContext, press: Press) -> None:
    """In hospital or away: for how long?"""
    if await _for_break(context, press) is None:
        await on_stale(update, context)
        return
    show(update, context, views.ask_break(context.content, press.number(0) or 0))


async def take_break(update: Update, context: BotContext, press: Press) -> None:
    """No reminders of the injection for some days, two weeks at most; then one that asks how things stand."""
    facts, days = await _for_break(context, press), press.number(1)
    if facts is None or days not in views.BREAKS:
        await on_stale(update, context)
        return
    until = local_now(context).date() + timedelta(days=min(days, LONGEST_PAUSE))
    await people.pause_messages(context.db, facts.person.id, until)
    await replan(context.db, context.settings, facts.person.id, context.now)
    await counts.count(context.db, context.now.date(), "paused")
    place = place_values(context.content, context.settings)
    show(update, context, views.paused(context.content, day_in_words(until), place))


async def ask_why(update: Update, context: BotContext, press: Press) -> None:  # noqa: ARG001 - an answer's shape
    """Why were messages stopped? Nobody has to say."""
    facts = await _stopped(context)
    if facts is None:
        await on_stale(update, context)
        return
    record = facts.injection.record if facts.injection else 0
    show(update, context, views.ask_why(context.content, record, of_all=facts.person.is_silenced))


async def why_is(update: Update, context: BotContext, press: Press) -> None:
    """The reason: kept without the person's words; where fewer messages would do, how to have fewer."""
    facts, reason = await _stopped(context), press.args[0] if press.args else ""
    kept = REASONS.get(reason, "")
    if facts is None or not (kept in people.OF_INJECTION or (kept and facts.person.is_silenced)):
        await on_stale(update, context)
        return
    if facts.person.is_silenced:
        kept = f"{people.ASKED}:{kept}"
    if kept != facts.person.stop_reason:
        await people.give_reason(context.db, facts.person.id, kept)
        await counts.count(context.db, context.now.date(), f"why:{REASONS[reason]}")
    place = place_values(context.content, context.settings)
    show(update, context, views.why_noted(context.content, reason, place))


async def _stop(update: Update, context: BotContext, press: Press, reason: str) -> None:
    facts = await current_cycle(context, press)
    if facts is None or facts.person.stopped_at is not None:
        await on_stale(update, context)
        return
    await people.stop_messages(context.db, facts.person.id, reason, context.now)
    await counts.count(context.db, context.now.date(), f"stopped:{reason}")
    await replan(context.db, context.settings, facts.person.id, context.now)
    show(update, context, views.ended(context.content, reason, place_values(context.content, context.settings)))


async def _for_break(context: BotContext, press: Press) -> Facts | None:
    """
    The facts, where a break fits: not in one already, and not where the doctor or a pregnancy ended the reminders.

    Somebody who asked for silence, and says that hospital is why, may have a break in its place.
    """
    facts = await current_cycle(context, press)
    if facts is None or facts.person.is_paused(local_now(context).date()):
        return None
    asked, _, why = (facts.person.stop_reason or "").partition(":")
    may = facts.person.stopped_at is None or (asked == people.ASKED and why not in people.OF_INJECTION)
    return facts if may else None


async def _stopped(context: BotContext) -> Facts | None:
    """The facts of somebody whose messages are stopped and who may say why: not where that is known already."""
    person = await people.find_person(context.db, context.chat.chat_id)
    if person is None or person.stopped_at is None or person.has_ended or person.stop_reason == people.PREGNANT:
        return None
    return await facts_of(context.db, person.id)
