"""Everything that is seen in a message before it is judged: words and concepts, signs of illness, slots, a day."""

import datetime as dt
from dataclasses import dataclass

from bot.understanding.courtesy import without_courtesy
from bot.understanding.dates import is_bare_date, read_both_ways
from bot.understanding.slots import Slots, SlotsFound
from bot.understanding.triage import Triage
from bot.understanding.vocabulary import Reading, Vocabulary


@dataclass(frozen=True)
class Observed:
    """
    One message, observed.

    ``signs``: the concepts of content/triage.yaml with their standing (``jaw:live``, ``fever:denied``) and the cues
    beside them. ``slots``: those of content/intents.yaml. ``day``: whether a day is named that is past, today,
    future, either, a month without a day, or none.
    """

    text: str
    today: dt.date
    reading: Reading
    signs: tuple[str, ...]
    slots: SlotsFound
    day: str
    is_bare_date: bool  # a day is all that is named


class Observer:
    """Observes messages with the vocabularies of the content."""

    def __init__(self, vocabulary: Vocabulary, slots: Slots, triage: Triage) -> None:
        self._vocabulary = vocabulary
        self._slots = slots
        self._triage = triage

    def observe(self, text: str, today: dt.date) -> Observed:
        """*text* as a person wrote it whose local day is *today*; courtesy around it says nothing, and is left out."""
        text = without_courtesy(text)
        reading = self._vocabulary.read(text)
        signs = self._triage.signs(text)
        return Observed(
            text, today, reading, signs, self._slots.find(reading.words), _day(text, today), is_bare_date(text)
        )


def _day(text: str, today: dt.date) -> str:
    back, ahead = read_both_ways(text, today)
    if back.date and back.date == ahead.date:
        return "past" if back.date < today else "today" if back.date == today else "future"
    if back.date or back.dates:
        return "either"
    return "month" if back.reason == "month_only" else "none"
