"""What a message may mean: a linear model of every entry, red flag and intent, fitted to the examples of each."""

import math
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from bot.content import Content
from bot.content.examples import INTENTS, OUTSIDE
from bot.understanding.chances import log_odds
from bot.understanding.linear import LinearModel

Vector = Mapping[str, float]
_LEAST = 1e-6  # a chance is never nearer than this to none or certain


@dataclass(frozen=True)
class Odds:
    """
    How much the examples speak for each meaning of one message.

    ``scores``: meaning -> logarithm of odds, comparable within the message. ``red_flag``, ``intent`` and ``outside``
    are the logarithms of the odds that it is any of these, against everything else.
    """

    scores: Mapping[str, float]
    red_flag: float
    intent: float
    outside: float

    def shares(self, meanings: Iterable[str]) -> dict[str, float]:
        """The share of each of *meanings* among them."""
        return _shares({meaning: self.scores[meaning] for meaning in meanings})


class Meanings:
    """Knows every example; says what a new message may mean."""

    def __init__(self, content: Content, examples: Sequence[tuple[str, Vector]]) -> None:
        """*examples* are (meaning, features as they count) of every message of *content*."""
        self._flags = tuple(content.red_flags)
        self._idf = idf([vector for _, vector in examples])
        self._unseen = math.log(len(examples) + 1.0)
        meanings = (*content.entries, *self._flags, *INTENTS, OUTSIDE)
        self._model = LinearModel(meanings, [(meaning, self._weighed(vector)) for meaning, vector in examples])

    def odds(self, vector: Vector) -> Odds:
        """The odds of a message with these features."""
        scores = self._model.scores(self._weighed(vector))
        shares = _shares(scores)
        return Odds(
            scores,
            red_flag=log_odds(sum(shares[flag] for flag in self._flags), _LEAST),
            intent=log_odds(sum(shares[intent] for intent in INTENTS), _LEAST),
            outside=log_odds(shares[OUTSIDE], _LEAST),
        )

    def _weighed(self, vector: Vector) -> dict[str, float]:
        return weighed(vector, self._idf, self._unseen)


def idf(vectors: Sequence[Vector]) -> dict[str, float]:
    """Feature -> how telling it is: the logarithm of its inverse frequency."""
    seen: dict[str, int] = defaultdict(int)
    for vector in vectors:
        for feature in vector:
            seen[feature] += 1
    return {feature: math.log((len(vectors) + 1) / count) for feature, count in seen.items()}


def weighed(vector: Vector, telling: Mapping[str, float], unseen: float) -> dict[str, float]:
    """*vector* with each feature weighed by how *telling* it is (*unseen* where nobody used it), of length one."""
    weights = {feature: kind * telling.get(feature, unseen) for feature, kind in vector.items()}
    length = math.sqrt(sum([weight * weight for weight in weights.values()])) or 1.0
    return {feature: weight / length for feature, weight in weights.items()}


def _shares(scores: Mapping[str, float]) -> dict[str, float]:
    best = max(scores.values())
    odds = {meaning: math.exp(score - best) for meaning, score in scores.items()}
    whole = sum(odds.values())
    return {meaning: each / whole for meaning, each in odds.items()}
