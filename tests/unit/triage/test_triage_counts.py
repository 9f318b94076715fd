"""
Counts over labelled messages that were written before the rules. ``tune`` was looked at while the words grew;
``heldout`` was only ever counted. Both are of the rules alone, and by their authors; how well strangers are understood
is counted in tests/unit/understanding/test_counts.py. A figure below what was reached is a failure.
"""

import json
from pathlib import Path
from typing import Any

import pytest

from bot.understanding.triage import Triage

DATA = Path(__file__).parents[2] / "data"
Rows = list[dict[str, Any]]


def rows(part: str, outcome: str) -> Rows:
    lines = (DATA / f"triage_{part}.jsonl").read_text(encoding="utf-8").splitlines()
    return [row for row in map(json.loads, lines) if row["outcome"] == outcome]


@pytest.mark.parametrize(("part", "floor"), [("tune", 0.985), ("heldout", 0.955)])
def test_red_flags_are_caught(triage: Triage, part: str, floor: float) -> None:
    urgent = rows(part, "urgent")
    assert sum(triage.check(row["text"]) is not None for row in urgent) >= floor * len(urgent)


@pytest.mark.parametrize(("part", "floor"), [("tune", 0.99), ("heldout", 0.97)])
def test_red_flags_that_are_not_caught_meet_the_care_line(triage: Triage, part: str, floor: float) -> None:
    urgent = rows(part, "urgent")
    met = sum(triage.check(row["text"]) is not None or triage.is_complaint(row["text"]) for row in urgent)
    assert met >= floor * len(urgent)


@pytest.mark.parametrize(("part", "floor"), [("tune", 0.99), ("heldout", 0.955)])
def test_those_caught_have_the_right_level_and_entry(triage: Triage, part: str, floor: float) -> None:
    caught = [(row, hit) for row in rows(part, "urgent") if (hit := triage.check(row["text"]))]
    assert sum(hit.level in row["levels"] for row, hit in caught) >= floor * len(caught)
    assert sum(hit.entry in row["ids"] for row, hit in caught) >= floor * len(caught)


@pytest.mark.parametrize(("part", "ceiling"), [("tune", 0.01), ("heldout", 0.033)])
def test_denials_history_questions_and_figures_of_speech_do_not_alarm(
    triage: Triage, part: str, ceiling: float
) -> None:
    calm = rows(part, "none")
    assert sum(triage.check(row["text"]) is not None for row in calm) <= ceiling * len(calm)


@pytest.mark.parametrize(("part", "ceiling"), [("tune", 0.04), ("heldout", 0.075)])
def test_the_care_line_stays_away_from_ordinary_messages(triage: Triage, part: str, ceiling: float) -> None:
    calm = [row for row in rows(part, "none") if triage.check(row["text"]) is None]
    assert sum(triage.is_complaint(row["text"]) for row in calm) <= ceiling * len(calm)


@pytest.mark.parametrize(("part", "floor"), [("tune", 0.95), ("heldout", 0.9)])
def test_complaints_of_no_red_flag_meet_the_care_line(triage: Triage, part: str, floor: float) -> None:
    complaints = rows(part, "net")
    met = sum(triage.check(row["text"]) is not None or triage.is_complaint(row["text"]) for row in complaints)
    assert met >= floor * len(complaints)
