"""
Answer, offer, or admit that we do not know: how sure we are of the best entry, from what is known of the message.

Two chances are estimated, each from a handful of plain facts (``Facts``): that the best entry is acceptable, and that
one of the first three is. Their weights were fitted to labelled messages (benchmarks and tests/data); they
know no entry and no phrase, so new content needs no new weights.
"""

import math
from collections.abc import Sequence
from dataclasses import astuple, dataclass

from bot.understanding.matcher import Matcher, Ranked
from bot.understanding.vocabulary import Reading, Vocabulary

ANSWER_FROM = 0.62
OFFER_FROM = 0.42
OFFERED = 3


@dataclass(frozen=True)
class Facts:
    """What the decision rests on; all between about 0 and 3."""

    score: float  # of the best entry
    margin: float  # over the second
    nearest: float  # likeness to the nearest phrasing
    ours: float  # our medicine or injection is named
    evidence: float  # weight of the concepts that are topics of ours
    unknown: float  # share of content words that we do not know
    medicine: float  # another medicine is named, ours is not
    condition: float  # another condition is named, ours is not
    elsewhere: float  # an everyday matter is named
    bone_medicine: float  # another medicine for bones is named, ours is not


@dataclass(frozen=True)
class Decision:
    """``sure``: the chance that the best entry is acceptable; ``related``: that one of the first three is."""

    outcome: str
    entries: tuple[str, ...]
    sure: float
    related: float
    facts: Facts
    strangers: tuple[str, ...]


def decide(reading: Reading, ranked: Sequence[Ranked], matcher: Matcher, vocabulary: Vocabulary) -> Decision:
    """What to do with the ranking of a message."""
    facts, strangers = _facts(reading, ranked, matcher, vocabulary)
    sure = _chance(_SURE, facts) if ranked else 0.0
    related = _chance(_RELATED, facts) if ranked else 0.0
    entries = tuple(each.entry for each in ranked[:OFFERED])
    if ranked and sure >= ANSWER_FROM:
        return Decision("answer", entries[:1], sure, related, facts, strangers)
    if len(entries) > 1 and related >= OFFER_FROM:
        return Decision("suggest", entries, sure, related, facts, strangers)
    return Decision("none", (), sure, related, facts, strangers)


def _facts(
    reading: Reading, ranked: Sequence[Ranked], matcher: Matcher, vocabulary: Vocabulary
) -> tuple[Facts, tuple[str, ...]]:
    kinds = {name: vocabulary.kinds[name] for name in reading.names}
    ours = "ours" in kinds.values()
    alone = 0.0 if ours else 1.0
    inside = {position for found in reading.concepts for position in range(found.start, found.end)}
    content = [
        (word, stem)
        for position, (word, stem) in enumerate(zip(reading.row, reading.stems, strict=True))
        if position not in inside and not vocabulary.is_function(word) and not word.isdigit()
    ]
    strangers = tuple(word for word, stem in content if not matcher.knows(stem))
    topics = [name for name, kind in kinds.items() if kind in ("subject", "direction")]
    evidence = sum(matcher.weight(f"c:{name}") for name in topics) / 6
    weight = len(content) + len(reading.concepts)
    best = ranked[0] if ranked else None
    return (
        Facts(
            score=best.score if best else 0.0,
            margin=(best.score - ranked[1].score if len(ranked) > 1 else 0.5) if best else 0.0,
            nearest=best.nearest if best else 0.0,
            ours=1.0 if ours else 0.0,
            evidence=min(evidence, 3.0),
            unknown=len(strangers) / weight if weight else 1.0,
            medicine=alone * bool({"named_medicine", "steroid", "other_injection"} & kinds.keys()),
            condition=alone * ("condition" in kinds),
            elsewhere=1.0 if "everyday" in kinds else 0.0,
            bone_medicine=alone * ("bone_medicine" in kinds),
        ),
        strangers,
    )


def _chance(weights: Sequence[float], facts: Facts) -> float:
    total = weights[0] + sum(weight * fact for weight, fact in zip(weights[1:], astuple(facts), strict=True))
    return 1 / (1 + math.exp(-max(-30.0, min(30.0, total))))


_SURE = (-4.0, 2.0, 6.0, 2.0, 0.8, 0.5, -3.0, -3.0, -2.0, -2.0, -1.0)
_RELATED = (-2.5, 2.0, 2.0, 2.0, 1.5, 0.8, -3.0, -3.0, -2.0, -2.5, -0.5)
