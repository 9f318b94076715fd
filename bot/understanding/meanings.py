"""What a message may mean: a linear model of every entry, red flag and intent, fitted to the examples of each."""

import json
import math
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from bot.content import Content
from bot.content.examples import CALM, INTENTS, OUTSIDE
from bot.understanding.chances import log_odds
from bot.understanding.linear import LinearModel

Vector = Mapping[str, float]
_LEAST = 1e-6  # a chance is never nearer than this to none or certain


@dataclass(frozen=True)
class Odds:
    """
    How much the examples speak for each meaning of one message.

    ``scores``: meaning -> logarithm of odds, comparable within the message. ``red_flag`` and ``intent`` are
    the logarithms of the odds that it is any of these, against everything else.
    """

    scores: Mapping[str, float]
    red_flag: float
    intent: float

    def shares(self, meanings: Iterable[str]) -> dict[str, float]:
        """The share of each of *meanings* among them."""
        return _shares({meaning: self.scores[meaning] for meaning in meanings})


class Meanings:
    """Knows every example; says what a new message may mean."""

    def __init__(self, content: Content, model: LinearModel, telling: Mapping[str, float], unseen: float) -> None:
        """*telling*: how telling each feature of the model is; *unseen* counts for all others."""
        self._flags = tuple(content.red_flags)
        self._model = model
        self._idf = telling
        self._unseen = unseen

    @classmethod
    def fitted(cls, content: Content, examples: Sequence[tuple[str, Vector]]) -> "Meanings":
        """From *examples*: (meaning, features as they count) of every message of *content*."""
        telling, unseen = idf([vector for _, vector in examples]), math.log(len(examples) + 1.0)
        rows = [(meaning, weighed(vector, telling, unseen)) for meaning, vector in examples]
        model = LinearModel.fitted(meanings_of(content), rows)
        return cls(content, model, {feature: telling[feature] for feature in model.features}, unseen)

    @classmethod
    def restored(cls, content: Content, kept: bytes) -> "Meanings":
        """What ``kept`` once held; ValueError where it is of other content, or damaged."""
        head, _, weights = kept.partition(b"\n")
        told = json.loads(head)
        if told["meanings"] != list(meanings_of(content)):
            raise ValueError("it is of other content")
        model = LinearModel.restored(told["meanings"], told["features"], weights)
        return cls(content, model, dict(zip(told["features"], told["telling"], strict=True)), told["unseen"])

    @property
    def kept(self) -> bytes:
        """All that was fitted, for ``restored``: fitting takes many times as long as reading this back."""
        features = self._model.features
        head = {
            "meanings": self._model.classes,
            "features": features,
            "telling": [self._idf[feature] for feature in features],
            "unseen": self._unseen,
        }
        return json.dumps(head).encode() + b"\n" + self._model.weights

    def odds(self, vector: Vector) -> Odds:
        """The odds of a message with these features."""
        scores = self._model.scores(self._weighed(vector))
        shares = _shares(scores)
        return Odds(
            scores,
            red_flag=log_odds(sum(shares[flag] for flag in self._flags), _LEAST),
            intent=log_odds(sum(shares[intent] for intent in INTENTS), _LEAST),
        )

    def _weighed(self, vector: Vector) -> dict[str, float]:
        return weighed(vector, self._idf, self._unseen)


def meanings_of(content: Content) -> tuple[str, ...]:
    """Everything that a message may mean: the entries, the red flags, the intents, the outside, and the calm."""
    return (*content.entries, *content.red_flags, *INTENTS, OUTSIDE, CALM)


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
