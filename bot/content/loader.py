"""content/*.yaml -> Content, or every fault in it with file and line."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType
from typing import TypeVar

from pydantic import BaseModel

from bot.content.content import Content
from bot.content.crosscheck import crosscheck
from bot.content.examples import ExamplesFile, merged, unknown_meanings
from bot.content.faults import validated
from bot.content.files import FaqFile, InterfaceFile, RedFlagsFile, RemindersFile
from bot.content.intents import IntentWords, unknown_concepts
from bot.content.lexicon import Lexicon
from bot.content.models import Text
from bot.content.pieces import Files
from bot.content.topics import RED_FLAGS
from bot.content.triage import TriageWords
from bot.content.yaml_lines import Parsed, parse
from bot.errors import ContentError, Fault

Item = TypeVar("Item")
Model = TypeVar("Model", bound=BaseModel)

INTERFACE = "interface"
EXAMPLES = "examples"


@dataclass(frozen=True)
class Reading:
    """What a folder held: the content (None when there are faults), all faults, and the files behind it."""

    content: Content | None
    faults: tuple[Fault, ...]
    files: Files


def load_content(folder: Path) -> Content:
    """
    Read and check all files of *folder*.

    Raises ContentError with every fault found, in file order. Nothing is half loaded: the result is whole,
    read-only, and owes nothing to the files any more.
    """
    reading = read(folder)
    if reading.content is None:
        raise ContentError(*reading.faults)
    return reading.content


def read(folder: Path) -> Reading:
    """As load_content, but returns the faults, and the places of all texts for further checks."""
    reader = Reader(folder)
    faq = reader.file("faq.yaml", FaqFile)
    red_flags = reader.file("red_flags.yaml", RedFlagsFile)
    reminders = reader.file("reminders.yaml", RemindersFile)
    lexicon = reader.file("lexicon.yaml", Lexicon)
    intents = reader.file("intents.yaml", IntentWords)
    triage = reader.file("triage.yaml", TriageWords)
    interface = reader.folder_of(INTERFACE, InterfaceFile)
    examples = reader.folder_of(EXAMPLES, ExamplesFile)
    files = Files(faq, red_flags, reminders, interface, examples, reader.parsed)
    found = [*reader.faults, *crosscheck(files)]
    if faq and red_flags and examples:
        entries = [entry.id for entry in (*faq.faq, *faq.side_effects)]
        flags = [*RED_FLAGS, *(flag.id for flag in red_flags.red_flags)]
        found += unknown_meanings(examples, files.parsed, entries, flags)
    if intents and lexicon:
        found += unknown_concepts(intents, lexicon, files.of("intents.yaml"))
    faults = in_file_order(found, files)
    if faults or not (faq and red_flags and reminders and lexicon and intents and triage):
        return Reading(None, faults, files)
    content = Content(
        entries=_by_id((*faq.faq, *faq.side_effects)),
        red_flags=_by_id(red_flags.red_flags),
        regions=MappingProxyType(dict(red_flags.regions)),
        net=red_flags.net,
        general=red_flags.general,
        reminders=_by_id(reminders.reminders),
        texts=_by_id(text for file in interface.values() for text in _texts(file)),
        lexicon=lexicon,
        intents=intents,
        triage=triage,
        examples=MappingProxyType(merged(examples)),
    )
    return Reading(content, (), files)


def in_file_order(faults: Iterable[Fault], files: Files) -> tuple[Fault, ...]:
    """*faults* by file and line."""
    order = {name: number for number, name in enumerate(files.parsed)}
    return tuple(sorted(faults, key=lambda fault: (order.get(fault.file, len(order)), fault.line)))


@dataclass
class Reader:
    """The files read so far, and what is wrong with each of them alone."""

    folder: Path

    def __post_init__(self) -> None:
        self.parsed: dict[str, Parsed] = {}
        self.faults: list[Fault] = []

    def file(self, name: str, model: type[Model]) -> Model | None:
        """One file as its model; None when it has faults, which are then noted."""
        path = self.folder / name
        shown = str(path)
        parsed = Parsed(shown)
        self.parsed[shown] = parsed
        try:
            parsed = self.parsed[shown] = parse(shown, path.read_bytes())
        except FileNotFoundError:
            self.faults.append(Fault(shown, 1, "file", "is missing; restore it, or set CONTENT_DIR to its folder"))
            return None
        except OSError as error:
            what = f"cannot be read ({error.strerror}); check that it is a file and its permissions"
            self.faults.append(Fault(shown, 1, "file", what))
            return None
        found, faults = validated(model, parsed)
        self.faults += faults
        return found

    def folder_of(self, name: str, model: type[Model]) -> dict[str, Model]:
        """All files of the folder *name*, by the name shown."""
        names = sorted(path.name for path in (self.folder / name).glob("*.yaml"))
        if not names:
            self.faults.append(Fault(str(self.folder / name), 1, "folder", "holds no .yaml file; restore its files"))
        files = {file: self.file(f"{name}/{file}", model) for file in names}
        return {str(self.folder / name / file): found for file, found in files.items() if found}


def _texts(file: InterfaceFile) -> Iterable[Text]:
    shared = file.defaults.model_dump()
    return [Text.model_validate({"id": key, "text": text, **shared}) for key, text in file.texts.items()]


def _by_id(items: Iterable[Item]) -> Mapping[str, Item]:
    return MappingProxyType({item.id: item for item in items})  # type: ignore[attr-defined]
