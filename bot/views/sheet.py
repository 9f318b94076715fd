"""A printed page as plain values: kept like any answer, and drawn only when it is sent (see bot.pdf)."""

from datetime import date
from typing import Literal

from pydantic import BaseModel, ConfigDict


class _Part(BaseModel):
    model_config = ConfigDict(frozen=True)


class Row(_Part):
    """A fact under its label; without a value, a line to write it on."""

    label: str
    value: str | None = None


class Mark(_Part):
    """A day on the line of dates; without a day, a line to write it on."""

    what: Literal["last", "due", "visit", "today"]
    label: str
    day: date | None = None


class Sheet(_Part):
    """
    One page, from top to bottom. All words are plain: no marks, no HTML.

    ``lines`` and ``ticks`` are filled in by hand; each tick has a box for ``yes`` and one for ``no``.
    """

    filename: str
    title: str
    subtitle: str
    rows: tuple[Row, ...]
    timeline: str
    marks: tuple[Mark, ...]
    by_hand: str
    lines: tuple[str, ...]
    ticks: tuple[str, ...]
    yes: str
    no: str
    notes_title: str
    notes: tuple[str, ...]
    made: str
    sources: str
    made_on: date
