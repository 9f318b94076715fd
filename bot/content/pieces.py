"""Every single text of the content with its place: what checks of language and of reviews go through."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from bot.content.examples import ExamplesFile
from bot.content.files import FaqFile, InterfaceFile, RedFlagsFile, RemindersFile
from bot.content.models import Sourced
from bot.content.yaml_lines import Parsed, Path
from bot.errors import Fault


@dataclass(frozen=True)
class Files:
    """The files that could be read; those with faults of their own are None or left out."""

    faq: FaqFile | None
    red_flags: RedFlagsFile | None
    reminders: RemindersFile | None
    interface: Mapping[str, InterfaceFile]  # by the file name shown
    examples: Mapping[str, ExamplesFile]  # likewise
    parsed: Mapping[str, Parsed]

    def of(self, name: str) -> Parsed:
        """The parsed file whose shown name ends with *name*."""
        return next(parsed for file, parsed in self.parsed.items() if file.endswith(name))


@dataclass(frozen=True)
class Piece:
    """One text: ``key`` of the entry ``id`` in ``group`` (faq, side_effects, red_flags, care, reminders, interface)."""

    group: str
    id: str
    key: str
    text: str
    sourced: Sourced
    file: str
    line: int

    def fault(self, what: str) -> Fault:
        """A fault in this text."""
        return Fault(self.file, self.line, self.id, what)


def pieces(files: Files) -> Iterator[Piece]:
    """All texts of *files*, in file order."""
    if files.faq:
        parsed = files.of("faq.yaml")
        for section, entries in (("faq", files.faq.faq), ("side_effects", files.faq.side_effects)):
            for number, entry in enumerate(entries):
                texts = {"answer": entry.answer, "more": entry.more}
                yield from _of(parsed, (section, number), section, entry.id, sourced=entry, texts=texts)
    if files.red_flags:
        parsed = files.of("red_flags.yaml")
        for number, flag in enumerate(files.red_flags.red_flags):
            texts = {"text": flag.text, "text_now": flag.text_now, "text_today": flag.text_today}
            yield from _of(parsed, ("red_flags", number), "red_flags", flag.id, sourced=flag, texts=texts)
        for name, line in (("net", files.red_flags.net), ("general", files.red_flags.general)):
            yield from _of(parsed, (name,), "care", name, sourced=line, texts={"text": line.text})
    if files.reminders:
        parsed = files.of("reminders.yaml")
        for number, text in enumerate(files.reminders.reminders):
            yield from _of(parsed, ("reminders", number), "reminders", text.id, sourced=text, texts={"text": text.text})
    for shown, file in files.interface.items():
        for key, words in file.texts.items():
            yield from _of(files.parsed[shown], ("texts",), "interface", key, sourced=file.defaults, texts={key: words})


def _of(
    parsed: Parsed, path: Path, group: str, name: str, *, sourced: Sourced, texts: Mapping[str, str | None]
) -> Iterator[Piece]:
    for key, text in texts.items():
        if text is not None:
            yield Piece(group, name, key, text, sourced, parsed.file, parsed.line_of((*path, key)))
