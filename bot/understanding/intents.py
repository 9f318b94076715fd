"""What a message wants when it asks nothing: a date to keep, a person, silence, deletion, or just a greeting."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass, field

from bot.content.lexicon import Lexicon
from bot.understanding.dates import DateReading, read_date
from bot.understanding.normalise import words
from bot.understanding.phrases import PhraseBook
from bot.understanding.slots import Slots, SlotsFound
from bot.understanding.vocabulary import Reading, Vocabulary

_LONGEST = 45  # words; a longer story is not one of these
_SHORT = 14
_SHORT_NOTE = 10
_NOTE_NAMES = 4  # loose words in a note: names, places
_LONGEST_GREETING = 5
_BARE_NEWS = 4  # words
_RECENT = 45  # days
_DENTAL_KINDS = ("surgery", "implant", "extraction", "root_canal", "filling", "checkup", "unsure")


@dataclass(frozen=True)
class Intent:
    """An intent with what it says about a day; ``why`` names the rule, for ``ask``."""

    name: str
    why: str
    kind: str | None = None
    when: DateReading = field(default_factory=DateReading)


@dataclass(frozen=True)
class _Message:
    text: str
    reading: Reading
    slots: SlotsFound
    today: dt.date
    loose: int  # words that a mere note would not hold
    topics: int  # concepts that a mere note would not hold
    asks: bool
    other_needle: bool

    @property
    def extras(self) -> int:
        return self.loose + self.topics


class Intents:
    """Recognises the intents of a lexicon."""

    def __init__(self, lexicon: Lexicon, vocabulary: Vocabulary) -> None:
        self._vocabulary = vocabulary
        self._slots = Slots(lexicon)
        self._note_words = frozenset(lexicon.note_words)
        self._note_concepts = frozenset(lexicon.note_concepts)
        self._beside_contact = frozenset(lexicon.contact_concepts)
        self._other_needle = frozenset(lexicon.other_needle_concepts)
        self._smalltalk = PhraseBook()
        for phrase in lexicon.smalltalk:
            self._smalltalk.add(vocabulary.spelled(words(phrase)), "smalltalk")
        self._whole = {
            tuple(vocabulary.without_thanks(vocabulary.spelled(words(phrase)))): name
            for name, intent in lexicon.intents.items()
            for phrase in intent.whole
        }
        self._patterns = [
            (name, pattern, pattern.split()) for name, intent in lexicon.intents.items() for pattern in intent.patterns
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
        message = _Message(
            text, reading, slots, today, loose, topics, _asks(slots), bool(reading.names & self._other_needle)
        )
        return _farewell(message) or self._by_pattern(message) or _dental(message) or _injection(message)

    def _by_pattern(self, message: _Message) -> Intent | None:
        names = message.reading.names
        for name, pattern, parts in self._patterns:
            if name == "contact" and names - self._beside_contact:
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


def _farewell(message: _Message) -> Intent | None:
    """The patient died, or we write to somebody else."""
    slots = message.slots
    bare = len(message.reading.words) <= _BARE_NEWS and message.topics == 0 and slots.has("died_plainly")
    if slots.has("died") and (bare or slots.has("patient")) and not slots.has("not_patient") and not message.asks:
        return Intent("stop_messages", "somebody died", "death")
    wrong = _is_other_name(message) or slots.has("wrong", "not_phone") or slots.fits(("is_not", "phone_word"))
    if wrong and message.extras <= 5 and not (message.asks and slots.has("self_injection")):
        return Intent("stop_messages", "not our patient", "wrong_person")
    return None


def _is_other_name(message: _Message) -> bool:
    """A denial and hardly more than a name that we do not know: "This is not Doris", "I'm not Mr Khan"."""
    short = len(message.reading.words) <= _BARE_NEWS + 2 and message.topics == 0
    return short and message.slots.has("is_not") and message.loose in (1, 2) and not message.slots.has("self_injection")


def _dental(message: _Message) -> Intent | None:
    slots = message.slots
    if message.asks or slots.has("symptom") or not slots.has("will_need", "booked", "ahead", "dental_context"):
        return None
    kind = _dental_kind(slots)
    if kind is None:
        return None
    ahead = read_date(message.text, message.today, "future")
    back = read_date(message.text, message.today, "past")
    is_past = slots.has("had_strong") and not slots.has("booked") and back.date is not None and _is_over(back, ahead)
    if is_past:
        return None
    if ahead.date and ahead.date < message.today:
        return None
    if ahead.date or ahead.dates:
        return Intent("plan_dental", "dental visit with a day", kind, ahead) if message.extras <= 7 else None
    is_short = len(message.reading.words) <= _SHORT and not message.reading.names & {"denosumab", "injection"}
    if is_short and slots.has("will_need", "booked", "ahead_strong") and kind != "unsure":
        return Intent("plan_dental", "dental visit ahead", kind, ahead)
    return None


def _dental_kind(slots: SlotsFound) -> str | None:
    needing = {(found.start, found.end) for found in slots.places("needs_dentist")}
    for kind in _DENTAL_KINDS:
        for found in slots.places(f"kind:{kind}"):
            context = [c for c in slots.places("dental_context") if (c.start, c.end) != (found.start, found.end)]
            if (found.start, found.end) not in needing or context or kind == "implant":
                return kind
    return None


def _is_over(back: DateReading, ahead: DateReading) -> bool:
    """Whether the words themselves place the day in the past ("yesterday", "last week")."""
    return back.date == ahead.date


def _injection(message: _Message) -> Intent | None:
    """An injection that was given, or one that is ahead."""
    slots = message.slots
    if message.asks or slots.has("denial", "symptom") or message.other_needle or message.topics > 1:
        return None
    named = slots.has("self_injection")
    if message.loose > _NOTE_NAMES or not (named or slots.has("it_words")):
        return None
    back = read_date(message.text, message.today, "past")
    ahead = read_date(message.text, message.today, "future")
    if _is_ahead(message, back, ahead):
        return _booked(message, ahead) if named else None
    short = len(message.reading.words) <= _SHORT_NOTE
    given = slots.has("had") or _nearer(back, message.today) is not None
    if given and ((back.date and back.date <= message.today) or back.dates) and (named or short):
        return Intent("log_injection", "an injection that was given, with a day", when=back)
    if named and short and slots.has("had_strong"):
        return Intent("log_injection", "an injection that was given", when=back)
    return None


def _is_ahead(message: _Message, back: DateReading, ahead: DateReading) -> bool:
    """Whether an injection to come is meant: by the words, by the day they name, or by the nearer reading."""
    slots = message.slots
    if slots.has("booked", "ahead_strong"):
        return not (slots.has("had_strong") and back.date and back.date == ahead.date and back.date <= message.today)
    if ahead.date and ahead.date == back.date:
        return ahead.date > message.today
    if slots.has("had_strong", "last_time"):
        return False
    return bool(ahead.date and ahead.date > message.today and (slots.has("ahead") or not _nearer(back, message.today)))


def _nearer(back: DateReading, today: dt.date) -> dt.date | None:
    """The past day, where it is recent enough to be meant without a word that says so."""
    return back.date if back.date and (today - back.date).days <= _RECENT else None


def _booked(message: _Message, ahead: DateReading) -> Intent | None:
    if ahead.date is not None and ahead.date < message.today:
        return None
    if ahead.date or ahead.dates or message.slots.has("booked"):
        return Intent("book_injection", "an injection ahead", when=ahead)
    return None
