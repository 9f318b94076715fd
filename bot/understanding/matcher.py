"""Ranking the entries for a message: nearest phrasing, a linear model fitted to the phrasings, and the signals."""

import math
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from rapidfuzz import fuzz

from bot.content.lexicon import Lexicon
from bot.content.models import Entry
from bot.understanding.features import features
from bot.understanding.linear import LinearModel
from bot.understanding.vocabulary import Reading, Vocabulary

OUTSIDE = ""  # stands for the entry of messages that are not for us
_NEAREST = 24  # phrasings that rapidfuzz compares once more
LINEAR, NEAREST, FUZZY, SIGNAL = 1.0, 1.0, 0.2, 1.5


@dataclass(frozen=True)
class Ranked:
    """An entry with its score and the parts of it: what ``ask`` explains."""

    entry: str
    score: float
    linear: float
    nearest: float
    fuzzy: float
    signal: float
    phrasing: str


@dataclass(frozen=True)
class Ranking:
    """The entries, best first, and how much the message is like those that are not for us."""

    entries: tuple[Ranked, ...]
    outside: float


@dataclass(frozen=True)
class _Phrasing:
    entry: str
    text: str
    plain: str


class Matcher:
    """Every question and phrasing of the entries, ready to be compared with a message."""

    def __init__(self, entries: Mapping[str, Entry], lexicon: Lexicon, vocabulary: Vocabulary) -> None:
        self._vocabulary = vocabulary
        self._entries = tuple(entries)
        self._see_also = {entry.id: tuple(entry.see_also) for entry in entries.values()}
        outside = [(OUTSIDE, text, vocabulary.read(text)) for text in lexicon.outside]
        readings = [
            (entry.id, text, vocabulary.read(text)) for entry in entries.values() for text in wordings(entry, lexicon)
        ] + outside
        raw = [features(reading, vocabulary) for _, _, reading in readings]
        self._idf = _idf(raw)
        self._unseen = math.log(len(raw) + 1.0)
        self._phrasings = [_Phrasing(entry, text, " ".join(reading.row)) for entry, text, reading in readings]
        self._postings: dict[str, list[tuple[int, float]]] = defaultdict(list)
        vectors = [self._vector(each) for each in raw]
        for number, vector in enumerate(vectors):
            for feature, weight in vector.items():
                self._postings[feature].append((number, weight))
        self._linear = LinearModel(
            self._entries, [(entry, v) for (entry, _, _), v in zip(readings, vectors, strict=True)]
        )
        self._signals = [
            (entry, frozenset(signal), sum(self._idf.get(f"c:{name}", self._unseen) for name in signal))
            for entry in self._entries
            for signal in lexicon.signals.get(entry, ())
        ]

    def knows(self, stem: str) -> bool:
        """Whether a phrasing uses this word."""
        return f"w:{stem}" in self._idf

    def weight(self, feature: str) -> float:
        """How telling *feature* is: the inverse frequency among the phrasings."""
        return self._idf.get(feature, self._unseen)

    def neighbours(self, entry: str) -> tuple[str, ...]:
        """The entries that *entry* names in see_also: what to offer beside it when nothing else fits."""
        return self._see_also[entry]

    def rank(self, reading: Reading) -> Ranking:
        """The entries, best first; those that share nothing with the message are left out."""
        vector = self._vector(features(reading, self._vocabulary))
        nearness: dict[int, float] = defaultdict(float)
        for feature, weight in vector.items():
            for number, other in self._postings.get(feature, ()):
                nearness[number] += weight * other
        nearest = sorted(nearness.items(), key=lambda item: -item[1])[:_NEAREST]
        plain = " ".join(reading.row[:60])
        best: dict[str, tuple[float, str]] = {}
        fuzzy: dict[str, float] = defaultdict(float)
        for number, near in nearest:
            phrasing = self._phrasings[number]
            if near > best.get(phrasing.entry, (0.0, ""))[0]:
                best[phrasing.entry] = (near, phrasing.text)
            likeness = (fuzz.token_set_ratio(plain, phrasing.plain) + fuzz.ratio(plain, phrasing.plain)) / 200
            fuzzy[phrasing.entry] = max(fuzzy[phrasing.entry], likeness)
        linear = self._linear.scores(vector)
        signal = self._signalled(reading.names)
        ranked = []
        for entry in best.keys() | signal.keys():
            near, text = best.get(entry, (0.0, ""))
            parts = (linear.get(entry, 0.0), near, fuzzy.get(entry, 0.0), signal.get(entry, 0.0))
            score = LINEAR * parts[0] + NEAREST * parts[1] + FUZZY * parts[2] + SIGNAL * parts[3]
            ranked.append(Ranked(entry, score, *parts, text))
        ranked.sort(key=lambda item: (-item.score, item.entry))
        outside = next((item.score for item in ranked if item.entry == OUTSIDE), 0.0)
        return Ranking(tuple(item for item in ranked if item.entry != OUTSIDE), outside)

    def _vector(self, raw: Mapping[str, float]) -> dict[str, float]:
        weighed = {feature: kind * self._idf.get(feature, self._unseen) for feature, kind in raw.items()}
        length = math.sqrt(sum(weight * weight for weight in weighed.values())) or 1.0
        return {feature: weight / length for feature, weight in weighed.items()}

    def _signalled(self, names: frozenset[str]) -> dict[str, float]:
        found: dict[str, float] = defaultdict(float)
        for entry, signal, weight in self._signals:
            if signal <= names:
                found[entry] = max(found[entry], weight)
        return {entry: weight / (weight + 8.0) for entry, weight in found.items()}


def wordings(entry: Entry, lexicon: Lexicon) -> Iterable[str]:
    """All ways of asking for *entry*, each once: its question, its phrasings, and what patients asked."""
    return dict.fromkeys((entry.question, *entry.phrasings, *lexicon.asked.get(entry.id, ())))


def _idf(raw: Sequence[Mapping[str, float]]) -> dict[str, float]:
    seen: dict[str, int] = defaultdict(int)
    for each in raw:
        for feature in each:
            seen[feature] += 1
    return {feature: math.log((len(raw) + 1) / count) for feature, count in seen.items()}
