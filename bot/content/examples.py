"""The model of content/examples/*.yaml: messages as people write them, by what they mean."""

import datetime as dt
from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping
from typing import Annotated, Final, Literal

from pydantic import Field

from bot.content.lexicon import Phrases, Strict
from bot.content.yaml_lines import Parsed
from bot.errors import Fault

# What a message can be that is neither a question nor a red flag. A death and a wrong person stop the messages, too;
# "person" is the wish to speak to one (the outcome "contact", which is also the id of an entry).
INTENTS: Final = (
    "log_injection",
    "book_injection",
    "plan_dental",
    "person",
    "stop_messages",
    "death",
    "wrong_person",
    "delete_data",
    "smalltalk",
)
WRITTEN_ON: Final = dt.date(2026, 11, 22)  # what "yesterday" or a date is in the examples
OUTSIDE: Final = "outside"  # not for this bot at all
CALM: Final = "calm"  # names a sign of illness, and is no red flag; what it asks, if anything, is left open

Examples = Annotated[Phrases, Field(min_length=1)]


class ExamplesFile(Strict):
    """
    One file of content/examples.

    ``examples``: a meaning -> messages that mean it. A meaning is the id of an entry or of a red flag, an intent,
    ``outside`` or ``calm``.
    """

    version: Literal[1]
    examples: Mapping[str, Examples]


def merged(files: Mapping[str, ExamplesFile]) -> Mapping[str, tuple[str, ...]]:
    """All examples of *files* by their meaning, each once."""
    found: dict[str, dict[str, None]] = defaultdict(dict)
    for file in files.values():
        for meaning, messages in file.examples.items():
            found[meaning].update(dict.fromkeys(messages))
    return {meaning: tuple(messages) for meaning, messages in found.items()}


def unknown_meanings(
    files: Mapping[str, ExamplesFile], parsed: Mapping[str, Parsed], entries: Collection[str], flags: Collection[str]
) -> Iterator[Fault]:
    """A fault for each meaning of *files* that nothing else in the content knows."""
    known = {*entries, *flags, *INTENTS, OUTSIDE, CALM}
    for shown, file in files.items():
        for meaning in file.examples:
            if meaning not in known:
                what = "is no entry, red flag or intent; correct the id, or add the entry to faq.yaml first"
                line = parsed[shown].line_of(("examples", meaning))
                yield Fault(shown, line, meaning, what)
