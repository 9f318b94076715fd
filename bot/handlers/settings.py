"""/settings: hour, time zone, lock-screen line, news."""

from telegram import Update
from telegram.ext import CallbackQueryHandler

from bot.context import BotContext, pressed
from bot.handlers import consent
from bot.handlers.commands import Handlers, command
from bot.handlers.draft import draft_of, drop_draft, new_draft, open_draft
from bot.handlers.settings_page import changed, page
from bot.schedule import EARLIEST_HOUR, LATEST_HOUR
from bot.storage import chats
from bot.storage.dialogs import Dialog
from bot.views.presses import verb_pattern
from bot.views.settings import choose_hour


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
        CallbackQueryHandler(on_quiet, verb_pattern("set.quiet")),
        CallbackQueryHandler(on_news, verb_pattern("set.news")),
    ]
