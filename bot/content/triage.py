"""The model of content/triage.yaml: what patients say when something is wrong, and what of it is a red flag."""

from typing import Annotated

from pydantic import BaseModel, BeforeValidator, ConfigDict, model_validator


def _phrases(value: object) -> object:
    """Let a list be written as one line with commas, so that a clinician can read it as a list."""
    if isinstance(value, str):
        return tuple(phrase.strip() for phrase in value.replace("\n", " ").split(",") if phrase.strip())
    return value


Phrases = Annotated[tuple[str, ...], BeforeValidator(_phrases)]


class TriageWords(BaseModel):
    """
    content/triage.yaml.

    ``words``: a concept's name -> the ways people say it; ``word*`` stands for every word that begins so.
    ``cues``: the same for the words that tell denial, question, fear, past and other people (the names are fixed).
    ``rules``: red flag -> slot combinations such as ``jaw + swelling, within 5``; see the file's first comment.
    ``raise``: red flag -> combinations that lift it to *now*.
    ``outranks``: flag -> flags of the same level that it is shown before.
    ``spelling``: what people type -> what they mean.
    ``net``: combinations that are a complaint, though of no red flag.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    version: int
    words: dict[str, Phrases]
    cues: dict[str, Phrases]
    rules: dict[str, tuple[str, ...]]
    raises: dict[str, tuple[str, ...]]
    outranks: dict[str, Phrases]
    net: tuple[str, ...]
    spelling: dict[str, str]

    @model_validator(mode="after")
    def _slots_are_known(self) -> "TriageWords":
        named = [(flag, rule) for group in (self.rules, self.raises) for flag, rules in group.items() for rule in rules]
        for owner, rule in [*named, *(("net", rule) for rule in self.net)]:
            slots, *options = rule.split(",")
            wanted = slots.replace("+", "/").split("/")
            wanted += [name for option in options if option.split()[:1] == ["unless"] for name in option.split()[1:]]
            for name in wanted:
                if name.strip() and name.strip() not in self.words:
                    raise ValueError(
                        f"{owner}: the rule '{rule}' names '{name.strip()}', which is not under words; "
                        "add it there or correct the name"
                    )
        return self
