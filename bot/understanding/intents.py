"""What a message wants when it asks nothing: a date to keep, a person, silence, deletion, or just a greeting."""

import datetime as dt
from collections.abc import Sequence

from bot.content.intents import IntentWords
from bot.understanding.appointments import dental_visit, injection
from bot.understanding.message import Intent, Message
from bot.understanding.normalise import words
from bot.understanding.phrases import PhraseBook
from bot.understanding.slots import Slots, SlotsFound
from bot.understanding.vocabulary import Reading, Vocabulary

_LONGEST = 45  # words; a longer story is not one of these
_LONGEST_GREETING = 5
_BARE_NEWS = 4  # words


class Intents:
    """Recognises the intents of content/intents.yaml."""

    def __init__(self, wording: IntentWords, vocabulary: Vocabulary) -> None:
        self._vocabulary = vocabulary
        self._slots = Slots(wording, vocabulary)
        self._note_words = frozenset(wording.note_words)
        self._note_concepts = frozenset(wording.note_concepts)
        self._beside_contact = frozenset(wording.contact_concepts)
        self._smalltalk = PhraseBook()
        for phrase in wording.smalltalk:
            self._smalltalk.add(vocabulary.spelled(words(phrase)), "smalltalk")
        self._whole = {
            tuple(vocabulary.without_thanks(vocabulary.spelled(words(phrase)))): name
            for name, intent in wording.intents.items()
            for phrase in intent.whole
        }
        self._patterns = [
            (name, pattern, pattern.split()) for name, intent in wording.intents.items() for pattern in intent.patterns
        ]

    def find(self, text: str, reading: Reading, today: dt.date) -> Intent | None:
        """The intent of *text*, or None where it is to be matched as a question."""
        whole = self._whole.get(reading.words) or self._whole.get(reading.row)
        if whole:
            return Intent(whole, "the whole message")
        if self._is_smalltalk(text, reading.typed):
            return Intent("smalltalk", "nothing but courtesy")
        if len(reading.words) > _LONGEST:
            return None
        slots = self._slots.find(reading.words)
        loose, topics = self._extras(reading)
        message = Message(text, reading, slots, today, loose, topics, _asks(slots), self._is_other_needle(reading))
        return _farewell(message) or self._by_pattern(message) or dental_visit(message) or injection(message)

    def _by_pattern(self, message: Message) -> Intent | None:
        names = message.reading.names
        for name, pattern, parts in self._patterns:
            about = self._note_concepts if message.slots.has("wish_to_talk") else frozenset[str]()
            if name == "contact" and names - self._beside_contact - about:
                continue
            if message.slots.fits(parts):
                return Intent(name, pattern)
        return None

    def _is_smalltalk(self, text: str, typed: Sequence[str]) -> bool:
        """Whether there is nothing but courtesy: also "hello Mary", also a lone emoji."""
        row = self._vocabulary.without_thanks(typed)
        if not row:
            return bool(text.strip())
        covered = {at for found in self._smalltalk.longest(row) for at in range(found.start, found.end)}
        strangers = [word for at, word in enumerate(row) if at not in covered]
        if not strangers:
            return True
        # One word that means nothing to us, after a greeting.
        return (
            len(strangers) == 1
            and 0 in covered
            and len(row) <= _LONGEST_GREETING
            and not self._vocabulary.speller.knows(strangers[0])
            and not self._vocabulary.read(strangers[0]).concepts
        )

    def _is_other_needle(self, reading: Reading) -> bool:
        """Whether another needle is meant; a word that may also be harmless ("the surgery") does not count."""
        return any(
            self._vocabulary.other_needle.intersection(found.names)
            and not self._note_concepts.intersection(found.names)
            for found in reading.concepts
        )

    def _extras(self, reading: Reading) -> tuple[int, int]:
        """How many words, and how many concepts, a mere note of a date would not hold."""
        inside = {position for found in reading.concepts for position in range(found.start, found.end)}
        loose = sum(
            position not in inside and not self._vocabulary.is_function(word) and word not in self._note_words
            for position, word in enumerate(reading.row)
        )
        return loose, sum(not self._note_concepts.intersection(found.names) for found in reading.concepts)


def _asks(slots: SlotsFound) -> bool:
    starts = any(found.start == 0 for found in slots.places("question_start"))
    return starts or slots.has("question_inside")


def _farewell(message: Message) -> Intent | None:
    """The patient died, or we write to somebody else."""
    slots = message.slots
    bare = len(message.reading.words) <= _BARE_NEWS and message.topics == 0 and slots.has("died_plainly")
    if slots.has("died") and (bare or slots.has("patient")) and not slots.has("not_patient") and not message.asks:
        return Intent("stop_messages", "somebody died", "death")
    wrong = _is_other_name(message) or slots.has("wrong", "not_phone") or slots.fits(("is_not", "phone_word"))
    if wrong and message.extras <= 5 and not (message.asks and slots.has("self_injection")):
        return Intent("stop_messages", "not our patient", "wrong_person")
    return None


def _is_other_name(message: Message) -> bool:
    """A denial and hardly more than a name that we do not know: "This is not Doris", "I'm not Mr Khan"."""
    short = len(message.reading.words) <= _BARE_NEWS + 2 and message.topics == 0
    return short and message.slots.has("is_not") and message.loose in (1, 2) and not message.slots.has("self_injection")
