"""Short typed answers to a question of ours: yes, no, or the words on one of its buttons."""

from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import Literal

from rapidfuzz import fuzz, process

from bot.understanding.normalise import words

_YES = (
    "yes|y|yes please|yep|yeah|yea|yup|ye|ok|okay|ok then|sure|of course|correct|right|that is right|thats right"
    "|yes that is right|yes thats right|it is|yes it is|that is correct|thats correct|yes correct|fine|agreed|i agree"
    "|yes i agree|true|exactly|perfect|that is it|thats it|yes that is it|yes sure|yes ok|please do|go ahead|done"
)
_NO = (
    "no|n|nope|nah|no thanks|no thank you|wrong|that is wrong|thats wrong|no that is wrong|no thats wrong|incorrect"
    "|not right|that is not right|it is not|no it is not|not correct|change|change it|not yet|no not yet|never"
    "|no way|not really|none|none of these|neither"
)
_UNKNOWN = (
    "i do not know|do not know|dont know|i dont know|dunno|no idea|not sure|i am not sure|unsure|unknown|no clue"
    "|i can not remember|can not remember|cant remember|i cant remember|i do not remember|do not remember"
    "|i forgot|forgot|forgotten|i have forgotten|i have no idea|not known|i can not recall"
)
_KNOWN: Mapping[str, Literal["yes", "no", "unknown"]] = {
    **{" ".join(words(one)): "yes" for one in _YES.split("|")},
    **{" ".join(words(one)): "no" for one in _NO.split("|")},
    **{" ".join(words(one)): "unknown" for one in _UNKNOWN.split("|")},
}
_LET_GO = frozenset(
    ("cancel", "cancel that", "cancel this", "never mind", "nevermind", "leave it", "forget it", "go back", "quit")
)
_DATE = (
    "the|of|on|at|in|a|an|st|nd|rd|th|this|last|next|past|coming|today|tonight|tomorrow|yesterday|ago|week|weeks|day"
    "|days|month|months|fortnight|am|pm|jan|feb|mar|apr|may|jun|jul|aug|sep|sept|oct|nov|dec|january|february|march"
    "|april|june|july|august|september|october|november|december|mon|tue|tues|wed|weds|thu|thur|thurs|fri|sat|sun"
    "|monday|tuesday|wednesday|thursday|friday|saturday|sunday"
)
_OF_A_DATE = frozenset(_DATE.split("|"))
_THUMBS_UP = ("\U0001f44d", "\U0001f44c", "\u2705", "\u2714")
_MISTYPED = 85  # of 100: "yess", "corect"; too low would read "now" as "no"


def short_answer(text: str) -> Literal["yes", "no", "unknown"] | None:
    """Whether *text* is nothing but a yes, a no or an "I don't know"; None for anything longer or else."""
    if text.strip().startswith(_THUMBS_UP):
        return "yes"
    said = " ".join(words(text))
    exact = _KNOWN.get(said)
    if exact or len(said) < 4:
        return exact
    close = process.extractOne(said, _KNOWN.keys(), scorer=fuzz.ratio, score_cutoff=_MISTYPED)
    return _KNOWN[close[0]] if close and len(close[0]) > 3 else None


def is_let_go(text: str) -> bool:
    """Whether *text* lets go of what is being asked: "cancel", "never mind"."""
    return " ".join(words(text)) in _LET_GO


def opening_answer(text: str) -> Literal["yes", "no"] | None:
    """The yes or no that a longer answer begins with ("no, it was the 13th")."""
    said = words(text)
    first = _KNOWN.get(said[0]) if said else None
    return None if first == "unknown" else first


def chosen(text: str, captions: Mapping[str, str]) -> str | None:
    """The key of *captions* (what the buttons say) that was typed in place of pressing it; None where none is close."""
    for way, plainly in enumerate((_words, _letters)):
        said = plainly(text)
        options = {key: _plain_caption(caption)[way] for key, caption in captions.items()}
        close = process.extractOne(said, options, scorer=fuzz.token_sort_ratio, score_cutoff=_MISTYPED)
        if said and close:
            return close[2]
    return None


def is_only_a_day(said: Sequence[str]) -> bool:
    """Whether *said*, the words of a message, are nothing but those of a date ("14 July", "last Tuesday")."""
    return bool(said) and all(word.isdigit() or word in _OF_A_DATE for word in said)


def named(text: str, phrases: Mapping[str, Sequence[str]]) -> str | None:
    """The first key of *phrases* one of whose phrases stands in *text* as whole words; None where none does."""
    said = f" {' '.join(words(text))} "
    for key, wordings in phrases.items():
        if any(f" {' '.join(words(one))} " in said for one in wordings):
            return key
    return None


@lru_cache(maxsize=512)
def _plain_caption(caption: str) -> tuple[str, str]:
    """Captions are the same few again and again."""
    return _words(caption), _letters(caption)


def _words(text: str) -> str:
    return " ".join(words(text))


def _letters(text: str) -> str:
    """As typed without its apostrophes: "ive" for "I've", which the normal form writes out."""
    return "".join(c for c in text.casefold() if c.isalnum() or c.isspace())
