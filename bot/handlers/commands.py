"""Commands in private chats. Words after a command are read for red flags first, as any other words are."""

from collections.abc import Callable, Coroutine
from typing import Any

from telegram import Update
from telegram.ext import BaseHandler, CommandHandler, filters

from bot.context import BotContext
from bot.handlers.alerts import answer_red_flag
from bot.understanding import triage

Callback = Callable[[Update, BotContext], Coroutine[Any, Any, None]]
Handlers = list[BaseHandler[Any, BotContext, Any]]
PRIVATE = filters.ChatType.PRIVATE & filters.UpdateType.MESSAGE


def command(name: str, callback: Callback) -> CommandHandler[BotContext, None]:
    """The handler of ``/name``: *callback*, unless what is written after the command is a red flag."""

    async def on_command(update: Update, context: BotContext) -> None:
        hit = triage(" ".join(context.args or ()), context.services.index)
        if hit is None:
            await callback(update, context)
        else:
            await answer_red_flag(context, hit)

    return CommandHandler(name, on_command, PRIVATE)


def for_admins(callback: Callback, otherwise: Callback) -> Callback:
    """*callback* for admins; everybody else meets *otherwise*, as if it did not exist."""

    async def guarded(update: Update, context: BotContext) -> None:
        await (callback if context.is_admin else otherwise)(update, context)

    return guarded
