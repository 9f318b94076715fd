"""The intake: raw updates to disk, then to the queues. Where the disk fails, red flags are answered at once."""

import asyncio
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
LARGEST = 2**63 - 1  # what SQLite holds
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
        incoming = []
        for raw in batch:
            number = number_of(raw)
            if number is not None:
                incoming.append(self._incoming(number, raw))
                await asyncio.sleep(0)  # a hundred long messages take triage seconds; the others go on meanwhile
        if not incoming:
            return
        try:
            async with self._services.database.transaction() as db:
                saved = await updates.save(db, self._bot_id, incoming, now)
        except DatabaseUnavailable:
            await self._emergency.answer_all(
                (one.update_id, one.chat_id, text_of(json.loads(one.raw))) for one in incoming
            )
            await self._emergency.tell_admins()
            raise
        self._emergency.over()
        for one in saved:
            self._hand_on(one)

    def _incoming(self, number: int, raw: RawUpdate) -> Incoming:
        return Incoming(
            update_id=number,
            chat_id=chat_of(raw),
            raw=json.dumps(raw),  # as ASCII: half of a surrogate pair could not be written otherwise
            urgent=self._emergency.is_red_flag(text_of(raw)),
        )


def number_of(raw: RawUpdate) -> int | None:
    """The update's id; None where it has none that can be kept."""
    return _whole(raw.get("update_id"))


def chat_of(raw: RawUpdate) -> int | None:
    """The chat an update belongs to, as far as its shape tells; None where it has none."""
    for name in CARRIERS:
        carrier = raw.get(name)
        if isinstance(carrier, dict):
            message = carrier.get("message")
            chat = carrier.get("chat") or (message.get("chat") if isinstance(message, dict) else None)
            chat = chat or carrier.get("from")
            return _whole(chat.get("id")) if isinstance(chat, dict) else None
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
    if not isinstance(seconds, int) or seconds <= 0:
        return fallback
    try:
        return datetime.fromtimestamp(seconds, UTC)
    except (ValueError, OverflowError, OSError):
        return fallback


def _whole(value: object) -> int | None:
    """A number that the database can hold."""
    return value if isinstance(value, int) and not isinstance(value, bool) and abs(value) <= LARGEST else None
