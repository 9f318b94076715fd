"""The intake: raw updates to disk, then to the queues. Where the disk fails, red flags are answered at once."""

import json
import logging
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

from bot.context import Services
from bot.errors import DatabaseUnavailable
from bot.inbox.emergency import Emergency
from bot.storage import updates
from bot.storage.updates import Incoming, SavedUpdate

logger = logging.getLogger(__name__)

RawUpdate = dict[str, Any]
CARRIERS = ("message", "edited_message", "callback_query", "my_chat_member", "channel_post", "edited_channel_post")


class Intake:
    """Takes raw updates. ``accept`` returns once they are on disk; DatabaseUnavailable says that they are not."""

    def __init__(
        self, services: Services, bot_id: int, emergency: Emergency, hand_on: Callable[[SavedUpdate], None]
    ) -> None:
        self._services = services
        self._bot_id = bot_id
        self._emergency = emergency
        self._hand_on = hand_on

    async def accept(self, batch: list[RawUpdate]) -> None:
        """Save a batch in one transaction, then queue what is new in it."""
        now = self._services.now()
        incoming = [self._incoming(raw) for raw in batch if isinstance(raw.get("update_id"), int)]
        if not incoming:
            return
        try:
            async with self._services.database.transaction() as db:
                saved = await updates.save(db, self._bot_id, incoming, now)
        except DatabaseUnavailable:
            await self._emergency.answer_all((raw.get("update_id", 0), chat_of(raw), text_of(raw)) for raw in batch)
            await self._emergency.tell_admins()
            raise
        self._emergency.over()
        for one in saved:
            self._hand_on(one)

    def _incoming(self, raw: RawUpdate) -> Incoming:
        return Incoming(
            update_id=raw["update_id"],
            chat_id=chat_of(raw),
            raw=json.dumps(raw, ensure_ascii=False),
            urgent=self._emergency.is_red_flag(text_of(raw)),
        )


def chat_of(raw: RawUpdate) -> int | None:
    """The chat an update belongs to, as far as its shape tells; None where it has none."""
    for name in CARRIERS:
        carrier = raw.get(name)
        if isinstance(carrier, dict):
            chat = carrier.get("chat") or (carrier.get("message") or {}).get("chat") or carrier.get("from")
            number = chat.get("id") if isinstance(chat, dict) else None
            return number if isinstance(number, int) else None
    return None


def text_of(raw: RawUpdate) -> str:
    """What a person wrote in an update: text or caption, new or edited; empty where there is none."""
    message = raw.get("message") or raw.get("edited_message")
    text = (message.get("text") or message.get("caption")) if isinstance(message, dict) else None
    return text if isinstance(text, str) else ""


def written_at(raw: RawUpdate, fallback: datetime) -> datetime:
    """When a person wrote an update (Telegram's clock); *fallback* where it does not say."""
    message = raw.get("message") or raw.get("edited_message")
    seconds = (message.get("edit_date") or message.get("date")) if isinstance(message, dict) else None
    return datetime.fromtimestamp(seconds, UTC) if isinstance(seconds, int) and seconds > 0 else fallback
