"""The preview shows the operator's own clinic, on the clock of the computer, and touches nothing that is live."""

from collections.abc import Iterator
from pathlib import Path

import pytest
import tzlocal

from bot.preview import StandIn
from bot.preview.run import preview_settings
from bot.settings import Settings


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    for name in Settings.model_fields:
        monkeypatch.delenv(name.upper(), raising=False)
    monkeypatch.chdir(tmp_path)
    yield tmp_path
    monkeypatch.undo()
    tzlocal.reload_localzone()


def settings_on(computer: str, monkeypatch: pytest.MonkeyPatch) -> Settings:
    monkeypatch.setenv("TZ", computer)
    tzlocal.reload_localzone()
    return preview_settings(StandIn(), Path("data/preview.db"))


@pytest.mark.parametrize(
    ("computer", "zone"),
    [("Asia/Tokyo", "Asia/Tokyo"), ("UTC", "Etc/UTC"), ("Etc/UTC", "Etc/UTC")],
)
def test_the_clock_of_the_computer_is_the_clinic_s_so_that_a_yes_settles_the_zone(
    computer: str, zone: str, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert settings_on(computer, monkeypatch).default_timezone == zone


def test_what_the_operator_has_set_is_seen(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (folder / ".env").write_text("DEFAULT_TIMEZONE=Europe/London\nREGION=uk\nCLINIC_NAME=Elm\n", encoding="utf-8")

    settings = settings_on("Asia/Tokyo", monkeypatch)

    assert (settings.default_timezone, settings.region, settings.clinic_name) == ("Europe/London", "uk", "Elm")


def test_neither_the_live_token_nor_the_live_files_are_used(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    live = "123456789:AAnotTheExampleOfTheMessagesButAnother"
    text = (
        f"BOT_TOKEN={live}\nADMIN_IDS=7\nDATABASE_URL=sqlite+aiosqlite:///live.db\nBACKUP_DIR=live\nHEALTH_PORT=8099\n"
    )
    (folder / ".env").write_text(text, encoding="utf-8")
    standin = StandIn()

    settings = preview_settings(standin, Path("data/preview.db"))

    assert settings.token != live
    assert settings.bot_api_base_url == standin.base_url
    assert "live" not in f"{settings.database_url} {settings.backup_dir}"
    assert 7 not in settings.admin_ids
    assert settings.health_port is None
