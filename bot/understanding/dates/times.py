"""Clock times. Appointments are by day: "at 3" is the afternoon, "at 9" the morning."""

import re
from datetime import time
from typing import Final

from bot.understanding.dates.absolute import DOTTED_TIME
from bot.understanding.dates.tokens import Token
from bot.understanding.dates.words import word_set

_UNITS: Final = "dwFv"
_CLOCK: Final = re.compile(
    r"""
      (?P<written>K)
    | (?P<half>jPn) | (?P<quarter_to>jrn) | (?P<halfn>(?<![n-])jn(?![dwFv]))
    | (?P<past>nPn(?![dwFv])) | (?P<to>nrn(?=k?S?i?h?Q|k|S|$))
    | (?P<oclock>nk)
    | (?P<dotted>@E) | (?P<dotted_alone>(?<!q)E(?!f?M|[dwFv])) | (?P<hundred>@Y|^Y$)
    | (?P<spoken>@?nn(?![dwFvMm]))
    | (?P<at>@n(?![dwFvMEDfx-]))
    | (?P<at_last>@n(?=x))
    | (?P<noon>u)
    """,
    re.VERBOSE,
)
_PART: Final = re.compile(r"k?C?(?:ih|th|t|i)?Q|k?C?x?R")
_COUNTED_AFTER: Final = word_set(
    "mg mcg ml iu pm hours hour hrs minutes mins minute percent people times tablets tablet pills others "
    "kids children grandchildren different street st road rd miles mile km pounds stone kg lb"
)


def find_time(tokens: list[Token], kinds: str) -> time | None:
    """The first clock time of a message, or None. Bare hours from 1 to 6 are read as the afternoon."""
    for match in _CLOCK.finditer(kinds):
        found = _minutes(match.lastgroup or "", tokens[match.start() : match.end()], tokens, match.end())
        if found is not None and 0 <= found < 24 * 60:
            return time(found // 60, found % 60)
    return None


def _minutes(form: str, parts: list[Token], tokens: list[Token], end: int) -> int | None:
    first, last = parts[0], parts[-1]
    if form == "written":
        literal = "m" in first.text or first.text.startswith("0")
        return first.value if literal or first.value < 0 else _by_day(first.value, tokens, end)
    if form == "noon":
        return 12 * 60
    if form == "dotted":
        written = re.fullmatch(r"\d+\.\d\d", last.text)
        return _by_day(_hours_and_minutes(last.text), tokens, end) if written else None
    if form == "dotted_alone":
        return _by_day(_hours_and_minutes(last.text), tokens, end) if DOTTED_TIME.fullmatch(last.text) else None
    if form == "spoken":
        hour, minute = parts[-2].value, last.value
        clear = first.kind == "@" or (first.text.isalpha() and last.text.isalpha())
        return _by_day(hour * 60 + minute, tokens, end) if clear and hour < 24 and 5 <= minute < 60 else None
    if form == "hundred":
        if first.kind == "Y" and last.value // 100 in (19, 20):
            return None
        hour, minute = divmod(last.value, 100)
        return hour * 60 + minute if hour < 24 and minute < 60 else None
    hour = last.value if form != "oclock" else first.value
    if not 1 <= hour <= 24 or (form in ("half", "halfn", "quarter_to", "past", "to") and hour > 12):
        return None
    if form in ("quarter_to", "to") and parts[1].text != "to":
        return None
    if form == "at_last" and end < len(tokens) and tokens[end].text in _COUNTED_AFTER:
        return None
    offset = {
        "half": first.value,
        "halfn": first.value if first.value == 30 else None,
        "quarter_to": -first.value,
        "past": first.value,
        "to": -first.value,
    }.get(form, 0)
    if offset is None or not -60 < offset < 60 or (form == "quarter_to" and first.value != 15):
        return None
    return _by_day(hour * 60 + offset, tokens, end)


def _hours_and_minutes(dotted: str) -> int:
    hour, minute = dotted.split(".")
    return int(hour) * 60 + int(minute)


def _by_day(minutes: int, tokens: list[Token], end: int) -> int:
    """Settle morning or afternoon by the words that follow, else by the hours that clinics keep."""
    hour = minutes // 60
    if hour > 12 or minutes < 0:
        return minutes
    following = "".join(token.kind for token in tokens[end : end + 5])
    part = _PART.match(following)
    if part and following[part.end() - 1] == "Q":
        daytime = tokens[end + part.end() - 1].value
        if daytime == 0:
            return minutes % (12 * 60)
        return minutes if hour == 12 else minutes + 12 * 60
    return minutes + 12 * 60 if minutes < 7 * 60 and hour < 12 else minutes
