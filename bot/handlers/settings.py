"""/settings: hour, time zone and journeys, optional reminders, lock-screen line, news."""

from zoneinfo import available_timezones

from telegram import Update
from telegram.ext import CallbackQueryHandler

from bot.context import BotContext, pressed
from bot.handlers import consent
from bot.handlers.commands import Handlers, command
from bot.handlers.draft import draft_of, drop_draft, new_draft, open_draft
from bot.handlers.settings_page import changed, page
from bot.schedule import EARLIEST_HOUR, LATEST_HOUR, OPTIONAL_STEPS
from bot.storage import chats
from bot.storage.dialogs import Dialog
from bot.views.presses import verb_pattern
from bot.views.settings import choose_hour, choose_steps


async def on_settings(update: Update, context: BotContext) -> None:
    """The command, and back to the page; a city that was asked for is waited for no more."""
    opened = await open_draft(context)
    if opened is not None and opened[1].what == "settings":
        await drop_draft(context)
    context.toast(update)
    context.revise(update, await page(context))


async def on_hour(update: Update, context: BotContext) -> None:
    """Choose the hour."""
    context.toast(update)
    context.revise(update, choose_hour(context.content))


async def on_hour_is(update: Update, context: BotContext) -> None:
    """Keep the hour; one outside the day is no choice of ours."""
    hour = pressed(update).number(0)
    if hour is None or not EARLIEST_HOUR <= hour <= LATEST_HOUR:
        await on_hour(update, context)
        return
    await chats.set_hour(context.db, context.chat.chat_id, hour)
    await changed(update, context)


async def on_zone(update: Update, context: BotContext) -> None:
    """Type a city or the time on the clock."""
    await consent.ask_for_city(update, context, new_draft(context, "settings"))


async def on_travel(update: Update, context: BotContext) -> None:
    """The zone just kept is for a journey: the one before is kept as that of home."""
    home = "".join(pressed(update).args[:1])
    if home not in available_timezones() or context.chat.zone is None or context.chat.zone == home:
        await on_settings(update, context)
        return
    await chats.settle_zone(context.db, context.chat.chat_id, context.chat.zone, home=home)
    await changed(update, context)


async def on_home(update: Update, context: BotContext) -> None:
    """Home again: the clock of before the journey."""
    home = context.chat.home_zone
    if home is None:
        await on_settings(update, context)
        return
    await chats.settle_zone(context.db, context.chat.chat_id, home)
    await changed(update, context)


async def on_steps(update: Update, context: BotContext) -> None:
    """Which reminders may be left out, and which are."""
    context.toast(update)
    context.revise(update, choose_steps(context.content, context.chat.unwanted_steps))


async def on_step(update: Update, context: BotContext) -> None:
    """One of them on or off; a step that must come is no choice of ours."""
    press = pressed(update)
    step = "".join(press.args[:1])
    if step not in OPTIONAL_STEPS:
        await on_steps(update, context)
        return
    others = set(context.chat.unwanted_steps) - {step}
    unwanted = others if press.number(1) == 1 else others | {step}
    await chats.set_unwanted_steps(context.db, context.chat.chat_id, unwanted)
    await changed(update, context, choose_steps(context.content, unwanted))


async def on_quiet(update: Update, context: BotContext) -> None:
    """The neutral first line for the lock screen, on or off."""
    await chats.set_quiet(context.db, context.chat.chat_id, quiet=pressed(update).number(0) != 0)
    await changed(update, context)


async def on_news(update: Update, context: BotContext) -> None:
    """News from the team, yes or no."""
    await chats.set_news(context.db, context.chat.chat_id, news=pressed(update).number(0) == 1)
    await changed(update, context)


async def on_dialog(update: Update, context: BotContext, dialog: Dialog, text: str) -> bool:
    """The city or the time that was asked for; False where *text* is something else."""
    opened = draft_of(dialog)
    return opened is not None and await consent.on_words(update, context, *opened, text)


def handlers() -> Handlers:
    """The command and its buttons."""
    return [
        command("settings", on_settings),
        CallbackQueryHandler(on_settings, verb_pattern("set.show")),
        CallbackQueryHandler(on_hour, verb_pattern("set.hour")),
        CallbackQueryHandler(on_hour_is, verb_pattern("set.hour_is")),
        CallbackQueryHandler(on_zone, verb_pattern("set.zone")),
        CallbackQueryHandler(on_travel, verb_pattern("set.travel")),
        CallbackQueryHandler(on_home, verb_pattern("set.home")),
        CallbackQueryHandler(on_steps, verb_pattern("set.steps")),
        CallbackQueryHandler(on_step, verb_pattern("set.step")),
        CallbackQueryHandler(on_quiet, verb_pattern("set.quiet")),
        CallbackQueryHandler(on_news, verb_pattern("set.news")),
    ]
