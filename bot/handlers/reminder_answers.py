"""Answers to a reminder. One that no longer fits shows how things stand, and does no harm."""

from collections.abc import Awaitable, Callable
from dataclasses import replace
from datetime import timedelta

from telegram import Update

from bot.context import BotContext
from bot.handlers.breaks import ask_break, ask_why, changed, pregnant, resume, take_break, why_is
from bot.handlers.cycle import current_cycle
from bot.handlers.draft import new_draft
from bot.handlers.entry import on_stale, proceed, show
from bot.handlers.next import local, local_now, present, present_state
from bot.handlers.undo import cancel_booked
from bot.handlers.visit_answers import VISIT_ANSWERS
from bot.outbox.message import Kind, NewMessage, OutboxMessage, Status
from bot.planning import Facts
from bot.schedule import InjectionFacts, snooze_days, to_utc
from bot.schedule.injections import FOLLOW_THE_APPOINTMENT, SENT_THOUGH_BOOKED
from bot.storage import claims, injections, outbox
from bot.views import reminder_answers as views
from bot.views.common import notice, place_values
from bot.views.presses import Press
from bot.views.reminder_buttons import ASKS_WHETHER_HAD

SAME_MOMENT = timedelta(minutes=1)  # Telegram's clock and ours
Answer = Callable[[Update, BotContext, Press], Awaitable[None]]


async def had(update: Update, context: BotContext, press: Press) -> None:
    """I've had it: today, yesterday or another day?"""
    if await current_cycle(context, press) is None:
        await on_stale(update, context)
        return
    await proceed(update, context, new_draft(context, "given"))


async def book(update: Update, context: BotContext, press: Press) -> None:
    """I have an appointment: for which day?"""
    if await current_cycle(context, press) is None:
        await on_stale(update, context)
        return
    await proceed(update, context, new_draft(context, "booked"))


async def not_yet(update: Update, context: BotContext, press: Press) -> None:
    """Not yet: whom to call, and when the next message comes."""
    facts = await current_cycle(context, press)
    step = press.args[1] if len(press.args) > 1 else ""
    if facts is None or facts.injection is None or step not in ASKS_WHETHER_HAD:
        await on_stale(update, context)
        return
    state = await present(context)
    snoozes = snooze_days(facts.injection, state.today)
    place = place_values(context.content, context.settings)
    reply = views.not_yet(context.content, facts.injection, step, state.today, state.coming, place, snoozes)
    show(update, context, reply)


async def later(update: Update, context: BotContext, press: Press) -> None:
    """Remind me later: in how many days?"""
    facts = await current_cycle(context, press)
    injection = _remindable(context, facts)
    step = press.args[1] if len(press.args) > 1 else ""
    choices = snooze_days(injection, local_now(context).date()) if injection and step in ASKS_WHETHER_HAD else []
    if injection is None or not choices:
        await on_stale(update, context)
        return
    show(update, context, views.when_again(context.content, step, injection.record, choices))


async def snooze(update: Update, context: BotContext, press: Press) -> None:
    """The same message again in some days, if those end before the next one."""
    facts, days = await current_cycle(context, press), press.number(2)
    step = press.args[1] if len(press.args) > 1 else ""
    today = local_now(context).date()
    injection = _remindable(context, facts)
    fits = injection is not None and step in ASKS_WHETHER_HAD and days in snooze_days(injection, today)
    if not fits or facts is None or injection is None or days is None:
        await on_stale(update, context)
        return
    zone = facts.chat.zone_or(context.settings.default_timezone)
    day = today + timedelta(days=days)
    at = to_utc(day, facts.chat.hour_or(context.settings.default_hour), 0, zone)
    record = injection.record
    if step == "D0":
        step = "D1"  # on another day "due today" is wrong: it comes in place of D1
    variant = _variant(injection, step)
    row = {"subject": "injection", "record": record, "step": step, "variant": variant, "day": day.isoformat()}
    key = f"snooze:{record}:{step}:{day.isoformat()}"
    snoozed = NewMessage(key, Kind.SNOOZE, context.chat.chat_id, row, at, facts.person.id)
    if not any(one.due_at == at and one.kind == Kind.SNOOZE for one in await _waiting(context, facts)):
        again = replace(snoozed, key=f"{key}:{context.turn.update_number}")  # the first was cancelled since
        if not await outbox.enqueue(context.db, snoozed, context.now):
            await outbox.enqueue(context.db, again, context.now)
    show(update, context, views.snoozed(context.content, local(context, at), record))


async def unsnooze(update: Update, context: BotContext, press: Press) -> None:
    """No reminder again after all: what was put off is taken back, and the plan stands as before."""
    facts = await current_cycle(context, press)
    snoozed = [] if facts is None else [one for one in await _waiting(context, facts) if one.kind == Kind.SNOOZE]
    if facts is None or not snoozed:
        await on_stale(update, context)
        return
    await claims.finish(context.db, [one.id for one in snoozed], Status.CANCELLED, context.now, reason="undone")
    undone = notice(context.content, "entry.undone").text
    show(update, context, (await present_state(context)).headed(undone))


async def cancelled(update: Update, context: BotContext, press: Press) -> None:
    """The appointment that the message spoke of was cancelled; one made since is another."""
    facts = await current_cycle(context, press)
    standing = None if facts is None else await injections.current_appointment(context.db, facts.person.id)
    shown = update.effective_message.date if update.effective_message else None
    if standing is None or (shown is not None and standing.entered_at > shown + SAME_MOMENT):
        await on_stale(update, context)
        return
    await cancel_booked(update, context, standing)


async def _waiting(context: BotContext, facts: Facts) -> list[OutboxMessage]:
    return await outbox.waiting_for_person(context.db, facts.person.id)


def _remindable(context: BotContext, facts: Facts | None) -> InjectionFacts | None:
    """The injection, where a later reminder of it would come: not after a stop, nor in a break."""
    if facts is None or facts.person.is_paused(local_now(context).date()):
        return None
    return facts.planned_injection


def _variant(injection: InjectionFacts, step: str) -> str:
    """Whether *step* speaks of the appointment."""
    follows = step in FOLLOW_THE_APPOINTMENT or step in SENT_THOUGH_BOOKED
    return "booked" if injection.appointment is not None and follows else "plain"


ANSWERS: dict[str, Answer] = {
    "rem.had": had,
    "rem.book": book,
    "rem.not_yet": not_yet,
    "rem.changed": changed,
    "rem.resume": resume,
    "rem.later": later,
    "rem.snooze": snooze,
    "rem.unsnooze": unsnooze,
    "rem.cancelled": cancelled,
    "rem.break": ask_break,
    "rem.break_is": take_break,
    "stop.why": ask_why,
    "stop.why_is": why_is,
    "stop.pregnant": pregnant,
    **VISIT_ANSWERS,
}
