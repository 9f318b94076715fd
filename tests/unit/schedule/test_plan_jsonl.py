import json
from pathlib import Path

import pytest

from bot.content import Content, load_content
from bot.schedule.jsonl import run

NOW = ["--now", "2026-11-22T12:00:00Z"]


@pytest.fixture(scope="module")
def content() -> Content:
    return load_content(Path(__file__).parents[3] / "content")


def test_one_line_for_each_step_in_sending_order(content: Content, capsys: pytest.CaptureFixture[str]) -> None:
    given = ["--injection", "2026-07-31", "--dental", "2027-02-01:filling", "--zone", "Europe/Berlin"]

    code = run(["--jsonl", *given, *NOW], content)

    lines = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert code == 0
    assert [(line["step"], line["local"]) for line in lines[:9]] == [
        ("B1", "2027-01-03T09:00"),
        ("B2", "2027-01-17T09:00"),
        ("B3", "2027-01-24T09:00"),
        ("B4", "2027-01-30T18:00"),
        ("T-1", "2027-01-31T09:00"),
        ("D0", "2027-01-31T09:00"),
        ("T0", "2027-02-01T09:00"),
        ("D1", "2027-02-01T09:00"),
        ("O1", "2027-02-07T09:00"),
    ]
    assert {key: value for key, value in lines[5].items() if key != "text"} == {
        "key": "injection:1:D0",
        "subject": "injection",
        "step": "D0",
        "due": "2027-01-31",
        "local": "2027-01-31T09:00",
        "utc": "2027-01-31T08:00:00Z",
    }
    assert "Sunday 31 January 2027" in lines[5]["text"]
    assert lines[4]["due"] == "2027-02-01"


def test_every_text_is_filled(content: Content, capsys: pytest.CaptureFixture[str]) -> None:
    kinds = ["checkup", "filling", "root_canal", "extraction", "implant", "surgery", "unsure"]
    dental = [part for kind in kinds for part in ("--dental", f"2026-12-24:{kind}")]

    assert run(["--jsonl", "--injection", "2026-11-22", *dental, *NOW], content) == 0

    texts = [json.loads(line)["text"] for line in capsys.readouterr().out.splitlines()]
    assert len(texts) == 15 + 3 + 3 + 4 + 7 * 4 + 1
    assert not [text for text in texts if "{" in text or not text.strip()]


def test_the_zone_and_the_hour_have_defaults(content: Content, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["--jsonl", "--dental", "2026-12-24:checkup", *NOW], content) == 0

    first = json.loads(capsys.readouterr().out.splitlines()[0])
    assert (first["local"], first["utc"]) == ("2026-12-23T09:00", "2026-12-23T09:00:00Z")


def test_an_injection_still_to_come_is_a_fault_and_one_of_today_is_none(
    content: Content, capsys: pytest.CaptureFixture[str]
) -> None:
    given = ["--jsonl", "--injection", "2026-11-23"]

    assert run([*given, *NOW], content) == 1
    output = capsys.readouterr()
    assert (output.out, "2026-11-23" in output.err) == ("", True)
    assert run([*given, "--zone", "Pacific/Kiritimati", *NOW], content) == 0  # it is the 23rd there


def test_nothing_left_to_send_is_no_fault(content: Content, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["--jsonl", "--injection", "2020-01-01", *NOW], content) == 0
    assert capsys.readouterr().out == ""


@pytest.mark.parametrize(
    "arguments",
    [
        NOW,
        ["--jsonl", *NOW],
        ["--jsonl", "--injection", "2026-11-01"],
        ["--jsonl", "--injection", "2026-02-30", *NOW],
        ["--jsonl", "--injection", "20261101", *NOW],
        ["--jsonl", "--injection", "0001-01-01", *NOW],
        ["--jsonl", "--injection", "2026-11-01", "--now", "2026-11-22T12:00:00"],
        ["--jsonl", "--injection", "2026-11-01", "--now", "2026-11-22"],
        ["--jsonl", "--injection", "2026-11-01", "--now", "9999-12-31T00:00:00Z"],
        ["--jsonl", "--injection", "2026-11-01", "--hour", "8", *NOW],
        ["--jsonl", "--injection", "2026-11-01", "--hour", "20", *NOW],
        ["--jsonl", "--injection", "2026-11-01", "--hour", "nine", *NOW],
        ["--jsonl", "--injection", "2026-11-01", "--hour", "٩", *NOW],
        ["--jsonl", "--injection", "2026-11-01", "--zone", "Mars/Olympus", *NOW],
        ["--jsonl", "--injection", "2026-11-01", "--zone", "Europe", *NOW],
        ["--jsonl", "--injection", "2026-11-01", "--zone", "../etc/passwd", *NOW],
        ["--jsonl", "--dental", "2026-12-24", *NOW],
        ["--jsonl", "--dental", "2026-12-24:", *NOW],
        ["--jsonl", "--dental", "2026-12-24:bridge", *NOW],
        ["--jsonl", "--dental", "24.12.2026:checkup", *NOW],
        ["--jsonl", "--injection", "2026-11-01", "--unknown", *NOW],
    ],
)
def test_wrong_usage_says_so_and_prints_no_line(
    arguments: list[str], content: Content, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(arguments, content) == 2

    output = capsys.readouterr()
    assert output.out == ""
    assert output.err
