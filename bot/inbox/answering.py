"""One saved update: its handler runs and its answer is kept in one transaction; then the answer is sent until taken."""

import asyncio
import json
import logging
from collections.abc import Awaitable, Callable, Iterator
from datetime import datetime, timedelta
from itertools import chain, repeat
from time import monotonic

from telegram import Update
from telegram.constants import ChatType

from bot.context import BotApplication, BotContext, Services, Turn
from bot.errors import DatabaseUnavailable
from bot.inbox.emergency import Emergency
from bot.inbox.intake import text_of, written_at
from bot.outbox.actions import Action, EditMessage, SendMessage, dump_actions, load_actions
from bot.outbox.message import Kind, NewMessage
from bot.outbox.retry import Delivered, Flooded, Misunderstood, Refused, TryLater
from bot.outbox.sender import Sender
from bot.storage import chats, outbox, updates
from bot.storage.database import Connection
from bot.storage.updates import SavedUpdate
from bot.timing import Timing
from bot.views.common import notice

logger = logging.getLogger(__name__)

AT_ONCE = 16  # more connections make python-telegram-bot slower, not faster
LATE = timedelta(minutes=10)


class Answerer:
    """Answers one update at a time per chat (the queues see to that), at most 16 at once."""

    def __init__(
        self, services: Services, application: BotApplication, sender: Sender, emergency: Emergency, timing: Timing
    ) -> None:
        self._services = services
        self._application = application
        self._sender = sender
        self._emergency = emergency
        self._timing = timing
        self._slots = asyncio.Semaphore(AT_ONCE)
        self._lane_free_at = 0.0  # monotonic; 429 pauses all replies for as long as Telegram says

    async def answer(self, saved: SavedUpdate) -> None:
        """Bring one update to its end: done, or parked with an apology and a notice to the admins."""
        began = monotonic()
        raw = json.loads(saved.raw)
        if saved.actions is not None:
            actions = load_actions(saved.actions)[saved.actions_done :]
        else:
            decided = await self._decide_until_kept(saved, raw)
            if decided is None:
                return
            actions = decided
        if self._services.now() - written_at(raw, saved.received_at) > LATE:
            actions = self._own_up(actions)
        if await self._perform_all(saved, actions):
            await self._close(saved)
            spent = round(1000 * (monotonic() - began))
            logger.info("update answered", extra={"update": saved.id, "actions": len(actions), "ms": spent})

    async def _decide_until_kept(self, saved: SavedUpdate, raw: dict[str, object]) -> list[Action] | None:
        try:
            update = Update.de_json(raw, self._application.bot)
        except Exception:  # noqa: BLE001 - whatever Telegram sent, it must not block the line
            logger.error("an update could not be parsed; parked", extra={"update": saved.id})  # noqa: TRY400 - a traceback would hold its text
            await self._park(saved, "unparsable", apologise=False)
            return None
        pauses = iter(self._timing.retry_pauses)
        forever = self._pauses()
        while True:
            try:
                async with self._slots:
                    return await self._decide(saved, update)
            except DatabaseUnavailable:
                await self._emergency.answer_from_memory(saved.update_id, saved.chat_id, text_of(raw))
                await asyncio.sleep(next(forever))
            except Exception as error:
                logger.exception("a handler failed", extra={"update": saved.id})
                pause = next(pauses, None)
                if pause is None:
                    await self._park(saved, type(error).__name__, apologise=True)
                    return None
                await asyncio.sleep(pause)

    async def _decide(self, saved: SavedUpdate, update: Update) -> list[Action]:
        now = self._services.now()
        async with self._services.database.transaction() as db:
            chat = update.effective_chat
            private = chat is not None and chat.type == ChatType.PRIVATE
            known = await chats.seen(db, chat.id, now) if chat is not None and private else None
            turn = Turn(db=db, now=now, update_number=saved.id, chat=known)
            await self._dispatch(update, turn)
            await updates.keep_answer(db, saved.id, dump_actions(turn.actions))
            urgent = await outbox.any_due(db, now)
        if urgent:
            self._services.wake.set()
        return turn.actions

    async def _dispatch(self, update: Update, turn: Turn) -> None:
        """The first handler of the table that takes the update; what it raises comes through."""
        for handler in chain.from_iterable(self._application.handlers.values()):
            check = handler.check_update(update)
            if check is None or check is False:
                continue
            context = BotContext.from_update(update, self._application)
            context.services = self._services
            context.turn = turn
            await handler.handle_update(update, self._application, check, context)
            return

    async def _perform_all(self, saved: SavedUpdate, actions: list[Action]) -> bool:
        """Perform in order; False where the update was parked on the way."""
        for position, action in enumerate(actions, start=1):
            if not await self._perform(saved, action):
                return False
            if position < len(actions):
                await self._persist(lambda done=position: self._note(saved, done))
        return True

    async def _perform(self, saved: SavedUpdate, action: Action) -> bool:
        pauses = self._pauses()
        refusals = 0
        while True:
            await asyncio.sleep(max(0.0, self._lane_free_at - monotonic()))
            async with self._slots:
                outcome = await self._sender.perform(action)
            match outcome:
                case Delivered():
                    return True
                case Refused(why):
                    logger.info("a reply was refused", extra={"update": saved.id, "reason": why.value})
                    await self._unreachable(saved, action, why.value)
                    return True
                case Flooded(wait):
                    logger.warning("flood control", extra={"seconds": wait.total_seconds()})
                    self._lane_free_at = max(self._lane_free_at, monotonic() + wait.total_seconds())
                    continue
                case Misunderstood(reason):
                    logger.error("a reply was not understood", extra={"update": saved.id, "reason": reason})
                    refusals += 1
                    if refusals > len(self._timing.retry_pauses):
                        await self._park(saved, "not understood", apologise=not isinstance(action, SendMessage))
                        return False
                case TryLater(reason):
                    logger.warning("a reply did not go through", extra={"update": saved.id, "reason": reason})
            await asyncio.sleep(next(pauses))

    async def _unreachable(self, saved: SavedUpdate, action: Action, why: str) -> None:
        chat_id = getattr(action, "chat_id", None)
        if chat_id is None or chat_id != saved.chat_id:
            return

        async def mark() -> None:
            async with self._services.database.transaction() as db:
                await chats.mark_unreachable(db, chat_id, why, self._services.now())

        await self._persist(mark)

    async def _note(self, saved: SavedUpdate, done: int) -> None:
        async with self._services.database.transaction() as db:
            await updates.note_done(db, saved.id, saved.actions_done + done)

    async def _close(self, saved: SavedUpdate) -> None:
        async def close() -> None:
            async with self._services.database.transaction() as db:
                await updates.close(db, saved.id, self._services.now())

        await self._persist(close)

    async def _park(self, saved: SavedUpdate, reason: str, *, apologise: bool) -> None:
        now = self._services.now()

        async def park() -> None:
            async with self._services.database.transaction() as db:
                await updates.park(db, saved.id, reason, now)
                await self._tell_admins(db, saved, reason, now)

        await self._persist(park)
        self._services.wake.set()
        if apologise and saved.chat_id is not None:
            sorry = notice(self._services.content, "common.sorry_failed")
            await self._sender.perform(SendMessage(chat_id=saved.chat_id, reply=sorry))

    async def _tell_admins(self, db: Connection, saved: SavedUpdate, reason: str, now: datetime) -> None:
        for admin in await chats.reachable_of(db, self._services.settings.admin_ids):
            facts = {"text": "admin.update_parked", "values": {"number": saved.id, "reason": reason}}
            message = NewMessage(f"parked:{saved.id}:{admin}", Kind.NOTICE, admin, facts, now)
            await outbox.enqueue(db, message, now)

    async def _persist(self, write: Callable[[], Awaitable[None]]) -> None:
        """Write until the database takes it: what was done must not be done again."""
        pauses = self._pauses()
        while True:
            try:
                await write()
            except DatabaseUnavailable:
                await asyncio.sleep(next(pauses))
            else:
                return

    def _own_up(self, actions: list[Action]) -> list[Action]:
        """Put a line of apology on the first message of a late answer."""
        line = notice(self._services.content, "common.late_reply").text
        for position, action in enumerate(actions):
            if isinstance(action, SendMessage | EditMessage):
                late = action.model_copy(update={"reply": action.reply.headed(line)})
                return [*actions[:position], late, *actions[position + 1 :]]
        return actions

    def _pauses(self) -> Iterator[float]:
        return chain(self._timing.retry_pauses, repeat(self._timing.retry_pauses[-1]))
