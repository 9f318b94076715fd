"""
Fit bot/understanding/weights.py to labelled messages, write it, and say what it reaches on them.

    .venv/bin/python -m benchmarks.fit tests/data/tuned_*.jsonl

The messages must not stand in content/: what the index has seen says nothing about strangers. Each set of weights is a
logistic regression; each threshold is the lowest that keeps the limits below on these messages. The limits are a
little stricter than what is promised, for strangers differ. Look at ``make evaluate`` before you keep the result.
"""

import datetime as dt
import json
import math
import sys
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from bot.content import load_content
from bot.knowledge import index_of
from bot.understanding import Index, Trace, understand, weights
from bot.understanding.chances import chance
from bot.understanding.evaluation.command import evaluated
from bot.understanding.evaluation.report import figures
from bot.understanding.intents import DATED
from bot.understanding.pipeline import outweighs

ROOT = Path(__file__).parents[1]
TODAY = dt.date(2026, 11, 22)
ROUNDS = 400
FALSE_ALARMS = 0.018  # of messages that are no red flag; the care line may meet so many more
CARE_LINES = 0.052
CARE_BEFORE_NOTES = 0.045  # of notes of a day
FALSE_INTENTS = 0.075
WRONG = 0.03  # of questions
WRONG_OUTSIDE, OFFERED_OUTSIDE = 0.0145, 0.27
INTENTS = frozenset(
    ("log_injection", "book_injection", "plan_dental", "smalltalk", "contact", "stop_messages", "delete_data")
)

Facts = tuple[float, ...]
Row = Mapping[str, Any]

TEMPLATE = '''"""
What was fitted to labelled messages: the weight of each piece of evidence, and the thresholds.

Written by ``python -m benchmarks.fit``, not by hand. The numbers know no entry and no phrase, so new content needs no
new ones.
"""

# How much each part of an entry's score counts, and what speaks for no entry at all.
LINEAR, NEAREST, VOTED, FUZZY, SIGNAL = {ranking}
NOT_FOR_US = {NOT_FOR_US}

# The chance that a message is a red flag: a constant, then the facts of alarms.Evidence.
RED_FLAG = {RED_FLAG}
RED_FLAG_FROM = {RED_FLAG_FROM}
# The same for the care line: also, how sure the best entry is.
CARE_LINE = {CARE_LINE}
CARE_LINE_FROM = {CARE_LINE_FROM}
# By how many log odds a note of a day must be likelier than a complaint to be taken at once.
CARE_OVER_NOTE = {CARE_OVER_NOTE}
# How far the red flag that a rule found first, and the others that a rule found, are ahead of the rest.
FIRST_BY_RULE, ALSO_BY_RULE = {FIRST_BY_RULE}, {ALSO_BY_RULE}

# The chance that a message is a note, a wish or courtesy: a constant, the examples' odds, a rule, whether it asks.
INTENT = {INTENT}
INTENT_FROM = {INTENT_FROM}
INTENT_BY_RULE = {INTENT_BY_RULE}

# The chances that the best entry is acceptable, and that one of the first three is: a constant, then gate.Facts.
SURE = {SURE}
RELATED = {RELATED}
ANSWER_FROM, ANSWER_FROM_BARE = {ANSWER_FROM}, {ANSWER_FROM_BARE}
OFFER_FROM = {OFFER_FROM}
'''


@dataclass(frozen=True)
class Seen:
    """A labelled message and what the bot saw in it."""

    row: Row
    trace: Trace

    @property
    def outcome(self) -> str:
        return str(self.row["outcome"])

    def allows(self, *outcomes: str) -> bool:
        return not {self.outcome, *(self.row.get("also") or ())}.isdisjoint(outcomes)

    def is_right(self, first: int) -> bool:
        names = {each.entry for each in self.trace.ranking.entries[:first]}
        return self.outcome == "answer" and not names.isdisjoint(self.row["ids"])


def look(rows: Iterable[Row], index: Index) -> list[Seen]:
    days = ((row, dt.date.fromisoformat(row["today"]) if row.get("today") else TODAY) for row in rows)
    traces = ((row, understand(row["text"], day, index).trace) for row, day in days)
    return [Seen(row, trace) for row, trace in traces if trace]


def fit(rows: Sequence[Facts], goals: Sequence[bool]) -> Facts:
    """Logistic regression by gradient descent with normalised steps; the constant comes first."""
    examples = [((1.0, *row), float(goal)) for row, goal in zip(rows, goals, strict=True)]
    found = descend(
        len(examples[0][0]),
        lambda now: [
            sum(column) / len(examples)
            for column in zip(
                *([(chance(now, row[1:]) - goal) * fact for fact in row] for row, goal in examples), strict=True
            )
        ],
    )
    return tuple(round(weight, 2) for weight in found)


def descend(size: int, slope_at: Any) -> list[float]:  # noqa: ANN401 - a function of the weights
    found, scale = [0.0] * size, [1e-6] * size
    for turn in range(ROUNDS):
        for at, slope in enumerate(slope_at(found)):
            step = slope + (0.0003 * found[at] if at else 0.0)
            scale[at] = 0.9 * scale[at] + 0.1 * step * step
            found[at] -= 0.05 * step / math.sqrt(scale[at]) * (1 - turn / ROUNDS)
    return found


def fit_ranking(questions: Sequence[Seen]) -> Facts:
    """A conditional logit: the acceptable entries of a question against all the others."""
    tables = [
        ([each.parts for each in seen.trace.ranking.entries],
         [each.entry in seen.row["ids"] for each in seen.trace.ranking.entries])
        for seen in questions
    ]  # fmt: skip

    def slope(now: Sequence[float]) -> list[float]:
        total = [0.0] * 5
        for parts, right in tables:
            scores = [sum(weight * part for weight, part in zip(now, row, strict=True)) for row in parts]
            best = max(scores)
            odds = [math.exp(score - best) for score in scores]
            whole, good = sum(odds), sum(each for each, ok in zip(odds, right, strict=True) if ok) or 1e-9
            for row, each, ok in zip(parts, odds, right, strict=True):
                pull = each / whole - (each / good if ok else 0.0)
                total = [one + pull * part for one, part in zip(total, row, strict=True)]
        return [one / len(tables) for one in total]

    return tuple(round(weight, 2) for weight in descend(5, slope))


def lowest(*limits: tuple[Sequence[float], float], least: float = 0.0) -> float:
    """The lowest threshold from *least* on that, of each list, no more than the share beside it reaches."""
    for chances, share in limits:
        ranked = sorted(chances, reverse=True)
        at = min(int(share * len(ranked)), len(ranked) - 1)
        least = max(least, (ranked[at] + ranked[max(at - 1, 0)]) / 2)  # between two, lest one message decides
    return math.ceil(least * 1000 + 0.5) / 1000


def evidence(seen: Sequence[Seen]) -> dict[str, object]:
    """The weights and thresholds of red flags and intents."""
    calm = [each for each in seen if not each.allows("urgent")]
    urgent = [each for each in seen if each.outcome == "urgent"]
    goals = [False] * len(calm) + [True] * len(urgent)
    alarm = fit([each.trace.alarm.evidence for each in calm + urgent], goals)
    asked = [each for each in calm if not each.allows(*INTENTS)]
    alarms = [chance(alarm, each.trace.alarm.evidence) for each in asked]
    care = fit([_doubts(each) for each in asked + urgent], [False] * len(asked) + [True] * len(urgent))
    cares = [chance(care, _doubts(each)) for each in asked]
    noted = [each for each in seen if each.outcome in INTENTS]
    wish = fit([each.trace.wish for each in asked + noted], [False] * len(asked) + [True] * len(noted))
    weights.INTENT = wish
    dated = [outweighs(chance(care, _doubts(each)), each.trace.wish) for each in noted if each.outcome in DATED]
    return {
        "RED_FLAG": alarm,
        "RED_FLAG_FROM": lowest((alarms, FALSE_ALARMS)),
        "CARE_LINE": care,
        "CARE_LINE_FROM": lowest((cares, FALSE_ALARMS + CARE_LINES)),
        "CARE_OVER_NOTE": lowest((dated, CARE_BEFORE_NOTES), least=-10.0),
        "INTENT": wish,
        "INTENT_FROM": lowest(([chance(wish, each.trace.wish) for each in asked], FALSE_INTENTS)),
    }


def _doubts(each: Seen) -> Facts:
    return (*each.trace.alarm.evidence, each.trace.alarm.placed)


def gate(seen: Sequence[Seen]) -> dict[str, object]:
    """The weights and thresholds of answering, offering and refusing."""
    both = [each for each in seen if each.outcome in {"answer", "none"}]
    facts = [each.trace.decision.facts for each in both]
    sure = fit(facts, [each.is_right(1) for each in both])
    related = fit(facts, [each.is_right(3) for each in both])
    found: dict[str, object] = {"SURE": sure, "RELATED": related}
    outside = [each for each in both if each.outcome == "none"]
    for name, bare in (("ANSWER_FROM", False), ("ANSWER_FROM_BARE", True)):
        kind = [each for each in both if each.trace.decision.facts.bare is bare]
        asked = [each for each in kind if each.outcome == "answer"]
        astray = [0.0 if each.is_right(1) else chance(sure, each.trace.decision.facts) for each in asked]
        strange = [chance(sure, each.trace.decision.facts) for each in kind if each.outcome == "none"]
        # So few messages that are not for us name our medicine that the worst two must not set the threshold.
        found[name] = lowest((astray, WRONG), (strange, max(WRONG_OUTSIDE, 2 / len(strange))))
    strange = [chance(related, each.trace.decision.facts) for each in outside]
    found["OFFER_FROM"] = lowest((strange, OFFERED_OUTSIDE))
    return found


def main(files: Sequence[str]) -> None:
    index = index_of(load_content(ROOT / "content"))
    rows = [json.loads(line) for file in files for line in Path(file).read_text("utf-8").splitlines()]
    found: dict[str, object] = {
        name: getattr(weights, name) for name in ("NOT_FOR_US", "FIRST_BY_RULE", "ALSO_BY_RULE", "INTENT_BY_RULE")
    }
    found["ranking"] = ranking = fit_ranking([each for each in look(rows, index) if each.outcome == "answer"])
    for name, weight in zip(("LINEAR", "NEAREST", "VOTED", "FUZZY", "SIGNAL"), ranking, strict=True):
        setattr(weights, name, weight)
    seen = look(rows, index)
    found |= gate(seen)
    for name, value in found.items():
        setattr(weights, name, value)
    seen = look(rows, index)  # the care line asks how sure the gate is
    found |= evidence(seen)
    for name, value in found.items():
        setattr(weights, name, value)
    (ROOT / "bot" / "understanding" / "weights.py").write_text(TEMPLATE.format(**found), encoding="utf-8")
    for kind, name, count, whole in figures(evaluated(rows, index, TODAY)[0]):
        print(f"{kind:12s} {name:48s} {count / whole:6.1%} of {whole}")


if __name__ == "__main__":
    main(sys.argv[1:])
