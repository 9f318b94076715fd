"""The model of content/intents.yaml: what messages look like that ask nothing."""

from collections.abc import Iterator, Mapping
from typing import Literal

from pydantic import model_validator

from bot.content.lexicon import Lexicon, Phrases, Strict
from bot.content.yaml_lines import Parsed
from bot.errors import Fault


class Telltale(Strict):
    """
    What gives an intent away.

    ``whole``: the message is nothing but this phrase. ``patterns``: names of slots that follow one another
    closely; a name after ``!`` must be absent.
    """

    whole: Phrases = ()
    patterns: tuple[str, ...] = ()


class IntentWords(Strict):
    """content/intents.yaml; the file's head explains each part."""

    version: Literal[1]
    intents: Mapping[str, Telltale]
    contact_concepts: Phrases = ()
    note_words: Phrases = ()
    note_concepts: Phrases = ()
    note_slots: Phrases = ()
    titles: Phrases = ()
    exact_slots: Phrases = ()
    slots: Mapping[str, Phrases]
    dental_kinds: Mapping[str, Phrases]
    dental_context: Phrases
    smalltalk: Phrases
    smalltalk_cores: Phrases
    smalltalk_fillers: Phrases

    @model_validator(mode="after")
    def _slots_are_known(self) -> "IntentWords":
        named = [("exact_slots", name) for name in self.exact_slots]
        named += [("note_slots", name) for name in self.note_slots]
        for intent, words in self.intents.items():
            parts = (part.removeprefix("!") for pattern in words.patterns for part in pattern.split())
            named += [(f"intent {intent}", part) for part in parts]
        for owner, name in named:
            if name not in self.slots:
                raise ValueError(f"{owner} names '{name}', which is no slot; correct the name or add it to slots")
        return self

    def phrases(self) -> Iterator[str]:
        """All phrases of the file, for those who must know its words."""
        for phrases in (*self.slots.values(), *self.dental_kinds.values(), self.smalltalk, self.smalltalk_cores):
            yield from phrases


def unknown_concepts(intents: IntentWords, lexicon: Lexicon, parsed: Parsed) -> Iterator[Fault]:
    """A fault for each concept that *intents* (read from *parsed*) names and *lexicon* does not hold."""
    known = {name for name, _, _ in lexicon.all_concepts()}
    for key, names in (("contact_concepts", intents.contact_concepts), ("note_concepts", intents.note_concepts)):
        for number, name in enumerate(names):
            if name not in known:
                what = f"names the concept '{name}', which lexicon.yaml does not hold; correct the name or add it"
                yield parsed.fault((key, number), what)
