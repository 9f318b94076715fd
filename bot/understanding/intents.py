"""What a message wants when it asks nothing: a date to keep, a person, silence, deletion, or just a greeting."""

from bot.content.examples import INTENTS
from bot.content.intents import IntentWords
from bot.understanding import weights
from bot.understanding.appointments import clauses, dental_kind, dental_visit, injection, is_anothers, is_over
from bot.understanding.chances import chance
from bot.understanding.dates import Direction, read_both_ways, read_date
from bot.understanding.meanings import Odds
from bot.understanding.message import Intent, Message
from bot.understanding.normalise import words
from bot.understanding.observing import Observed
from bot.understanding.slots import Slots, SlotsFound
from bot.understanding.smalltalk import Smalltalk
from bot.understanding.vocabulary import Reading, Vocabulary

STOPPING = frozenset(("death", "wrong_person"))  # kinds of stop_messages that have examples of their own
ENDING = frozenset(("stop_messages", "delete_data"))  # what would end or erase something
GRAVE = ENDING | STOPPING
# How large a share of all meanings an intent must have by its examples alone; what would end or erase something, more.
_GRAVE_FROM, _LIKE_FROM = 0.6, 0.1
DATED = ("log_injection", "book_injection", "plan_dental")
_LONGEST = 45  # words; a longer story is not one of these
_YEAR, _FIRST_YEAR = 4, 1900
_NEWS = 7  # words of news that need no more than a name
_BARE = 6  # words of a denial that is hardly more than a name
_CONTACT_SLOTS = (
    *("speak", "person", "human_only", "call_me", "call_verb", "ask_for"),
    *("wish_to_talk", "pass_on", "requester", "contact_manner"),
)


class Intents:
    """Recognises the intents of content/intents.yaml."""

    def __init__(self, wording: IntentWords, vocabulary: Vocabulary, slots: Slots) -> None:
        self._vocabulary = vocabulary
        self._slots = slots
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

    def find(self, observed: Observed, odds: Odds) -> tuple[Intent | None, tuple[float, ...]]:
        """
        The intent of a message, or None where it is to be matched as a question; and the facts that it rests on.

        Two witnesses: the patterns of content/intents.yaml and the examples of each intent (*odds*).
        """
        message = self._message(observed)
        certain = self._certain(message)
        by_rule = certain or self._by_rule(message)
        facts = (odds.intent, float(by_rule is not None), float(message.asks))
        if certain:
            return certain, facts
        if chance(weights.INTENT, facts) < weights.INTENT_FROM:
            return None, facts
        rule_says = _meaning(by_rule) if by_rule else ""

        def weight(name: str) -> float:
            return odds.scores[name] + (weights.INTENT_BY_RULE if name == rule_says else 0.0)

        best = max(INTENTS, key=weight)
        if best != rule_says and odds.shares(odds.scores)[best] < (_GRAVE_FROM if best in GRAVE else _LIKE_FROM):
            return None, facts
        found = by_rule if best == rule_says else _by_example(best, message)
        return (None if found and _is_not_meant(found, message) else found), facts

    def _certain(self, message: Message) -> Intent | None:
        """What the message is and nothing else: no example is needed to see it."""
        reading = message.reading
        whole = self._whole.get(reading.words) or self._whole.get(reading.row)
        if whole:
            return Intent(whole, "the whole message")
        if self._smalltalk.is_all(message.text, reading.typed):
            return Intent("smalltalk", "nothing but courtesy")
        return None

    def _by_rule(self, message: Message) -> Intent | None:
        if len(message.reading.words) > _LONGEST:
            return None
        found = _farewell(message) or self._by_pattern(message) or dental_visit(message) or injection(message)
        if not found and not message.asks and self._smalltalk.is_worded(message.reading.typed):
            return Intent("smalltalk", "courtesy in other words")
        return found

    def _message(self, observed: Observed) -> Message:
        reading, slots, text = observed.reading, observed.slots, observed.text
        asks = _asks(slots)
        loose, topics = self._extras(reading, slots)
        parts = [] if asks else [(part, self._slots.find(self._vocabulary.read(part).words)) for part in clauses(text)]
        return Message(
            text,
            reading,
            slots,
            observed.today,
            loose=len(loose),
            topics=topics,
            asks=asks,
            other_needle=self._is_other_needle(reading, slots),
            clauses=parts,
        )

    def _by_pattern(self, message: Message) -> Intent | None:
        for name, pattern, parts in self._patterns:
            if not message.slots.fits(parts) or (name == "contact" and self._has_other_subject(message)):
                continue
            if not (name == "stop_messages" and message.asks and message.slots.has("self_injection")):
                return Intent(name, pattern)
        return None

    def _has_other_subject(self, message: Message) -> bool:
        """Whether the wish for a person is about something that we may be able to answer."""
        reading, slots = message.reading, message.slots
        said = slots.words_of(_CONTACT_SLOTS, reading.words)
        beside = self._beside_contact | (self._note_concepts if slots.has("wish_to_talk") else frozenset())
        return any(
            not beside.issuperset(found.names) and not said.issuperset(reading.row[found.start : found.end])
            for found in reading.concepts
        )

    def _is_other_needle(self, reading: Reading, slots: SlotsFound) -> bool:
        """Whether another needle is meant; words that may be harmless ("the surgery", "full stop") do not count."""
        kinds, other = self._vocabulary.kinds, self._vocabulary.other_needle
        remarked = slots.words_of(("remark",), reading.words)
        return any(
            (other.intersection(found.names) or any(kinds[name] == "other_medicine" for name in found.names))
            and not self._note_concepts.intersection(found.names)
            and not remarked.issuperset(reading.row[found.start : found.end])
            for found in reading.concepts
        )

    def _extras(self, reading: Reading, slots: SlotsFound) -> tuple[list[str], int]:
        """The words, and how many concepts, that a note of a day would not hold (but it may hold a name after "Dr")."""
        said = slots.words_of(self._note_slots, reading.words) | self._note_words
        is_function = self._vocabulary.is_function
        other = [not (word.isdigit() or word in said or is_function(word)) for word in reading.row]
        inside = {position for found in reading.concepts for position in range(found.start, found.end)}
        before = ("", *reading.row)
        loose = [
            word
            for position, word in enumerate(reading.row)
            if other[position] and position not in inside and before[position] not in self._titles
        ]
        topics = sum(
            not self._note_concepts.intersection(found.names) and any(other[found.start : found.end])
            for found in reading.concepts
        )
        return loose, topics


def _is_not_meant(found: Intent, message: Message) -> bool:
    """Whether nothing is to end: "don't delete anything"; a death of long ago, or one that the writer mourns."""
    if found.kind == "death":
        years = (int(word) for word in message.reading.typed if len(word) == _YEAR and word.isdigit())
        long_ago = any(_FIRST_YEAR <= year < message.today.year - 1 for year in years)
        return long_ago or message.slots.has("long_ago", "mourns")
    return found.name in ENDING and message.slots.has("refused")


def _meaning(intent: Intent) -> str:
    """The name under which content/examples knows *intent*."""
    if intent.kind in STOPPING:
        return intent.kind
    return "person" if intent.name == "contact" else intent.name


def _by_example(name: str, message: Message) -> Intent | None:
    """The intent *name* for a message that no pattern knows but that reads like its examples."""
    why = "like its examples"
    if message.asks and message.topics and name in DATED:
        return None  # "had it on Wednesday, can I go swimming" wants to know something
    match name:
        case "death" | "wrong_person":
            return Intent("stop_messages", why, name)
        case "person":
            return Intent("contact", why)
        case "log_injection" | "book_injection":
            if is_anothers(message) or (name == "log_injection" and message.slots.has("denial")):
                return None
            prefer: Direction = "past" if name == "log_injection" else "future"
            when = read_date(message.text, message.today, prefer)
            return Intent(name, why, when=when)
        case "plan_dental":
            back, ahead = read_both_ways(message.text, message.today)
            if is_over(message, back, ahead):
                return None
            return Intent(name, why, dental_kind(message.slots, is_dental=True) or "unsure", ahead)
        case _:
            return Intent(name, why)


def _asks(slots: SlotsFound) -> bool:
    """Whether it is a question: by its first words, by a verb before its subject, or by a turn that asks."""
    if any(found.start == 0 for found in slots.places("exclaims")):
        return False
    if any(found.start == 0 for found in slots.places("question_start")) or slots.has("question_inside"):
        return True
    turned = [found for found in slots.places("question_verb") if found.start == 0]
    return any(verb.end == subject.start for verb in turned for subject in slots.places("question_subject"))


def _farewell(message: Message) -> Intent | None:
    """The patient died, or we write to somebody else."""
    slots = message.slots
    bare = len(message.reading.words) <= _NEWS and message.loose <= 1 and slots.has("died_plainly")
    announced = slots.has("announces", "stop_verb")
    about_patient = announced or ((bare or slots.has("patient")) and message.topics == 0)
    died = slots.has("died") or slots.fits(("lost", "kin")) or (announced and slots.fits(("kin", "gone")))
    if died and about_patient and not slots.has("not_patient", "symptom") and not message.asks:
        return Intent("stop_messages", "somebody died", "death")
    wrong = _is_other_name(message) or slots.has("wrong", "not_phone") or slots.fits(("is_not", "phone_word"))
    is_question = message.asks and (slots.has("self_injection") or message.topics > 1)
    if wrong and message.extras <= 5 and not is_question:
        return Intent("stop_messages", "not our patient", "wrong_person")
    return None


def _is_other_name(message: Message) -> bool:
    """A denial and hardly more than a name that we do not know: "This is not Doris", "There is no Mr Khan here"."""
    slots = message.slots
    if len(message.reading.words) > _BARE or message.topics or slots.has("self_injection"):
        return False
    asked = len(message.reading.words) <= _BARE // 2 and slots.has("who_is")
    return message.loose in (1, 2) and (asked or slots.has("is_not") or slots.fits(("no_such", "here")))
