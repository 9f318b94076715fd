"""The replies' lane: what was decided is sent in order, until Telegram takes it or refuses it for good."""

import logging
from datetime import datetime, timedelta
from time import monotonic

from bot.context import Services
from bot.inbox.patience import Patience
from bot.inbox.slots import Slots
from bot.outbox.actions import Action, AnswerPress, DeleteMessage, EditMessage, LeaveChat, SendMessage, SetMenu
from bot.outbox.retry import Delivered, Flooded, Misunderstood, Outcome, Refused, TryLater
from bot.outbox.sender import Sender
from bot.storage import chats, updates
from bot.storage.updates import SavedUpdate
from bot.views.common import notice
from bot.views.reply import MAX_UNITS

logger = logging.getLogger(__name__)

LATE = timedelta(minutes=10)
COURTESIES = (
    AnswerPress,
    DeleteMessage,
    SetMenu,
    LeaveChat,
)  # nice to have: they must not hold up the message behind them
COURTESY_TRIES = 2
MISUNDERSTOOD_TRIES = 5  # as many as a handler that raises gets


class Replier:
    """
    Performs the actions of one update. 429 pauses the whole lane; everything else is tried again by the pauses.

    At most as many requests run at once as there are *slots*; whoever waits for a next try holds none.
    """

    def __init__(self, services: Services, sender: Sender, slots: Slots, patience: Patience) -> None:
        self._services = services
        self._sender = sender
        self._slots = slots
        self._patience = patience
        self._free_at = 0.0  # monotonic

    async def perform(self, saved: SavedUpdate, actions: list[Action], written: datetime) -> str | None:
        """
        Perform what is left of *actions* in order, noting each one that is done.

        Returns None, or why it cannot be done: Telegram does not understand us. *written* is when the person wrote.
        """
        first = next((one for one in actions if isinstance(one, SendMessage | EditMessage)), None)
        for done, action in enumerate(actions, start=1):
            trouble = await self._until_taken(saved, action, written if action is first else None)
            if trouble is not None:
                return trouble
            if done < len(actions):
                await self._note(saved, saved.actions_done + done)
        return None

    async def _until_taken(self, saved: SavedUpdate, action: Action, written: datetime | None) -> str | None:
        pauses = self._patience.pauses()
        tries = misunderstood = 0
        while True:
            outcome = await self._attempt(saved, self._owned_up(action, written))
            tries += 1
            match outcome:
                case Delivered():
                    return None
                case Refused(why):
                    logger.info("a reply was refused", extra={"update": saved.id, "reason": why.value})
                    await self._unreachable(saved, action, why.value)
                    return None
                case TryLater(reason) | Misunderstood(reason):
                    level = logging.ERROR if isinstance(outcome, Misunderstood) else logging.WARNING
                    fields = {"update": saved.id, "action": action.kind, "reason": reason, "tries": tries}
                    logger.log(level, "a reply did not go through", extra=fields)
                    misunderstood += isinstance(outcome, Misunderstood)
            if isinstance(action, COURTESIES) and tries >= COURTESY_TRIES:
                return None
            if misunderstood >= MISUNDERSTOOD_TRIES:
                return "not understood by Telegram"
            await self._patience.rest(next(pauses))

    async def _attempt(self, saved: SavedUpdate, action: Action) -> Outcome:
        """One try, as soon as the lane is free; what meets 429 has not been tried."""
        while True:
            wait = self._free_at - monotonic()
            if wait > 0:
                await self._patience.rest(wait)
            async with self._slots.taken(urgent=saved.urgent):
                if self._free_at > monotonic():
                    continue  # the lane was paused while this one waited for its slot
                outcome = await self._perform(saved, action)
            if not isinstance(outcome, Flooded):
                return outcome
            logger.warning("flood control", extra={"seconds": outcome.wait.total_seconds()})
            self._free_at = max(self._free_at, monotonic() + outcome.wait.total_seconds())

    async def _perform(self, saved: SavedUpdate, action: Action) -> Outcome:
        try:
            return await self._sender.perform(action)
        except Exception as error:
            logger.exception("an action failed", extra={"update": saved.id, "action": action.kind})
            return Misunderstood(type(error).__name__)

    def _owned_up(self, action: Action, written: datetime | None) -> Action:
        """The action with a line of apology in front, where it comes late."""
        if written is None or not isinstance(action, SendMessage | EditMessage):
            return action
        if self._services.now() - written <= LATE:
            return action
        late = action.reply.headed(notice(self._services.content, "common.late_reply").text)
        if len(late.text.encode("utf-16-le")) // 2 > MAX_UNITS:
            return action
        return action.model_copy(update={"reply": late})

    async def _unreachable(self, saved: SavedUpdate, action: Action, why: str) -> None:
        chat_id = getattr(action, "chat_id", None)
        if chat_id is None or chat_id != saved.chat_id:
            return

        async def mark() -> None:
            async with self._services.database.transaction() as db:
                await chats.mark_unreachable(db, chat_id, why, self._services.now())

        await self._patience.until_written(mark)

    async def _note(self, saved: SavedUpdate, done: int) -> None:
        async def note() -> None:
            async with self._services.database.transaction() as db:
                await updates.note_done(db, saved.id, done)

        await self._patience.until_written(note)
