"""`ask`: for scripts, one line of JSON a message; for readers, the reasons."""

import datetime as dt
import io
import json
from pathlib import Path

import pytest

from bot.content import Content
from bot.knowledge import index_of
from bot.understanding.jsonl import run

TODAY = dt.date(2026, 11, 22)
FIELDS = ["text", "outcome", "ids", "level", "date", "dates", "kind", "net", "score"]


def test_each_line_is_answered_in_order_with_the_fields_of_the_contract(
    content: Content, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "in.jsonl"
    file.write_text('{"text": "had my jab yesterday", "today": "2026-03-01"}\n{"text": "hiya"}\n', encoding="utf-8")
    assert run(["--jsonl", str(file)], content, TODAY, index_of) == 0
    rows = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert [list(row) for row in rows] == [FIELDS, FIELDS]
    assert [row["outcome"] for row in rows] == ["log_injection", "smalltalk"]
    assert [row["date"] for row in rows] == ["2026-02-28", None]


def test_a_bad_line_is_named_and_the_good_ones_are_answered_all_the_same(
    content: Content, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    raw = b'{"text": "hiya"}\nnot json\n{"text": 5}\n{"text": "x", "today": "tomorrow"}\n\xff\n[]\n{"text": "thanks"}\n'
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(raw)))
    assert run(["--jsonl", "-"], content, TODAY, index_of) == 1
    out, err = capsys.readouterr()
    assert len(out.splitlines()) == 2
    assert [line.split(":")[0] for line in err.splitlines()] == [f"line {n}" for n in (2, 3, 4, 5, 6)]


def test_half_a_surrogate_pair_comes_back_as_given(
    content: Content, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "in.jsonl"
    file.write_text('{"text": "\\ud83d prolia"}\n', encoding="utf-8")
    assert run(["--jsonl", str(file)], content, TODAY, index_of) == 0
    assert json.loads(capsys.readouterr().out)["text"] == "\ud83d prolia"


@pytest.mark.parametrize("argv", [[], ["--nonsense"], ["hello", "--jsonl", "-"]])
def test_wrong_usage_is_2(content: Content, argv: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    assert run(argv, content, TODAY, index_of) == 2
    assert capsys.readouterr().out == ""


def test_a_file_that_cannot_be_read_is_1(content: Content, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["--jsonl", "/nowhere/at-all.jsonl"], content, TODAY, index_of) == 1
    assert "cannot be read" in capsys.readouterr().err


def test_a_reader_is_told_what_was_found_and_why(content: Content, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["is", "denosumub", "bad for my kidneys"], content, TODAY, index_of) == 0
    out = capsys.readouterr().out
    for part in ("outcome: answer", "concepts: ", "kidney", "best entries", "why: "):
        assert part in out
