"""Changes to content files, as a person with an editor would make them."""

from pathlib import Path


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
