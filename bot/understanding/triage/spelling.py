"""Typing errors: an unknown word becomes the nearest word of the vocabulary, unless it is a real English word."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from functools import lru_cache

from rapidfuzz.distance import OSA

SHORTEST = 5  # shorter words have too many real neighbours (clot, coat, goat)
TWO_ERRORS_FROM = 9
SHORTEST_STEM = 3
_ENDINGS = (("ies", "y"), ("ied", "y"), ("ing", ""), ("ed", ""), ("es", ""), ("s", ""))
# Only where the letter is doubled (redder, hotter): "number" is not more numb.
_DOUBLED = ("er", "est")


class Speller:
    """Corrects words against a vocabulary. Pure: the cache changes the time, never the result."""

    def __init__(
        self,
        vocabulary: Iterable[str],
        *,
        known: Iterable[str],
        fixed: Iterable[str],
        misspellings: Mapping[str, str],
    ) -> None:
        self._known = frozenset(known)
        self._fixed = frozenset(fixed)
        self._vocabulary = frozenset(vocabulary)
        self._misspellings = dict(misspellings)
        self._buckets: dict[tuple[str, int], list[str]] = defaultdict(list)
        for word in sorted(self._vocabulary):
            if len(word) >= SHORTEST:
                self._buckets[word[0], len(word)].append(word)
        self.correct = lru_cache(maxsize=8192)(self._correct)

    def _correct(self, word: str) -> tuple[str, ...]:
        """The word or words meant: itself where it is known, or where nothing is near enough."""
        if word in self._misspellings:
            return tuple(self._misspellings[word].split())
        if word in self._vocabulary or word in self._fixed:
            return (word,)
        stem = self._stem(word)
        if stem:
            return (stem,)
        if word in self._known or len(word) < SHORTEST or not word.isalpha():
            return (word,)
        best, fewest = "", 3
        for length in range(len(word) - 2, len(word) + 3):
            for candidate in self._buckets.get((word[0], length), ()):
                allowed = 2 if min(len(word), len(candidate)) >= TWO_ERRORS_FROM else 1
                errors = OSA.distance(word, candidate, score_cutoff=allowed)
                if errors <= allowed and errors < fewest:
                    best, fewest = candidate, errors
        return (best,) if best else self._split(word)

    def _stem(self, word: str) -> str:
        """The vocabulary's form of an inflected word (redder, shivered, blistering), or nothing."""
        for ending, instead in _ENDINGS:
            if word.endswith(ending) and len(word) - len(ending) >= SHORTEST_STEM:
                stem = word[: -len(ending)]
                doubled = stem[:-1] if stem[-1] == stem[-2] else stem
                for form in (stem + instead, stem + "e", doubled):
                    if form in self._vocabulary:
                        return form
        for ending in _DOUBLED:
            stem = word.removesuffix(ending)
            if stem != word and len(stem) > SHORTEST_STEM and stem[-1] == stem[-2] and stem[:-1] in self._vocabulary:
                return stem[:-1]
        return ""

    def _split(self, word: str) -> tuple[str, ...]:
        """Two words of ours typed as one: chestpain, cantbreathe."""
        for cut in range(3, len(word) - 2):
            if word[:cut] in self._vocabulary and word[cut:] in self._vocabulary and len(word) >= 7:
                return (word[:cut], word[cut:])
        return (word,)
