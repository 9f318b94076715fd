"""
A message as plain words: one spelling for all the ways a keyboard has of writing them.

Capitals, accents, emoji, punctuation, hyphens, curly quotes and doubled spaces leave no trace, so they can never
change what we understand.
"""

import re
import unicodedata
from collections.abc import Mapping

MAX_CHARACTERS = 4096  # Telegram's limit for a message
MAX_TOKENS = 900

_APOSTROPHES = str.maketrans(dict.fromkeys("\u2019\u2018\u02bc\u02b9\u00b4`\u2032\uff07", "'"))
_IS_SHORT = re.compile(r"\b(what|who|where|when|how|that|there|it|he|she|here)'s\b")
_ENDINGS = (
    (re.compile(r"\b(can|could|would|should|do|does|did|is|are|was|were|have|has|had|must|need)n't\b"), r"\1 not"),
    (re.compile(r"\bcan't\b"), "can not"),
    (re.compile(r"\bwon't\b"), "will not"),
    (re.compile(r"\bshan't\b"), "shall not"),
    (re.compile(r"\bain't\b"), "is not"),
    (re.compile(r"\blet's\b"), "let us"),
    (re.compile(r"\b([a-z]{1,5})'re\b"), r"\1 are"),
    (re.compile(r"\b([a-z]{1,6})'ve\b"), r"\1 have"),
    (re.compile(r"\b([a-z]{1,6})'ll\b"), r"\1 will"),
    (re.compile(r"\b([a-z]{1,5})'d\b"), r"\1 would"),
    (re.compile(r"\bi'm\b"), "i am"),
    (re.compile(r"'s\b"), ""),
    (re.compile(r"'"), ""),
)
_WORD = re.compile(r"[a-z]+|[0-9]+|[^\W\d_]+")
_LONG_RUN = re.compile(r"([a-z])\1{2,}")
_NUMBER_WORDS = (
    "zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve",
    "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen", "twenty",
)  # fmt: skip
_TENS = {"thirty": "30", "forty": "40", "fifty": "50", "sixty": "60", "seventy": "70", "eighty": "80", "ninety": "90"}
_NUMBERS: Mapping[str, str] = {word: str(number) for number, word in enumerate(_NUMBER_WORDS)} | _TENS


def plain(text: str) -> str:
    """*text* (its first 4,096 characters) in lower case, without accents, with contractions written out."""
    folded = unicodedata.normalize("NFKD", text[:MAX_CHARACTERS]).casefold()
    bare = "".join(c for c in folded if not unicodedata.combining(c)).translate(_APOSTROPHES)
    if "'" in bare:
        bare = _IS_SHORT.sub(r"\1 is", bare)
        for pattern, written_out in _ENDINGS:
            bare = pattern.sub(written_out, bare)
    return _LONG_RUN.sub(r"\1\1", bare)


def words(text: str) -> list[str]:
    """
    The words of *text* in order, at most 900: letters or digits only, number words as digits.

    Words of other scripts stay as they are, so that a message in another language is not an empty one.
    """
    found = _WORD.findall(plain(text))[:MAX_TOKENS]
    return [_NUMBERS.get(word, word) for word in found]
