"""Changes to content files, as a person with an editor would make them, and the faults that they lead to."""

from pathlib import Path

import pytest

from bot.content import load_content
from bot.errors import ContentError, Fault


class Edit:
    """Changes to one content file, as an editor would make them."""

    def __init__(self, path: Path) -> None:
        self.path = path

    def replace(self, old: str, new: str) -> int:
        """Replace *old*, which must be there, once; returns the line where it stood."""
        text = self.path.read_text(encoding="utf-8")
        assert old in text
        self.path.write_text(text.replace(old, new, 1), encoding="utf-8")
        return text[: text.index(old)].count("\n") + 1

    def after(self, marker: str, old: str, new: str) -> int:
        """Replace the first *old* after *marker*; returns the line where it stood."""
        text = self.path.read_text(encoding="utf-8")
        start = text.index(old, text.index(marker))
        self.path.write_text(text[:start] + new + text[start + len(old) :], encoding="utf-8")
        return text[:start].count("\n") + 1


def faults_of(folder: Path) -> tuple[Fault, ...]:
    with pytest.raises(ContentError) as caught:
        load_content(folder)
    return caught.value.faults


def only_fault(folder: Path) -> Fault:
    faults = faults_of(folder)
    assert len(faults) == 1, "\n".join(map(str, faults))
    return faults[0]
