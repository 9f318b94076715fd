"""What was fitted is kept on disk: read back as it was, and never trusted when it is damaged or of other content."""

import dataclasses
import datetime as dt
from pathlib import Path

import pytest

from bot.context import Knowledge
from bot.knowledge import _fingerprint, index_of
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


def test_a_damaged_file_costs_time_and_nothing_else(knowledge: Knowledge, tmp_path: Path) -> None:
    kept = tmp_path / f"understanding-{_fingerprint(knowledge.content)}.fitted"
    kept.write_bytes(b'{"meanings": []}\n')

    index = index_of(knowledge.content, tmp_path)

    assert understand(TEXTS[0], TODAY, index) == understand(TEXTS[0], TODAY, knowledge.index)
    assert kept.stat().st_size > 1_000_000


def test_a_folder_that_cannot_be_written_is_done_without(knowledge: Knowledge, tmp_path: Path) -> None:
    file = tmp_path / "no-folder"
    file.write_text("a file stands in the way")

    index = index_of(knowledge.content, file)

    assert understand(TEXTS[0], TODAY, index).outcome == understand(TEXTS[0], TODAY, knowledge.index).outcome
