"""The way to Telegram: python-telegram-bot's Application with our context and routing table, and its connections."""

from telegram.ext import Application, ContextTypes

from bot.connections import Connections
from bot.context import BotApplication, BotContext
from bot.handlers import all_handlers
from bot.settings import Settings

CONNECTIONS = 32  # replies, unprompted messages and what is said in an emergency together use fewer at once


def build_application(
    settings: Settings, token: str, request: Connections, polling_request: Connections
) -> BotApplication:
    """python-telegram-bot's Application with our context and routing table; updates are fed by our inbox."""
    base = (settings.bot_api_base_url or "https://api.telegram.org").rstrip("/")
    application: BotApplication = (
        Application.builder()
        .token(token)
        .base_url(f"{base}/bot")
        .base_file_url(f"{base}/file/bot")
        .request(request)
        .get_updates_request(polling_request)
        .updater(None)
        .job_queue(None)
        .context_types(ContextTypes(context=BotContext))
        .build()
    )
    application.add_handlers(all_handlers())
    return application
