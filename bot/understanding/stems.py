"""The stem of an English word: what its forms have in common (inject, injecting, injections)."""

from functools import lru_cache

_SHORTEST = 3
_VOWELS = frozenset("aeiouy")
_KEEP_DOUBLE = frozenset("lsz")
# Words that only look like a form of another one (hives of HIV, likely of like).
_WHOLE = frozenset(
    ("likely", "unlikely", "early", "hives", "nursing", "training", "evening", "belly", "family", "daily", "apply",
     "reply", "supply", "july", "during", "gas", "news", "always", "perhaps", "lens", "aids", "ages",
     "weekly", "monthly", "yearly", "expecting", "prickly")
)  # fmt: skip

# Forms that no ending shows.
_IRREGULAR = {
    "gave": "give", "gives": "give", "given": "give", "went": "go", "gone": "go", "goes": "go", "came": "come",
    "broke": "break", "broken": "break", "fell": "fall", "fallen": "fall", "felt": "feel", "took": "take",
    "taken": "take", "told": "tell", "thought": "think", "kept": "keep", "left": "leave", "lost": "lose",
    "began": "begin", "begun": "begin", "forgot": "forget", "forgotten": "forget", "ate": "eat", "eaten": "eat",
    "drank": "drink", "drunk": "drink", "swollen": "swell", "bled": "bleed", "men": "man", "women": "woman",
    "feet": "foot", "wore": "wear", "worn": "wear", "froze": "freeze", "frozen": "freeze", "chose": "choose",
    "chosen": "choose", "rose": "rise", "risen": "rise", "shrank": "shrink", "shrunk": "shrink", "stuck": "stick",
    "swam": "swim", "ran": "run", "paid": "pay", "meant": "mean", "caught": "catch", "got": "get", "gotten": "get",
    "bought": "buy", "sent": "send", "spent": "spend", "spoke": "speak", "vertebrae": "vertebra", "dying": "die",
    "died": "die", "dies": "die", "lying": "lie", "children": "child",
}  # fmt: skip


@lru_cache(maxsize=50_000)
def stem(word: str) -> str:
    """
    The stem of a lower-case *word*; equal for its regular forms, and not meant to be a word itself.

    Only endings of grammar go (plural, -ing, -ed, -ly); -tion or -er make another word.
    """
    word = _IRREGULAR.get(word, word)
    if len(word) <= _SHORTEST or word in _WHOLE or not word.isascii() or word.isdigit():
        return word
    return _tidy(_without_ending(_singular(word)))


def _singular(word: str) -> str:
    if word.endswith("ies") and len(word) > 4:
        return word[:-3] + "y"
    if word.endswith(("sses", "shes", "ches", "xes", "zes")):
        return word[:-2]
    if word.endswith("s") and not word.endswith(("ss", "us", "is")):
        return word[:-1]
    return word


def _without_ending(word: str) -> str:
    for ending in ("ing", "ed", "ly"):
        base = word.removesuffix(ending)
        if base != word and not word.endswith("eed") and len(base) >= _SHORTEST and _VOWELS & set(base):
            if base[-1] == base[-2] and base[-1] not in _KEEP_DOUBLE:
                return base[:-1]
            return base
    return word


def _tidy(word: str) -> str:
    if word.endswith("e") and len(word) > _SHORTEST:
        word = word[:-1]
    if word.endswith("y") and len(word) > _SHORTEST:
        word = word[:-1] + "i"
    return word
