"""Webhooks: updates delivered by POST, one after the other, again and again until the bot says 200."""

import asyncio
import re
from http import HTTPStatus
from typing import Any
from urllib.parse import urlsplit

import aiohttp

from bot.preview.as_api import seconds
from bot.preview.refusals import bad_request
from bot.preview.state import World

SECRET_HEADER = "X-Telegram-Bot-Api-Secret-Token"  # noqa: S105 (a header's name)
ANSWER_WITHIN = 30
_PAUSES = (0.05, 0.1, 0.2, 0.5, 1.0)
_SECRET = re.compile(r"[A-Za-z0-9_-]{1,256}")
_LOOPBACK = {"127.0.0.1", "localhost", "::1"}


class Webhook:
    """
    Where updates go. ``reverse_proxy`` (such as "http://127.0.0.1:8443") stands for the operator's proxy: requests
    to the set https URL are sent there. Without it, plain http is accepted for loopback addresses only.
    """

    def __init__(self, world: World) -> None:
        self._world = world
        self._task: asyncio.Task[None] | None = None
        self.url = ""
        self.secret = ""
        self.reverse_proxy: str | None = None
        self.last_error: str | None = None
        self.last_error_at: int | None = None
        self.refused: int = 0

    async def set(self, params: dict[str, Any]) -> bool:
        """SetWebhook. An empty url removes it."""
        url = params["url"]
        if not url:
            return await self.delete(params)
        parts = urlsplit(url)
        if parts.scheme != "https" and not (parts.scheme == "http" and parts.hostname in _LOOPBACK):
            raise bad_request("bad webhook: An HTTPS URL must be provided for webhook")
        secret = params.get("secret_token", "")
        if secret and not _SECRET.fullmatch(secret):
            raise bad_request("secret token contains unallowed characters")
        await self.stop()
        self._keep(params)
        self.url, self.secret = url, secret
        self._task = asyncio.create_task(self._deliver())
        return True

    async def delete(self, params: dict[str, Any]) -> bool:
        """DeleteWebhook."""
        await self.stop()
        self._keep(params)
        self.url = self.secret = ""
        return True

    def _keep(self, params: dict[str, Any]) -> None:
        if params.get("drop_pending_updates"):
            self._world.updates.waiting.clear()
        if "allowed_updates" in params:
            self._world.updates.allowed = params["allowed_updates"]

    def info(self) -> dict[str, Any]:
        """GetWebhookInfo."""
        body: dict[str, Any] = {
            "url": self.url,
            "has_custom_certificate": False,
            "pending_update_count": len(self._world.updates.waiting),
        }
        if self.last_error is not None:
            body |= {"last_error_message": self.last_error, "last_error_date": self.last_error_at}
        return body

    async def stop(self) -> None:
        """Deliver nothing more; what is not confirmed stays queued."""
        if self._task is not None:
            self._task.cancel()
            await asyncio.gather(self._task, return_exceptions=True)
            self._task = None

    async def _deliver(self) -> None:
        failures = 0
        timeout = aiohttp.ClientTimeout(total=ANSWER_WITHIN)
        async with aiohttp.ClientSession(timeout=timeout) as session:
            while True:
                await self._world.updates.arrival()
                item = self._world.updates.waiting[0]
                if await self._post(session, item.update):
                    failures = 0
                    if item in self._world.updates.waiting:
                        self._world.updates.waiting.remove(item)
                    self._world.changes.notify_all()
                else:
                    self.refused += 1
                    await asyncio.sleep(_PAUSES[min(failures, len(_PAUSES) - 1)])
                    failures += 1

    async def _post(self, session: aiohttp.ClientSession, update: dict[str, Any]) -> bool:
        target = self.url
        if self.reverse_proxy:
            target = self.reverse_proxy.rstrip("/") + urlsplit(self.url).path
        headers = {SECRET_HEADER: self.secret} if self.secret else {}
        try:
            async with session.post(target, json=update, headers=headers) as answer:
                if answer.status == HTTPStatus.OK:
                    return True
                self._failed(f"Wrong response from the webhook: {answer.status} {answer.reason}")
        except (aiohttp.ClientError, TimeoutError) as error:
            self._failed("Connection refused" if isinstance(error, aiohttp.ClientError) else "Read timeout")
        return False

    def _failed(self, why: str) -> None:
        self.last_error = why
        self.last_error_at = seconds(self._world.now())
