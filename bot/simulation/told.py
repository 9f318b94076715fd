"""What a message tells, read from its words alone: the texts of the content turned round."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, time

from bot.content import Content
from bot.content.marks import to_html
from bot.simulation.days import in_words
from bot.simulation.facts import RESTED
from bot.simulation.reckoning import AT_VISIT, FROM_DUE

RESTED_TEXT, TRAVELLING = ("pause", "ask"), "schedule.travelling"
STEPS = {"injection": frozenset(FROM_DUE), "dental": frozenset(name for steps in AT_VISIT.values() for name in steps)}
ALONE = ("injection.lockscreen", "injection.late_delivery")  # lines before the steps
MARK = "\x00"


@dataclass(frozen=True, slots=True)
class Told:
    """One step as a message tells it; ``values`` are the words in its blanks."""

    subject: str
    name: str
    booked: bool
    values: Mapping[str, str] = field(default_factory=dict)


class Reader:
    """Reads reminders written with *content*."""

    def __init__(self, content: Content) -> None:
        self._content = content
        self._patterns = _patterns(content)

    def read(self, html: str) -> list[Told]:
        """The steps that a reminder tells, and a word about a journey; ValueError where a paragraph is none of ours."""
        told = []
        for paragraph in html.split("\n\n"):
            for parts, pattern in self._patterns:
                found = pattern.fullmatch(paragraph)
                if found is None:
                    continue
                if parts == RESTED_TEXT:
                    told.append(Told("injection", RESTED, booked=False))
                elif parts == (TRAVELLING,):
                    told.append(Told("journey", TRAVELLING, booked=False, values=found.groupdict()))
                elif ".".join(parts) not in ALONE:
                    told.append(Told(parts[0], parts[1], parts[-1] == "booked", found.groupdict()))
                break
            else:
                raise ValueError("a paragraph that no reminder of the content holds")
        return told

    def day_and_time(self, day: date, at: time | None) -> str:
        """A day with its time, as messages write it."""
        if at is None:
            return in_words(day)
        return self._content.text("schedule.day_and_time", day=in_words(day), time=f"{at.hour:02}:{at.minute:02}")

    def lateness(self, days: int) -> str:
        """So many days as messages write them: whole weeks from a week on."""
        number, unit = (days // 7, "week") if days >= 7 else (max(days, 0), "day")
        one = self._content.text(f"schedule.one_{unit}")
        return one if number == 1 else self._content.text(f"schedule.{unit}s", number=number)


def _patterns(content: Content) -> list[tuple[tuple[str, ...], re.Pattern[str]]]:
    found: list[tuple[tuple[str, ...], re.Pattern[str]]] = [
        ((TRAVELLING,), _pattern(content.text(TRAVELLING, place="{place}")))
    ]
    for name, text in content.reminders.items():
        parts = tuple(name.split("."))
        if name in ALONE or parts == RESTED_TEXT or (len(parts) > 1 and parts[1] in STEPS.get(parts[0], frozenset())):
            found.append((parts, _pattern(text.text)))
    return found


def _pattern(raw: str) -> re.Pattern[str]:
    """A text as a pattern: each blank by its name, the same name with the same words."""
    marked = re.sub(r"\{(\w+)\}", rf"{MARK}\1{MARK}", raw.strip())
    pieces = to_html(marked).split(MARK)
    seen: set[str] = set()
    out = []
    for position, piece in enumerate(pieces):
        if position % 2 == 0:
            out.append(re.escape(piece))
        elif piece in seen:
            out.append(f"(?P={piece})")
        else:
            seen.add(piece)
            out.append(f"(?P<{piece}>.+?)")
    return re.compile("".join(out))
