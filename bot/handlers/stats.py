"""/stats, /health and /content, for admins; to everybody else they do not exist."""

from collections import Counter
from datetime import timedelta

from telegram import Update

from bot.context import BotContext
from bot.handlers.commands import Handlers, command, for_admins
from bot.handlers.other import on_unknown_command
from bot.health import STANDSTILL
from bot.schedule import due_date, lateness
from bot.storage import counts, health, outbox, updates
from bot.views import stats as views
from bot.views.stats import Health

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


async def on_health(update: Update, context: BotContext) -> None:  # noqa: ARG001 - a handler's shape
    """The command."""
    swept = await health.last_beat(context.db, "sweep")
    waiting, oldest = await outbox.backlog(context.db, context.now)
    state = Health(
        well=swept is not None and context.now - swept < STANDSTILL,
        last_sweep=swept,
        waiting=waiting,
        oldest=oldest,
        unanswered=await updates.count_unfinished(context.db) - 1,  # this very command waits too
        parked=await updates.count_parked(context.db),
    )
    context.reply(views.health(context.content, state, context.chat.zone_or(context.settings.default_timezone)))


async def on_content(update: Update, context: BotContext) -> None:  # noqa: ARG001 - a handler's shape
    """The command."""
    context.reply(views.reviews(context.content, context.today))


def handlers() -> Handlers:
    """The commands."""
    table = {"stats": on_stats, "health": on_health, "content": on_content}
    return [command(name, for_admins(callback, on_unknown_command)) for name, callback in table.items()]
