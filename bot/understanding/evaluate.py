"""`python -m bot evaluate FILE...`: what the bot makes of labelled messages, counted."""

import argparse
import datetime as dt
import json
import sys
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from bot.content import Content
from bot.understanding.pipeline import Outcome, Understanding, build_index, understand

_KINDS = {Outcome.ANSWER: "questions", Outcome.NONE: "outside", Outcome.URGENT: "red flags"}
_FAULTS = ("wrong", "alarm", "other", "missed", "refused", "unseen", "unrecognised")
_REFUSED_RIGHTLY = ("outside", "refused")
_SHOWN = 10
_BINS = 5


@dataclass(frozen=True)
class Judged:
    """One labelled message, what the bot made of it, and the verdict."""

    row: dict[str, Any]
    result: Understanding
    kind: str
    verdict: str


def run(argv: list[str], content: Content, today: dt.date) -> int:
    """Carry out ``evaluate`` with the arguments *argv*. Returns 0; 1 when a file cannot be read; 2 for wrong usage."""
    parser = argparse.ArgumentParser(prog="python -m bot evaluate", description="Count answers to labelled messages.")
    parser.add_argument("files", nargs="+", metavar="FILE", help='lines {"text": ..., "outcome": ..., "ids": [...]}')
    try:
        files = parser.parse_args(argv).files
    except SystemExit as stop:
        return int(stop.code or 0)
    try:
        rows = [json.loads(line) for file in files for line in Path(file).read_text(encoding="utf-8").splitlines()]
    except (OSError, ValueError) as error:
        sys.stderr.write(f"evaluate: {error}; give files of JSON lines\n")
        return 1
    unusable = [number for number, row in enumerate(rows, start=1) if not _is_labelled(row)]
    if unusable:
        sys.stderr.write(f"evaluate: message {unusable[0]} has no text, or an outcome that the bot does not know\n")
        return 1
    index = build_index(content)
    judged = []
    for row in rows:
        day = dt.date.fromisoformat(row["today"]) if row.get("today") else today
        result = understand(row["text"], day, index)
        judged.append(Judged(row, result, *judge(row, result)))
    sys.stdout.write("\n".join(report(judged)) + "\n")
    return 0


def _is_labelled(row: object) -> bool:
    return isinstance(row, dict) and isinstance(row.get("text"), str) and row.get("outcome") in set(Outcome)


def judge(row: dict[str, Any], result: Understanding) -> tuple[str, str]:
    """The kind of a labelled message and the verdict on *result*."""
    wanted, also = Outcome(row["outcome"]), frozenset(row.get("also", ()))
    kind = _KINDS.get(wanted, "intents")
    fits = bool(set(row.get("ids", ())) & set(result.ids))
    allowed = result.outcome.value in also and (fits or result.outcome is not Outcome.ANSWER)
    if kind == "red flags":
        return kind, "caught" if result.outcome is wanted or allowed else "care line" if result.net else "unseen"
    if kind == "intents":
        return kind, "recognised" if result.outcome is wanted or allowed else "unrecognised"
    if result.outcome is Outcome.ANSWER:
        return kind, (
            "direct" if kind == "questions" else "refused" if row.get("general") else "wrong"
        ) if fits else "wrong"
    if result.outcome is Outcome.SUGGEST:
        return kind, "offered" if fits or kind == "outside" else "missed"
    if allowed or (kind == "outside" and result.outcome is Outcome.SMALLTALK):
        return kind, "direct" if kind == "questions" else "refused"
    return kind, {Outcome.NONE: "refused", Outcome.URGENT: "alarm"}.get(result.outcome, "other")


def report(judged: Sequence[Judged]) -> Iterator[str]:
    """The table, the entries most often confused, the surest faults, and how far the score can be trusted."""
    for kind in dict.fromkeys(each.kind for each in judged):
        verdicts = Counter(each.verdict for each in judged if each.kind == kind)
        whole = sum(verdicts.values())
        counted = "  ".join(f"{name} {count} ({count / whole:.1%})" for name, count in verdicts.most_common())
        yield f"{kind:10s} {whole:5d}  {counted}"
    yield from _confusions([each for each in judged if each.kind == "questions"])
    yield from _worst(judged)
    yield from _reliability([each for each in judged if each.kind in {"questions", "outside"}])


def _confusions(questions: Sequence[Judged]) -> Iterator[str]:
    pairs = Counter(
        (each.row["ids"][0], best)
        for each in questions
        if (best := _best(each)) is not None and best not in each.row["ids"]
    )
    yield "\nconfusions (wanted, found first):"
    yield from (f"  {count:3d}  {wanted} -> {found}" for (wanted, found), count in pairs.most_common(_SHOWN))


def _worst(judged: Sequence[Judged]) -> Iterator[str]:
    faults = [each for each in judged if each.verdict in _FAULTS and (each.kind, each.verdict) != _REFUSED_RIGHTLY]
    yield "\nworst misses:"
    for each in sorted(faults, key=lambda each: -each.result.score)[:_SHOWN]:
        wanted = " ".join([each.row["outcome"], *each.row.get("ids", ())])
        got = " ".join([each.result.outcome.value, *each.result.ids])
        text = each.row["text"][:90]
        yield f"  {each.result.score:.2f} {each.kind}: {each.verdict}: {text!r} wanted {wanted}, got {got}"


def _reliability(messages: Sequence[Judged]) -> Iterator[str]:
    bins: dict[int, list[tuple[float, bool]]] = defaultdict(list)
    for each in messages:
        right = each.kind == "questions" and _best(each) in each.row["ids"]
        bins[min(int(each.result.score * _BINS), _BINS - 1)].append((each.result.score, right))
    yield "\nreliability (score said, best entry acceptable, messages):"
    for _, found in sorted(bins.items()):
        said = sum(score for score, _ in found) / len(found)
        came = sum(right for _, right in found) / len(found)
        yield f"  {said:6.1%}  {came:6.1%}  {len(found):5d}"


def _best(each: Judged) -> str | None:
    return each.result.trace.ranking.entries[0].entry if each.result.trace else None
