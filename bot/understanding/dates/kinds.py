"""
Names for the kinds of ``words``, so that a pattern of the grammar can be read aloud.

``"{weekday}{of}?{month}"`` stands for ``"Wf?M"``: a message is a row of one-letter kinds, and a pattern names them.
"""

import re
from typing import Final

KINDS: Final = {
    "weekday": "W", "month": "M", "number": "n", "ordinal": "o", "today": "R", "now": "U",
    "days": "d", "weeks": "w", "fortnights": "F", "months": "v", "hours": "m", "oclock": "k",
    "ago": "g", "past": "P", "last": "l", "next": "N", "this": "t", "coming": "c", "gone": "p", "just": "J",
    "a": "a", "about": "A", "half": "j", "early": "V", "season": "Z", "morning": "Q", "time": "s",
    "of": "f", "the": "h", "in": "i", "on": "q", "at": "@", "before": "b", "after": "e", "from": "z", "or": "r",
    "figures": "D", "pair": "E", "year": "Y", "short_year": "y", "clock": "K", "holiday": "H",
    "comma": "C", "stop": "S", "other": "x",
}  # fmt: skip
# Several kinds at once, for use in square brackets.
_CHOICES: Final = {
    "any_number": "on",
    "count": "an",
    "which": "lNt",
    "unit": "dwF",
    "length": "dwFv",
}
_NAME: Final = re.compile(r"\{(\w+)\}")


def spelled(pattern: str, **parts: str) -> str:
    """*pattern* with every {name} as the letters of its kind, or as one of *parts* (patterns spelled before)."""
    names = KINDS | _CHOICES | parts
    return _NAME.sub(lambda match: names[match.group(1)], pattern)
