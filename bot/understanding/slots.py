"""Slots: the parts of a message that is no question, and where they stand in it."""

from collections import defaultdict
from collections.abc import Mapping, Sequence

from bot.content.intents import IntentWords
from bot.understanding.normalise import words
from bot.understanding.phrases import Found, PhraseBook
from bot.understanding.stems import stem
from bot.understanding.vocabulary import Vocabulary

_REACH = 5  # words between two slots of a pattern


class SlotsFound:
    """The slots of one message."""

    def __init__(self, found: Mapping[str, Sequence[Found]]) -> None:
        self._found = found

    @property
    def names(self) -> frozenset[str]:
        """All slots that are there."""
        return frozenset(self._found)

    def has(self, *names: str) -> bool:
        """Whether any of the slots is there."""
        return any(name in self._found for name in names)

    def places(self, name: str) -> Sequence[Found]:
        """Where a slot is, from left to right."""
        return self._found.get(name, ())

    def words_of(self, names: Sequence[str], row: Sequence[str]) -> frozenset[str]:
        """The words of *row* (the one that was searched) that fill one of these slots."""
        return frozenset(word for name in names for found in self.places(name) for word in row[found.start : found.end])

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
    """Finds slots in messages; a slot's words match in all their forms, unless the content calls it exact."""

    def __init__(self, intents: IntentWords, vocabulary: Vocabulary) -> None:
        self._book, self._exact = PhraseBook(), PhraseBook()
        exact = frozenset(intents.exact_slots)
        for name, phrases in (*intents.slots.items(), *((f"kind:{k}", p) for k, p in intents.dental_kinds.items())):
            for phrase in phrases:
                spelled = vocabulary.spelled(words(phrase))
                if name in exact:
                    self._exact.add(spelled, name)
                else:
                    self._book.add([stem(word) for word in spelled], name)
        for phrase in intents.dental_context:
            self._book.add([stem(word) for word in vocabulary.spelled(words(phrase))], "dental_context")

    def find(self, row: Sequence[str]) -> SlotsFound:
        """The slots in the words *row*."""
        found: dict[str, list[Found]] = defaultdict(list)
        for each in (*self._book.every([stem(word) for word in row]), *self._exact.every(row)):
            for name in each.names:
                found[name].append(each)
        return SlotsFound(found)
