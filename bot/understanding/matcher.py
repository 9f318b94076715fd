"""Ranking the entries for a message: a linear model fitted to the phrasings, the nearest of them, and the signals."""

import math
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

from bot.content.lexicon import Lexicon
from bot.content.models import Entry
from bot.understanding.features import features
from bot.understanding.linear import LinearModel
from bot.understanding.neighbours import Likeness, Neighbours, Phrasing
from bot.understanding.ranking import NOT_FOR_US, Parts, Ranked, Ranking
from bot.understanding.vocabulary import Reading, Vocabulary

OUTSIDE = ""  # stands for the entry of messages that are not for us
_SIGNAL_HALF = 8.0  # the weight of a signal that counts half
_NOTHING = Likeness()


class Matcher:
    """Every question and phrasing of the entries, ready to be compared with a message."""

    def __init__(self, entries: Mapping[str, Entry], lexicon: Lexicon, vocabulary: Vocabulary) -> None:
        self._vocabulary = vocabulary
        self._entries = tuple(entries)
        texts = [(entry.id, text) for entry in entries.values() for text in wordings(entry, lexicon)]
        texts += [(OUTSIDE, text) for text in lexicon.outside]
        readings = [vocabulary.read(text) for _, text in texts]
        raw = [features(reading, vocabulary) for reading in readings]
        self._idf = _idf(raw)
        self._unseen = math.log(len(raw) + 1.0)
        vectors = [self._vector(each) for each in raw]
        self._neighbours = Neighbours(
            [Phrasing(entry, text, reading.row) for (entry, text), reading in zip(texts, readings, strict=True)],
            vectors,
        )
        self._linear = LinearModel(
            (*self._entries, OUTSIDE), [(entry, vector) for (entry, _), vector in zip(texts, vectors, strict=True)]
        )
        self._used = frozenset(
            stem for (entry, _), reading in zip(texts, readings, strict=True) if entry for stem in reading.stems
        )
        self._signals = [
            (entry, frozenset(signal), sum(self.weight(f"c:{name}") for name in signal))
            for entry in self._entries
            for signal in lexicon.signals.get(entry, ())
        ]

    def knows(self, stem: str) -> bool:
        """Whether a phrasing of an entry uses this word."""
        return stem in self._used

    def weight(self, feature: str) -> float:
        """How telling *feature* is: the inverse frequency among the phrasings."""
        return self._idf.get(feature, self._unseen)

    def rank(self, reading: Reading) -> Ranking:
        """All entries, best first."""
        vector = self._vector(features(reading, self._vocabulary))
        likeness = self._neighbours.of(vector, reading.row)
        linear = self._linear.scores(vector)
        signal = self._signalled(reading.names)

        def ranked(entry: str, extra: float = 0.0) -> Ranked:
            near = likeness.get(entry, _NOTHING)
            parts = Parts(linear[entry], near.nearest, near.voted, near.fuzzy, signal.get(entry, 0.0))
            return Ranked(entry, parts.total() + extra, parts, near.text)

        entries = sorted(map(ranked, self._entries), key=lambda each: (-each.score, each.entry))
        return Ranking(tuple(entries), ranked(OUTSIDE, NOT_FOR_US))

    def _vector(self, raw: Mapping[str, float]) -> dict[str, float]:
        weighed = {feature: kind * self._idf.get(feature, self._unseen) for feature, kind in raw.items()}
        length = math.sqrt(sum([weight * weight for weight in weighed.values()])) or 1.0
        return {feature: weight / length for feature, weight in weighed.items()}

    def _signalled(self, names: frozenset[str]) -> dict[str, float]:
        found: dict[str, float] = defaultdict(float)
        for entry, signal, weight in self._signals:
            if signal <= names:
                found[entry] = max(found[entry], weight)
        return {entry: weight / (weight + _SIGNAL_HALF) for entry, weight in found.items()}


def wordings(entry: Entry, lexicon: Lexicon) -> Iterable[str]:
    """All ways of asking for *entry*, each once: its question, its phrasings, and what patients asked."""
    return dict.fromkeys((entry.question, *entry.phrasings, *lexicon.asked.get(entry.id, ())))


def _idf(raw: Sequence[Mapping[str, float]]) -> dict[str, float]:
    seen: dict[str, int] = defaultdict(int)
    for each in raw:
        for feature in each:
            seen[feature] += 1
    return {feature: math.log((len(raw) + 1) / count) for feature, count in seen.items()}
