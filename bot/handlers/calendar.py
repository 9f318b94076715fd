"""Choosing a day with buttons: from a month, or one that a caption names in words."""

from collections.abc import Awaitable, Callable
from datetime import date, datetime

from dateutil.relativedelta import relativedelta
from telegram import Update
from telegram.ext import CallbackQueryHandler

from bot.context import BotContext, pressed
from bot.handlers.commands import Callback, Handlers
from bot.handlers.draft import Draft, keep_draft, open_draft
from bot.handlers.entry import on_stale, proceed, show
from bot.handlers.next import local_now
from bot.views.calendar import month_page
from bot.views.entry import DAY
from bot.views.presses import verb_pattern

MONTH = "%Y%m"


async def pressed_draft(update: Update, context: BotContext) -> Draft | None:
    """The draft whose present question holds the pressed button; None for a button of an older one."""
    opened = await open_draft(context)
    return opened[1] if opened and pressed(update).number(0) == opened[1].token else None


def for_draft(answer: Callable[[Update, BotContext, Draft], Awaitable[None]]) -> Callback:
    """The handler of a button under the present question; under an older one it shows how things stand."""

    async def on_press(update: Update, context: BotContext) -> None:
        draft = await pressed_draft(update, context)
        if draft is None:
            await on_stale(update, context)
        else:
            await answer(update, context, draft)

    return on_press


async def on_open(update: Update, context: BotContext, draft: Draft) -> None:
    """Show the month of today."""
    await _show_month(update, context, draft, local_now(context).date())


async def on_month(update: Update, context: BotContext, draft: Draft) -> None:
    """Turn to another month."""
    month = _argument(update, MONTH)
    if month is None:
        await on_stale(update, context)
        return
    await _show_month(update, context, draft, month)


async def on_day(update: Update, context: BotContext, draft: Draft) -> None:
    """A small cell was pressed: the day is read back before it counts."""
    day = _argument(update, DAY)
    if day is None:
        await on_stale(update, context)
        return
    await proceed(update, context, draft.with_day(day))


async def on_pick(update: Update, context: BotContext, draft: Draft) -> None:
    """A button that said the day in words, with its weekday: that was the reading back."""
    day = _argument(update, DAY)
    if day is None:
        await on_stale(update, context)
        return
    await proceed(update, context, draft.with_day(day).confirmed("read"))


async def on_blank(update: Update, context: BotContext) -> None:
    """A cell without a day."""
    context.toast(update, context.say("entry.blank_cell"))


async def _show_month(update: Update, context: BotContext, draft: Draft, month: date) -> None:
    today = local_now(context).date()
    first, last = {
        "given": (today - relativedelta(months=18), today),
        "booked": (today, today + relativedelta(months=12)),
    }.get(draft.what, (today - relativedelta(months=12), today + relativedelta(months=12)))
    draft = draft.asked_anew(context.turn.update_number).but(day=None, days=())
    await keep_draft(context, draft, "date")
    show(update, context, month_page(context.content, draft.token, month, first, last))


def _argument(update: Update, form: str) -> date | None:
    """The day or month in the pressed data, or None where it is missing or forged."""
    args = pressed(update).args
    try:
        return datetime.strptime(args[1], form).date()  # noqa: DTZ007 - a calendar day has no zone
    except (IndexError, ValueError):
        return None


def handlers() -> Handlers:
    """The buttons of the calendar."""
    return [
        CallbackQueryHandler(for_draft(on_open), verb_pattern("cal.open")),
        CallbackQueryHandler(for_draft(on_month), verb_pattern("cal.month")),
        CallbackQueryHandler(for_draft(on_day), verb_pattern("cal.day")),
        CallbackQueryHandler(for_draft(on_pick), verb_pattern("cal.pick")),
        CallbackQueryHandler(on_blank, verb_pattern("cal.none")),
    ]
