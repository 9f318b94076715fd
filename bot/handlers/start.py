"""/start, /help, /about, and the buttons found under many messages."""

from telegram import Update
from telegram.ext import CallbackQueryHandler

from bot.context import BotContext
from bot.handlers.commands import Handlers, command
from bot.handlers.next import present, present_line
from bot.menus import commands
from bot.storage import chats
from bot.views import start as views
from bot.views.common import notice
from bot.views.presses import verb_pattern


async def on_start(update: Update, context: BotContext) -> None:  # noqa: ARG001 - a handler's shape
    """The command, whatever comes after it in a link."""
    await chats.mark_started(context.db, context.chat.chat_id, context.now)
    if context.is_admin:
        context.set_menu(commands(context.content, admin=True))
    state = await present(context)
    silenced = state.silenced and not state.ended  # which says so itself
    context.reply(views.welcome(context.content, context.settings, await present_line(context), stopped=silenced))
    _welcome_admin(context)


async def on_help(update: Update, context: BotContext) -> None:  # noqa: ARG001 - a handler's shape
    """The command."""
    known = await present_line(context) is not None
    context.reply(views.help_text(context.content, context.settings, known=known))
    _welcome_admin(context)


async def on_about(update: Update, context: BotContext) -> None:  # noqa: ARG001 - a handler's shape
    """The command."""
    context.reply(views.about(context.content))


async def on_ask(update: Update, context: BotContext) -> None:
    """The button "Ask a question": no dialogue is needed, any words will do."""
    context.toast(update)
    context.reply(notice(context.content, "start.please_ask"))


def _welcome_admin(context: BotContext) -> None:
    if context.is_admin:
        context.reply(notice(context.content, "admin.welcome"))


def handlers() -> Handlers:
    """The commands and the buttons."""
    return [
        command("start", on_start),
        command("help", on_help),
        command("about", on_about),
        CallbackQueryHandler(on_ask, pattern=verb_pattern("menu.ask")),
    ]
