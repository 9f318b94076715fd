"""How a symptom that is named stands to the writer's own present."""

from enum import StrEnum


class Status(StrEnum):
    """How a mention stands to the writer's own present."""

    LIVE = "live"
    DENIED = "denied"
    PAST = "past"
    ASKED = "asked"
    FEARED = "feared"
    OTHER = "other"
    RELATIVE = "relative"  # told of a relative in the past tense, without a time: perhaps just now
