"""What was fitted is kept on disk: read back as it was, and never trusted when it is damaged or of other content."""

import dataclasses
import datetime as dt
from collections.abc import Callable
from pathlib import Path

import pytest

from bot.content import Content
from bot.context import Knowledge
from bot.knowledge import _fingerprint, _keep, _read, index_of
from bot.understanding import understand
from bot.understanding.meanings import Meanings

TODAY = dt.date(2026, 11, 22)
TEXTS = ("my tongue is swelling", "how often do i have it", "had it on tuesday", "what is for lunch")


def test_what_was_kept_understands_as_what_was_fitted(knowledge: Knowledge) -> None:
    restored = Meanings.restored(knowledge.content, knowledge.index.meanings.kept)
    index = dataclasses.replace(knowledge.index, meanings=restored)

    assert [understand(text, TODAY, index) for text in TEXTS] == [
        understand(text, TODAY, knowledge.index) for text in TEXTS
    ]


def test_what_is_of_other_content_is_refused(knowledge: Knowledge) -> None:
    fewer = dataclasses.replace(knowledge.content, red_flags={})

    with pytest.raises(ValueError, match="other content"):
        Meanings.restored(fewer, knowledge.index.meanings.kept)


@pytest.mark.parametrize(
    "damage",
    [
        lambda whole: whole[:0],
        lambda whole: b'{"meanings": []}\n' + whole,
        lambda whole: whole[:-1],
        lambda whole: whole[: len(whole) // 2],
        lambda whole: whole[:5000] + bytes([whole[5000] ^ 1]) + whole[5001:],
    ],
    ids=["empty", "another file", "a byte short", "half of it", "a bit flipped"],
)
def test_a_damaged_file_is_not_read(knowledge: Knowledge, tmp_path: Path, damage: Callable[[bytes], bytes]) -> None:
    kept = tmp_path / "understanding.fitted"
    _keep(kept, knowledge.index.meanings)
    assert _read(kept, knowledge.content) is not None

    kept.write_bytes(damage(kept.read_bytes()))

    assert _read(kept, knowledge.content) is None


@pytest.fixture(scope="module")
def small(knowledge: Knowledge) -> Content:
    """The content with ten examples of each meaning: what takes ten seconds to fit takes one."""
    few = {meaning: messages[:10] for meaning, messages in knowledge.content.examples.items()}
    return dataclasses.replace(knowledge.content, examples=few)


def test_what_is_damaged_is_fitted_anew_and_kept(small: Content, tmp_path: Path) -> None:
    kept = tmp_path / f"understanding-{_fingerprint(small)}.fitted"
    kept.write_bytes(b'{"meanings": []}\n')

    fitted = index_of(small, tmp_path)
    restored = index_of(small, tmp_path)

    assert understand(TEXTS[0], TODAY, restored) == understand(TEXTS[0], TODAY, fitted)
    assert [each.name for each in tmp_path.iterdir()] == [kept.name]
    assert _read(kept, small) is not None


def test_a_folder_that_cannot_be_written_is_done_without(small: Content, tmp_path: Path) -> None:
    file = tmp_path / "no-folder"
    file.write_text("a file stands in the way")

    index = index_of(small, file)

    assert understand(TEXTS[0], TODAY, index).trace
    assert file.read_text() == "a file stands in the way"
