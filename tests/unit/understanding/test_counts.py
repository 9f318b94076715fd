"""
What the last release reached on labelled messages (less a message or two); no figure may fall.

``tuned``: messages of writers who had not seen the rules or the examples; thresholds were fitted to them. ``unseen``:
messages of other writers, never looked at but counted. ``make evaluate`` shows both tables.
"""

import datetime as dt
import json
from collections.abc import Mapping
from pathlib import Path

import pytest

from bot.understanding import Index
from bot.understanding.evaluation.command import evaluated
from bot.understanding.evaluation.report import figures

DATA = Path(__file__).parents[2] / "data"
TODAY = dt.date(2026, 11, 22)
# What is better when it is less.
FAULTS = frozenset(
    (
        "questions: answered with a wrong entry",
        "questions: taken for a red flag",
        "questions: taken for an intent",
        "outside: answered",
        "outside: given suggestions",
        "outside: taken for a red flag",
        "outside: taken for an intent",
        "no complaint: met with the care line",
    )
)
REACHED: Mapping[str, Mapping[str, float]] = {
    "tuned": {
        "questions: answered directly with an acceptable entry": 0.663,
        "questions: ... or behind one of the suggestions": 0.93,
        "questions: answered with a wrong entry": 0.018,
        "questions: taken for a red flag": 0.021,
        "questions: taken for an intent": 0.021,
        "outside: answered": 0.02,
        "outside: given suggestions": 0.233,
        "outside: taken for a red flag": 0.04,
        "outside: taken for an intent": 0.04,
        "red flags: caught": 0.953,
        "red flags: ... or met with the care line": 0.986,
        "intents: recognised": 0.905,
        "red flags: of those caught: right entry": 0.989,
        "red flags: of those caught: right level": 0.968,
        "intents: of those recognised: right kind": 0.909,
        "intents: of those recognised: date right, or asked back": 0.996,
        "no complaint: met with the care line": 0.062,
    },
    "unseen": {
        "questions: answered directly with an acceptable entry": 0.703,
        "questions: ... or behind one of the suggestions": 0.926,
        "questions: answered with a wrong entry": 0.022,
        "questions: taken for a red flag": 0.022,
        "questions: taken for an intent": 0.015,
        "outside: answered": 0.031,
        "outside: given suggestions": 0.289,
        "outside: taken for a red flag": 0.028,
        "outside: taken for an intent": 0.028,
        "red flags: caught": 0.927,
        "red flags: ... or met with the care line": 0.982,
        "intents: recognised": 0.918,
        "red flags: of those caught: right entry": 0.971,
        "red flags: of those caught: right level": 0.961,
        "intents: of those recognised: right kind": 0.86,
        "intents: of those recognised: date right, or asked back": 0.948,
        "no complaint: met with the care line": 0.074,
    },
}


@pytest.mark.parametrize("group", sorted(REACHED))
def test_no_figure_is_worse_than_in_the_last_release(index: Index, group: str) -> None:
    lines = [line for file in sorted(DATA.glob(f"{group}_*.jsonl")) for line in file.read_text("utf-8").splitlines()]
    messages, _ = evaluated(map(json.loads, lines), index, TODAY)
    found = {f"{kind}: {name}": count / whole for kind, name, count, whole in figures(messages)}
    worse = {
        name: (round(share, 3), REACHED[group][name])
        for name, share in found.items()
        if (share > REACHED[group][name] if name in FAULTS else share < REACHED[group][name])
    }
    assert found.keys() == REACHED[group].keys()
    assert not worse, "found, and what was reached before"
