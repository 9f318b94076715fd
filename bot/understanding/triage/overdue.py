"""How long an injection is overdue, from the patient's own words (red flag R19)."""

import re
from collections.abc import Callable
from typing import Final

from bot.understanding.triage.phrases import Mention
from bot.understanding.triage.status import Status

# Units in weeks; six months is the interval of the label, so "not for a year" is half a year overdue.
_WEEKS = {
    "day": 1 / 7,
    "week": 1.0,
    "wk": 1.0,
    "fortnight": 2.0,
    "month": 4.345,
    "mth": 4.345,
    "year": 52.14,
    "yr": 52.14,
}
INTERVAL_WEEKS = 26.1
ROUNDING_WEEKS = 1.0  # "seven months since the last" may be anything from on time to six weeks late
SHORT_DELAY_WEEKS = 4.0  # up to here most guidance calls it on time
LONG_DELAY_WEEKS = 16.0  # LYU20: over 16 weeks late, more spine fractures
_NUMBERS = {
    "a": 1, "an": 1, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7,
    "eight": 8, "nine": 9, "ten": 10, "eleven": 11, "twelve": 12, "thirteen": 13, "fourteen": 14,
    "fifteen": 15, "sixteen": 16, "seventeen": 17, "eighteen": 18, "nineteen": 19, "twenty": 20,
    "couple": 2, "few": 3, "several": 4, "last": 1, "this": 1,
}  # fmt: skip
# How far a length of time may stand from its words, what is not yet late, and in which standing it counts:
# "was due two months ago" is the past and yet now; "haven't had it for a year" holds a denial and is none.
_LENGTHS: Final = (
    ("time_late", 4, 0.0, frozenset({Status.LIVE, Status.PAST, Status.RELATIVE})),
    (
        "time_since_last",
        9,
        INTERVAL_WEEKS + ROUNDING_WEEKS,
        frozenset({Status.LIVE, Status.PAST, Status.DENIED, Status.RELATIVE}),
    ),
)
_UNIT = re.compile(r"(day|week|wk|fortnight|month|mth|year|yr)s?")


def spans(words: tuple[str, ...]) -> list[tuple[int, int, float]]:
    """Every length of time in a message: first word, end, weeks."""
    found = []
    for at, word in enumerate(words):
        unit = _UNIT.fullmatch(word)
        if not unit:
            continue
        back = at - 1
        half = 0.5 if words[back + 2 : back + 5] == ("and", "a", "half") else 0.0
        if back >= 0 and words[back] == "half":
            half, back = 0.5, back - 1
            while back >= 0 and words[back] in {"a", "and"}:
                back -= 1
        elif back >= 1 and words[back - 1 : back + 1] == ("half", "a"):
            half, back = 0.5, -1
        elif back >= 0 and words[back] == "of":
            back -= 1
        amount = _number(words[back]) if back >= 0 else None
        if amount is None and not half:
            continue
        found.append((max(back, at - 3, 0), at + 1, ((amount or 0.0) + half) * _WEEKS[unit.group(1)]))
    return found


def _number(word: str) -> float | None:
    if word in _NUMBERS:
        return float(_NUMBERS[word])
    try:
        amount = float(word)
    except ValueError:
        return None
    return amount if 0 < amount < 200 else None


def weeks_overdue(
    words: tuple[str, ...], mentions: dict[str, list[Mention]], status_of: Callable[[Mention], Status]
) -> float | None:
    """Weeks past the due date as the message tells them; None where it tells no length of time."""
    best: float | None = None
    for start, end, weeks in spans(words):
        for concept, reach, interval, allowed in _LENGTHS:
            for mention in mentions.get(concept, ()):
                # "ten months since I had it", but "last one was ten months ago".
                since = words[mention.start] == "since"
                if concept == "time_since_last" and (start < mention.start) != since:
                    continue
                gap = max(start - mention.end, mention.start - end)
                if gap <= reach and status_of(mention) in allowed:
                    best = max(best or 0.0, weeks - interval)
    return best
