"""Notes of a day: an injection that was given or is ahead, a dental visit to come."""

import datetime as dt

from bot.understanding.dates import DateReading, read_date
from bot.understanding.message import Intent, Message
from bot.understanding.slots import SlotsFound

_SHORT = 14
_SHORT_NOTE = 10
_NOTE_NAMES = 4  # loose words in a note: names, places
_RECENT = 45  # days
_DENTAL_KINDS = ("surgery", "implant", "extraction", "root_canal", "filling", "checkup", "unsure")


def dental_visit(message: Message) -> Intent | None:
    """A dental visit to come, with its kind; None for questions, complaints and visits that are over."""
    slots = message.slots
    if message.asks or slots.has("symptom"):
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


def injection(message: Message) -> Intent | None:
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


def _is_ahead(message: Message, back: DateReading, ahead: DateReading) -> bool:
    """Whether an injection to come is meant: by the words, by the day they name, or by the nearer reading."""
    slots = message.slots
    if slots.has("booked", "ahead_strong"):
        return not (slots.has("had_strong") and back.date and back.date == ahead.date and back.date <= message.today)
    if ahead.date and ahead.date == back.date:
        return ahead.date > message.today
    if slots.has("had_strong", "last_time"):
        return False
    if ahead.date is None or ahead.date <= message.today:
        return False
    recent = _nearer(back, message.today)
    return slots.has("ahead") or recent is None or ahead.date - message.today < message.today - recent


def _nearer(back: DateReading, today: dt.date) -> dt.date | None:
    """The past day, where it is recent enough to be meant without a word that says so."""
    return back.date if back.date and (today - back.date).days <= _RECENT else None


def _booked(message: Message, ahead: DateReading) -> Intent | None:
    if ahead.date is not None and ahead.date < message.today:
        return None
    if ahead.date or ahead.dates or message.slots.has("booked"):
        return Intent("book_injection", "an injection ahead", when=ahead)
    return None
