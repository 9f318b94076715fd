"""content/style.yaml: wording that harms and wording that must be there, each rule with its reason."""

import re
from collections.abc import Iterable
from typing import Annotated, Literal

from pydantic import AfterValidator, Field

from bot.content.models import Line, Strict

DENIED = re.compile(
    r"\b(?:not|never|no|nobody|nor|without|if|unless|whether|when|before|rather than|instead of|cannot|\w+n't)\b",
    re.IGNORECASE,
)


def _compiles(words: str) -> str:
    try:
        re.compile(words)
    except re.error as error:
        raise ValueError(f"is not a regular expression ({error}); correct it") from error
    return words


Words = Annotated[tuple[Annotated[Line, AfterValidator(_compiles)], ...], Field(min_length=1)]
Places = Annotated[tuple[Line, ...], Field(min_length=1)]


class MustNot(Strict):
    """No text of ``where`` may hold one of ``words``; with ``unless_denied``, unless its sentence denies it before."""

    words: Words
    because: Line
    where: Places = ("*",)
    unless_denied: bool = False

    def found_in(self, text: str) -> str | None:
        """The words of *text* that break this rule, or None."""
        plain = text.replace("’", "'")
        for found in _search(self.words, plain):
            if not (self.unless_denied and DENIED.search(_sentence_before(plain, found.start()))):
                return " ".join(found.group().split()).strip(".:; ")
        return None


class Must(Strict):
    """Each text of ``where`` holds one of ``words``: somewhere, in its first line, or in its last line."""

    words: Words
    because: Line
    where: Places
    part: Literal["text", "first line", "last line"] = "text"
    keys: tuple[str, ...] = ("answer", "text", "text_now", "text_today")

    def is_met_by(self, text: str) -> bool:
        """Whether *text* holds what this rule asks for."""
        part = text.replace("’", "'").rstrip()
        if self.part == "first line":
            part = part.split("\n", 1)[0]
        elif self.part == "last line":
            part = part.rsplit("\n", 1)[-1]
        return any(_search(self.words, part))


class StyleFile(Strict):
    """content/style.yaml."""

    version: Literal[1]
    must_not: tuple[MustNot, ...]
    must: tuple[Must, ...]


def applies(rule: MustNot | Must, group: str, name: str) -> bool:
    """Whether *rule* is about the entry *name* of *group*: named itself, by its group, or by a beginning with ``*``."""
    return any(place in {group, name} or (place.endswith("*") and name.startswith(place[:-1])) for place in rule.where)


def _search(words: Iterable[str], text: str) -> Iterable[re.Match[str]]:
    for expression in words:
        start = r"\b" if expression[0].isalnum() else ""
        end = r"\b" if re.search(r"(?<!\\)[a-z0-9]$", expression) else ""
        yield from re.finditer(f"{start}(?:{expression}){end}", text, re.IGNORECASE | re.MULTILINE)


def _sentence_before(text: str, end: int) -> str:
    start = max(text.rfind(stop, 0, end) for stop in ".!?\n")
    return text[start + 1 : end]
