"""A message cut into tokens with the kinds of ``words``; numbers, dates and clock times in one piece."""

import re
import unicodedata
from dataclasses import dataclass
from typing import Final

from bot.understanding.dates.holidays import HOLIDAYS, LENGTHS
from bot.understanding.dates.words import DOUBTFUL_DAYS, DOUBTFUL_MONTHS, VAGUE_PAIRS, WORDS, word_set

LONGEST = 4096
"""Only this much of a text is read: the longest message that Telegram delivers."""


@dataclass(frozen=True, slots=True)
class Token:
    """
    One word, number or sign.

    Besides the kinds of ``words``: ``D`` a date of three numbers, ``E`` a pair of numbers such as 3/12,
    ``Y`` a year, ``K`` a clock time (minutes of the day; ``text`` as written), ``H`` a holiday,
    ``C`` a comma, ``S`` the end of a sentence, ``-`` a dash, ``x`` anything else.
    """

    kind: str
    value: int
    text: str


_TOKEN: Final = re.compile(
    r"""
      (?P<three>\d{1,4}\s?(?P<sep>[-/.])\s?\d{1,2}\s?(?P=sep)\s?\d{1,4}(?!\d))
    | (?P<spaced>\d{1,2}\ \d{1,2}\ (?:19|20)\d\d(?!\d))
    | (?P<clock>\d{1,2}(?:[:.]\d\d)?\s?(?:a\.?m|p\.?m)\b\.? | \d{1,2}[:h]\d\d(?!\d))
    | (?P<pair>\d{1,2}\s?[-/.]\s?\d{1,2}(?![\d%]))
    | (?P<ordinal>\d{1,2}\s?(?:st|nd|rd|th)\b)
    | (?P<slang>2(?:moro|morrow|moz|day|nite)\b)
    | (?P<short_year>'\d\d(?!\d))
    | (?P<number>\d+)
    | (?P<word>[^\W\d_]+(?:'[^\W\d_]+)?)
    | (?P<sign>[^\w\s])
    """,
    re.VERBOSE,
)
_FIGURES: Final = re.compile(r"(?P<day>\d\d?)[ ,]?(?P<month>\d\d)[ ,]?(?P<year>(?:20)?\d\d)")
_BEFORE: Final = re.compile(r"\bb4\b")
_OCLOCK: Final = re.compile(r"\bo'? ?clock\b")
# Letters of an older school: the 14th ult. (of last month), inst. (this), prox. (next).
_FORMAL: Final = (
    (re.compile(r"\bult(?:imo)?\b\.?"), "of last month"),
    (re.compile(r"\binst(?:ant)?\b\.?"), "of this month"),
    (re.compile(r"\bprox(?:imo)?\b\.?"), "of next month"),
)
_SIGNS: Final = {",": "C", ".": "S", "!": "S", "?": "S", ";": "S", "-": "-", "–": "-", "—": "-", "/": "-", "@": "@"}
_DOTTED_DAY: Final = re.compile(r"\b(\d{1,2})\.(\d{1,2})\.(?=\s|$|,)")  # 14.10. is a day, 14.10 may be a time
_NO_DATE_AFTER: Final = frozenset("£$€¥₹+#")
_SITTING: Final = word_set("down in on up there here for with at by outside through next beside waiting")


def tokenise(text: str) -> tuple[list[Token], str]:
    """Return the tokens of *text* and the string of their kinds, of the same length."""
    text = unicodedata.normalize("NFKC", text[:LONGEST]).replace("’", "'").replace("`", "'").lower()
    text = _OCLOCK.sub("oclock", _BEFORE.sub("before", _figures_alone(text)))
    text = _DOTTED_DAY.sub(r"\1/\2", text)
    for pattern, plainly in _FORMAL:
        text = pattern.sub(plainly, text)
    found: list[Token] = []
    for match in _TOKEN.finditer(text):
        token = _token(match, text)
        if token is not None:
            found.append(token)
    joined = _joined(found)
    found = [_doubted(joined, i) for i in range(len(joined))]
    return found, "".join(token.kind for token in found)


def _figures_alone(text: str) -> str:
    """A message that is nothing but figures, such as 16 11 26 or 161126, as a date with signs between."""
    alone = _FIGURES.fullmatch(text.strip())
    return "/".join(alone.group("day", "month", "year")) if alone else text


def _token(match: re.Match[str], text: str) -> Token | None:
    group, raw = match.lastgroup, match.group()
    if group == "sep":
        group = "three"
    if group == "sign":
        kind = _SIGNS.get(raw)
        return Token(kind, 0, raw) if kind else None
    if group in {"word", "slang"}:
        return _word(raw)
    if text[match.start() - 1 : match.start()] in _NO_DATE_AFTER and match.start():
        return Token("x", 0, raw)
    if group in ("three", "spaced"):
        return Token("D", 0, raw)
    if group == "clock":
        return Token("K", _minutes(raw), raw)
    if group == "pair":
        return Token("x" if raw == "24/7" else "E", 0, raw)
    if group == "ordinal":
        return Token("o", int(raw[:-2]), raw)
    if group == "short_year":
        return Token("y", 2000 + int(raw[1:]), raw)
    return _number(raw)


def _word(raw: str) -> Token:
    known = WORDS.get(raw) or (WORDS.get(raw[:-2]) if raw.endswith("'s") else None)
    if known:
        return Token(*known, raw)
    return Token("x", 0, raw)


def _number(raw: str) -> Token:
    if len(raw) == 8 and raw.startswith("20"):
        return Token("D", 0, f"{raw[:4]}-{raw[4:6]}-{raw[6:]}")
    if len(raw) > 4:
        return Token("x", 0, raw)
    value = int(raw)
    return Token("Y" if len(raw) == 4 else "n", value, raw)


def _minutes(raw: str) -> int:
    """Minutes of the day; -1 where there is no such time."""
    digits = re.findall(r"\d+", raw)
    hour, minute = int(digits[0]), int(digits[1]) if len(digits) > 1 else 0
    if "m" in raw:
        if not 1 <= hour <= 12:
            return -1
        hour = hour % 12 + (12 if "p" in raw else 0)
    return hour * 60 + minute if hour < 24 and minute < 60 else -1


def _doubted(tokens: list[Token], i: int) -> Token:
    """The token, or the same as a mere word where "may" or "sat" is a verb here."""
    token = tokens[i]
    before = tokens[i - 1] if i else None
    after = tokens[i + 1] if i + 1 < len(tokens) else None
    if token.text in DOUBTFUL_MONTHS:
        numbered = (before is not None and before.kind in "onfE") or (after is not None and after.kind in "onhYy")
        led = before is not None and before.kind in "iltNVqQ-@be"
        if numbered and token.text in ("may", "march") and after is not None and after.kind == "h":
            numbered = i + 2 < len(tokens) and tokens[i + 2].kind in "on"
        if not (numbered or led or len(tokens) == 1):
            return Token("x", 0, token.text)
    if token.text in DOUBTFUL_DAYS:
        verb = after is not None and after.text in _SITTING and (after.kind not in "q@" or token.text == "sat")
        thing = token.text == "sun" and before is not None and before.kind in "hifz@"
        if (verb and before is not None and before.kind == "x") or thing:
            return Token("x", 0, token.text)
    return token


def _joined(tokens: list[Token]) -> list[Token]:
    """Twenty-first, thirty one and holidays of several words become one token."""
    joined: list[Token] = []
    i = 0
    while i < len(tokens):
        token = tokens[i]
        name = _holiday(tokens, i)
        if name:
            joined.append(Token("H", 0, name))
            i += len(name.split())
            continue
        if i + 1 < len(tokens) and (token.text, tokens[i + 1].text) in VAGUE_PAIRS:
            joined.append(Token("Z", 0, token.text))
            i += 2
            continue
        j = i + 2 if i + 1 < len(tokens) and tokens[i + 1].kind == "-" else i + 1
        tail = tokens[j] if j < len(tokens) else None
        if tail is not None and _is_ten(token) and tail.kind in "no" and tail.text.isalpha() and tail.value < 10:
            joined.append(Token(tail.kind, token.value + tail.value, f"{token.text} {tail.text}"))
            i = j + 1
            continue
        joined.append(token)
        i += 1
    return joined


def _is_ten(token: Token) -> bool:
    return token.kind == "n" and token.text.isalpha() and token.value in (20, 30, 40, 50)


def _holiday(tokens: list[Token], i: int) -> str | None:
    for length in LENGTHS.get(_stem(tokens[i].text), ()):
        words = " ".join(_stem(token.text) for token in tokens[i : i + length])
        if words in HOLIDAYS:
            return words
    return None


def _stem(word: str) -> str:
    return word.removesuffix("'s")
