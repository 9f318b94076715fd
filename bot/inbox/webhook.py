"""Webhook mode: the same promise as polling. An update is on disk before Telegram gets its 200."""

import asyncio
import hmac
import json
import logging
from itertools import chain, repeat
from urllib.parse import urlsplit

from aiohttp import web
from telegram import Bot
from telegram.error import BadRequest, InvalidToken, TelegramError

from bot.errors import DatabaseUnavailable, IntakeStopped, SettingsError
from bot.inbox.intake import Intake
from bot.inbox.polling import ALLOWED_UPDATES
from bot.settings import Settings
from bot.timing import Timing

logger = logging.getLogger(__name__)

SECRET_HEADER = "X-Telegram-Bot-Api-Secret-Token"  # noqa: S105 - the header's name
LARGEST_UPDATE = 1024 * 1024


class WebhookServer:
    """Listens on WEBHOOK_PORT for Telegram (behind a reverse proxy that speaks HTTPS) and registers WEBHOOK_URL."""

    def __init__(self, settings: Settings, bot: Bot, intake: Intake, timing: Timing) -> None:
        if settings.webhook_url is None or settings.webhook_secret is None:
            raise SettingsError("WEBHOOK_URL: webhook mode needs both WEBHOOK_URL and WEBHOOK_SECRET")
        self._url = settings.webhook_url
        self._secret = settings.webhook_secret.get_secret_value()
        self._port = settings.webhook_port
        self._bot = bot
        self._intake = intake
        self._timing = timing

    async def serve(self) -> None:
        """Listen, register, and stay until cancelled; raises IntakeStopped where the token is refused."""
        app = web.Application(client_max_size=LARGEST_UPDATE)
        app.router.add_post(urlsplit(self._url).path or "/", self._take)
        runner = web.AppRunner(app, access_log=None, shutdown_timeout=self._timing.stop_patience)
        await runner.setup()
        try:
            await self._listen(runner)
            await self._register()
            await asyncio.Event().wait()
        finally:
            await runner.cleanup()  # Telegram keeps what comes meanwhile for 24 hours

    async def _listen(self, runner: web.AppRunner) -> None:
        try:
            await web.TCPSite(runner, "127.0.0.1", self._port).start()
        except OSError as error:
            raise SettingsError(
                f"WEBHOOK_PORT: {self._port} cannot be listened on ({type(error).__name__}); choose a free port"
            ) from error

    async def _register(self) -> None:
        pauses = chain(self._timing.poll_pauses, repeat(self._timing.poll_pauses[-1]))
        told = False
        while True:
            try:
                await self._bot.set_webhook(self._url, allowed_updates=ALLOWED_UPDATES, secret_token=self._secret)
            except InvalidToken:
                raise IntakeStopped("Telegram refused the token; take the right one from BotFather") from None
            except BadRequest as error:
                raise SettingsError(
                    f"WEBHOOK_URL: Telegram does not take it ({error.message}); it must be a public https address"
                ) from error
            except TelegramError as error:
                if not told:
                    logger.warning("the webhook cannot be registered for now", extra={"reason": type(error).__name__})
                told = True
                await asyncio.sleep(next(pauses))
            else:
                logger.info("the webhook is registered")
                return

    async def _take(self, request: web.Request) -> web.Response:
        if not hmac.compare_digest(
            request.headers.get(SECRET_HEADER, "").encode(errors="surrogateescape"), self._secret.encode()
        ):
            return web.Response(status=403)
        try:
            update = json.loads(await request.text())
        except ValueError:
            return web.Response(status=400)
        if not isinstance(update, dict):
            return web.Response(status=400)
        try:
            await self._intake.accept([update])
        except DatabaseUnavailable:
            return web.Response(status=503)  # Telegram brings it again
        return web.Response(status=200)
