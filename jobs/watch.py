"""The watch over the bot itself: what is unwell for longer than a moment is said to the admins past the outbox."""

import asyncio
import logging
from collections.abc import Sequence

from bot.checkup import current_faults
from bot.context import Services
from bot.outbox.actions import SendMessage
from bot.outbox.retry import Delivered
from bot.outbox.sender import Sender
from bot.storage import chats
from bot.views.health import faults_over, faults_told
from bot.views.reply import Reply
from bot.vitals import Fault
from jobs.canary import queue_canary

logger = logging.getLogger(__name__)


class Watch:
    """
    Looks again and again. A fault is told once, when it was there at two looks; and once more that all are over.

    It is told through the sender alone: what stands still may be the outbox.
    """

    def __init__(self, services: Services, sender: Sender) -> None:
        self._services = services
        self._sender = sender
        self._seen: set[Fault] = set()
        self._told: set[Fault] = set()

    async def look(self) -> None:
        """Look once."""
        async with self._services.database.read() as db:
            faults = await current_faults(db, self._services)
            admins = await chats.reachable_of(db, self._services.settings.admin_ids)
        lasting = self._seen.intersection(faults)
        self._seen = set(faults)
        news = [fault for fault in faults if fault in lasting - self._told]
        if news:
            logger.error("the bot is unwell", extra={"faults": ", ".join(news)})
            if await self._tell(admins, faults_told(self._services.content, news)):
                self._told.update(news)
        if self._told and not faults:
            logger.warning("the bot is well again")
            if await self._tell(admins, faults_over(self._services.content)):
                self._told.clear()
        if Fault.CANARY in faults:
            async with self._services.database.transaction() as db:
                await queue_canary(db, self._services)  # another one, once an hour
            self._services.wake.set()

    async def _tell(self, admins: Sequence[int], reply: Reply) -> bool:
        """Whether it arrived somewhere."""
        actions = [SendMessage(chat_id=admin, reply=reply) for admin in admins]
        outcomes = await asyncio.gather(*(self._sender.perform(action) for action in actions))
        return any(isinstance(outcome, Delivered) for outcome in outcomes)
