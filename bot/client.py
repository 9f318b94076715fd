"""The way to Telegram: python-telegram-bot's Application with our context and routing table, and its connections."""

from telegram.ext import Application, ContextTypes
from telegram.request import HTTPXRequest

from bot.context import BotApplication, BotContext
from bot.handlers import all_handlers
from bot.settings import Settings
from bot.timing import Timing

CONNECTIONS = 32  # a bigger pool makes httpx slower, not faster


def build_application(
    settings: Settings, token: str, request: HTTPXRequest, polling_request: HTTPXRequest
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


def build_request(timing: Timing, connections: int) -> HTTPXRequest:
    """The connections to the Bot API server, with our patience."""
    patience = timing.request_timeout
    return HTTPXRequest(
        connection_pool_size=connections,
        connect_timeout=patience,
        read_timeout=patience,
        write_timeout=patience,
        media_write_timeout=patience,
        pool_timeout=30,
    )
