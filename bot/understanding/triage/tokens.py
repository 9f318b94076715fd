"""A message as words: lower case, one form for contractions, and where sentences and commas stood."""

import re
import unicodedata
from dataclasses import dataclass

LONGEST_WORD = 30
_TOKEN = re.compile(r"\d+(?:[.,/]\d+)+|[^\W_]+|[.!?;:\n…]+|[,()–—]| - ")
_APOSTROPHES = str.maketrans("", "", "'’‘`´ʼ")
# "can not" and "do not" become "cant" and "dont", so that every list holds one form only.
_AUXILIARY = frozenset(
    {"do", "does", "did", "have", "has", "had", "is", "are", "was", "were", "would", "could", "should"}
)
_JOINED = {"cannot": "cant", "cnt": "cant", "wouldnt": "wouldnt", "u": "you", "ive": "ive", "i've": "ive"}


@dataclass(frozen=True, slots=True)
class Words:
    """The words of a message. ``breaks[i]`` is what stands before word i: "" nothing, "," a pause, "." an end."""

    words: tuple[str, ...]
    breaks: tuple[str, ...]


def tokenise(text: str) -> Words:
    """Any text as words; never raises, linear in its length."""
    plain = unicodedata.normalize("NFKC", text).lower().translate(_APOSTROPHES)
    words: list[str] = []
    breaks: list[str] = []
    pending = "."
    for match in _TOKEN.finditer(plain):
        token = match.group()
        if not (token[0].isalnum()):
            pending = "." if pending == "." or token.strip() not in {",", "(", ")", "-", "–", "—", ":"} else ","
            continue
        word = _JOINED.get(token, token)[:LONGEST_WORD]
        if word == "not" and words and not pending:
            before = words[-1]
            if before in _AUXILIARY:
                words[-1] = before + "nt"
                continue
            if before == "can":
                words[-1] = "cant"
                continue
            if before == "will":
                words[-1] = "wont"
                continue
        if word == "am" and words and not pending and words[-1] == "i":
            words[-1] = "im"
            continue
        words.append(word)
        breaks.append(pending)
        pending = ""
    return Words(tuple(words), tuple(breaks))
