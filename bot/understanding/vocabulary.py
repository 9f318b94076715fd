"""The lexicon compiled: from the words of a message to the concepts in it."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from bot.content.intents import IntentWords
from bot.content.lexicon import Kind, Lexicon
from bot.understanding.normalise import words
from bot.understanding.phrases import Found, PhraseBook
from bot.understanding.spelling import Speller, english_words
from bot.understanding.stems import stem

STAND_IN = "it"
_SHORTEST_MEDICINE = 7
_SIGNATURE = 5  # a name after "regards" is no longer than this


@dataclass(frozen=True)
class Concepts:
    """A concept found at the words ``start`` to ``end``; a phrase may mean several."""

    names: tuple[str, ...]
    start: int
    end: int


@dataclass(frozen=True)
class Reading:
    """
    A message read: ``typed`` all its words, ``words`` those without courtesy, ``row`` also without articles
    (as ``stems`` too).

    ``corrections`` are (typed, read as).
    """

    typed: tuple[str, ...]
    words: tuple[str, ...]
    row: tuple[str, ...]
    stems: tuple[str, ...]
    concepts: tuple[Concepts, ...]
    corrections: tuple[tuple[str, str], ...]

    @property
    def names(self) -> frozenset[str]:
        """All concepts found."""
        return frozenset(name for found in self.concepts for name in found.names)


class Vocabulary:
    """Reads messages with the words of a lexicon and of the entries (``texts``)."""

    def __init__(self, lexicon: Lexicon, intents: IntentWords, texts: Iterable[str]) -> None:
        self._spelling = {word: tuple(words(meant)) for word, meant in lexicon.spelling.items()}
        self._pointers = frozenset(lexicon.pointer_words)
        self.anchors = frozenset(lexicon.anchor_concepts)
        self.likely = frozenset(lexicon.likely_concepts)
        self.other_needle = frozenset(lexicon.other_needle_concepts)
        self._endings = tuple(lexicon.medicine_endings)
        self._stand_ins = frozenset(lexicon.stand_in_words)
        self._thanks = PhraseBook()
        for phrase in lexicon.thanks:
            self._thanks.add(words(phrase), "thanks")
        self._sign_off = frozenset(lexicon.sign_off_words)
        self.asking = frozenset(lexicon.asking_words)
        self._functions = frozenset(word for phrase in lexicon.function_words for word in words(phrase))
        self.kinds: dict[str, Kind] = {}
        self.implied: dict[str, tuple[str, ...]] = {}
        self._concepts = PhraseBook()
        self._courtesy = PhraseBook()
        known: list[str] = list(self._functions)
        for name, kind, concept in lexicon.all_concepts():
            self.kinds[name] = kind
            self.implied[name] = concept.implies
            for phrase in concept.say:
                known.extend(words(phrase))
                self._concepts.add([stem(word) for word in self._bare(phrase)], name)
        for phrase in lexicon.courtesy:
            self._courtesy.add(words(phrase), "courtesy")
        for phrase in (*intents.phrases(), *lexicon.courtesy):
            known.extend(words(phrase))
        used: list[str] = []
        for text in texts:
            used.extend(self.spelled(words(text)))
        # Phrasings hold typing errors on purpose; those must not become words of ours.
        own = Speller(known)
        self.speller = Speller([*known, *(word for word in used if own.mend(word) == word)])

    def is_function(self, word: str) -> bool:
        """Whether *word* carries no subject of its own."""
        return word in self._functions

    def is_medicine_name(self, word: str) -> bool:
        """Whether *word*, which we do not know, ends as names of medicines do."""
        return len(word) >= _SHORTEST_MEDICINE and word.endswith(self._endings) and word not in english_words()

    def read(self, text: str) -> Reading:
        """What *text* says in our words."""
        typed = self.spelled(words(text))
        mended, corrections = self._mended(typed)
        plain = self._without_courtesy(mended)
        row = self._pointed(plain)
        stems = [stem(word) for word in row]
        return Reading(tuple(mended), tuple(plain), tuple(row), tuple(stems), self._found(stems), corrections)

    def _bare(self, phrase: str) -> list[str]:
        spelled = self.spelled(words(phrase))
        return self._pointed(spelled) or spelled

    def _pointed(self, row: Sequence[str]) -> list[str]:
        """Without articles; "this jab" is "jab", and a "this" that stands alone is "it"."""
        kept: list[str] = []
        for word, following in zip(row, [*row[1:], ""], strict=False):
            if word in self._stand_ins:
                if word == STAND_IN or not following or self.is_function(following):
                    kept.append(STAND_IN)
            elif word not in self._pointers:
                kept.append(word)
        return kept

    def spelled(self, typed: Sequence[str]) -> list[str]:
        """*typed* with typing habits written out (u, appt, dont)."""
        return [meant for word in typed for meant in self._spelling.get(word, (word,))]

    def _mended(self, typed: Sequence[str]) -> tuple[list[str], tuple[tuple[str, str], ...]]:
        mended: dict[str, str] = {}
        for word in typed:
            if word not in mended:
                mended[word] = self.speller.mend(word) if len(mended) < Speller.MOST else word
        return [mended[word] for word in typed], tuple((a, b) for a, b in mended.items() if a != b)

    def _without_courtesy(self, row: list[str]) -> list[str]:
        for position in range(max(0, len(row) - _SIGNATURE), len(row)):
            if row[position] in self._sign_off:
                row = row[: position + 1]
                break
        left, kept = 0, self.without_thanks(row)
        while length := self._courtesy_length(kept, left):
            left += length
        right = len(kept)
        while right > left:
            length = next((n for n in range(5, 0, -1) if self._is_courtesy(kept[max(left, right - n) : right])), 0)
            if not length:
                break
            right -= min(length, right - left)
        return kept[left:right] or kept

    def without_thanks(self, row: Sequence[str]) -> list[str]:
        """*row* without please and thanks ("thank you" goes as a whole)."""
        spans = self._thanks.longest(row)
        polite = {at for found in spans for at in range(found.start, found.end)}
        return [word for at, word in enumerate(row) if at not in polite]

    def _courtesy_length(self, row: list[str], start: int) -> int:
        return max((found.end - start for found in self._courtesy.at(row, start)), default=0)

    def _is_courtesy(self, row: list[str]) -> bool:
        return any(found.end == len(row) for found in self._courtesy.at(row, 0))

    def _found(self, stems: Sequence[str]) -> tuple[Concepts, ...]:
        return tuple(
            Concepts(tuple(dict.fromkeys(self._meant(found, stems))), found.start, found.end)
            for found in self._concepts.longest(stems)
        )

    def _meant(self, found: Found, stems: Sequence[str]) -> Iterator[str]:
        """The names of a phrase, what they imply, and our medicine where the phrase names it ("first jab")."""
        for name in found.names:
            yield name
            yield from self.implied[name]
        if found.end - found.start > 1 and not self.other_needle.intersection(found.names):
            for inner in self._concepts.every(stems[found.start : found.end]):
                yield from (name for name in inner.names if self.kinds[name] == "ours")
