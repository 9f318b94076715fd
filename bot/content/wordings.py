"""Every way of saying something that the content holds, with its place: what it is checked for."""

from collections.abc import Iterator
from dataclasses import dataclass

from bot.content.pieces import Files
from bot.content.yaml_lines import Parsed, Path
from bot.errors import Fault


@dataclass(frozen=True)
class Wording:
    """A phrasing or an example: ``text`` means ``meaning`` (an entry, red flag, intent, or outside)."""

    meaning: str
    text: str
    file: str
    line: int

    def fault(self, what: str) -> Fault:
        """A fault in this wording."""
        return Fault(self.file, self.line, self.meaning, what)


def wordings(files: Files) -> Iterator[Wording]:
    """All phrasings of faq.yaml and all examples, in file order."""
    if files.faq:
        parsed = files.of("faq.yaml")
        for section, entries in (("faq", files.faq.faq), ("side_effects", files.faq.side_effects)):
            for number, entry in enumerate(entries):
                yield from _listed(parsed, entry.id, (section, number, "phrasings"), entry.phrasings)
    for shown, file in files.examples.items():
        for meaning, messages in file.examples.items():
            yield from _listed(files.parsed[shown], meaning, ("examples", meaning), messages)


def _listed(parsed: Parsed, meaning: str, path: Path, texts: tuple[str, ...]) -> Iterator[Wording]:
    for place, text in enumerate(texts):
        yield Wording(meaning, text, parsed.file, parsed.line_of((*path, place)))
