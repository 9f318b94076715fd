"""What a message is compared and judged by: its concepts, its words, its signs, and which of them stand together."""

from collections.abc import Iterator
from itertools import pairwise

from bot.understanding.observing import Observed
from bot.understanding.vocabulary import Reading, Vocabulary

CONCEPT, WORD, INSIDE, NEIGHBOURS, TOGETHER = 1.0, 0.8, 0.4, 0.6, 0.5
STEM, STEMS, BEGINNING = 0.5, 0.5, 0.35
TYPED, APART, SIGN, SLOT, DAY = 0.5, 0.3, 0.6, 0.5, 1.0
_BEGINNINGS = (4, 5, 6)  # letters
_MOST_PAIRED = 7
_MOST_WORDS = 120


def features(reading: Reading, vocabulary: Vocabulary) -> dict[str, float]:
    """Feature -> how much its kind counts. Long messages: the first 120 words that are left after courtesy."""
    found: dict[str, float] = {}
    names: list[str] = []
    before: tuple[str, ...] = ()
    for unit, is_concept in _units(reading, vocabulary):
        for name in unit:
            found[name] = max(found.get(name, 0.0), CONCEPT if is_concept else WORD)
            if is_concept and name not in names:
                names.append(name)
            for other in before:
                found[f"{other} {name}"] = NEIGHBOURS
        before = unit
    for found_at in reading.concepts:
        for position in range(found_at.start, min(found_at.end, _MOST_WORDS)):
            if not vocabulary.is_function(reading.row[position]):
                found.setdefault(f"w:{reading.stems[position]}", INSIDE)
    paired = sorted(names[:_MOST_PAIRED])
    for index, one in enumerate(paired):
        for other in paired[index + 1 :]:
            found[f"{one}&{other}"] = TOGETHER
    return found | _literal(reading)


def judged_by(observed: Observed, vocabulary: Vocabulary) -> dict[str, float]:
    """
    All that speaks for what a message means: its ``features``, every word but courtesy, the signs of illness with
    their standing, the slots of a note or wish, and the day.
    """
    found = features(observed.reading, vocabulary)
    typed = observed.reading.words[:_MOST_WORDS]
    found |= {f"t:{word}": TYPED for word in typed}
    found |= {f"t:{one} {other}": TYPED for one, other in pairwise(typed)}
    found |= {f"t:{one} * {other}": APART for one, other in zip(typed, typed[2:], strict=False)}
    found |= {f"k:{sign}": SIGN for sign in observed.signs}
    found |= {f"slot:{name}": SLOT for name in observed.slots.names}
    found[f"day:{observed.day}"] = DAY
    return found


def _literal(reading: Reading) -> dict[str, float]:
    """What is written, function words and all: "can i" is not "when i"; the beginnings of long words."""
    stems = reading.stems[:_MOST_WORDS]
    found = {f"s:{one}": STEM for one in stems}
    found |= {f"{one} {other}": STEMS for one, other in pairwise(stems)}
    for word in dict.fromkeys(reading.row[:_MOST_WORDS]):
        found |= {f"{word[:letters]}-": BEGINNING for letters in _BEGINNINGS if len(word) > letters}
    return found


def _units(reading: Reading, vocabulary: Vocabulary) -> Iterator[tuple[tuple[str, ...], bool]]:
    """The concepts and the words that belong to none, in order; (names, whether a concept)."""
    starts = {found.start: found for found in reading.concepts}
    covered = 0
    for position, word in enumerate(reading.row[:_MOST_WORDS]):
        found = starts.get(position)
        if found:
            yield tuple(f"c:{name}" for name in found.names), True
            covered = found.end
        elif position >= covered and (word in vocabulary.asking or not vocabulary.is_function(word)):
            yield (f"w:{reading.stems[position]}",), False
