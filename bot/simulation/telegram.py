"""Telegram and the network as the bot meets them: what is taken, refused, lost on the way, and when a process dies."""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from random import Random

from bot.clock import MovableClock
from bot.outbox.actions import Action, EditMessage, SendMessage
from bot.outbox.pacer import Pacer
from bot.outbox.retry import Delivered, Flooded, Outcome, Refusal, Refused, TryLater
from bot.outbox.sender import Sender

MOST_IN_A_ROW = 2  # failures of one chat: the tries after more of them would take too long to be told from a loss


Arrived = Callable[[SendMessage, int, Outcome | None], None]
"""Hears of a reminder that arrived: the message, its id, and what the bot was told instead, where that is a loss."""


class Death(BaseException):
    """The process is killed here. No part of it goes on, as no `except Exception` catches this."""


class Fate:
    """Lets the process die at one of its steps: before and after each send, and before and after each write."""

    def __init__(self) -> None:
        self._left: int | None = None
        self.dead = False

    def strike(self, steps: int) -> None:
        """Die after so many more steps."""
        self._left = steps

    def step(self) -> None:
        """A step of the process; raises Death where it was the last, and at every one after that."""
        if self._left is not None:
            self._left -= 1
            self.dead = self._left < 0
        if self.dead:
            raise Death

    def new_life(self) -> None:
        """The process was started again."""
        self.dead, self._left = False, None


@dataclass
class Faults:
    """How often what goes wrong, for one message in so many."""

    refused: float = 0.02  # 5xx, or no connection
    lost: float = 0.01  # taken, but the answer is lost
    flood: float = 0.002  # 429


@dataclass
class Network:
    """The world behind both senders: what time it is, who has blocked the bot, and what goes wrong."""

    chance: Random
    clock: MovableClock
    faults: Faults
    blocked: set[int] = field(default_factory=set)
    out_until: datetime | None = None  # nobody reaches Telegram until then
    failures: dict[int, int] = field(default_factory=dict)
    number: int = 0

    def next_number(self) -> int:
        """The id of the next message or update."""
        self.number += 1
        return self.number


class Replies(Sender):
    """The sender of replies: everything arrives, and is kept for the person who pressed or wrote."""

    def __init__(self, network: Network, fate: Fate) -> None:
        self.token_refused = asyncio.Event()
        self._network = network
        self._fate = fate
        self.seen: list[tuple[int, Action]] = []  # message id and what was done

    async def perform(self, action: Action) -> Outcome:
        """Take it."""
        self._fate.step()
        number = action.message_id if isinstance(action, EditMessage) else self._network.next_number()
        self.seen.append((number, action))
        return Delivered(number)


class Reminders(Sender):
    """The sender of what is unprompted: faults by chance."""

    def __init__(self, network: Network, fate: Fate, arrived: Arrived) -> None:
        self.token_refused = asyncio.Event()
        self._network = network
        self._fate = fate
        self._arrived = arrived

    async def perform(self, action: Action) -> Outcome:
        """Take it, refuse it, or lose it or the answer."""
        self._fate.step()
        if not isinstance(action, SendMessage):
            raise TypeError("the bot sends nothing but messages unprompted here")
        await asyncio.sleep(0)  # others go on meanwhile
        trouble = self._trouble(action.chat_id)
        lost = isinstance(trouble, TryLater) and trouble.maybe_delivered
        if trouble is None or lost:
            number = self._network.next_number()
            self._arrived(action, number, trouble)
            self._fate.step()
            return trouble or Delivered(number)
        return trouble

    def _trouble(self, chat_id: int) -> Outcome | None:
        network = self._network
        if network.out_until is not None and network.clock.now() < network.out_until:
            return TryLater("ConnectError", maybe_delivered=False)
        if chat_id in network.blocked:
            return Refused(Refusal.BLOCKED)
        if network.failures.get(chat_id, 0) >= MOST_IN_A_ROW:
            network.failures[chat_id] = 0
            return None
        chance = network.chance.random()
        faults = network.faults
        if chance >= faults.refused + faults.lost + faults.flood:
            network.failures[chat_id] = 0
            return None
        network.failures[chat_id] = network.failures.get(chat_id, 0) + 1
        if chance < faults.refused:
            return TryLater("502", maybe_delivered=False)
        if chance < faults.refused + faults.lost:
            return TryLater("TimedOut", maybe_delivered=True)
        return Flooded(timedelta(seconds=network.chance.choice((3, 30, 120))))


class SimulatedPacer(Pacer):
    """The pacer by the simulated clock: while one waits, that time passes for all."""

    def __init__(self, clock: MovableClock, fate: Fate) -> None:
        super().__init__(0, 0)
        self._clock = clock
        self._fate = fate
        self._until: datetime | None = None

    async def turn(self, chat_id: int) -> bool:  # noqa: ARG002 - the pacer's signature
        """At once, or when Telegram's pause is over."""
        self._fate.step()
        if self._until is not None:
            self._clock.move_to(self._until)
        return True

    def pause(self, wait: timedelta) -> None:
        """As Telegram says (429)."""
        self._until = self._clock.now() + wait
