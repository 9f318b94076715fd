"""YAML to plain values, remembering the line of every key and item."""

from collections.abc import Hashable
from dataclasses import dataclass, field

import yaml

from bot.errors import Fault

Loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)  # libyaml is about ten times faster
Path = tuple[str | int, ...]
DEEPEST = 20  # our files need six levels


@dataclass
class Parsed:
    """A YAML file as plain values; ``lines`` gives the line of each path, such as ``("faq", 3, "answer")``."""

    file: str
    data: object = None
    lines: dict[Path, int] = field(default_factory=dict)
    faults: list[Fault] = field(default_factory=list)

    def line_of(self, path: Path) -> int:
        """The line of *path*, or of the nearest part around it that is there."""
        while path and path not in self.lines:
            path = path[:-1]
        return self.lines.get(path, 1)

    def entry_of(self, path: Path) -> str:
        """What a reader would call the place: the id of the entry, or the first keys of the path."""
        here: object = self.data
        name = ""
        for step in path:
            if isinstance(here, dict):
                here = here.get(step)
            elif isinstance(here, list) and isinstance(step, int) and step < len(here):
                here = here[step]
            else:
                break
            if isinstance(here, dict) and isinstance(here.get("id"), str):
                name = here["id"]
        return name or ".".join(str(step) for step in path[:2]) or "file"

    def fault(self, path: Path, what: str) -> Fault:
        """A fault at *path*."""
        return Fault(self.file, self.line_of(path), self.entry_of(path), what)


def parse(file: str, raw: bytes) -> Parsed:
    """
    Read *raw* as one YAML document. Never raises: what is wrong stands in ``faults``.

    Beside YAML's own rules it refuses bytes that are not UTF-8, the same key twice, and anchors.
    """
    parsed = Parsed(file)
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = raw.count(b"\n", 0, error.start) + 1
        parsed.faults.append(Fault(file, line, "file", "is not UTF-8 text; save it as UTF-8"))
        return parsed
    try:
        if too_deep := _first_line_too_deep(text):
            parsed.faults.append(_syntax(file, too_deep, "lists or keys are nested too deeply"))
            return parsed
        loader = Loader(text)
        node = loader.get_single_node()
        if node is None:
            parsed.faults.append(Fault(file, 1, "file", "is empty; restore it or write its keys"))
        else:
            reading = _Reading(loader, parsed)
            parsed.data = reading.value(node, ())
            parsed.faults += [Fault(file, line, parsed.entry_of(path), what) for line, path, what in reading.faults]
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        what = error.problem or error.context or "not readable"
        parsed.faults.append(_syntax(file, mark.line + 1 if mark else 1, what))
    except yaml.reader.ReaderError as error:
        line = text.count("\n", 0, int(error.position)) + 1
        parsed.faults.append(_syntax(file, line, error.reason))
    return parsed


def _first_line_too_deep(text: str) -> int | None:
    """Where nesting would exhaust the stack of the composer in C, which ends the process without a word."""
    depth = 0
    for event in yaml.parse(text, Loader=Loader):
        if isinstance(event, yaml.CollectionStartEvent):
            depth += 1
        elif isinstance(event, yaml.CollectionEndEvent):
            depth -= 1
        if depth > DEEPEST:
            return event.start_mark.line + 1 if event.start_mark else 1
    return None


def _syntax(file: str, line: int, what: str) -> Fault:
    hint = "check the indentation and the quotes here and in the line above"
    return Fault(file, line, "file", f"is not valid YAML: {what}; {hint}")


class _Reading:
    """One walk over the nodes of a document."""

    def __init__(self, loader: yaml.SafeLoader, parsed: Parsed) -> None:
        self.loader = loader
        self.parsed = parsed
        self.seen: set[int] = set()
        self.faults: list[tuple[int, Path, str]] = []  # entries get their names once all is read

    def value(self, node: yaml.Node, path: Path) -> object:
        """The plain value of *node*, its line noted under *path*."""
        line = node.start_mark.line + 1
        self.parsed.lines.setdefault(path, line)
        if id(node) in self.seen:
            self._fault(line, path, "anchors and aliases (& and *) are not used here; write the text out")
            return None
        self.seen.add(id(node))
        if isinstance(node, yaml.MappingNode):
            return self._mapping(node, path)
        if isinstance(node, yaml.SequenceNode):
            return [self.value(item, (*path, number)) for number, item in enumerate(node.value)]
        try:
            return self.loader.construct_object(node)
        except (yaml.YAMLError, ValueError):
            self._fault(line, path, f"'{node.value}' cannot be read; correct it, or quote it if it is text")
            return None

    def _mapping(self, node: yaml.MappingNode, path: Path) -> dict[Hashable, object]:
        values: dict[Hashable, object] = {}
        first_lines: dict[str, int] = {}
        for key_node, value_node in node.value:
            line = key_node.start_mark.line + 1
            key = key_node.value if isinstance(key_node, yaml.ScalarNode) else None
            if key is None:
                self._fault(line, path, "a key must be a plain word")
                continue
            if key in first_lines:
                what = f"the key '{key}' stands twice (first in line {first_lines[key]}); remove one"
                self._fault(line, path, what)
                continue
            first_lines[key] = line
            self.parsed.lines[(*path, key)] = line
            values[key] = self.value(value_node, (*path, key))
        return values

    def _fault(self, line: int, path: Path, what: str) -> None:
        self.faults.append((line, path, what))
