"""What one wording of a message may mean, and the pieces that it was read from."""

import re
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final, Literal

from bot.understanding.dates.tokens import Token

Why = Literal["impossible", "month_only"]


@dataclass(frozen=True, slots=True)
class Mention:
    """
    One expression of the message.

    ``days`` are its possible readings; without any, ``why`` says what was wrong. ``day`` holds a day without a
    month, ``month`` (perhaps with ``year``) a month without a day: two mentions that may belong together.
    """

    days: tuple[date, ...] = ()
    why: Why | None = None
    day: int | None = None
    month: int | None = None
    year: int | None = None


@dataclass(frozen=True, slots=True)
class Found:
    """A mention and the tokens it was read from, ``start`` to ``end``."""

    start: int
    end: int
    mention: Mention


VAGUE: Final = Mention(why="month_only")
IMPOSSIBLE: Final = Mention(why="impossible")


class Parts:
    """The tokens that a pattern matched, by the name of the group."""

    def __init__(self, match: re.Match[str], tokens: list[Token]) -> None:
        self._match = match
        self._tokens = tokens

    def get(self, name: str) -> Token | None:
        """The first token of a group, or None if the pattern has no such group or it took no part."""
        if name not in self._match.re.groupindex:
            return None
        start = self._match.start(name)
        return None if start < 0 or start == self._match.end(name) else self._tokens[start]

    def value(self, name: str) -> int | None:
        """Its value, or None."""
        token = self.get(name)
        return None if token is None else token.value

    def need(self, *names: str) -> int:
        """The value of the one of these groups that took part."""
        return next(value for name in names if (value := self.value(name)) is not None)

    def text(self, name: str) -> str:
        """Its text, or an empty one."""
        token = self.get(name)
        return "" if token is None else token.text

    def kinds(self, name: str) -> str:
        """The kinds of the whole group, or an empty text."""
        return (self._match.group(name) or "") if name in self._match.re.groupindex else ""

    @property
    def alone(self) -> bool:
        """Whether the message holds nothing else."""
        return self._match.end() - self._match.start() == len(self._tokens)

    @property
    def following(self) -> Token | None:
        """The token after the match."""
        end = self._match.end()
        return self._tokens[end] if end < len(self._tokens) else None


def meaning(*days: date | None) -> Mention:
    """A mention of these days; impossible if none of them exists."""
    found = tuple(dict.fromkeys(day for day in days if day is not None))
    return Mention(days=found) if found else IMPOSSIBLE


def on_weekday(days: list[date], weekday: int | None) -> Mention:
    """Keep the readings that fall on the weekday said; where none does, ask which of the two was meant."""
    if weekday is None or not days:
        return meaning(*days)
    agreeing = [day for day in days if day.weekday() == weekday]
    if agreeing:
        return meaning(*agreeing)
    near = [day + timedelta(days=(weekday - day.weekday() + 3) % 7 - 3) for day in days]
    return meaning(*days, *near)
