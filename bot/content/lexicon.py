"""The model of content/lexicon.yaml: how patients say things."""

from collections.abc import Iterator, Mapping
from typing import Annotated, Any, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, model_validator

Kind = Literal["ours", "subject", "direction", "people", "time", "other_medicine", "other_condition", "elsewhere"]


def _words(value: object) -> object:
    """YAML reads 70 as a number; here it is a word."""
    if isinstance(value, bool):
        raise ValueError('is read by YAML as true or false; put it in quotes: "yes", "no", "on", "off"')  # noqa: TRY004
    return str(value) if isinstance(value, int) else value


def _listed(value: object) -> object:
    return {"say": value} if isinstance(value, list) else value


def _signal(value: object) -> object:
    return tuple(part.strip() for part in value.split("+")) if isinstance(value, str) else value


Phrase = Annotated[str, BeforeValidator(_words), Field(min_length=1)]
Phrases = tuple[Phrase, ...]
Signal = Annotated[tuple[str, ...], BeforeValidator(_signal), Field(min_length=1, max_length=4)]


class Strict(BaseModel):
    """A part of the lexicon: read-only, and without keys that nobody knows."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class Concept(Strict):
    """The phrases that mean one thing; ``implies`` names concepts that are meant as well."""

    say: Annotated[Phrases, Field(min_length=1)]
    implies: tuple[str, ...] = ()


class Lexicon(Strict):
    """content/lexicon.yaml; the file's head explains each part."""

    version: Literal[1]
    concepts: Mapping[Kind, Mapping[str, Annotated[Concept, BeforeValidator(_listed)]]]
    signals: Mapping[str, tuple[Signal, ...]] = {}
    spelling: Mapping[str, str] = {}
    courtesy: Phrases = ()
    anchor_concepts: Phrases = ()
    likely_concepts: Phrases = ()
    medicine_endings: Phrases = ()
    function_words: Phrases = ()
    pointer_words: Phrases = ()
    stand_in_words: Phrases = ()
    thanks: Phrases = ()
    sign_off_words: Phrases = ()
    asking_words: Phrases = ()
    other_needle_concepts: Phrases = ()

    @model_validator(mode="before")
    @classmethod
    def _one_concept_one_kind(cls, raw: Any) -> Any:  # noqa: ANN401 - whatever the file holds
        groups = raw.get("concepts") if isinstance(raw, dict) else None
        if isinstance(groups, dict):
            names = [name for group in groups.values() if isinstance(group, dict) for name in group]
            twice = sorted({name for name in names if names.count(name) > 1})
            if twice:
                raise ValueError(f"concepts named twice: {', '.join(twice)}; merge them or rename one")
        return raw

    @model_validator(mode="after")
    def _names_are_known(self) -> "Lexicon":
        known = {name for name, _, _ in self.all_concepts()}
        for name, _, concept in self.all_concepts():
            self._check(f"concept {name} implies", concept.implies, known)
        self._check("anchor_concepts names", self.anchor_concepts, known)
        self._check("likely_concepts names", self.likely_concepts, known)
        self._check("other_needle_concepts names", self.other_needle_concepts, known)
        for entry, signals in self.signals.items():
            for signal in signals:
                self._check(f"signal of {entry} names", signal, known)
        return self

    @staticmethod
    def _check(what: str, names: tuple[str, ...] | list[str], known: set[str]) -> None:
        for name in names:
            if name not in known:
                raise ValueError(f"{what} '{name}', which is not there; correct the name or add it")

    def all_concepts(self) -> Iterator[tuple[str, Kind, Concept]]:
        """Every concept as (name, kind, concept), in file order."""
        for kind, group in self.concepts.items():
            for name, concept in group.items():
                yield name, kind, concept
