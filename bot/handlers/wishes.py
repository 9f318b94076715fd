"""What people want done with their own record, told in plain words: shown or opened, as a command or button would."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import cast, get_args

from telegram import Update
from telegram.ext import CallbackQueryHandler

from bot.context import BotContext, pressed
from bot.handlers import asked_back, breaks, injections, reminders, rights, settings, visit_news
from bot.handlers.commands import Handlers
from bot.handlers.draft import new_draft
from bot.handlers.entry import on_stale, proceed
from bot.handlers.next import local_now, present, present_state
from bot.understanding.dates import DateReading, read_date
from bot.understanding.replies import is_only_a_day
from bot.understanding.wishes import Wish
from bot.views import breaks as breaks_views
from bot.views import dental as dental_views
from bot.views import entry as views
from bot.views import zones as zone_views
from bot.views.common import notice, place_values
from bot.views.next import Present
from bot.views.presses import Press, verb_pattern


async def on_wish(update: Update, context: BotContext, wish: Wish, text: str) -> bool:
    """Do what is wanted; False where there is nothing that it could be about."""
    state = await present(context)
    if await _ask_back(context, wish, state):
        return True
    match wish:
        case Wish.REMIND_LATER if await reminders.on_later(update, context):
            pass
        case Wish.NEXT | Wish.REMIND_LATER:
            context.reply(await present_state(context))
        case Wish.SOMEBODY_ELSE | Wish.SKIP_SHOT:
            _explain(context, wish)
        case Wish.WITHDRAW:
            await rights.on_withdraw(update, context)
        case Wish.SETTINGS:
            await settings.on_settings(update, context)
        case Wish.MOVED | Wish.VISIT_MOVED if await _on_moved(update, context, wish, text):
            pass
        case Wish.INJECTION | Wish.CANCELLED | Wish.UNDO | Wish.MOVED if state.injection is not None:
            await injections.on_injection(update, context)
        case Wish.VISIT | Wish.UNDO | Wish.MOVED | Wish.VISIT_MOVED if state.visits:
            await visit_news.on_meant(update, context, text)
        case Wish.RESUME if state.stopped or state.is_paused:
            await breaks.resume(update, context, Press("rem.resume"))
        case Wish.RESUME if state.injection is not None or state.visits:
            context.reply(await present_state(context))  # they run already
        case _:
            return False
    return True


def _explain(context: BotContext, wish: Wish) -> None:
    """What is not done here, and what can be done in its place."""
    content = context.content
    if wish is Wish.SKIP_SHOT:
        context.reply(dental_views.skip_shot(content, place_values(content, context.settings)))
    else:
        context.reply(notice(content, "next.one_person"))


async def on_news(context: BotContext, wish: Wish) -> bool:
    """Ask back about what words tell of the person; False where there is nothing that it could be about."""
    return await _ask_back(context, wish, await present(context))


async def _ask_back(context: BotContext, wish: Wish, state: Present) -> bool:
    """A question with its buttons, for what words alone must not change."""
    content, injection = context.content, state.injection
    match wish:
        case Wish.DOCTOR_CHANGED if injection is not None and not state.stopped:
            await asked_back.ask(context, breaks_views.ask_changed(content, injection.record), yes=0, no=1)
        case Wish.BREAK if injection is not None and not state.stopped and not state.is_paused:
            await asked_back.ask(context, breaks_views.ask_break(content, injection.record), yes=None, no=2)
        case Wish.CANCELLED if injection is not None and injection.appointment is not None:
            await asked_back.ask(context, breaks_views.ask_cancelled(content, injection), yes=0, no=2)
        case Wish.MOVED_HOUSE if context.chat.zone is not None:
            zone = context.chat.zone_or(context.settings.default_timezone)
            await asked_back.ask(context, zone_views.ask_same_clock(content, context.now, zone), yes=0, no=1)
        case _:
            return False
    return True


async def on_change(update: Update, context: BotContext, wish: Wish, text: str) -> bool:
    """Change what is noted, where words that could note something new are about it; False where they are not."""
    if wish is Wish.VISIT:
        return await on_wish(update, context, wish, text)
    return wish in (Wish.MOVED, Wish.VISIT_MOVED) and await _on_moved(update, context, wish, text)


async def _on_moved(update: Update, context: BotContext, wish: Wish, text: str) -> bool:
    """Move the one thing ahead that can be meant to the day named; False where that is not clear."""
    state = await present(context)
    reading = read_date(text, state.today, "future")
    visits = [visit for visit in state.visits if visit.on >= state.today]
    booked = state.injection is not None and (state.injection.appointment or state.today) > state.today
    if reading.date is None or (wish is Wish.MOVED and booked and visits):
        return False
    if wish is Wish.MOVED and booked:
        draft = new_draft(context, "booked")
    elif (meant := visit_news.the_one_meant(context, text, visits)) is not None:
        draft = new_draft(context, "visit", kind=meant.kind.value, record=meant.record)
    else:
        return False
    await proceed(update, context, draft.with_day(reading.date, at=reading.time))
    return True


async def on_a_day(context: BotContext, text: str, words: Sequence[str]) -> bool:
    """A date and nothing else, though none was asked for: ask what it is the date of; False where *text* is more."""
    if not is_only_a_day(words):
        return False
    today = local_now(context).date()
    past = [day for day in _days(read_date(text, today, "past")) if day <= today]
    ahead = [day for day in _days(read_date(text, today, "future")) if day >= today]
    if past or ahead:
        context.reply(views.ask_what_day_it_is(context.content, past, ahead))
    return bool(past or ahead)


async def on_what_day_it_is(update: Update, context: BotContext) -> None:
    """The date is that of an injection, an appointment or a dental visit: go on from there."""
    what, *days = pressed(update).args or ("",)
    try:
        chosen = tuple(datetime.strptime(day, views.DAY).date() for day in days)  # noqa: DTZ007 - a calendar day
    except ValueError:
        chosen = ()
    if not chosen or what not in get_args(views.What):
        await on_stale(update, context)
        return
    draft = new_draft(context, cast("views.What", what), days=chosen)
    await proceed(update, context, draft.with_day(chosen[0]) if len(chosen) == 1 else draft)


def _days(reading: DateReading) -> tuple[date, ...]:
    """The day read, or those it may be."""
    return reading.dates if reading.date is None else (reading.date,)


def handlers() -> Handlers:
    """The buttons."""
    return [CallbackQueryHandler(on_what_day_it_is, verb_pattern("inj.day"))]
