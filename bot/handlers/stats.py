"""/stats and /content, for admins; to everybody else they do not exist."""

from collections import Counter
from datetime import timedelta

from telegram import Update

from bot.context import BotContext
from bot.handlers.commands import Handlers, command, for_admins
from bot.handlers.other import on_unknown_command
from bot.schedule import due_date, lateness
from bot.storage import counts, health
from bot.views import stats as views

PERIOD = timedelta(days=30)


async def on_stats(update: Update, context: BotContext) -> None:  # noqa: ARG001 - a handler's shape
    """The command."""
    zones = Counter(lateness(due_date(given), context.today) for given in await health.latest_injections(context.db))
    reply = views.stats(
        context.content,
        await health.census(context.db),
        zones,
        await counts.totals_since(context.db, (context.now - PERIOD).date()),
        await health.outbox_by_status(context.db),
    )
    context.reply(reply)


async def on_content(update: Update, context: BotContext) -> None:  # noqa: ARG001 - a handler's shape
    """The command."""
    context.reply(views.reviews(context.content, context.today))


def handlers() -> Handlers:
    """The commands."""
    table = {"stats": on_stats, "content": on_content}
    return [command(name, for_admins(callback, on_unknown_command)) for name, callback in table.items()]
