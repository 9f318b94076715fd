"""
Answer, offer, or admit that we do not know: how sure we are of the best entry, from what is known of the message.

Two chances are estimated, each from a handful of plain facts (``Facts``): that the best entry is acceptable, and that
one of the first three is. Their weights and the thresholds were fitted to labelled messages (benchmarks/fit.py);
they know no entry and no phrase, so new content needs no new ones.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

from bot.understanding import weights
from bot.understanding.chances import chance, log_odds
from bot.understanding.matcher import Matcher
from bot.understanding.ranking import Ranking
from bot.understanding.vocabulary import STAND_IN, Reading, Vocabulary

_BEFORE_EMPTY_IT = frozenset(("is", "was"))

_MEDICINES = frozenset(("named_medicine", "steroid", "other_injection"))
_LEAST = 1e-4
OFFERED = 3


class Facts(NamedTuple):
    """What the decision rests on; all between about -3 and 3."""

    share: float  # of the best entry among all entries: a third of its logit, as are the next two
    shared: float  # of the first three
    strange: float  # of the messages that are not for us
    linear: float  # the parts of the best entry's score
    nearest: float
    voted: float
    fuzzy: float
    out_linear: float  # the same of the messages that are not for us
    out_nearest: float
    out_voted: float
    agree: float  # the linear model and the nearest phrasings find the same entry
    ours: float  # our medicine or injection is named
    pointing: float  # it is not, but something is pointed at ("after it")
    anchored: float  # something is named that only our subject has
    evidence: float  # weight of the concepts that are topics of ours
    unknown: float  # share of content words that no phrasing of an entry uses
    foreign: float  # the same, where nothing names or points at our subject
    medicine: float  # another medicine is named, ours is not
    condition: float  # another condition is named, ours is not
    elsewhere: float  # everyday matters are named, ours is not
    words: float  # how much there is to go by

    @property
    def bare(self) -> bool:
        """Whether nothing names or points at our subject."""
        return not (self.ours or self.pointing or self.anchored)


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
    facts, strangers = measure(reading, ranking, matcher, vocabulary)
    sure, related = chance(weights.SURE, facts), chance(weights.RELATED, facts)
    entries = tuple(each.entry for each in ranking.entries[:OFFERED])
    if facts.nearest == 0 and not facts.ours:  # another script, or letters at random: there is nothing to go by
        return Decision("none", (), sure, related, facts, strangers)
    if sure >= (weights.ANSWER_FROM_BARE if facts.bare else weights.ANSWER_FROM):
        return Decision("answer", entries[:1], sure, related, facts, strangers)
    if len(entries) > 1 and related >= weights.OFFER_FROM:
        return Decision("suggest", entries, sure, related, facts, strangers)
    return Decision("none", (), sure, related, facts, strangers)


def measure(
    reading: Reading, ranking: Ranking, matcher: Matcher, vocabulary: Vocabulary
) -> tuple[Facts, tuple[str, ...]]:
    """The facts of a message, and its content words that nobody here knows."""
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
    everyday = sum(kind == "elsewhere" for kind in kinds.values())
    weight = len(content) + len(reading.concepts)
    unknown = len(strangers) / weight if weight else 1.0
    best, out = ranking.entries[0], ranking.out
    shares = ranking.shares()
    return (
        Facts(
            share=log_odds(shares[0], _LEAST) / 3,
            shared=log_odds(sum(shares[:3]), _LEAST) / 3,
            strange=log_odds(ranking.strange(), _LEAST) / 3,
            linear=best.parts.linear / 4,
            nearest=best.parts.nearest,
            voted=best.parts.voted,
            fuzzy=best.parts.fuzzy,
            out_linear=out.parts.linear / 4,
            out_nearest=out.parts.nearest,
            out_voted=out.parts.voted,
            agree=1.0 if ranking.agree() else 0.0,
            ours=1.0 if ours else 0.0,
            pointing=alone * points,
            anchored=1.0 if reading.names & vocabulary.anchors else 0.0,
            evidence=min(evidence, 3.0),
            unknown=unknown,
            foreign=alone * (not points) * unknown,
            medicine=alone * (bool(_MEDICINES & kinds.keys()) or any(map(vocabulary.is_medicine_name, strangers))),
            condition=alone * ("other_condition" in kinds.values()),
            elsewhere=alone * min(everyday, 2) / 2,
            words=min(weight, 6) / 6,
        ),
        strangers,
    )


def _points(row: Sequence[str]) -> bool:
    """Whether "it" stands for a thing: "after it", "does it", but not "is it true"."""
    return any(word == STAND_IN and (at == 0 or row[at - 1] not in _BEFORE_EMPTY_IT) for at, word in enumerate(row))
