"""Ranking the entries for a message: the odds that the examples give, the nearest phrasings, and the signals."""

import math
from collections import defaultdict
from collections.abc import Mapping, Sequence

from bot.content import Content
from bot.content.examples import OUTSIDE
from bot.understanding import weights
from bot.understanding.features import features
from bot.understanding.meanings import Odds, idf, weighed
from bot.understanding.neighbours import Likeness, Neighbours, Phrasing
from bot.understanding.ranking import Parts, Ranked, Ranking
from bot.understanding.vocabulary import Reading, Vocabulary

_SIGNAL_HALF = 8.0  # the weight of a signal that counts half
_NOTHING = Likeness()


class Matcher:
    """Every question and phrasing of the entries, ready to be compared with a message."""

    def __init__(self, content: Content, vocabulary: Vocabulary, wordings: Sequence[tuple[str, str, Reading]]) -> None:
        """*wordings*: (entry or OUTSIDE, text, reading) of every way of asking."""
        self._vocabulary = vocabulary
        self._entries = tuple(content.entries)
        raw = [features(reading, vocabulary) for _, _, reading in wordings]
        self._idf = idf(raw)
        self._unseen = math.log(len(raw) + 1.0)
        vectors = [self._vector(each) for each in raw]
        self._neighbours = Neighbours(
            [Phrasing(entry, text, reading.row) for entry, text, reading in wordings],
            vectors,
        )
        self._used = frozenset(stem for entry, _, reading in wordings if entry != OUTSIDE for stem in reading.stems)
        self._signals = [
            (entry, frozenset(signal), sum(self.weight(f"c:{name}") for name in signal))
            for entry in self._entries
            for signal in content.lexicon.signals.get(entry, ())
        ]

    def knows(self, stem: str) -> bool:
        """Whether a phrasing of an entry uses this word."""
        return stem in self._used

    def weight(self, feature: str) -> float:
        """How telling *feature* is: the inverse frequency among the phrasings."""
        return self._idf.get(feature, self._unseen)

    def rank(self, reading: Reading, odds: Odds) -> Ranking:
        """All entries, best first; *odds* are those of the same message."""
        vector = self._vector(features(reading, self._vocabulary))
        likeness = self._neighbours.of(vector, reading.row)
        signal = self._signalled(reading.names)

        def ranked(entry: str, extra: float = 0.0) -> Ranked:
            near = likeness.get(entry, _NOTHING)
            parts = Parts(odds.scores[entry], near.nearest, near.voted, near.fuzzy, signal.get(entry, 0.0))
            return Ranked(entry, parts.total() + extra, parts, near.text)

        entries = sorted(map(ranked, self._entries), key=lambda each: (-each.score, each.entry))
        return Ranking(tuple(entries), ranked(OUTSIDE, weights.NOT_FOR_US))

    def _vector(self, raw: Mapping[str, float]) -> dict[str, float]:
        return weighed(raw, self._idf, self._unseen)

    def _signalled(self, names: frozenset[str]) -> dict[str, float]:
        found: dict[str, float] = defaultdict(float)
        for entry, signal, weight in self._signals:
            if signal <= names:
                found[entry] = max(found[entry], weight)
        return {entry: weight / (weight + _SIGNAL_HALF) for entry, weight in found.items()}


def ways_of_saying(content: Content) -> dict[str, tuple[str, ...]]:
    """Every meaning with the messages that mean it, each once; for an entry its question, phrasings and examples."""
    asked = {
        entry.id: tuple(dict.fromkeys((entry.question, *entry.phrasings, *content.examples.get(entry.id, ()))))
        for entry in content.entries.values()
    }
    return {**content.examples, **asked}
