"""The commands: exit codes, what goes to which stream, and one clear line for every fault of an operator."""

import json
import os
import shutil
from pathlib import Path

import pytest

from bot.__main__ import main

ROOT = Path(__file__).parent.parent
NAMES = (ROOT / ".env.example").read_text(encoding="utf-8")


@pytest.fixture(autouse=True)
def clean_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with the content and no .env, and no setting in the environment."""
    for name in os.environ:
        if f"{name}=" in NAMES:
            monkeypatch.delenv(name)
    monkeypatch.chdir(tmp_path)
    (tmp_path / "content").symlink_to(ROOT / "content")
    return tmp_path


def run(*arguments: str) -> int:
    try:
        return main(arguments)
    except SystemExit as end:
        return int(end.code or 0)


@pytest.mark.parametrize("arguments", [(), ("run",)])
def test_without_a_token_the_live_bot_says_where_to_get_one_and_exits_1(
    arguments: tuple[str, ...], capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(*arguments) == 1

    out, error = capsys.readouterr()
    assert not out
    assert error.count("\n") == 1
    assert "BOT_TOKEN" in error
    assert "BotFather" in error


@pytest.mark.parametrize(
    "arguments",
    [
        ("dance",),
        ("run", "--fast"),
        ("preview", "--port", "eighty"),
        ("check", "everything"),
        ("plan", "--jsonl"),
        ("plan", "--jsonl", "--injection", "2026-13-01", "--now", "2026-11-22T09:00Z"),
        ("plan", "--jsonl", "--injection", "2026-11-01", "--now", "2026-11-22T09:00Z", "--hour", "8"),
        ("simulate", "--people", "many"),
        ("simulate", "--years", "0"),
        ("ask",),
        ("ask", "hello", "--jsonl", "x"),
    ],
)
def test_wrong_usage_exits_2_and_says_so_on_standard_error(
    arguments: tuple[str, ...], capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(*arguments) == 2

    out, error = capsys.readouterr()
    assert not out
    assert error


def test_help_is_no_fault(capsys: pytest.CaptureFixture[str]) -> None:
    assert run("--help") == 0
    assert "preview" in capsys.readouterr().out


def test_check_finds_nothing_wrong_with_what_is_shipped(capsys: pytest.CaptureFixture[str]) -> None:
    assert run("check") == 0

    out, error = capsys.readouterr()
    assert not out
    assert "in order" in error
    assert "warning" not in error


def test_check_names_every_fault_of_settings_and_content_in_a_line_of_its_own(
    clean_folder: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    (clean_folder / "content").unlink()
    shutil.copytree(ROOT / "content", clean_folder / "content")
    faq = clean_folder / "content" / "faq.yaml"
    faq.write_text(faq.read_text(encoding="utf-8").replace("  - id: how-often", "  - id: How Often", 1), "utf-8")
    monkeypatch.setenv("DEFAULT_HOUR", "25")
    monkeypatch.setenv("BOT_TOKEN", "1234567:not a token at all")

    assert run("check") == 1

    lines = capsys.readouterr().err.splitlines()
    assert any("faq.yaml:" in line for line in lines)
    assert any(line.startswith("DEFAULT_HOUR:") for line in lines)
    assert any(line.startswith("BOT_TOKEN:") for line in lines)
    assert "not a token at all" not in "".join(lines)


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("BOT_TOKEN", "12345"),
        ("ADMIN_IDS", "me,you"),
        ("DATABASE_URL", "postgresql://localhost/bot"),
        ("DATABASE_URL", "sqlite+aiosqlite:///:memory:"),
        ("DEFAULT_TIMEZONE", "Mars/Olympus"),
        ("DEFAULT_HOUR", "8"),
        ("REGION", "moon"),
        ("SEND_RATE", "0"),
        ("SENDS_IN_FLIGHT", "99"),
        ("WEBHOOK_URL", "https://bot.example.org/x"),  # and no secret
        ("HEALTH_PORT", "70000"),
        ("BACKUP_KEEP_DAYS", "0"),
        ("LOG_LEVEL", "LOUD"),
        ("LOG_FORMAT", "xml"),
    ],
)
def test_a_wrong_setting_stops_the_start_with_its_name_and_a_right_example(
    name: str, value: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("BOT_TOKEN", "1000:a-token-of-the-right-form")
    monkeypatch.setenv(name, value)

    assert run("run") == 1

    error = capsys.readouterr().err
    assert error.startswith("WEBHOOK_SECRET:" if name == "WEBHOOK_URL" else f"{name}:")
    assert error.count("\n") == 1
    assert name == "WEBHOOK_URL" or f"{name}=" in error
    assert not Path("data").exists()


def test_a_broken_content_file_stops_the_start_and_names_the_line(
    clean_folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    (clean_folder / "content").unlink()
    shutil.copytree(ROOT / "content", clean_folder / "content")
    (clean_folder / "content" / "reminders.yaml").write_text("version: 1\nreminders: [", "utf-8")
    monkeypatch.setenv("BOT_TOKEN", "1000:a-token-of-the-right-form")

    assert run("run") == 1
    assert "reminders.yaml:3" in capsys.readouterr().err
    assert not Path("data").exists()


def test_a_database_of_another_bot_stops_the_start_in_one_line(
    clean_folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    (clean_folder / "data").mkdir()
    (clean_folder / "data" / "bot.db").write_text("no database " * 100)
    monkeypatch.setenv("BOT_TOKEN", "1000:a-token-of-the-right-form")

    assert run("run") == 1
    error = [line for line in capsys.readouterr().err.splitlines() if "bot.db" in line]
    assert len(error) == 1
    assert "cannot be used" in error[0]


def test_ask_answers_readably_and_as_json_lines(clean_folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run("ask", "how", "often", "do", "I", "have", "it") == 0
    assert "how-often" in capsys.readouterr().out

    questions = clean_folder / "questions.jsonl"
    questions.write_text(
        '{"text": "I can\'t breathe"}\nno json\n{"text": "had my jab yesterday", "today": "2026-11-22"}\n', "utf-8"
    )
    assert run("ask", "--jsonl", str(questions)) == 1
    out, error = capsys.readouterr()
    urgent, noted = (json.loads(line) for line in out.splitlines())
    assert (urgent["outcome"], urgent["level"]) == ("urgent", "now")
    assert (noted["outcome"], noted["date"]) == ("log_injection", "2026-11-21")
    assert error.startswith("line 2:")


def test_plan_prints_the_steps_as_json_lines(capsys: pytest.CaptureFixture[str]) -> None:
    planned = ("plan", "--jsonl", "--now", "2026-11-22T09:00Z", "--zone", "Europe/Berlin", "--hour", "10")
    assert run(*planned, "--injection", "2026-11-01") == 0
    lines = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert [line["step"] for line in lines][:5] == ["B1", "B2", "B3", "B4", "D0"]
    assert lines[4]["local"] == "2027-05-01T10:00"
    assert lines[4]["utc"] == "2027-05-01T08:00:00Z"
    assert lines[4]["text"]

    assert run(*planned, "--injection", "2026-12-01") == 1
    assert "still to come" in capsys.readouterr().err


def test_commands_for_scripts_need_no_settings_not_even_right_ones(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("DEFAULT_HOUR", "25")

    assert run("ask", "hello") == 0
    assert run("plan", "--jsonl", "--injection", "2026-11-01", "--now", "2026-11-22T09:00Z") == 0


def test_labelled_messages_that_cannot_be_used_are_named(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "rows.jsonl"
    file.write_text('{"text": "how often", "outcome": "answer", "ids": ["how-often"]}\n{"text": "x", "outcome": "y"}\n')

    assert main(["evaluate", str(file)]) == 1
    assert "message 2" in capsys.readouterr().err


def test_labelled_messages_are_counted(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "rows.jsonl"
    file.write_text('{"text": "How often do I have the injection?", "outcome": "answer", "ids": ["how-often"]}\n')

    assert main(["evaluate", str(file)]) == 0
    assert "1 of     1  100.0%" in capsys.readouterr().out


def test_a_simulation_says_what_it_has_checked_and_writes_nothing_here(
    clean_folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    before = sorted(clean_folder.rglob("*"))
    assert run("simulate", "--people", "3", "--years", "1") == 0

    out, error = capsys.readouterr()
    assert not out
    assert "one message a day" in error
    assert "No promise was broken." in error
    assert sorted(clean_folder.rglob("*")) == before
