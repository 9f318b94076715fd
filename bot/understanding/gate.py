"""
Answer, offer, or admit that we do not know: how sure we are of the best entry, from what is known of the message.

Two chances are estimated, each from a handful of plain facts (``Facts``): that the best entry is acceptable, and that
one of the first three is. Their weights and the thresholds were fitted to labelled messages (benchmarks/fit_gate.py);
they know no entry and no phrase, so new content needs no new ones.
"""

import math
from collections.abc import Sequence
from dataclasses import astuple, dataclass

from bot.understanding.matcher import Matcher, Ranking
from bot.understanding.vocabulary import STAND_IN, Reading, Vocabulary

_BEFORE_EMPTY_IT = frozenset(("is", "was"))

_MEDICINES = frozenset(("named_medicine", "steroid", "other_injection"))
ANSWER_FROM = 0.7
ANSWER_FROM_BARE = 0.85  # where nothing names or points at our subject
OFFER_FROM = 0.15
OFFER_FROM_NAMED = 0.08  # where our subject is named or pointed at
OFFER_FROM_ELSEWHERE = 0.45  # where another subject is named
OFFERED = 3


@dataclass(frozen=True)
class Facts:
    """What the decision rests on; all between about 0 and 3."""

    score: float  # of the best entry
    margin: float  # over the second
    nearest: float  # likeness to the nearest phrasing
    outside: float  # likeness to messages that are not for us
    signal: float  # of the best entry: concepts that together point to it
    ours: float  # our medicine or injection is named
    pointing: float  # it is not, but something is pointed at ("after it")
    anchored: float  # something is named that only our subject has
    likely: float  # something is named that our subject often has
    bare: float  # nothing of all this: how unlike any phrasing it is
    evidence: float  # weight of the concepts that are topics of ours
    unknown: float  # share of content words that we do not know
    medicine: float  # another medicine is named, ours is not
    condition: float  # another condition is named, ours is not
    elsewhere: float  # an everyday matter is named
    bone_medicine: float  # another medicine for bones is named, ours is not
    words: float  # how much there is to go by


@dataclass(frozen=True)
class Decision:
    """``sure``: the chance that the best entry is acceptable; ``related``: that one of the first three is."""

    outcome: str
    entries: tuple[str, ...]
    sure: float
    related: float
    facts: Facts
    strangers: tuple[str, ...]


def decide(reading: Reading, ranking: Ranking, matcher: Matcher, vocabulary: Vocabulary) -> Decision:
    """What to do with the ranking of a message."""
    ranked = ranking.entries
    facts, strangers = measure(reading, ranking, matcher, vocabulary)
    sure = _chance(_SURE, facts) if ranked else 0.0
    related = _chance(_RELATED, facts) if ranked else 0.0
    entries = tuple(each.entry for each in ranked[:OFFERED])
    if len(entries) == 1:
        entries += matcher.neighbours(entries[0])[: OFFERED - 1]
    if ranked and sure >= answer_from(facts):
        return Decision("answer", entries[:1], sure, related, facts, strangers)
    if len(entries) > 1 and related >= offer_from(facts):
        return Decision("suggest", entries, sure, related, facts, strangers)
    return Decision("none", (), sure, related, facts, strangers)


def answer_from(facts: Facts) -> float:
    """How sure we must be to answer directly."""
    return ANSWER_FROM_BARE if facts.bare else ANSWER_FROM


def offer_from(facts: Facts) -> float:
    """How likely it must be our subject to offer entries."""
    if facts.medicine or facts.condition or facts.elsewhere:
        return OFFER_FROM_ELSEWHERE
    return OFFER_FROM if facts.bare else OFFER_FROM_NAMED


def measure(
    reading: Reading, ranking: Ranking, matcher: Matcher, vocabulary: Vocabulary
) -> tuple[Facts, tuple[str, ...]]:
    """The facts of a message, and its content words that nobody here knows."""
    ranked = ranking.entries
    kinds = {name: vocabulary.kinds[name] for name in reading.names}
    ours = "ours" in kinds.values()
    alone = 0.0 if ours else 1.0
    points = _points(reading.row)
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
            outside=ranking.outside,
            signal=best.signal if best else 0.0,
            ours=1.0 if ours else 0.0,
            pointing=alone * points,
            anchored=1.0 if reading.names & vocabulary.anchors else 0.0,
            likely=1.0 if reading.names & vocabulary.likely else 0.0,
            bare=0.0 if ours or points or reading.names & vocabulary.anchors else 1.0 - (best.nearest if best else 0.0),
            words=min(weight, 6) / 6,
            evidence=min(evidence, 3.0),
            unknown=len(strangers) / weight if weight else 1.0,
            medicine=alone * (bool(_MEDICINES & kinds.keys()) or any(map(vocabulary.is_medicine_name, strangers))),
            condition=alone * ("other_condition" in kinds.values()),
            elsewhere=1.0 if "elsewhere" in kinds.values() else 0.0,
            bone_medicine=alone * ("bone_medicine" in kinds),
        ),
        strangers,
    )


def _points(row: Sequence[str]) -> bool:
    """Whether "it" stands for a thing: "after it", "does it", but not "is it true"."""
    return any(word == STAND_IN and (at == 0 or row[at - 1] not in _BEFORE_EMPTY_IT) for at, word in enumerate(row))


def _chance(weights: Sequence[float], facts: Facts) -> float:
    total = weights[0] + sum(weight * fact for weight, fact in zip(weights[1:], astuple(facts), strict=True))
    return 1 / (1 + math.exp(-max(-30.0, min(30.0, total))))


_SURE = (
    -1.83,
    1.36,
    1.01,
    -0.10,
    -1.39,
    0.19,
    0.65,
    0.49,
    0.32,
    0.12,
    -1.15,
    -0.00,
    -0.64,
    -2.08,
    -1.25,
    -1.02,
    -0.05,
    0.20,
)
_RELATED = (
    -1.29,
    1.43,
    0.23,
    0.16,
    -1.84,
    0.21,
    1.08,
    1.18,
    0.59,
    0.50,
    -1.50,
    0.25,
    -0.83,
    -2.13,
    -1.45,
    -1.03,
    -0.00,
    0.59,
)
