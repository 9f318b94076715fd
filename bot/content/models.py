"""
What may stand in content/*.yaml.

Every sentence a patient may read is one of these, with its sources and its review. Unknown keys are refused,
so that a misspelt ``sources`` is a fault and not a text without sources.
"""

import re
from collections.abc import Mapping
from datetime import date
from typing import Annotated, ClassVar, Literal, Self

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    StringConstraints,
    model_validator,
)

from bot.content import marks
from bot.errors import ContentError, Fault

TELEGRAM_LIMIT = 4096  # UTF-16 code units of one message, once its marks are parsed
SECTIONS = ("faq", "side_effects")


def _sound_marks(raw: str) -> str:
    marks.placeholders(raw)
    if marks.has_broken_bold(raw):
        raise ValueError("has ** that opens or closes nothing; bold is **like this**, within one line")
    if marks.utf16_length(raw) > TELEGRAM_LIMIT:
        raise ValueError(
            f"is {marks.utf16_length(raw)} characters, Telegram allows {TELEGRAM_LIMIT}; shorten it or split it"
        )
    return raw


def _iso_text(value: object) -> object:
    return value.isoformat() if isinstance(value, date) else value


Line = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, pattern=r"^[^\r\n]+$")]
Prose = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1), AfterValidator(_sound_marks)]
EntryId = Annotated[str, StringConstraints(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$", max_length=40)]
FlagId = Annotated[str, StringConstraints(pattern=r"^R[1-9][0-9]*$")]
TextId = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9_]*(\.[A-Za-z0-9_-]+)*$", max_length=64)]
PublishedOn = Annotated[
    str,
    BeforeValidator(_iso_text),
    StringConstraints(pattern=r"^[0-9]{4}(-(0[1-9]|1[0-2])(-[0-3][0-9])?)?$"),
]
Url = Annotated[str, StringConstraints(pattern=r"^https?://[^\s]+$")]
Level = Literal["now", "today", "week"]


class Strict(BaseModel):
    """A part of a content file: read-only, and without keys that nobody knows."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class Source(Strict):
    """Where a statement comes from: ``tag`` names the document; the rest finds the place in it."""

    tag: Line
    section: Line | None = None
    url: Url | None = None
    date: PublishedOn | None = None  # ISO day, or the year or month alone where no more is known


class Review(Strict):
    """Who checked a text, when, and until when that holds. All three empty: nobody has yet."""

    reviewed_by: Line | None = None
    reviewed_on: date | None = None
    review_due: date | None = None
    content_version: Annotated[int, Field(ge=1)] = 1

    @property
    def is_reviewed(self) -> bool:
        """Whether a clinician has checked this text (never true for a half-filled review)."""
        return self.reviewed_by is not None and self.reviewed_on is not None


class Sourced(Strict):
    """What every medical text carries: at least one source, and its review fields."""

    sources: Annotated[tuple[Source, ...], Field(min_length=1)]
    reviewed_by: Line | None
    reviewed_on: date | None
    review_due: date | None
    content_version: Annotated[int, Field(ge=1)]

    @model_validator(mode="after")
    def _review_is_whole_or_empty(self) -> Self:
        fields = (self.reviewed_by, self.reviewed_on, self.review_due)
        if any(fields) and not all(fields):
            raise ValueError(
                "reviewed_by, reviewed_on and review_due belong together; fill all three or write null in all"
            )
        if self.reviewed_on and self.review_due and self.review_due <= self.reviewed_on:
            raise ValueError("review_due must be later than reviewed_on; the rule is twelve months")
        return self

    @property
    def review(self) -> Review:
        """The review fields as one value."""
        return Review(
            reviewed_by=self.reviewed_by,
            reviewed_on=self.reviewed_on,
            review_due=self.review_due,
            content_version=self.content_version,
        )


class Text(Sourced):
    """One text under its id: a reminder, a line of the interface. ``text`` holds raw marks."""

    id: TextId
    text: Prose

    def fill(self, **values: object) -> str:
        """The text with its placeholders filled, marks still raw. A missing value raises ContentError."""
        return filled(self.id, self.text, values)


class Entry(Sourced):
    """One answer. ``phrasings`` are what the matcher looks for; ``answer`` and ``more`` hold raw marks."""

    section: ClassVar[Literal["faq", "side_effects"]]

    id: EntryId
    question: Line
    phrasings: Annotated[tuple[Line, ...], Field(min_length=1)]
    answer: Prose
    more: Prose | None = None
    see_also: tuple[str, ...] = ()


class FaqEntry(Entry):
    """An entry of the ``faq:`` list."""

    section = "faq"


class SideEffectEntry(Entry):
    """An entry of the ``side_effects:`` list."""

    section = "side_effects"


class RedFlag(Sourced):
    """A sign of danger: what to say, how urgent, and the entry that explains it."""

    id: FlagId
    name: Line
    level: Level
    entry: str
    text: Prose
    text_now: Prose | None = None
    text_today: Prose | None = None

    def fill(self, level: Level, **values: object) -> str:
        """The text for *level* (its raised version where there is one), placeholders filled."""
        raised = {"now": self.text_now, "today": self.text_today}.get(level)
        return filled(self.id, raised or self.text, values)


class Region(Strict):
    """Whom to call in a part of the world; both fit after the word "call"."""

    emergency: Line
    crisis: Line


class CareLine(Sourced):
    """A line that goes with other texts, such as the net ("If this is new or getting worse, ...")."""

    text: Prose

    def fill(self, **values: object) -> str:
        """The line with its placeholders filled."""
        return filled("care line", self.text, values)


def filled(name: str, template: str, values: Mapping[str, object]) -> str:
    """*template* with *values* in its placeholders; ContentError names the text and the missing value."""
    try:
        return marks.fill(template, values)
    except KeyError as error:
        raise ContentError(
            Fault("content", 1, name, f"nothing is known for the placeholder {{{error.args[0]}}}; remove it")
        ) from error


def normal(phrasing: str) -> str:
    """*phrasing* as the check for duplicates sees it: lower case, letters and digits only."""
    return " ".join(re.findall(r"\w+", phrasing.casefold()))
