"""Finding many phrases in a row of words at once."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

ANY_NUMBER = "nn"  # in a phrase: any number that the phrases do not name at this place


@dataclass
class _Node:
    next: dict[str, "_Node"] = field(default_factory=dict)
    names: list[str] = field(default_factory=list)


@dataclass(frozen=True)
class Found:
    """A phrase found: its names (a phrase may mean several things) and its words, ``start`` to ``end``."""

    names: tuple[str, ...]
    start: int
    end: int


class PhraseBook:
    """Phrases as rows of words, each under one name or several. Looking up costs no more for a larger book."""

    def __init__(self) -> None:
        self._root = _Node()

    def add(self, phrase: Sequence[str], name: str) -> None:
        """Put *phrase* under *name*; an empty phrase is ignored."""
        node = self._root
        for word in phrase:
            node = node.next.setdefault(word, _Node())
        if phrase and name not in node.names:
            node.names.append(name)

    def at(self, row: Sequence[str], start: int) -> Iterator[Found]:
        """The phrases that begin at *start*, shortest first."""
        node = self._root
        for position in range(start, len(row)):
            word = row[position]
            child = node.next.get(word) or (node.next.get(ANY_NUMBER) if word.isdigit() else None)
            if child is None:
                return
            node = child
            if node.names:
                yield Found(tuple(node.names), start, position + 1)

    def longest(self, row: Sequence[str]) -> list[Found]:
        """
        The longest phrase at each place, from left to right, without those inside another.

        Two may overlap: "taking blood thinners" holds "taking blood" and "blood thinners".
        """
        found: list[Found] = []
        for start in range(len(row)):
            best = None
            for best in self.at(row, start):  # noqa: B007 - the last one is the longest
                pass
            if best is not None and (not found or best.end > found[-1].end):
                found.append(best)
        return found

    def every(self, row: Sequence[str]) -> list[Found]:
        """All phrases, also those inside or across others."""
        return [found for start in range(len(row)) for found in self.at(row, start)]
