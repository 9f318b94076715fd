"""An edit is taken into force whole, text and understanding together, or not at all."""

import shutil
from pathlib import Path

import pytest

from bot import context
from bot.clock import Clock
from bot.content import Content
from bot.context import Services, load_knowledge
from bot.knowledge import index_of
from bot.settings import load_settings
from bot.storage.database import Database
from bot.understanding import Index
from jobs.reload import reload_content

ROOT = Path(__file__).parents[2]
OLD, NEW = "Nothing was deleted. Everything stays as it is.", "Nothing was deleted."


def services_of(folder: Path) -> Services:
    return Services(load_settings(None), load_knowledge(folder), Database("sqlite+aiosqlite:///unused.db"), Clock())


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    copy = tmp_path / "content"
    shutil.copytree(ROOT / "content", copy)
    return copy


def edit(folder: Path) -> None:
    file = folder / "interface" / "rights.yaml"
    file.write_text(file.read_text(encoding="utf-8").replace(OLD, NEW), encoding="utf-8")


async def test_new_content_is_in_force_only_with_its_index(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    services = services_of(folder)
    before = services.index
    meanwhile: list[tuple[str, bool]] = []

    def building(content: Content) -> Index:
        meanwhile.append((services.content.text("forget.kept"), services.index is before))
        return index_of(content)

    monkeypatch.setattr(context, "index_of", building)
    edit(folder)
    await reload_content(services)

    assert meanwhile == [(OLD, True)]
    assert services.content.text("forget.kept") == NEW
    assert services.index is not before


async def test_content_whose_index_cannot_be_built_changes_nothing(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    services = services_of(folder)

    def breaks(_content: Content) -> Index:
        raise RuntimeError("a bug")

    monkeypatch.setattr(context, "index_of", breaks)
    edit(folder)
    with pytest.raises(RuntimeError):
        await reload_content(services)

    assert services.content.text("forget.kept") == OLD
