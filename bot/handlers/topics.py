"""/topics: everything that is known, to browse."""

from telegram import Update
from telegram.ext import CallbackQueryHandler

from bot.context import BotContext, pressed
from bot.handlers.commands import Handlers, command
from bot.handlers.other import on_old_button
from bot.storage import counts
from bot.views import topics as views
from bot.views.faq import chosen
from bot.views.presses import verb_pattern


async def on_topics(update: Update, context: BotContext) -> None:  # noqa: ARG001 - a handler's shape
    """The command."""
    context.reply(views.home(context.content))


async def on_home(update: Update, context: BotContext) -> None:
    """The button under other messages: a message of its own, so that what it stood under stays."""
    context.toast(update)
    context.reply(views.home(context.content))


async def on_lists(update: Update, context: BotContext) -> None:
    """From a list back to the choice of lists."""
    context.toast(update)
    context.revise(update, views.home(context.content))


async def on_list(update: Update, context: BotContext) -> None:
    """One page of a list."""
    press = pressed(update)
    section = press.args[0] if press.args else ""
    if section not in views.SECTIONS:
        await on_old_button(update, context)
        return
    context.toast(update)
    context.revise(update, views.page(context.content, section, press.number(1) or 1))


async def on_show(update: Update, context: BotContext) -> None:
    """A topic of the list, in its place."""
    args = pressed(update).args
    entry = context.content.entries.get(args[0]) if args else None
    if entry is None:
        await on_old_button(update, context)
        return
    context.toast(update)
    await counts.count(context.db, context.now.date(), f"read:{entry.id}")
    context.revise(update, chosen(entry, context.content, context.settings, views.page_of(context.content, entry)))


def handlers() -> Handlers:
    """The command and its buttons."""
    return [
        command("topics", on_topics),
        CallbackQueryHandler(on_home, pattern=verb_pattern("topic.home")),
        CallbackQueryHandler(on_lists, pattern=verb_pattern("topic.lists")),
        CallbackQueryHandler(on_list, pattern=verb_pattern("topic.list")),
        CallbackQueryHandler(on_show, pattern=verb_pattern("topic.show")),
    ]
