"""
Fit bot/understanding/weights.py to labelled messages, and say what it reaches.

    .venv/bin/python -m benchmarks.fit tests/data/tuned_*.jsonl

The messages must not stand in content/: what the index has seen says nothing about strangers. Each weight is that of
a logistic regression; each threshold is the one that serves most people while it keeps the limits below. Look at the
table and at ``git diff`` before you keep the result.
"""

import datetime as dt
import json
import math
import sys
from collections.abc import Callable, Mapping, Sequence
from dataclasses import astuple, dataclass
from pathlib import Path
from typing import Any

from bot.content import load_content
from bot.understanding import Index, Understanding, build_index, understand, weights
from bot.understanding.chances import chance

ROOT = Path(__file__).parents[1]
TODAY = dt.date(2026, 11, 22)
ROUNDS = 400
# What the thresholds must keep on the messages given; somewhat less than is promised, since strangers differ.
FALSE_ALARMS, CARE_LINES, FALSE_INTENTS, WRONG, OUTSIDE_WRONG, OUTSIDE_OFFERED = 0.03, 0.06, 0.012, 0.03, 0.025, 0.25
INTENTS = frozenset(("log_injection", "book_injection", "plan_dental", "smalltalk", "contact", "stop_messages", "delete_data"))  # fmt: skip

Row = Mapping[str, Any]
Facts = tuple[float, ...]


@dataclass(frozen=True)
class Seen:
    """A labelled message and what the bot saw in it."""

    row: Row
    result: Understanding

    @property
    def outcome(self) -> str:
        return str(self.row["outcome"])

    def allows(self, outcome: str) -> bool:
        return outcome == self.outcome or outcome in (self.row.get("also") or ())

    @property
    def alarm(self) -> Facts:
        assert self.result.trace  # noqa: S101 - understand() always leaves a trace
        return astuple(self.result.trace.alarm.evidence)

    @property
    def wish(self) -> Facts:
        assert self.result.trace  # noqa: S101 - as above
        return self.result.trace.wish

    @property
    def gate(self) -> Facts:
        assert self.result.trace  # noqa: S101 - as above
        return astuple(self.result.trace.decision.facts)

    def is_right(self, first: int) -> bool:
        assert self.result.trace  # noqa: S101 - as above
        names = {each.entry for each in self.result.trace.ranking.entries[:first]}
        return self.outcome == "answer" and not names.isdisjoint(self.row["ids"])


def fit(rows: Sequence[Facts], goals: Sequence[bool], emphasis: Sequence[float] | None = None) -> tuple[float, ...]:
    """Logistic regression by gradient descent with normalised steps."""
    examples = [((1.0, *row), float(goal)) for row, goal in zip(rows, goals, strict=True)]
    counts = emphasis or [1.0] * len(examples)
    found, scale = [0.0] * len(examples[0][0]), [1e-6] * len(examples[0][0])
    for turn in range(ROUNDS):
        slope = [0.0] * len(found)
        for (row, goal), counted in zip(examples, counts, strict=True):
            total = sum([weight * fact for weight, fact in zip(found, row, strict=True)])
            error = (1 / (1 + math.exp(-max(-30.0, min(30.0, total)))) - goal) * counted
            slope = [one + error * fact for one, fact in zip(slope, row, strict=True)]
        for at, raw in enumerate(slope):
            step = raw / sum(counts) + (0.0003 * found[at] if at else 0.0)
            scale[at] = 0.9 * scale[at] + 0.1 * step * step
            found[at] -= 0.05 * step / math.sqrt(scale[at]) * (1 - turn / ROUNDS)
    return tuple(round(weight, 2) for weight in found)


def lowest(limits: Sequence[tuple[Sequence[float], float]]) -> float:
    """The lowest threshold that, of each list of chances, no more than the share allowed beside it reaches."""
    least = 0.0
    for chances, share in limits:
        ranked = sorted(chances, reverse=True)
        least = max(least, ranked[min(int(share * len(ranked)), len(ranked) - 1)])
    return math.ceil(least * 100 + 0.5) / 100


def fitted(seen: Sequence[Seen]) -> dict[str, object]:
    """Every weight by its name in bot/understanding/weights.py."""
    found: dict[str, object] = {}
    calm = [each for each in seen if not each.allows("urgent")]
    complaints = [each for each in seen if each.outcome == "urgent"]
    judged = calm + complaints
    found["RED_FLAG"] = alarm = fit([each.alarm for each in judged], [each.outcome == "urgent" for each in judged])
    alarms = [chance(alarm, each.alarm) for each in calm if each.outcome not in INTENTS]
    found["RED_FLAG_FROM"] = lowest([(alarms, FALSE_ALARMS)])
    found["CARE_LINE_FROM"] = lowest([(alarms, CARE_LINES + FALSE_ALARMS)])

    wishes = [each for each in seen if each.outcome != "urgent"]
    asked = [each for each in wishes if not any(each.allows(intent) for intent in INTENTS)]
    noted = [each for each in wishes if each.outcome in INTENTS]
    found["INTENT"] = wish = fit([each.wish for each in asked + noted], [False] * len(asked) + [True] * len(noted))
    found["INTENT_FROM"] = lowest([([chance(wish, each.wish) for each in asked], FALSE_INTENTS)])

    questions = [each for each in seen if each.outcome == "answer"]
    outside = [each for each in seen if each.outcome == "none" and not each.row.get("general")]
    both = questions + outside
    found["SURE"] = sure = fit([each.gate for each in both], [each.is_right(1) for each in both])
    found["RELATED"] = related = fit([each.gate for each in both], [each.is_right(3) for each in both])
    for name, bare in (("ANSWER_FROM", False), ("ANSWER_FROM_BARE", True)):
        of_kind = is_kind(bare=bare)
        astray = [chance(sure, each.gate) if not each.is_right(1) else 0.0 for each in filter(of_kind, questions)]
        strange = [chance(sure, each.gate) for each in filter(of_kind, outside)]
        found[name] = lowest([(astray, WRONG), (strange, OUTSIDE_WRONG if not bare else OUTSIDE_WRONG)])
    strange = [chance(related, each.gate) for each in outside]
    found["OFFER_FROM"] = lowest([(strange, OUTSIDE_OFFERED)])
    return found


def is_kind(*, bare: bool) -> Callable[[Seen], bool]:
    return lambda each: each.result.trace is not None and each.result.trace.decision.facts.bare is bare


def main(files: Sequence[str]) -> None:
    index: Index = build_index(load_content(ROOT / "content"))
    rows = [json.loads(line) for file in files for line in Path(file).read_text("utf-8").splitlines()]
    seen = [Seen(row, understand(row["text"], TODAY, index)) for row in rows]
    for name, value in fitted(seen).items():
        print(f"{name} = {value}")


if __name__ == "__main__":
    main(sys.argv[1:])
