"""The menus of commands: everybody's, and the admins' own. Published at start; a failure harms nothing."""

import logging

from telegram import Bot, BotCommand, BotCommandScope, BotCommandScopeAllPrivateChats, BotCommandScopeChat
from telegram.error import TelegramError

from bot.content import Content
from bot.context import Services

logger = logging.getLogger(__name__)

EVERYBODY = (
    "start", "help", "about", "topics", "injection", "next", "dental", "card", "settings", "mydata", "forget", "stop",
)  # fmt: skip
ADMINS = ("broadcast", "inbox", "stats", "content", "health")


def commands(content: Content, *, admin: bool) -> tuple[tuple[str, str], ...]:
    """(command, description) pairs in menu order; the descriptions are interface texts ``menu.<command>``."""
    names = EVERYBODY + ADMINS if admin else EVERYBODY
    return tuple((name, content.text(f"menu.{name}")) for name in names)


async def publish_menus(bot: Bot, services: Services) -> None:
    """Set the menu of all private chats and of each admin; what fails is logged and left."""
    scopes: list[tuple[BotCommandScope, bool]] = [(BotCommandScopeAllPrivateChats(), False)]
    scopes += [(BotCommandScopeChat(admin), True) for admin in sorted(services.settings.admin_ids)]
    for scope, admin in scopes:
        menu = [BotCommand(name, text) for name, text in commands(services.content, admin=admin)]
        try:
            await bot.set_my_commands(menu, scope)
        except TelegramError as error:
            logger.info("a menu of commands was not set", extra={"reason": type(error).__name__})
