"""Wordings that stand in one place but read like another's: what ``python -m bot check`` warns an author of."""

import math
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence

from bot.content import Content
from bot.content.models import normal
from bot.content.wordings import Wording
from bot.errors import Fault
from bot.understanding.features import features
from bot.understanding.meanings import idf, weighed
from bot.understanding.vocabulary import Vocabulary

_ALIKE = frozenset(("contact", "person"))  # the entry, and the wish to be put through: either serves
_LIKE = 0.85  # from here on two wordings are as good as the same
_TELLING = 12  # features of a wording that are looked up, the most telling first
_COMMON = 400  # wordings that share a feature; more, and it tells nothing


def confusable(content: Content, wordings: Sequence[Wording]) -> Iterator[Fault]:
    """A warning for each wording that stands twice, or is nearly one of another meaning and none of its own."""
    yield from _repeated(wordings)
    vocabulary = Vocabulary(content.lexicon, content.intents, [each.text for each in wordings])
    raw = [features(vocabulary.read(each.text), vocabulary) for each in wordings]
    telling = idf(raw)
    vectors = [weighed(each, telling, math.log(len(raw) + 1.0)) for each in raw]
    holders: dict[str, list[int]] = defaultdict(list)
    for number, vector in enumerate(vectors):
        for feature in vector:
            holders[feature].append(number)
    for number, wording in enumerate(wordings):
        own, other, nearest = 0.0, 0.0, wording
        for candidate in _candidates(vectors[number], holders):
            likeness = _likeness(vectors[number], vectors[candidate])
            if candidate == number:
                continue
            if _mean_the_same(wording, wordings[candidate]):
                own = max(own, likeness)
            elif likeness > other:
                other, nearest = likeness, wordings[candidate]
        if other >= _LIKE and other > own:
            yield wording.fault(
                f"'{wording.text}' is nearly '{nearest.text}' of {nearest.meaning} ({nearest.file}:{nearest.line}); "
                "keep it where it fits best"
            )


def _repeated(wordings: Sequence[Wording]) -> Iterator[Fault]:
    first: dict[tuple[str, str], Wording] = {}
    for wording in wordings:
        before = first.setdefault((wording.meaning, normal(wording.text)), wording)
        if before is not wording:
            yield wording.fault(f"'{wording.text}' stands there already ({before.file}:{before.line}); remove one")


def _mean_the_same(one: Wording, other: Wording) -> bool:
    return one.meaning == other.meaning or {one.meaning, other.meaning} <= _ALIKE


def _candidates(vector: Mapping[str, float], holders: Mapping[str, list[int]]) -> set[int]:
    telling = sorted(vector, key=lambda feature: -vector[feature])[:_TELLING]
    return {number for feature in telling if len(holders[feature]) <= _COMMON for number in holders[feature]}


def _likeness(one: Mapping[str, float], other: Mapping[str, float]) -> float:
    return sum(weight * other[feature] for feature, weight in one.items() if feature in other)
