"""When nothing can be saved or a chat is held up: red flags are answered from memory, and the admins hear of it."""

import asyncio
import logging
from collections.abc import Iterable
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from bot.context import Services
from bot.outbox.actions import SendMessage
from bot.outbox.retry import Delivered, Flooded, TryLater
from bot.outbox.sender import Sender
from bot.understanding import triage
from bot.views.common import notice
from bot.views.faq import alert

logger = logging.getLogger(__name__)

REMEMBERED = 10_000
AT_ONCE = 8
TOLD_AGAIN_AFTER = timedelta(hours=1)  # a disk that is full, has room, is full: once an hour is enough


class Emergency:
    """Triage without a database. Telegram keeps the updates until they can be saved, so nothing else is lost."""

    def __init__(self, services: Services, sender: Sender) -> None:
        self._services = services
        self._sender = sender
        self._answered: set[int] = set()
        self._slots = asyncio.Semaphore(AT_ONCE)
        self._failing = False
        self._told_at: datetime | None = None

    def is_red_flag(self, text: str) -> bool:
        """Whether triage finds a red flag in a text; a fault in triage itself must not hold up the intake."""
        if not text:
            return False
        try:
            meaning = self._services.understood.ahead(text, self._today(), self._services.index)
        except Exception:
            logger.exception("triage failed")
            return False
        return meaning.red_flag is not None

    async def answer_all(self, messages: Iterable[tuple[int, int | None, str]]) -> None:
        """Answer the red flags among (update id, chat id, text), as ``answer`` does."""
        await asyncio.gather(*(self.answer(*one) for one in messages))

    async def answer(self, update_id: int, chat_id: int | None, text: str) -> None:
        """Answer a red flag from memory, once; where Telegram did not take the answer, the next call tries again."""
        if chat_id is None or update_id in self._answered or not self.is_red_flag(text):
            return
        if len(self._answered) >= REMEMBERED:
            self._answered.clear()
        self._answered.add(update_id)
        delivered = False
        try:
            delivered = await self._alert(chat_id, text)
        except Exception:
            logger.exception("a red flag could not be answered from memory")
        finally:
            if not delivered:
                self._answered.discard(update_id)

    async def tell_admins(self) -> None:
        """The database does not work: tell the admins, once until it works again."""
        if not self._failing:
            logger.error("the database cannot be written; Telegram keeps what people write; is the disk full?")
        self._failing = True
        now = self._services.now()
        if self._told_at is not None and now - self._told_at < TOLD_AGAIN_AFTER:
            return
        self._told_at = now
        reply = notice(self._services.content, "admin.database_unavailable")
        actions = [SendMessage(chat_id=admin, reply=reply) for admin in sorted(self._services.settings.admin_ids)]
        outcomes = await asyncio.gather(*(self._sender.perform(action) for action in actions))
        if outcomes and all(isinstance(outcome, TryLater | Flooded) for outcome in outcomes):
            self._told_at = None  # Telegram is out of reach as well: at the next occasion

    def over(self) -> None:
        """Something was written: the database works."""
        if self._failing:
            logger.warning("the database can be written again")
        self._failing = False

    def _today(self) -> date:
        return self._services.now().astimezone(ZoneInfo(self._services.settings.default_timezone)).date()

    async def _alert(self, chat_id: int, text: str) -> bool:
        hit = triage(text, self._services.index)
        if hit is None:
            return False
        reply = alert(hit, self._services.content, self._services.settings)
        async with self._slots:
            outcome = await self._sender.perform(SendMessage(chat_id=chat_id, reply=reply))
        logger.warning("red flag answered from memory", extra={"flag": hit.flag, "outcome": type(outcome).__name__})
        return isinstance(outcome, Delivered)
