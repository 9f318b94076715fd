"""The phrasings most like a message: cosine of weighted features first, then rapidfuzz for the nearest."""

import heapq
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from operator import itemgetter

from rapidfuzz import fuzz

_COUNTED = 120
_COMPARED = 24  # phrasings that rapidfuzz compares once more
_LOOKED_UP = 800  # a bound on time; beyond it more changed no ranking
_VOTES = 3
_WORDS = 60


@dataclass(frozen=True)
class Phrasing:
    """A way of asking for an entry: as it was written, and as it was read."""

    entry: str
    text: str
    row: tuple[str, ...]


@dataclass(frozen=True)
class Likeness:
    """How like a message the phrasings of one entry are: the nearest, the mean of the nearest three, by rapidfuzz."""

    nearest: float = 0.0
    voted: float = 0.0
    fuzzy: float = 0.0
    text: str = ""


class Neighbours:
    """All phrasings with their features, ready to be compared."""

    def __init__(self, phrasings: Sequence[Phrasing], vectors: Sequence[Mapping[str, float]]) -> None:
        self._phrasings = phrasings
        self._plain = [" ".join(phrasing.row) for phrasing in phrasings]
        self._postings: dict[str, list[tuple[int, float]]] = defaultdict(list)
        for number, vector in enumerate(vectors):
            for feature, weight in vector.items():
                self._postings[feature].append((number, weight))

    def of(self, vector: Mapping[str, float], row: Sequence[str]) -> dict[str, Likeness]:
        """Entry -> likeness, for the entries that have a phrasing near *vector* and the words *row*."""
        plain = " ".join(row[:_WORDS])
        near: dict[str, list[tuple[float, int]]] = defaultdict(list)
        fuzzy: dict[str, float] = defaultdict(float)
        for rank, (number, likeness) in enumerate(self._nearest(vector)):
            entry = self._phrasings[number].entry
            near[entry].append((likeness, number))
            if rank < _COMPARED:
                other = self._plain[number]
                by_letters = (fuzz.token_set_ratio(plain, other) + fuzz.ratio(plain, other)) / 200
                fuzzy[entry] = max(fuzzy[entry], by_letters)
        return {
            entry: Likeness(
                nearest=found[0][0],
                voted=sum(likeness for likeness, _ in found[:_VOTES]) / _VOTES,
                fuzzy=fuzzy[entry],
                text=self._phrasings[found[0][1]].text,
            )
            for entry, found in near.items()
        }

    def _nearest(self, vector: Mapping[str, float]) -> list[tuple[int, float]]:
        """Telling features first; those found everywhere are looked up last, if at all."""
        shared = vector.keys() & self._postings.keys()
        nearness: dict[int, float] = defaultdict(float)
        looked_up = 0
        for count, feature in sorted((len(self._postings[each]), each) for each in shared):
            looked_up += count
            if looked_up > _LOOKED_UP and nearness:
                break
            weight = vector[feature]
            for number, other in self._postings[feature]:
                nearness[number] += weight * other
        return heapq.nlargest(_COUNTED, nearness.items(), key=itemgetter(1))
