"""The dates as a picture: a line from the first to the last of them, each with its sign, its label and its day."""

from collections.abc import Sequence
from datetime import date
from typing import Final

from fpdf import FPDF
from fpdf.enums import RenderStyle

from bot.views.sheet import Mark

HEIGHT: Final = 46.0  # mm
INDENT: Final = 20.0  # room for half a label at either end
APART: Final = 44.0  # labels of one row, from middle to middle
ABOVE: Final = ("last", "due")
DARK, GREY = (20, 20, 20), (150, 150, 150)

_Placed = tuple[Mark, float]


def draw_timeline(page: FPDF, marks: Sequence[Mark], *, top: float, left: float, right: float) -> float:
    """
    Draw *marks* between *left* and *right* from *top* down; returns where the picture ends.

    Marks without a day stand where they belong in order, with a line to write the day on. The stretch from a due date
    that has passed to the day of the card is drawn heavier.
    """
    axis = top + HEIGHT / 2
    first, last = left + INDENT, right - INDENT
    placed = _placed(marks, first, last)
    at = {mark.what: x for mark, x in placed if mark.day is not None}
    page.set_draw_color(*GREY)
    page.set_line_width(0.8)
    page.line(first, axis, last, axis)
    if "due" in at and "today" in at and at["due"] < at["today"]:
        page.set_draw_color(*DARK)
        page.set_line_width(2)
        page.line(at["due"], axis, at["today"], axis)
    for above in (True, False):
        row = [one for one in placed if (one[0].what in ABOVE) is above]
        for (mark, x), middle in zip(row, _apart([x for _, x in row], first, last), strict=True):
            _label(page, mark, x, middle, axis, above=above)
    for mark, x in placed:
        _sign(page, mark.what, x, axis)
    return top + HEIGHT


def _placed(marks: Sequence[Mark], first: float, last: float) -> list[_Placed]:
    """Each mark with its place on the line, in order; without enough days to measure by, at equal distances."""
    days = [mark.day for mark in marks if mark.day is not None]
    if len(days) < len(marks) or len(set(days)) < 2:
        gaps = max(len(marks) - 1, 1)
        return [(mark, first + (last - first) * number / gaps) for number, mark in enumerate(_in_order(marks))]
    begin, end = min(days), max(days)
    scale = (last - first) / (end - begin).days
    return sorted(
        ((mark, first + (mark.day - begin).days * scale) for mark in marks if mark.day), key=lambda each: each[1]
    )


def _in_order(marks: Sequence[Mark]) -> list[Mark]:
    """By day; of those without one the last injection comes first, the due date last, a visit after the card's day."""
    ordered = sorted((mark for mark in marks if mark.day is not None), key=lambda mark: mark.day or date.min)
    for mark in marks:
        if mark.day is None:
            whats = [each.what for each in ordered]
            after_today = whats.index("today") + 1 if "today" in whats else len(whats)
            ordered.insert({"last": 0, "due": len(whats)}.get(mark.what, after_today), mark)
    return ordered


def _apart(places: list[float], first: float, last: float) -> list[float]:
    """Where the labels of one row stand, so that none lies on another."""
    moved: list[float] = []
    for place in places:
        moved.append(max(place, moved[-1] + APART) if moved else place)
    over = max((moved[-1] - last) if moved else 0.0, 0.0)
    moved = [place - over for place in moved]
    for number in range(len(moved) - 2, -1, -1):
        moved[number] = min(moved[number], moved[number + 1] - APART)
    under = max((first - moved[0]) if moved else 0.0, 0.0)
    return [place + under for place in moved]


def _label(page: FPDF, mark: Mark, x: float, middle: float, axis: float, *, above: bool) -> None:
    page.set_draw_color(*GREY)
    page.set_line_width(0.2)
    near, far = (axis - 3, axis - 9) if above else (axis + 3, axis + 9)
    page.line(x, near, middle, far)
    page.set_text_color(*DARK)
    top = far - 12 if above else far
    _centred(page, mark.label, middle, top, bold=False)
    if mark.day is not None:
        _centred(page, f"{mark.day.day} {mark.day:%b %Y}", middle, top + 6, bold=True)
    else:
        page.line(middle - 16, top + 11, middle + 16, top + 11)


def _centred(page: FPDF, words: str, middle: float, top: float, *, bold: bool) -> None:
    page.set_font(style="B" if bold else "", size=11)
    page.set_xy(middle - APART / 2, top)
    page.cell(APART, 6, words, align="C")


def _sign(page: FPDF, what: str, x: float, axis: float) -> None:
    """Signs that a copier keeps apart: a full circle, a ring, a full square on its corner, a stroke."""
    page.set_draw_color(*DARK)
    page.set_fill_color(*DARK)
    page.set_line_width(0.9)
    match what:
        case "last":
            page.circle(x, axis, 2.4, style=RenderStyle.F)
        case "due":
            page.set_fill_color(255, 255, 255)
            page.circle(x, axis, 2.4, style=RenderStyle.DF)
        case "visit":
            page.polygon([(x, axis - 3.2), (x + 3.2, axis), (x, axis + 3.2), (x - 3.2, axis)], style=RenderStyle.F)
        case _:
            page.line(x, axis - 3, x, axis + 3)
