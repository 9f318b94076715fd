"""Settings: an operator's slips are named, empty means not set, and secrets are never shown."""

import os
from pathlib import Path

import pytest

from bot.errors import SettingsError
from bot.settings import Settings, load_settings

TOKEN = "123456789:AAnotTheExampleOfTheMessagesButAnother"


@pytest.fixture(autouse=True)
def nothing_set(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in Settings.model_fields:
        for written in {name, name.upper()} & os.environ.keys():
            monkeypatch.delenv(written)


def env(folder: Path, text: str) -> Path:
    file = folder / ".env"
    file.write_text(text, encoding="utf-8")
    return file


def faults(file: Path | None, **given: object) -> list[str]:
    with pytest.raises(SettingsError) as wrong:
        load_settings(file, **given)
    return str(wrong.value).splitlines()


@pytest.mark.parametrize("name", sorted(Settings.model_fields))
@pytest.mark.parametrize("value", ["", "  "])
def test_an_empty_value_means_not_set(name: str, value: str, tmp_path: Path) -> None:
    assert load_settings(env(tmp_path, f"{name.upper()}={value!r}\n")) == load_settings(None)


def test_an_empty_value_in_the_environment_wins_over_the_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("BOT_TOKEN", "")

    assert load_settings(env(tmp_path, f"BOT_TOKEN={TOKEN}\n")).token is None


def test_a_line_that_sets_nothing_is_named_with_its_number(tmp_path: Path) -> None:
    lines = faults(env(tmp_path, "REGION=uk\nthis is no setting\nDEFAULT_HOUR\n"))

    assert [line.partition(" ")[0] for line in lines] == [".env:2:", ".env:3:"]
    assert all("NAME=value" in line for line in lines)


@pytest.mark.parametrize(("slip", "meant"), [("BOT_TOKN", "BOT_TOKEN"), ("ADMIN_ID", "ADMIN_IDS")])
def test_a_name_that_is_nearly_a_setting_s_is_not_passed_over(slip: str, meant: str, tmp_path: Path) -> None:
    (line,) = faults(env(tmp_path, f"{slip}={TOKEN}\n"))

    assert line.startswith(f"{slip}: there is no such setting; {meant} is probably meant")
    assert TOKEN not in line


def test_names_for_other_programs_comments_quotes_and_a_mark_of_windows_are_no_fault(tmp_path: Path) -> None:
    text = '\ufeff# ours\r\nREGION="uk"\r\n\r\nexport DEFAULT_HOUR=10 # ten\r\nCOMPOSE_PROJECT_NAME=x\r\nTZ=UTC\r\n'

    settings = load_settings(env(tmp_path, text))

    assert (settings.region, settings.default_hour) == ("uk", 10)


@pytest.mark.parametrize("value", ["-100123", "0", "joan", "1;2", "12.5", "1" * 20])
def test_an_admin_is_a_user_and_no_group_and_no_name(value: str) -> None:
    (line,) = faults(None, admin_ids=value)

    assert line.startswith("ADMIN_IDS: must hold user ids")
    assert "ADMIN_IDS=123456789,987654321" in line


def test_admins_may_be_written_with_spaces() -> None:
    assert load_settings(None, admin_ids=" 12, 34 ,").admin_ids == {12, 34}


@pytest.mark.parametrize("url", ["api.telegram.org", "https://", "https://a b", "http://127.0.0.1:8081/bot/"])
def test_the_address_of_a_bot_api_server_is_one_and_goes_without_bot(url: str) -> None:
    assert faults(None, bot_api_base_url=url)[0].startswith("BOT_API_BASE_URL:")


@pytest.mark.parametrize("name", ["clinic_name", "clinic_phone", "working_hours"])
def test_words_that_would_not_fit_into_a_message_are_refused(name: str) -> None:
    (line,) = faults(None, **{name: "x" * 101})

    assert line.startswith(f"{name.upper()}: ")
    assert "100" in line


def test_a_webhook_is_https_unless_the_server_is_one_of_your_own() -> None:
    webhook = {"webhook_url": "http://bot.example.org/x", "webhook_secret": "a-long-random-word"}

    (line,) = faults(None, **webhook)

    assert line.startswith("WEBHOOK_URL:")
    assert load_settings(None, **webhook, bot_api_base_url="http://127.0.0.1:8081").webhook_url


def test_webhook_and_health_have_ports_of_their_own() -> None:
    webhook = {"webhook_url": "https://bot.example.org/x", "webhook_secret": "a-long-random-word"}

    assert faults(None, **webhook, webhook_port=8081, health_port=8081)[0].startswith("HEALTH_PORT:")


@pytest.mark.parametrize(
    ("name", "value"), [("bot_token", f"{TOKEN} and more"), ("webhook_secret", "not long"), ("bot_token", "SECRET")]
)
def test_a_wrong_secret_is_never_shown(name: str, value: str) -> None:
    assert value not in "".join(faults(None, **{name: value}))


def test_the_token_may_stand_in_a_file_alone(tmp_path: Path) -> None:
    file = tmp_path / "token"
    file.write_text(f"{TOKEN}\n", encoding="utf-8")
    assert load_settings(None, bot_token_file=file).token == TOKEN

    file.write_text(f"BOT_TOKEN={TOKEN}", encoding="utf-8")
    with pytest.raises(SettingsError, match=r"^BOT_TOKEN_FILE: ") as wrong:
        _ = load_settings(None, bot_token_file=file).token
    assert TOKEN not in str(wrong.value)
