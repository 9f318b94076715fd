"""The end of an update that could not be answered: set aside, with an apology and a notice to the admins."""

import logging

from bot.context import Services
from bot.inbox.emergency import Emergency
from bot.inbox.intake import RawUpdate, text_of
from bot.inbox.patience import Patience
from bot.outbox.message import Kind, NewMessage
from bot.storage import chats, outbox, updates
from bot.storage.database import Connection
from bot.storage.updates import SavedUpdate

logger = logging.getLogger(__name__)

SPOKEN = ("message", "edited_message", "callback_query")  # somebody did something and waits for an answer


class Parking:
    """Sets updates aside. What is said about it goes through the outbox, so that it arrives for sure."""

    def __init__(self, services: Services, emergency: Emergency, patience: Patience) -> None:
        self._services = services
        self._emergency = emergency
        self._patience = patience

    async def park(self, saved: SavedUpdate, raw: RawUpdate, reason: str) -> None:
        """Park an update for *reason* (a word, no text of anybody's). A red flag is answered from memory first."""
        logger.error("an update was parked", extra={"update": saved.id, "reason": reason})
        await self.answer_red_flag(saved, raw)

        async def park() -> None:
            async with self._services.database.transaction() as db:
                await updates.park(db, saved.id, reason, self._services.now())
                await self._apologise(db, saved, raw)
                await self._tell_admins(db, saved, reason)

        await self._patience.until_written(park)
        self._services.wake.set()

    async def answer_red_flag(self, saved: SavedUpdate, raw: RawUpdate) -> None:
        """What keeps the proper answer waiting must not keep a red flag waiting."""
        if saved.urgent:
            await self._emergency.answer(saved.update_id, saved.chat_id, text_of(raw))

    async def _apologise(self, db: Connection, saved: SavedUpdate, raw: RawUpdate) -> None:
        chat_id, now = saved.chat_id, self._services.now()
        if chat_id is None or chat_id <= 0 or not any(name in raw for name in SPOKEN):
            return
        await chats.seen(db, chat_id, now)
        sorry = NewMessage(f"sorry:{saved.id}", Kind.NOTICE, chat_id, {"text": "common.sorry_failed"}, now)
        await outbox.enqueue(db, sorry, now)

    async def _tell_admins(self, db: Connection, saved: SavedUpdate, reason: str) -> None:
        now = self._services.now()
        facts = {"text": "admin.update_parked", "values": {"number": saved.id, "reason": reason}}
        for admin in await chats.reachable_of(db, self._services.settings.admin_ids):
            await outbox.enqueue(db, NewMessage(f"parked:{saved.id}:{admin}", Kind.NOTICE, admin, facts, now), now)
