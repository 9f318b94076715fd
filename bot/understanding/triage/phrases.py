"""Find the vocabulary's phrases in a message: every concept, where it stands, in one pass."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from functools import lru_cache

from bot.understanding.triage.grammar import FILLERS, FUNCTION_WORDS, WHOLE
from bot.understanding.triage.tokens import tokenise

SHORTEST_STEM = 3
LONGEST_STEMMED = 16
_DOUBLING = ("ing", "ed")
MOST_FILLERS = 3  # in a row; more would make a run of them costly


@dataclass(frozen=True, slots=True)
class Mention:
    """One concept in a message: words ``start`` to ``end`` (exclusive)."""

    concept: str
    start: int
    end: int


Cues = dict[str, list[Mention]]
"""The mentions of each cue: words of grammar that say how a symptom is meant."""


@dataclass(slots=True)
class _Node:
    words: dict[str, "_Node"] = field(default_factory=dict)
    prefixes: dict[str, "_Node"] = field(default_factory=dict)
    concepts: list[str] = field(default_factory=list)


@lru_cache(maxsize=8192)
def stem(word: str) -> str:
    """A word without its ending, so that "locked", "locking" and "locks" are one; some words stay as they are."""
    if len(word) > LONGEST_STEMMED or word in FILLERS or word in FUNCTION_WORDS or word in WHOLE or not word.isalpha():
        return word
    for ending in ("ing", "ed", "es", "s", "e"):
        short = word.removesuffix(ending)
        if short == word or len(short) < SHORTEST_STEM or short[-1] == "e" or (ending == "s" and short[-1] == "s"):
            continue
        doubled = ending in _DOUBLING and len(short) > SHORTEST_STEM and short[-1] == short[-2]
        return short[:-1] if doubled else short
    return word


class PhraseIndex:
    """All phrases of a vocabulary as one tree of words; ``by_stem``: every ending of a word will do."""

    def __init__(self, vocabulary: Mapping[str, Iterable[str]], *, by_stem: bool) -> None:
        self._form: Callable[[str], str] = stem if by_stem else str
        self._root = _Node()
        self.plain_words: set[str] = set()
        self.all_words: set[str] = set()
        for concept, phrases in vocabulary.items():
            for phrase in phrases:
                self._add(concept, phrase)

    def _add(self, concept: str, phrase: str) -> None:
        # As in a message: "is not" is one word there, and "self-harm" two.
        words = phrase.lower().split() if "*" in phrase else list(tokenise(phrase).words)
        kept = [word for at, word in enumerate(words) if not at or word not in FILLERS]
        if len(kept) < 2:
            kept = words  # "not just" must not become "not"
        node = self._root
        for word in kept:
            if word.endswith("*"):
                node = node.prefixes.setdefault(word[:-1], _Node())
                self.all_words.add(word[:-1])
            else:
                node = node.words.setdefault(self._form(word), _Node())
                self.plain_words.add(word)
                self.all_words.add(word)
        if concept not in node.concepts:
            node.concepts.append(concept)
        if kept[0] == "not" and len(kept) > 1:
            for contraction in ("isnt", "arent", "wasnt"):
                self._add(concept, " ".join([contraction, *kept[1:]]))

    def find(self, words: tuple[str, ...], breaks: tuple[str, ...]) -> list[Mention]:
        """Every phrase found, by start; a phrase never crosses the end of a sentence."""
        found: list[Mention] = []
        forms = [self._form(word) for word in words]
        for start in range(len(words)):
            open_nodes = [(self._root, start, 0)]
            while open_nodes:
                node, at, skipped = open_nodes.pop()
                if node.concepts and not skipped:
                    found.extend(Mention(concept, start, at) for concept in node.concepts)
                if at >= len(words) or (at > start and breaks[at] == "."):
                    continue
                word = words[at]
                if at > start and word in FILLERS and not breaks[at] and skipped < MOST_FILLERS:
                    open_nodes.append((node, at + 1, skipped + 1))
                after = node.words.get(forms[at])
                if after:
                    open_nodes.append((after, at + 1, 0))
                if node.prefixes:
                    for length in range(2, len(word) + 1):
                        after = node.prefixes.get(word[:length])
                        if after:
                            open_nodes.append((after, at + 1, 0))
        return found
