"""An intent, and the message that it is read from."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass, field

from bot.understanding.dates import DateReading
from bot.understanding.slots import SlotsFound
from bot.understanding.vocabulary import Reading


@dataclass(frozen=True)
class Intent:
    """An intent with what it says about a day; ``why`` names the rule, for ``ask``."""

    name: str
    why: str
    kind: str | None = None
    when: DateReading = field(default_factory=DateReading)


@dataclass(frozen=True)
class Message:
    """One message, and all that its intent is read from; ``clauses`` are its parts, where it has several."""

    text: str
    reading: Reading
    slots: SlotsFound
    today: dt.date
    loose: int  # words that a mere note would not hold
    topics: int  # concepts that a mere note would not hold
    asks: bool
    other_needle: bool
    clauses: Sequence[tuple[str, SlotsFound]] = ()

    @property
    def extras(self) -> int:
        """How much there is that a mere note would not hold."""
        return self.loose + self.topics
