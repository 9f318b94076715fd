"""/health, for admins alone: how the bot is, who cannot be reached, and the word of each day."""

from dataclasses import replace

from telegram import Update
from telegram.ext import CallbackQueryHandler

from bot.checkup import out_of_reach, take_vitals
from bot.context import BotContext, pressed
from bot.handlers.commands import Handlers, command, for_admins
from bot.handlers.other import on_old_button, on_unknown_command
from bot.storage import chats
from bot.views import health as views
from bot.views.presses import verb_pattern
from bot.views.reply import Reply
from bot.vitals import due_soon


async def on_health(update: Update, context: BotContext) -> None:  # noqa: ARG001 - a handler's shape
    """The command."""
    context.reply(await _health(context, daily_word=context.chat.daily_word))


async def on_daily(update: Update, context: BotContext) -> None:
    """The button under it: hear each day that all is well, or only when it is not."""
    wanted = pressed(update).number(0) == 1
    context.toast(update)
    await chats.set_daily_word(context.db, context.chat.chat_id, wanted=wanted)
    context.revise(update, await _health(context, daily_word=wanted))


async def on_unreachable(update: Update, context: BotContext) -> None:
    """The button under it: who cannot be reached and has an injection due soon, or overdue."""
    people = due_soon(await out_of_reach(context.db, context.settings, context.now))
    context.toast(update)
    context.reply(views.unreachable(context.content, people, pressed(update).number(0) or 0))


async def _health(context: BotContext, *, daily_word: bool) -> Reply:
    vitals = await take_vitals(context.db, context.services)
    others = replace(vitals, unanswered=vitals.unanswered - 1)  # this very update waits too
    zone = context.chat.zone_or(context.settings.default_timezone)
    return views.health(context.content, others, zone, daily_word=daily_word)


def handlers() -> Handlers:
    """The command and its buttons."""
    presses = {"adm.daily": on_daily, "adm.lost": on_unreachable}
    return [
        command("health", for_admins(on_health, on_unknown_command)),
        *(
            CallbackQueryHandler(for_admins(callback, on_old_button), pattern=verb_pattern(verb))
            for verb, callback in presses.items()
        ),
    ]
