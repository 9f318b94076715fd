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
        "questions: answered directly with an acceptable entry": 0.701,
        "questions: ... or behind one of the suggestions": 0.922,
        "questions: answered with a wrong entry": 0.027,
        "questions: taken for a red flag": 0.019,
        "questions: taken for an intent": 0.022,
        "outside: answered": 0.012,
        "outside: given suggestions": 0.233,
        "outside: taken for a red flag": 0.028,
        "outside: taken for an intent": 0.028,
        "red flags: caught": 0.916,
        "red flags: ... or met with the care line": 0.972,
        "intents: recognised": 0.864,
        "red flags: of those caught: right entry": 0.974,
        "red flags: of those caught: right level": 0.965,
        "intents: of those recognised: right kind": 0.933,
        "intents: of those recognised: date right, or asked back": 0.996,
        "no complaint: met with the care line": 0.053,
    },
    "unseen": {
        "questions: answered directly with an acceptable entry": 0.722,
        "questions: ... or behind one of the suggestions": 0.925,
        "questions: answered with a wrong entry": 0.021,
        "questions: taken for a red flag": 0.022,
        "questions: taken for an intent": 0.018,
        "outside: answered": 0.028,
        "outside: given suggestions": 0.251,
        "outside: taken for a red flag": 0.028,
        "outside: taken for an intent": 0.031,
        "red flags: caught": 0.93,
        "red flags: ... or met with the care line": 0.986,
        "intents: recognised": 0.921,
        "red flags: of those caught: right entry": 0.976,
        "red flags: of those caught: right level": 0.961,
        "intents: of those recognised: right kind": 0.86,
        "intents: of those recognised: date right, or asked back": 0.948,
        "no complaint: met with the care line": 0.083,
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
