"""The shape of each content file that people write texts in."""

from collections.abc import Mapping
from typing import Literal

from bot.content.models import (
    CareLine,
    FaqEntry,
    Prose,
    RedFlag,
    Region,
    SideEffectEntry,
    Sourced,
    Strict,
    Text,
    TextId,
)


class FaqFile(Strict):
    """content/faq.yaml."""

    version: Literal[1]
    faq: tuple[FaqEntry, ...]
    side_effects: tuple[SideEffectEntry, ...]


class RedFlagsFile(Strict):
    """content/red_flags.yaml."""

    version: Literal[1]
    regions: Mapping[str, Region]
    red_flags: tuple[RedFlag, ...]
    net: CareLine
    general: CareLine


class RemindersFile(Strict):
    """content/reminders.yaml."""

    version: Literal[1]
    reminders: tuple[Text, ...]


class InterfaceFile(Strict):
    """content/interface/*.yaml: the review and the sources stand once for the whole file."""

    version: Literal[1]
    defaults: Sourced
    texts: Mapping[TextId, Prose]
