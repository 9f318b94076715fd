"""Messages of nothing but courtesy: a greeting, thanks, a compliment, a goodbye, an emoji."""

from collections.abc import Sequence

from bot.content.intents import IntentWords
from bot.understanding.normalise import words
from bot.understanding.phrases import PhraseBook
from bot.understanding.vocabulary import Vocabulary

_LONGEST = 16  # words; who says more has something to say
_LONGEST_GREETING = 5


class Smalltalk:
    """Recognises small talk by its phrases, and by its words where they are put in a new order."""

    def __init__(self, wording: IntentWords, vocabulary: Vocabulary) -> None:
        self._vocabulary = vocabulary
        self._phrases = PhraseBook()
        for phrase in (*wording.smalltalk, *wording.smalltalk_cores):
            self._phrases.add(vocabulary.spelled(words(phrase)), "smalltalk")
        self._cores = PhraseBook()
        for phrase in wording.smalltalk_cores:
            self._cores.add(vocabulary.spelled(words(phrase)), "core")
        self._fillers = frozenset(word for phrase in wording.smalltalk_fillers for word in words(phrase))

    def is_all(self, text: str, typed: Sequence[str]) -> bool:
        """Whether there is nothing but phrases of courtesy: also "hello Mary", also a lone emoji."""
        row = self._vocabulary.without_thanks(typed)
        if not row:
            return bool(text.strip())
        covered = {at for found in self._phrases.longest(row) for at in range(found.start, found.end)}
        strangers = [word for at, word in enumerate(row) if at not in covered]
        if not strangers:
            return True
        return self._is_name(strangers) and 0 in covered and len(row) <= _LONGEST_GREETING

    def is_worded(self, typed: Sequence[str]) -> bool:
        """
        Whether there is a core of courtesy ("grateful"), and beside it only words that go with one.

        Thanks alone are less of a core: "I can't find my keys, thanks" is no small talk.
        """
        if len(typed) > _LONGEST:
            return False
        row = self._vocabulary.without_thanks(typed)
        covered = {at for found in self._cores.longest(row) for at in range(found.start, found.end)}
        rest = [word for at, word in enumerate(row) if at not in covered and word not in self._fillers]
        if not covered:
            return not rest and len(row) < len(typed)
        loose = [word for word in rest if not self._vocabulary.is_function(word)]
        return not loose or self._is_name(loose)

    def _is_name(self, strangers: Sequence[str]) -> bool:
        """One word that means nothing to us."""
        return (
            len(strangers) == 1
            and not self._vocabulary.speller.knows(strangers[0])
            and not self._vocabulary.read(strangers[0]).concepts
        )
