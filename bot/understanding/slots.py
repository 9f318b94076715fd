"""Slots: the parts of a message that is no question, and where they stand in it."""

from collections import defaultdict
from collections.abc import Mapping, Sequence

from bot.content.lexicon import Lexicon
from bot.understanding.normalise import words
from bot.understanding.phrases import Found, PhraseBook
from bot.understanding.stems import stem

_REACH = 5  # words between two slots of a pattern


class SlotsFound:
    """The slots of one message."""

    def __init__(self, found: Mapping[str, Sequence[Found]]) -> None:
        self._found = found

    def has(self, *names: str) -> bool:
        """Whether any of the slots is there."""
        return any(name in self._found for name in names)

    def places(self, name: str) -> Sequence[Found]:
        """Where a slot is, from left to right."""
        return self._found.get(name, ())

    def fits(self, pattern: Sequence[str]) -> bool:
        """Whether the slots of *pattern* follow one another closely, and those after ``!`` are absent."""
        wanted = [name for name in pattern if not name.startswith("!")]
        if any(self.has(name[1:]) for name in pattern if name.startswith("!")):
            return False
        return bool(wanted) and any(self._follows(wanted[1:], first.end) for first in self.places(wanted[0]))

    def _follows(self, rest: Sequence[str], end: int) -> bool:
        if not rest:
            return True
        near = [found for found in self.places(rest[0]) if end <= found.start <= end + _REACH]
        return any(self._follows(rest[1:], found.end) for found in near[:_REACH])


class Slots:
    """Finds slots in messages; a slot's words match in all their forms, unless the lexicon calls it exact."""

    def __init__(self, lexicon: Lexicon) -> None:
        self._book, self._exact = PhraseBook(), PhraseBook()
        exact = frozenset(lexicon.exact_slots)
        for name, phrases in (*lexicon.slots.items(), *((f"kind:{k}", p) for k, p in lexicon.dental_kinds.items())):
            for phrase in phrases:
                spelled = _spelled(phrase, lexicon)
                if name in exact:
                    self._exact.add(spelled, name)
                else:
                    self._book.add([stem(word) for word in spelled], name)
        for phrase in lexicon.dental_context:
            self._book.add([stem(word) for word in _spelled(phrase, lexicon)], "dental_context")

    def find(self, row: Sequence[str]) -> SlotsFound:
        """The slots in the words *row*."""
        found: dict[str, list[Found]] = defaultdict(list)
        for each in (*self._book.every([stem(word) for word in row]), *self._exact.every(row)):
            for name in each.names:
                found[name].append(each)
        return SlotsFound(found)


def _spelled(phrase: str, lexicon: Lexicon) -> list[str]:
    return [meant for word in words(phrase) for meant in words(lexicon.spelling.get(word, word))]
