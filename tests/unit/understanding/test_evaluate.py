"""The report on labelled messages."""

import datetime as dt
import json
from pathlib import Path

import pytest

from bot.content import Content
from bot.understanding.evaluate import run

TODAY = dt.date(2026, 11, 22)
LABELLED = [
    {"text": "how often is prolia given", "outcome": "answer", "ids": ["how-often"]},
    {"text": "can i come off prolia", "outcome": "answer", "ids": ["kidney-disease"]},
    {"text": "how do i boil an egg", "outcome": "none", "ids": []},
    {"text": "my face and tongue are swelling up", "outcome": "urgent", "ids": ["allergic-reaction"]},
]


def test_each_kind_is_counted_and_the_surest_fault_shown(
    tmp_path: Path, content: Content, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "labelled.jsonl"
    file.write_text("".join(json.dumps(row) + "\n" for row in LABELLED), encoding="utf-8")
    assert run([str(file)], content, TODAY) == 0
    report = capsys.readouterr().out
    assert "questions      2  direct 1 (50.0%)  wrong 1 (50.0%)" in report
    assert "outside        1  refused 1" in report
    assert "red flags      1  caught 1" in report
    assert "kidney-disease -> stopping" in report
    assert "'can i come off prolia' wanted answer kidney-disease, got answer stopping" in report


def test_a_file_that_cannot_be_read_is_named(content: Content, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["no-such-file.jsonl"], content, TODAY) == 1
    assert "no-such-file.jsonl" in capsys.readouterr().err
