"""Everything ``python -m bot check`` asks of the content: that it loads, and that no text breaks the wording rules."""

import re
from collections.abc import Iterator
from pathlib import Path

from bot.content.loader import Reader, in_file_order, read
from bot.content.models import normal
from bot.content.pieces import Files, Piece, pieces
from bot.content.style import StyleFile, applies
from bot.content.wordings import Wording, wordings
from bot.errors import Fault

RED_FLAG_WORDS = 60  # medical brief, section 3
FIRST_LINE = {
    "now": (r"\{emergency\}|\{crisis\}", "{emergency}"),
    "today": (r"\btoday\b|\bnow\b", "today"),
    "week": (r"\bthis week\b|\bnow\b", "this week"),
}


def check(folder: Path) -> tuple[Fault, ...]:
    """
    Every fault of the content in *folder*, in file order; empty when it is fit to be served.

    Beside the faults that stop a load: wording rules, length of red flags, wordings that stand in two places.
    Files with faults of their own are left out of these until they load.
    """
    reading = read(folder)
    files = reading.files
    reader = Reader(folder)
    style = reader.file("style.yaml", StyleFile)
    faults = [
        *reading.faults,
        *reader.faults,
        *(fault for piece in pieces(files) for fault in _wording(piece, style)),
        *_red_flags(files),
        *_wordings(files),
    ]
    return in_file_order(faults, files)


def _wording(piece: Piece, style: StyleFile | None) -> Iterator[Fault]:
    for rule in style.must_not if style else ():
        if applies(rule, piece.group, piece.id) and (words := rule.found_in(piece.text)):
            yield piece.fault(f"{piece.key} says '{words}', but {rule.because}; say it another way")
    for demand in style.must if style else ():
        if piece.key in demand.keys and applies(demand, piece.group, piece.id) and not demand.is_met_by(piece.text):
            yield piece.fault(f"{demand.because}, but the {demand.part} of {piece.key} does not say it; add it")


def _red_flags(files: Files) -> Iterator[Fault]:
    if not files.red_flags:
        return
    levels = {flag.id: flag.level for flag in files.red_flags.red_flags}
    for piece in pieces(files):
        if piece.group != "red_flags":
            continue
        words = len(piece.text.split())
        if words > RED_FLAG_WORDS:
            yield piece.fault(f"{piece.key} has {words} words, {RED_FLAG_WORDS} are allowed; shorten it")
        level = piece.key.removeprefix("text_") if piece.key != "text" else levels[piece.id]
        pattern, shown = FIRST_LINE[level]
        if not re.search(pattern, piece.text.split("\n", 1)[0]):
            yield piece.fault(f"the first line of {piece.key} must hold '{shown}', its level is {level}; add it")


def _wordings(files: Files) -> Iterator[Fault]:
    first: dict[str, Wording] = {}
    for wording in wordings(files):
        other = first.setdefault(normal(wording.text), wording)
        if other.meaning != wording.meaning:
            place = f"{other.meaning} too ({other.file}:{other.line})"
            yield wording.fault(f"'{wording.text}' stands in {place}; keep it where it fits best")
