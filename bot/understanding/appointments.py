"""Notes of a day: an injection that was given or is ahead, a dental visit to come."""

import datetime as dt
import re

from bot.understanding.dates import DateReading, Direction, read_date
from bot.understanding.message import Intent, Message
from bot.understanding.slots import SlotsFound

_SHORT = 14  # words
_SHORT_NOTE = 10
_STRANGERS = 4  # loose words in a note that names the injection and what was done
_STRANGERS_BARE = 1  # ... in one that does not: "jab 15/12", "it's booked for the 12th"
_STRANGERS_DENTAL = 7
_RECENT = 45  # days
_DENTAL_KINDS = ("surgery", "implant", "extraction", "root_canal", "filling", "checkup")
_UNSURE = "unsure"
_INJECTION = frozenset(("injection", "denosumab", "bone_injection"))
_BEFORE_NOW = dt.timedelta(days=_RECENT)
# "the jab's on Friday"; other readers of the message leave the 's out.
_IS_ON = re.compile(r"['\u2019]s (?:on|at|this|for|due|booked|tomorrow|today|scheduled)\b", re.IGNORECASE)
_CLAUSE = re.compile(r"[.!?;,\n]+(?=\D)| (?:and|but|so|then) ", re.IGNORECASE)
_MOST_CLAUSES = 6


def dental_visit(message: Message) -> Intent | None:
    """A dental visit to come, with its kind; None for questions, complaints and visits that are over."""
    slots = message.slots
    if message.asks or slots.has("symptom"):
        return None
    kind = dental_kind(slots)
    if kind is None:
        return None
    ahead, back = _read(message, "future", "dental"), _read(message, "past", "dental")
    if is_over(message, back, ahead) or (ahead.date and ahead.date < message.today):
        return None
    if ahead.date or ahead.dates:
        if message.extras > _STRANGERS_DENTAL:
            return None
        return Intent("plan_dental", "dental visit with a day", kind, ahead)
    is_short = len(message.reading.words) <= _SHORT and not message.reading.names & _INJECTION
    if is_short and slots.has("will_need", "booked", "ahead_strong") and (kind != "unsure" or slots.has("booked")):
        return Intent("plan_dental", "dental visit ahead", kind, ahead)
    return None


def is_over(message: Message, back: DateReading, ahead: DateReading) -> bool:
    """Whether the visit is told of, not planned: "I've had my tooth pulled on Monday"."""
    told = next((slots for _, slots in message.clauses if dental_kind(slots)), message.slots)
    if told.has("booked"):
        return False
    is_settled = back.date is not None and back.date == ahead.date
    return told.has("surely_had") or (told.has("had_strong") and is_settled and not told.has("ahead_strong"))


def dental_kind(slots: SlotsFound, *, is_dental: bool = False) -> str | None:
    """
    The kind of dental visit that the words name, or None.

    Words that mean it only at the dentist's ("bridge", "polish") count where another word tells of one, or where it
    is known to be one (*is_dental*).
    """
    needing = {(found.start, found.end) for found in slots.places("needs_dentist")}
    for kind in (*_DENTAL_KINDS, _UNSURE):
        if kind == _UNSURE and (slots.fits(("pulling", "tooth")) or slots.fits(("tooth", "pulled"))):
            return "extraction"
        for found in slots.places(f"kind:{kind}"):
            context = [c for c in slots.places("dental_context") if (c.start, c.end) != (found.start, found.end)]
            if (found.start, found.end) not in needing or context or is_dental or kind == "implant":
                return kind
    return None


def injection(message: Message) -> Intent | None:
    """An injection that was given, or one that is ahead."""
    slots = message.slots
    if message.asks or slots.has("symptom") or message.topics > 1 or is_anothers(message):
        return None
    if slots.has("denial") or (slots.has("was_planned") and not slots.has("after_all")):
        return None
    named = _names_injection(message)
    act = slots.has("had", "surely_had", "booked", "ahead_strong")
    if message.loose > (_STRANGERS if named and act else _STRANGERS_BARE):
        return None
    if not named and (not act or message.topics or not slots.has("it_words", "done_to_me")):
        return None
    back, ahead = _read(message, "past", "injection"), _read(message, "future", "injection")
    if _is_ahead(message, back, ahead):
        return _booked(message, ahead)
    return _given(message, back, named=named)


def is_anothers(message: Message) -> bool:
    """Whether the needle is another one, or somebody else's: never to be noted as an injection of ours."""
    slots = message.slots
    other = slots.has("other_needle") and "denosumab" not in message.reading.names
    return message.other_needle or slots.has("not_patient") or other


def _names_injection(message: Message) -> bool:
    return message.slots.has("self_injection") or not message.reading.names.isdisjoint(_INJECTION)


def _given(message: Message, back: DateReading, *, named: bool) -> Intent | None:
    slots = message.slots
    short = len(message.reading.words) <= _SHORT_NOTE
    is_recent = _nearer(back, message.today) is not None
    is_bare = named and message.loose == 0 and back.date == read_date(message.text, message.today, "future").date
    if (slots.has("had", "surely_had") or is_recent or is_bare) and (
        (back.date and back.date <= message.today) or back.dates
    ):
        return Intent("log_injection", "an injection that was given, with a day", when=back)
    is_vague = back.reason == "month_only" and len(message.reading.words) <= _SHORT
    undated = (named and message.loose <= _STRANGERS_BARE) or slots.has("done_to_me") or is_vague
    if (short or is_vague) and undated and slots.has("had_strong", "surely_had"):
        return Intent("log_injection", "an injection that was given", when=back)
    return None


def _is_ahead(message: Message, back: DateReading, ahead: DateReading) -> bool:
    """Whether an injection to come is meant: by the words, by the day they name, or by the nearer reading."""
    slots = message.slots
    is_settled = back.date is not None and back.date == ahead.date
    if slots.has("surely_had") and not (is_settled and back.date and back.date > message.today):
        return False
    if slots.has("booked", "ahead_strong") or _IS_ON.search(message.text):
        return not (slots.has("had_strong") and is_settled and back.date and back.date <= message.today)
    if is_settled:
        return ahead.date is not None and ahead.date > message.today
    if slots.has("had_strong", "last_time"):
        return False
    if ahead.date is None or ahead.date <= message.today:
        return False
    recent = _nearer(back, message.today)
    return slots.has("ahead") or recent is None or ahead.date - message.today < message.today - recent


def _nearer(back: DateReading, today: dt.date) -> dt.date | None:
    """The past day, where it is recent enough to be meant without a word that says so."""
    return back.date if back.date and today - back.date <= _BEFORE_NOW else None


def _booked(message: Message, ahead: DateReading) -> Intent | None:
    if ahead.date is not None and ahead.date < message.today:
        return None
    named = _names_injection(message)
    is_dated = bool(ahead.date or ahead.dates or ahead.reason == "month_only")
    if not named and message.loose:
        return None
    if is_dated or (named and message.slots.has("booked")):
        return Intent("book_injection", "an injection ahead", when=ahead)
    return None


def _read(message: Message, prefer: Direction, subject: str) -> DateReading:
    """
    The day meant: where the message names several, that of the clause about *subject*.

    "Mum's injection is tomorrow and her tooth comes out on the 14th".
    """
    whole = read_date(message.text, message.today, prefer)
    if not whole.dates:
        return whole
    for clause, slots in message.clauses:
        about_teeth = dental_kind(slots) is not None
        if about_teeth if subject == "dental" else slots.has("self_injection", "surely_had") and not about_teeth:
            part = read_date(clause, message.today, prefer)
            if part.date:
                return part
    return whole


def clauses(text: str) -> list[str]:
    """*text* in at most six clauses; none where it is a single one."""
    parts = [part for part in _CLAUSE.split(text) if part and part.strip()]
    return parts if 1 < len(parts) <= _MOST_CLAUSES else []
