"""The entries ranked for one message, and how sure the ranking is of itself."""

import math
from dataclasses import dataclass
from typing import NamedTuple

from bot.understanding import weights


class Parts(NamedTuple):
    """What speaks for an entry: the linear model, its nearest phrasing, its nearest three, rapidfuzz, a signal."""

    linear: float
    nearest: float
    voted: float
    fuzzy: float
    signal: float

    def total(self) -> float:
        """All together, as a logarithm of odds."""
        return (
            weights.LINEAR * self.linear
            + weights.NEAREST * self.nearest
            + weights.VOTED * self.voted
            + weights.FUZZY * self.fuzzy
            + weights.SIGNAL * self.signal
        )


@dataclass(frozen=True)
class Ranked:
    """An entry with its score, the parts of it, and its phrasing that is nearest: what ``ask`` explains."""

    entry: str
    score: float
    parts: Parts
    phrasing: str


@dataclass(frozen=True)
class Ranking:
    """All entries, best first, and ``out``: the messages that are not for us, ranked like an entry."""

    entries: tuple[Ranked, ...]
    out: Ranked

    def shares(self) -> list[float]:
        """The share of each entry, as though the message were for us."""
        odds = [math.exp(each.score - self.entries[0].score) for each in self.entries]
        whole = sum(odds)
        return [each / whole for each in odds]

    def strange(self) -> float:
        """The share of the messages that are not for us."""
        return 1 / (1 + sum(math.exp(each.score - self.out.score) for each in self.entries))

    def agree(self) -> bool:
        """Whether the linear model and the nearest phrasings find the same entry first."""
        by_model = max(self.entries, key=lambda each: each.parts.linear)
        return by_model is max(self.entries, key=lambda each: each.parts.voted)
