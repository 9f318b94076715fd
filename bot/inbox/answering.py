"""One saved update: its handler runs and its answer is kept in one transaction; then the answer is sent until taken."""

import asyncio
import json
import logging
from datetime import datetime
from itertools import chain
from time import monotonic
from typing import Any

from telegram import Update
from telegram.constants import ChatMemberStatus, ChatType

from bot.context import BotApplication, BotContext, Services, Turn
from bot.errors import DatabaseUnavailable
from bot.inbox.emergency import Emergency
from bot.inbox.intake import RawUpdate, text_of, written_at
from bot.inbox.parking import Parking
from bot.inbox.patience import Patience, Stopping
from bot.inbox.replying import Replier
from bot.inbox.slots import Slots
from bot.outbox.actions import Action, dump_actions, load_actions
from bot.outbox.sender import Sender
from bot.storage import chats, outbox, updates
from bot.storage.chats import Chat
from bot.storage.database import Connection
from bot.storage.updates import SavedUpdate
from bot.timing import Timing

logger = logging.getLogger(__name__)

GONE = (ChatMemberStatus.BANNED, ChatMemberStatus.LEFT)
AT_ONCE = 16  # more connections make python-telegram-bot slower, not faster
DECIDING = 2  # one writes and the next one is ready; a longer line for the database would let no red flag pass


class Answerer:
    """Answers one update at a time per chat (the queues see to that), and sends at most 16 answers at once."""

    def __init__(
        self, services: Services, application: BotApplication, sender: Sender, emergency: Emergency, timing: Timing
    ) -> None:
        self._services = services
        self._application = application
        self._emergency = emergency
        self._timing = timing
        self._deciding = Slots(DECIDING)
        self._patience = Patience(timing)
        self._replier = Replier(services, sender, Slots(AT_ONCE), self._patience)
        self._parking = Parking(services, emergency, self._patience)
        self._to_close: set[int] = set()
        self._closing = asyncio.Lock()

    def close(self) -> None:
        """Rest no more between tries: what needs another one is left for the next start."""
        self._patience.close()

    async def answer(self, saved: SavedUpdate) -> None:
        """Bring one update to its end: done, or parked with an apology and a notice to the admins."""
        try:
            await self._answer(saved, json.loads(saved.raw))
        except Stopping:
            logger.info("update left for the next start", extra={"update": saved.id})

    async def answer_from_memory(self, saved: SavedUpdate) -> None:
        """Answer the red flag in an update whose turn has not come yet."""
        await self._emergency.answer(saved.update_id, saved.chat_id, text_of(json.loads(saved.raw)))

    async def _answer(self, saved: SavedUpdate, raw: RawUpdate) -> None:
        began = monotonic()
        try:
            update = None if saved.actions is not None else Update.de_json(raw, self._application.bot)
            actions = load_actions(saved.actions) if saved.actions is not None else []
        except Exception:  # noqa: BLE001 - whatever Telegram sent, it must not block the line
            await self._parking.park(saved, raw, "unreadable")  # no traceback: it could hold somebody's words
            return
        if update is not None:
            decided = await self._decide_until_kept(saved, raw, update)
            if decided is None:
                return
            actions = decided
        trouble = await self._replier.perform(saved, actions[saved.actions_done :], written_at(raw, saved.received_at))
        if trouble is not None:
            await self._parking.park(saved, raw, trouble)
            return
        await self._close(saved)
        spent = round(1000 * (monotonic() - began))
        logger.info("update answered", extra={"update": saved.id, "actions": len(actions), "ms": spent})

    async def _decide_until_kept(self, saved: SavedUpdate, raw: RawUpdate, update: Update) -> list[Action] | None:
        """The answer, once it is kept with the change of state; None where the update had to be parked."""
        pauses = iter(self._timing.retry_pauses)
        database_pauses = self._patience.database_pauses()
        again = False
        while True:
            try:
                async with self._deciding.taken(urgent=saved.urgent):
                    return await self._decide(saved, update, again=again)
            except DatabaseUnavailable:
                again = True
                await self._parking.answer_red_flag(saved, raw)
                await self._emergency.tell_admins()
                await self._patience.rest(next(database_pauses))
            except Exception as error:
                again = True
                logger.exception("a handler failed", extra={"update": saved.id})
                await self._parking.answer_red_flag(saved, raw)
                pause = next(pauses, None)
                if pause is None:
                    await self._parking.park(saved, raw, type(error).__name__)
                    return None
                await self._patience.rest(pause)

    async def _decide(self, saved: SavedUpdate, update: Update, *, again: bool) -> list[Action]:
        now = self._services.now()
        async with self._services.database.transaction() as db:
            kept = await updates.kept_answer(db, saved.id) if again else None
            if kept is not None:
                return load_actions(kept)  # an earlier try was kept after all: nothing may be changed twice
            turn = Turn(db=db, now=now, update_number=saved.id, chat=await _private_chat(db, update, now))
            await self._dispatch(update, turn)
            await updates.keep_answer(db, saved.id, dump_actions(turn.actions))
            urgent = await outbox.any_due(db, now)
        self._emergency.over()
        if urgent:
            self._services.wake.set()
        return turn.actions

    async def _dispatch(self, update: Update, turn: Turn) -> None:
        """The first handler of the table that takes the update; what it raises comes through."""
        for handler in chain.from_iterable(self._application.handlers.values()):
            check: Any = handler.check_update(update)
            if check is None or check is False:
                continue
            context = BotContext.from_update(update, self._application)
            context.services = self._services
            context.turn = turn
            await handler.handle_update(update, self._application, check, context)
            return

    async def _close(self, saved: SavedUpdate) -> None:
        """Record that it is done, together with all others that wait for the same: one commit serves them all."""
        self._to_close.add(saved.id)
        async with self._closing:
            if saved.id in self._to_close:
                await self._patience.until_written(self._close_all)

    async def _close_all(self) -> None:
        async with self._services.database.transaction() as db:
            numbers = frozenset(self._to_close)  # only now: more came while this waited for its turn to write
            await updates.close(db, numbers, self._services.now())
        self._to_close -= numbers


async def _private_chat(db: Connection, update: Update, now: datetime) -> Chat | None:
    """The chat that gave a sign of life; blocking the bot is none, and whoever was forgotten stays so."""
    chat, change = update.effective_chat, update.my_chat_member
    if chat is None or chat.type != ChatType.PRIVATE:
        return None
    if change is not None and change.new_chat_member.status in GONE:
        return await chats.get_chat(db, chat.id)
    return await chats.seen(db, chat.id, now)
