"""Labelled messages, judged and reported."""

import datetime as dt
import json
from pathlib import Path
from typing import Any

import pytest

from bot.content import Content
from bot.knowledge import index_of
from bot.understanding import Index, Outcome, Understanding
from bot.understanding.evaluation import run
from bot.understanding.evaluation.command import evaluated
from bot.understanding.evaluation.judging import judged
from bot.understanding.evaluation.report import figures, report

TODAY = dt.date(2026, 11, 22)
LABELLED = [
    {"text": "how often is prolia given", "outcome": "answer", "ids": ["how-often"]},
    {"text": "how often do i need the prolia injection", "outcome": "answer", "ids": ["kidney-disease"]},
    {"text": "how do i boil an egg", "outcome": "none", "ids": []},
    {
        "text": "my face and tongue are swelling up",
        "outcome": "urgent",
        "ids": ["allergic-reaction"],
        "levels": ["now"],
    },
]
QUESTION = {"text": "", "outcome": "answer", "ids": ["stopping", "rebound-fractures"]}
STRANGE = {"text": "", "outcome": "none", "ids": []}
GENERAL = {"text": "", "outcome": "none", "ids": ["monitoring"], "also": ["answer"]}
FLAG = {"text": "", "outcome": "urgent", "ids": ["pregnancy"], "levels": ["today"]}
NOTE = {"text": "", "outcome": "log_injection", "ids": [], "date": "2026-11-21"}


@pytest.mark.parametrize(
    ("row", "result", "verdict"),
    [
        (QUESTION, Understanding(Outcome.ANSWER, ("rebound-fractures",)), "direct"),
        (QUESTION, Understanding(Outcome.ANSWER, ("storage",)), "wrong"),
        (QUESTION, Understanding(Outcome.SUGGEST, ("storage", "stopping")), "offered"),
        (QUESTION, Understanding(Outcome.SUGGEST, ("storage", "monitoring")), "missed"),
        (QUESTION, Understanding(Outcome.NONE), "refused"),
        (QUESTION, Understanding(Outcome.URGENT, ("missed-dose",), "week"), "alarm"),
        (QUESTION | {"also": ["urgent"]}, Understanding(Outcome.URGENT, ("missed-dose",), "week"), "direct"),
        (QUESTION, Understanding(Outcome.STOP_MESSAGES), "intent"),
        (STRANGE, Understanding(Outcome.NONE), "refused"),
        (STRANGE, Understanding(Outcome.SMALLTALK), "refused"),
        (STRANGE, Understanding(Outcome.ANSWER, ("storage",)), "wrong"),
        (STRANGE, Understanding(Outcome.SUGGEST, ("storage", "stopping")), "offered"),
        (STRANGE, Understanding(Outcome.URGENT, ("pregnancy",), "today"), "alarm"),
        (GENERAL, Understanding(Outcome.ANSWER, ("monitoring",)), "refused"),
        (FLAG, Understanding(Outcome.URGENT, ("pregnancy",), "today"), "caught"),
        (FLAG, Understanding(Outcome.ANSWER, ("pregnancy",), net=True), "care line"),
        (FLAG, Understanding(Outcome.ANSWER, ("pregnancy",)), "unseen"),
        (NOTE, Understanding(Outcome.LOG_INJECTION), "recognised"),
        (NOTE, Understanding(Outcome.BOOK_INJECTION), "unrecognised"),
    ],
)
def test_what_the_bot_made_of_a_message_is_judged(row: dict[str, Any], result: Understanding, verdict: str) -> None:
    assert judged(row, result).verdict == verdict


@pytest.mark.parametrize(
    ("row", "result", "details"),
    [
        (FLAG, Understanding(Outcome.URGENT, ("pregnancy",), "now"), {"entry": True, "level": False}),
        (NOTE, Understanding(Outcome.LOG_INJECTION, date=dt.date(2026, 11, 21)), {"date": True}),
        (NOTE, Understanding(Outcome.LOG_INJECTION), {"date": False}),
        (
            {"text": "", "outcome": "book_injection", "ambiguous": True, "dates": ["2026-12-03", "2027-03-12"]},
            Understanding(Outcome.BOOK_INJECTION, dates=(dt.date(2026, 12, 3), dt.date(2027, 3, 12))),
            {"date": True},
        ),
        (
            {"text": "", "outcome": "plan_dental", "kind": "crown", "date": None},
            Understanding(Outcome.PLAN_DENTAL, kind="filling"),
            {"kind": True, "date": True},
        ),
        (
            {"text": "", "outcome": "stop_messages"},
            Understanding(Outcome.STOP_MESSAGES, kind="death"),
            {"kind": False},
        ),
    ],
)
def test_entry_level_kind_and_day_are_judged_where_the_outcome_is_right(
    row: dict[str, Any], result: Understanding, details: dict[str, bool]
) -> None:
    assert judged(row, result).details == details


def test_each_figure_is_a_share_of_its_kind_of_message(index: Index) -> None:
    messages, milliseconds = evaluated(LABELLED, index, TODAY)
    counted = {f"{kind}: {name}": (count, whole) for kind, name, count, whole in figures(messages)}

    assert counted["questions: answered directly with an acceptable entry"] == (1, 2)
    assert counted["questions: answered with a wrong entry"] == (1, 2)
    assert counted["outside: answered"] == (0, 1)
    assert counted["red flags: caught"] == (1, 1)
    assert counted["red flags: of those caught: right level"] == (1, 1)
    assert len(milliseconds) == len(LABELLED)


def test_the_report_names_confusions_and_the_surest_faults(index: Index) -> None:
    told = "\n".join(report(*evaluated(LABELLED, index, TODAY)))

    assert "kidney-disease -> how-often" in told
    assert "'how often do i need the prolia injection' wanted answer kidney-disease, got answer how-often" in told
    assert "99th percentile" in told


def test_counts_alone_show_no_message(tmp_path: Path, content: Content, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "labelled.jsonl"
    file.write_text("".join(json.dumps(row) + "\n" for row in LABELLED), encoding="utf-8")

    assert run([str(file), "--counts"], content, TODAY, index_of) == 0

    told = capsys.readouterr().out
    assert "answered with a wrong entry" in told
    assert "prolia" not in told


def test_a_file_that_cannot_be_read_is_named(content: Content, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["no-such-file.jsonl"], content, TODAY, index_of) == 1
    assert "no-such-file.jsonl" in capsys.readouterr().err
