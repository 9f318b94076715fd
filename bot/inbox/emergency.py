"""When nothing can be saved: red flags are answered from memory, once each, and the admins hear of it."""

import logging

from bot.context import Services
from bot.outbox.actions import SendMessage
from bot.outbox.retry import Delivered
from bot.outbox.sender import Sender
from bot.understanding import triage
from bot.views.common import notice
from bot.views.faq import alert

logger = logging.getLogger(__name__)
REMEMBERED = 10_000


class Emergency:
    """Triage without a database. Telegram keeps the updates until they can be saved, so nothing else is lost."""

    def __init__(self, services: Services, sender: Sender) -> None:
        self._services = services
        self._sender = sender
        self._answered: set[int] = set()
        self._admins_know = False

    def is_red_flag(self, text: str) -> bool:
        """Whether triage finds a red flag in a text."""
        return triage(text, self._services.index) is not None

    async def answer_from_memory(self, update_id: int | None, chat_id: int | None, text: str) -> None:
        """Answer a red flag in an update that could not be saved, once; tell the admins once per outage."""
        await self._tell_admins()
        if update_id is None or chat_id is None or update_id in self._answered or not text:
            return
        hit = triage(text, self._services.index)
        if hit is None:
            return
        outcome = await self._sender.perform(
            SendMessage(chat_id=chat_id, reply=alert(hit, self._services.content, self._services.settings))
        )
        logger.warning("red flag answered from memory", extra={"flag": hit.flag, "outcome": type(outcome).__name__})
        if isinstance(outcome, Delivered):
            if len(self._answered) >= REMEMBERED:
                self._answered.clear()
            self._answered.add(update_id)

    def over(self) -> None:
        """The database works again."""
        if self._admins_know:
            logger.warning("the database works again")
        self._admins_know = False

    async def _tell_admins(self) -> None:
        if self._admins_know:
            return
        self._admins_know = True
        logger.error("updates cannot be saved; Telegram keeps them; is the disk full?")
        for admin in sorted(self._services.settings.admin_ids):
            reply = notice(self._services.content, "admin.database_unavailable")
            await self._sender.perform(SendMessage(chat_id=admin, reply=reply))
