"""/next, and how things stand now: what every button answers whose time has passed."""

from datetime import date, datetime

from telegram import Update
from telegram.ext import CallbackQueryHandler

from bot.context import BotContext
from bot.handlers.commands import Handlers, command
from bot.outbox.message import Kind, OutboxMessage
from bot.planning import Facts, facts_of
from bot.schedule import PlannedStep
from bot.storage import outbox, people
from bot.views.common import place_values
from bot.views.next import Coming, Present, first_line, next_reply
from bot.views.presses import verb_pattern
from bot.views.reply import Reply


async def on_next(update: Update, context: BotContext) -> None:
    """When is my next injection?"""
    context.toast(update)
    context.reply(await present_state(context))


async def present_state(context: BotContext) -> Reply:
    """How things stand now, first of all when the next injection is."""
    return state_reply(context, await present(context))


async def present_line(context: BotContext) -> str | None:
    """The first line of /next (HTML), or None where nothing is registered."""
    return state_line(context, await present(context))


def state_reply(context: BotContext, state: Present) -> Reply:
    """*state*, as ``present_state`` tells it."""
    return next_reply(context.content, state, place_values(context.content, context.settings))


def state_line(context: BotContext, state: Present) -> str | None:
    """*state*, as ``present_line`` tells it."""
    if state.injection is None:
        return None
    return first_line(context.content, state, place_values(context.content, context.settings))


async def present(context: BotContext) -> Present:
    """All that is known of this chat's person, as /next tells it."""
    person = await people.find_person(context.db, context.chat.chat_id)
    facts = await facts_of(context.db, person.id) if person else None
    if facts is None:
        return Present(today=context.today)
    waiting = await outbox.waiting_for_person(context.db, facts.person.id)
    today = local_now(context).date()
    planned = [
        row for row in waiting if row.kind in (Kind.REMINDER, Kind.SNOOZE) and not _rests(context, row, facts, today)
    ]
    return Present(
        today=today,
        injection=facts.injection,
        visits=facts.visits,
        coming=Coming(local(context, planned[0].due_at), str(planned[0].facts["subject"])) if planned else None,
        stopped=facts.person.stopped_at is not None,
        silenced=facts.person.is_silenced,
        ended=facts.person.has_ended,
        why=facts.person.stop_reason,
        paused_until=facts.person.paused_until,
    )


def _rests(context: BotContext, row: OutboxMessage, facts: Facts, today: date) -> bool:
    """Whether a break holds this message back: put off to a day in it, or under way when it began."""
    until = facts.person.paused_until
    held = until is not None and facts.person.is_paused(today) and local(context, row.due_at).date() < until
    return held and row.facts["subject"] == "injection"


def coming_of(steps: list[PlannedStep]) -> Coming | None:
    """The next message of a plan."""
    return Coming(steps[0].local, steps[0].subject) if steps else None


def local_now(context: BotContext) -> datetime:
    """This instant on the person's clock."""
    return local(context, context.now)


def local(context: BotContext, instant: datetime) -> datetime:
    """*instant* on the person's clock."""
    return instant.astimezone(context.chat.zone_or(context.settings.default_timezone))


def handlers() -> Handlers:
    """The command and the button."""
    return [command("next", on_next), CallbackQueryHandler(on_next, verb_pattern("next.show"))]
