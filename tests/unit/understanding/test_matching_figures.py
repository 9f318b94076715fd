"""What the last release reached on messages that other people wrote; no figure may fall."""

import datetime as dt
import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest

from bot.understanding import Index, Understanding, understand

DATA = Path(__file__).parents[2] / "data"
TODAY = dt.date(2026, 11, 22)
QUESTIONS = ("independent_questions", "messages_held")
OUTSIDE = ("independent_outside", "messages_held", "messages_dev")


def rows(name: str, outcome: str) -> list[dict[str, Any]]:
    lines = (DATA / f"{name}.jsonl").read_text(encoding="utf-8").splitlines()
    return [row for row in map(json.loads, lines) if row["outcome"] == outcome]


def verdict(row: dict[str, Any], result: Understanding) -> str:
    """Direct, offered, wrong, missed or none: the matching alone, whatever red flags and intents say."""
    assert result.trace is not None
    decision = result.trace.decision
    fits = bool(set(row["ids"]) & set(decision.entries))
    if row["outcome"] == "none" and fits:  # a general question that an entry may well answer
        return "none"
    if decision.outcome == "answer":
        return "direct" if fits else "wrong"
    if decision.outcome == "suggest":
        return "offered" if fits or row["outcome"] == "none" else "missed"
    return "none"


@pytest.fixture(scope="module")
def results(index: Index) -> dict[str, Sequence[str]]:
    """File and outcome -> the verdict of each row."""
    found: dict[str, Sequence[str]] = {}
    for name, outcome in [*((name, "answer") for name in QUESTIONS), *((name, "none") for name in OUTSIDE)]:
        found[f"{name} {outcome}"] = [
            verdict(row, understand(row["text"], dt.date.fromisoformat(row.get("today", str(TODAY))), index))
            for row in rows(name, outcome)
        ]
    return found


def share(verdicts: Sequence[str], *wanted: str) -> float:
    return sum(each in wanted for each in verdicts) / len(verdicts)


@pytest.mark.parametrize(
    ("name", "direct", "with_offers", "wrong"),
    [("independent_questions", 0.71, 0.915, 0.04), ("messages_held", 0.86, 0.965, 0.03)],
)
def test_questions_are_answered_or_offered_as_often_as_before(
    results: dict[str, Sequence[str]], name: str, direct: float, with_offers: float, wrong: float
) -> None:
    verdicts = results[f"{name} answer"]
    assert share(verdicts, "direct") >= direct
    assert share(verdicts, "direct", "offered") >= with_offers
    assert share(verdicts, "wrong") <= wrong


@pytest.mark.parametrize(
    ("name", "wrong", "offered"),
    [("independent_outside", 0.03, 0.30), ("messages_held", 0.04, 0.20), ("messages_dev", 0.025, 0.11)],
)
def test_messages_that_are_not_for_us_are_refused_as_often_as_before(
    results: dict[str, Sequence[str]], name: str, wrong: float, offered: float
) -> None:
    verdicts = results[f"{name} none"]
    assert share(verdicts, "wrong") <= wrong
    assert share(verdicts, "offered") <= offered


def test_the_score_is_the_chance_that_the_best_entry_is_acceptable(index: Index) -> None:
    messages = rows("independent_questions", "answer") + rows("messages_held", "answer")
    sure = [row for row in messages if understand(row["text"], TODAY, index).score >= 0.85]
    read = [understand(row["text"], TODAY, index).trace for row in sure]
    right = [
        trace is not None and trace.ranking.entries[0].entry in row["ids"]
        for row, trace in zip(sure, read, strict=True)
    ]
    assert len(sure) >= len(messages) // 4
    assert sum(right) >= 0.9 * len(right)
