"""What befalls the bot in some years: it is off, it is killed, and Telegram is out of reach."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum
from random import Random

OFF = ((timedelta(hours=1), 8), (timedelta(days=3), 2.5), (timedelta(days=60), 0.5))  # how long, how often a year
OUT_OF_REACH = 6  # a year
KILLS = 60  # a year


class Kind(StrEnum):
    """What happens."""

    OFF = "the bot was off"
    OUT_OF_REACH = "Telegram was out of reach"
    KILL = "a kill was prepared"  # it strikes at one of the next steps of the process


@dataclass(frozen=True, slots=True)
class Misfortune:
    """One of them, after this share of the whole time; ``span`` is how long it lasts."""

    share: float
    kind: Kind
    span: timedelta

    def __str__(self) -> str:
        """For the report."""
        hours = self.span / timedelta(hours=1)
        return f"{self.kind} for {hours:.0f} h" if self.kind is Kind.OFF else str(self.kind)


def foretold(chance: Random, years: float) -> Iterator[Misfortune]:
    """All that is to befall the bot in so many years, in no order."""
    for span, often in OFF:
        for _ in range(round(often * years)):
            yield Misfortune(chance.random(), Kind.OFF, span)
    for _ in range(round(OUT_OF_REACH * years)):
        yield Misfortune(chance.random(), Kind.OUT_OF_REACH, timedelta(hours=chance.uniform(0.5, 14)))
    for _ in range(round(KILLS * years)):
        yield Misfortune(chance.random(), Kind.KILL, timedelta())
