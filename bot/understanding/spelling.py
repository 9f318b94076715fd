"""Mending typing errors against our own vocabulary, and never bending a real English word into a medical one."""

from collections import Counter
from collections.abc import Iterable
from functools import cache
from pathlib import Path

from rapidfuzz import process
from rapidfuzz.distance import OSA

SHORTEST = 5

_GUARD = Path(__file__).with_name("english_words.txt")


@cache
def english_words() -> frozenset[str]:
    """Common English words of four letters or more (see the head of the file for where they come from)."""
    lines = _GUARD.read_text(encoding="utf-8").split("\n")
    return frozenset(line for line in lines if line and not line.startswith("#"))


class Speller:
    """Knows the words we use; mends words that are close to one of them and are no words of their own."""

    # Beyond this many different words a message is no question; its tail is read as it stands.
    MOST = 150

    def __init__(self, vocabulary: Iterable[str]) -> None:
        # A word that is used more often is the likelier one to be meant.
        self._uses = Counter(vocabulary)
        self._known = frozenset(self._uses)
        # A typing error rarely adds or drops more than two letters.
        self._by_length: dict[int, list[str]] = {}
        for word in sorted(self._known):
            if len(word) >= SHORTEST - 1 and word.isascii() and word.isalpha():
                self._by_length.setdefault(len(word), []).append(word)
        self._memory: dict[str, str] = {}

    def knows(self, word: str) -> bool:
        """Whether *word* is one of ours."""
        return word in self._known

    def mend(self, word: str) -> str:
        """The word of ours that *word* is a typing error of; *word* itself when there is none."""
        if len(word) < SHORTEST or len(word) > 20 or word in self._known or not (word.isascii() and word.isalpha()):
            return word
        if word in english_words():
            return word
        if word in self._memory:
            return self._memory[word]
        mended = self._nearest(word)
        if len(self._memory) < 20_000:
            self._memory[word] = mended
        return mended

    def _nearest(self, word: str) -> str:
        # One slip in five to seven letters, two in longer words.
        slips = 1 if len(word) < 8 else 2
        near: list[tuple[int, bool, int, str]] = []
        for length in range(len(word) - slips, len(word) + slips + 1):
            choices = self._by_length.get(length)
            if choices:
                for choice, distance, _ in process.extract(
                    word, choices, scorer=OSA.distance, score_cutoff=slips, limit=5
                ):
                    near.append((int(distance), choice[0] != word[0], -self._uses[choice], choice))
        if not near:
            return word
        best = min(near)
        return word if best[1] and len(word) < 7 else best[3]
