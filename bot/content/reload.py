"""Content that follows its files while the bot runs."""

from contextlib import suppress
from pathlib import Path

from bot.content.content import Content
from bot.content.loader import Reading, read
from bot.content.pieces import pieces
from bot.errors import ContentError, Fault

Signature = frozenset[tuple[str, int, int]]


class ContentSource:
    """
    The content in use. ``current`` is always whole and checked: either all files as they were at one moment,
    or, while an edit has faults, what was served before it.

    The first load raises ContentError, so that a bot never starts on bad content.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._seen: Signature | None = _signature(folder)
        reading = read(folder)
        if reading.content is None:
            raise ContentError(*reading.faults)
        self.current: Content = reading.content
        self._reviewed = _reviewed_texts(reading)

    def reload_if_changed(self) -> tuple[Fault, ...] | None:
        """
        Look at the files once. None: nothing new. Empty: ``current`` is new. Faults: the edit is refused.

        Faults are told once for each change of the files. Blocks while it reads (some 100 ms): call it in a thread.
        """
        before = _signature(self.folder)
        if before == self._seen:
            return None
        reading = read(self.folder)
        if _signature(self.folder) != before:  # still being written: look again next time
            self._seen = None
            return None
        self._seen = before
        if reading.content is None:
            return reading.faults
        faults = _edits_under_an_old_review(reading, self._reviewed)
        if not faults:
            self.current = reading.content
            self._reviewed = _reviewed_texts(reading)
        return faults


def _signature(folder: Path) -> Signature:
    """Name, time of change and size of every YAML file."""
    found: set[tuple[str, int, int]] = set()
    for path in folder.rglob("*.yaml"):
        with suppress(OSError):  # gone between listing and looking
            stat = path.stat()
            found.add((str(path), stat.st_mtime_ns, stat.st_size))
    return frozenset(found)


def _reviewed_texts(reading: Reading) -> dict[tuple[str, str, str], tuple[str, object]]:
    return {
        (piece.group, piece.id, piece.key): (piece.text, piece.sourced.review)
        for piece in pieces(reading.files)
        if piece.sourced.review.is_reviewed
    }


def _edits_under_an_old_review(
    reading: Reading, before: dict[tuple[str, str, str], tuple[str, object]]
) -> tuple[Fault, ...]:
    """Texts that changed while their review says that a clinician has checked them (medical rule 11)."""
    what = "the text changed but its review did not; empty the review fields and raise content_version"
    return tuple(
        piece.fault(what)
        for piece in pieces(reading.files)
        if (old := before.get((piece.group, piece.id, piece.key)))
        and old[0] != piece.text
        and old[1] == piece.sourced.review
    )
