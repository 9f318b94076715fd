"""What a message wants when it asks nothing: a date to keep, a person, silence, deletion, or just a greeting."""

import datetime as dt

from bot.content.intents import IntentWords
from bot.understanding.appointments import clauses, dental_visit, injection
from bot.understanding.message import Intent, Message
from bot.understanding.normalise import words
from bot.understanding.slots import Slots, SlotsFound
from bot.understanding.smalltalk import Smalltalk
from bot.understanding.vocabulary import Reading, Vocabulary

_LONGEST = 45  # words; a longer story is not one of these
_BARE_NEWS = 4  # words


class Intents:
    """Recognises the intents of content/intents.yaml."""

    def __init__(self, wording: IntentWords, vocabulary: Vocabulary) -> None:
        self._vocabulary = vocabulary
        self._slots = Slots(wording, vocabulary)
        self._smalltalk = Smalltalk(wording, vocabulary)
        self._note_words = frozenset(wording.note_words)
        self._note_slots = tuple(wording.note_slots)
        self._note_concepts = frozenset(wording.note_concepts)
        self._titles = frozenset(wording.titles)
        self._beside_contact = frozenset(wording.contact_concepts)
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
        slots = self._slots.find(reading.words)
        if self._smalltalk.is_all(text, reading.typed):
            return Intent("smalltalk", "nothing but courtesy")
        if len(reading.words) > _LONGEST:
            return None
        message = self._message(text, reading, slots, today)
        found = _farewell(message) or self._by_pattern(message) or dental_visit(message) or injection(message)
        if not found and not message.asks and self._smalltalk.is_worded(reading.typed):
            return Intent("smalltalk", "courtesy in other words")
        return found

    def _message(self, text: str, reading: Reading, slots: SlotsFound, today: dt.date) -> Message:
        asks = _asks(slots)
        parts = [] if asks else [(part, self._slots.find(self._vocabulary.read(part).words)) for part in clauses(text)]
        return Message(
            text,
            reading,
            slots,
            today,
            loose=self._loose(reading, slots),
            topics=sum(not self._note_concepts.intersection(found.names) for found in reading.concepts),
            asks=asks,
            other_needle=self._is_other_needle(reading),
            clauses=parts,
        )

    def _by_pattern(self, message: Message) -> Intent | None:
        names = message.reading.names
        for name, pattern, parts in self._patterns:
            about = self._note_concepts if message.slots.has("wish_to_talk") else frozenset[str]()
            if name == "contact" and names - self._beside_contact - about:
                continue
            if message.slots.fits(parts):
                return Intent(name, pattern)
        return None

    def _is_other_needle(self, reading: Reading) -> bool:
        """Whether another needle is meant; a word that may also be harmless ("the surgery") does not count."""
        kinds, other = self._vocabulary.kinds, self._vocabulary.other_needle
        return any(
            (other.intersection(found.names) or any(kinds[name] == "other_medicine" for name in found.names))
            and not self._note_concepts.intersection(found.names)
            for found in reading.concepts
        )

    def _loose(self, reading: Reading, slots: SlotsFound) -> int:
        """How many words there are that a mere note of a date would not hold; the name after "Dr" does not count."""
        inside = {position for found in reading.concepts for position in range(found.start, found.end)}
        said = slots.words_of(self._note_slots, reading.words)
        before = ("", *reading.row)
        return sum(
            position not in inside
            and not word.isdigit()
            and word not in said
            and word not in self._note_words
            and before[position] not in self._titles
            and not self._vocabulary.is_function(word)
            for position, word in enumerate(reading.row)
        )


def _asks(slots: SlotsFound) -> bool:
    """Whether it is a question: by its first words, by a verb before its subject, or by a turn that asks."""
    if any(found.start == 0 for found in slots.places("question_start")) or slots.has("question_inside"):
        return True
    turned = [found for found in slots.places("question_verb") if found.start == 0]
    subjects = (*slots.places("question_subject"), *slots.places("self_injection"))
    return any(verb.end == subject.start for verb in turned for subject in subjects)


def _farewell(message: Message) -> Intent | None:
    """The patient died, or we write to somebody else."""
    slots = message.slots
    bare = len(message.reading.words) <= _BARE_NEWS and message.topics == 0 and slots.has("died_plainly")
    announced = slots.has("announces") or slots.fits(("stop_verb", "messages"))
    about_patient = bare or announced or (slots.has("patient") and message.topics == 0)
    if slots.has("died") and about_patient and not slots.has("not_patient", "symptom") and not message.asks:
        return Intent("stop_messages", "somebody died", "death")
    wrong = _is_other_name(message) or slots.has("wrong", "not_phone") or slots.fits(("is_not", "phone_word"))
    if wrong and message.extras <= 5 and not (message.asks and slots.has("self_injection")):
        return Intent("stop_messages", "not our patient", "wrong_person")
    return None


def _is_other_name(message: Message) -> bool:
    """A denial and hardly more than a name that we do not know: "This is not Doris", "I'm not Mr Khan"."""
    short = len(message.reading.words) <= _BARE_NEWS + 2 and message.topics == 0
    return short and message.slots.has("is_not") and message.loose in (1, 2) and not message.slots.has("self_injection")


