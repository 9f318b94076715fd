"""Removing an injection or an appointment, and taking back what was just recorded. Everything can be undone."""

from datetime import datetime, timedelta

from telegram import Update
from telegram.ext import CallbackQueryHandler

from bot.context import BotContext, pressed
from bot.handlers.commands import Handlers
from bot.handlers.draft import drop_draft
from bot.handlers.entry import on_stale, show
from bot.handlers.next import present_state
from bot.planning import replan
from bot.storage import injections
from bot.storage.injections import Appointment
from bot.views.common import caption, notice
from bot.views.common import day_in_words as in_words
from bot.views.presses import verb_pattern

UNDO_FOR = timedelta(days=2)


async def on_undo_given(update: Update, context: BotContext) -> None:
    """Take back an injection just recorded: what it replaced, and the appointment it ended, stand again."""
    press, chat_id = pressed(update), context.chat.chat_id
    record = await injections.owned_injection(context.db, press.number(0) or 0, chat_id)
    latest = None if record is None else await injections.current_injection(context.db, record.person_id)
    if record is None or latest is None or latest.id != record.id or _is_long_ago(context, record.entered_at):
        await on_stale(update, context)
        return
    replaced = await injections.removed_injection(context.db, press.number(1) or 0, chat_id)
    ended = await injections.owned_appointment(context.db, press.number(2) or 0, chat_id, ended=True)
    await injections.remove_injection(context.db, record.id, context.now)
    if replaced is not None:
        await injections.restore_injection(context.db, replaced.id)
    if ended is not None:
        await injections.reopen_appointment(context.db, ended.id, record.person_id, context.now)
    await taken_back(update, context, record.person_id)


async def on_undo_booked(update: Update, context: BotContext) -> None:
    """Take back an appointment just recorded; the one it replaced stands again."""
    press, chat_id = pressed(update), context.chat.chat_id
    record = await injections.owned_appointment(context.db, press.number(0) or 0, chat_id)
    if record is None or _is_long_ago(context, record.entered_at):
        await on_stale(update, context)
        return
    await injections.end_appointments(context.db, record.person_id, context.now)
    before = await injections.owned_appointment(context.db, press.number(1) or 0, chat_id, ended=True)
    if before is not None:
        await injections.reopen_appointment(context.db, before.id, record.person_id, context.now)
    await taken_back(update, context, record.person_id)


def _is_long_ago(context: BotContext, entered: datetime) -> bool:
    """A stray press on an old message must not take back what has stood since; "Remove it" still does."""
    return context.now - entered > UNDO_FOR


async def on_remove(update: Update, context: BotContext) -> None:
    """Take an injection out of the record."""
    record = await injections.owned_injection(context.db, pressed(update).number(0) or 0, context.chat.chat_id)
    if record is None:
        await on_stale(update, context)
        return
    await injections.remove_injection(context.db, record.id, context.now)
    await replan(context.db, context.settings, record.person_id, context.now)
    undo = caption(context.content, "entry.button_undo", "inj.restore", record.id)
    later = caption(context.content, "next.button_show", "next.show")
    show(update, context, notice(context.content, "inj.removed", undo, later, day=in_words(record.given_on)))


async def on_restore(update: Update, context: BotContext) -> None:
    """Put a removed injection back."""
    record = await injections.removed_injection(context.db, pressed(update).number(0) or 0, context.chat.chat_id)
    if record is None:
        await on_stale(update, context)
        return
    await injections.restore_injection(context.db, record.id)
    await taken_back(update, context, record.person_id)


async def on_cancel_booked(update: Update, context: BotContext) -> None:
    """The appointment does not stand any more."""
    record = await injections.owned_appointment(context.db, pressed(update).number(0) or 0, context.chat.chat_id)
    if record is None:
        await on_stale(update, context)
        return
    await cancel_booked(update, context, record)


async def cancel_booked(update: Update, context: BotContext, record: Appointment) -> None:
    """End the appointment, plan anew, and say what to do and how things stand without it: overdue, perhaps."""
    await injections.end_appointments(context.db, record.person_id, context.now)
    await replan(context.db, context.settings, record.person_id, context.now)
    undo = caption(context.content, "entry.button_undo", "inj.rebook", record.id)
    new = caption(context.content, "entry.button_have_appointment", "inj.book")
    cancelled = notice(context.content, "inj.cancelled", undo, new, day=in_words(record.booked_on))
    show(update, context, cancelled.followed_by((await present_state(context)).text))


async def on_rebook(update: Update, context: BotContext) -> None:
    """The cancelled appointment stands after all."""
    number = pressed(update).number(0) or 0
    record = await injections.owned_appointment(context.db, number, context.chat.chat_id, ended=True)
    standing = None if record is None else await injections.current_appointment(context.db, record.person_id)
    if record is None or standing is not None:
        await on_stale(update, context)
        return
    await injections.reopen_appointment(context.db, record.id, record.person_id, context.now)
    await taken_back(update, context, record.person_id)


async def taken_back(update: Update, context: BotContext, person_id: int) -> None:
    """Plan anew, and show how things stand; a question that followed the record is closed with it."""
    await drop_draft(context)
    await replan(context.db, context.settings, person_id, context.now)
    undone = notice(context.content, "entry.undone").text
    show(update, context, (await present_state(context)).headed(undone))


def undo_handlers() -> Handlers:
    """The buttons."""
    return [
        CallbackQueryHandler(on_undo_given, verb_pattern("inj.undo")),
        CallbackQueryHandler(on_undo_booked, verb_pattern("inj.unbook")),
        CallbackQueryHandler(on_remove, verb_pattern("inj.remove")),
        CallbackQueryHandler(on_restore, verb_pattern("inj.restore")),
        CallbackQueryHandler(on_cancel_booked, verb_pattern("inj.cancel_booked")),
        CallbackQueryHandler(on_rebook, verb_pattern("inj.rebook")),
    ]
