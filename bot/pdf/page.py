"""One page of A4 that also fits US Letter, in large type. Whatever the sheet holds, it stays one page."""

from datetime import UTC, datetime, time
from pathlib import Path
from typing import Final, cast

from fpdf import FPDF
from fpdf.enums import MethodReturnValue
from fpdf.fonts import TTFFont

from bot.pdf.timeline import draw_timeline
from bot.views.sheet import Row, Sheet

FONTS: Final = Path(__file__).parent / "fonts"
FONT: Final = "DejaVu"
LEFT, RIGHT, TOP, BOTTOM = 16.0, 194.0, 14.0, 268.0  # mm
LABEL_WIDTH: Final = 46.0
LINE: Final = 0.42  # mm of height for each point of type
DARK, GREY, ACCENT = (20, 20, 20), (90, 90, 90), (20, 70, 130)


def draw(sheet: Sheet) -> bytes:
    """The sheet as a PDF; equal sheets give equal bytes. Takes some 100 ms: not for the event loop."""
    page = _Page(sheet)
    page.head(sheet)
    for row in sheet.rows:
        page.row(row)
    page.heading(sheet.timeline)
    page.set_y(draw_timeline(page, sheet.marks, top=page.get_y(), left=LEFT, right=RIGHT))
    page.heading(sheet.by_hand)
    for line in sheet.lines:
        page.row(Row(label=line))
    for tick in sheet.ticks:
        page.tick(tick, sheet.yes, sheet.no)
    page.heading(sheet.notes_title)
    for note in sheet.notes:
        page.paragraph(note, 11.5)
    page.ln(1)
    page.paragraph(sheet.made, 11)
    page.paragraph(sheet.sources, 8.5, GREY)
    return bytes(page.output())


class _Page(FPDF):
    """The page being drawn, and its few kinds of lines."""

    def __init__(self, sheet: Sheet) -> None:
        super().__init__(format="A4")
        self.set_auto_page_break(auto=False)
        self.set_margins(LEFT, TOP, self.w - RIGHT)
        self.add_font(FONT, fname=FONTS / "DejaVuSans.ttf")
        self.add_font(FONT, style="B", fname=FONTS / "DejaVuSans-Bold.ttf")
        self._glyphs = frozenset(cast("TTFFont", self.fonts[FONT.lower()]).cmap)
        self.set_font(FONT, size=12)
        self.set_title(sheet.title)
        self.set_lang("en-GB")
        self.set_creation_date(datetime.combine(sheet.made_on, time(), UTC))
        self.add_page()

    def head(self, sheet: Sheet) -> None:
        """Whose card it is, in the largest type."""
        self._write(sheet.title, 24, bold=True, color=ACCENT)
        self._write(sheet.subtitle, 13)
        self.ln(2)

    def heading(self, words: str) -> None:
        """A title in the page, under a thin rule."""
        self.ln(2)
        self.set_draw_color(*GREY)
        self.set_line_width(0.2)
        self.line(LEFT, self.get_y(), RIGHT, self.get_y())
        self.ln(1.5)
        self._write(words, 12, bold=True, color=ACCENT)
        self.ln(0.5)

    def row(self, row: Row) -> None:
        """A label and its value, or a line to write on."""
        top = self.get_y()
        self._font(12)
        self.set_text_color(*GREY)
        self.set_xy(LEFT, top)
        self.cell(LABEL_WIDTH, 7, self.known(row.label))
        value = self.known(row.value or "")
        if value:
            self.set_text_color(*DARK)
            self.set_xy(LEFT + LABEL_WIDTH, top)
            self._in_two_lines(value, RIGHT - LEFT - LABEL_WIDTH)
        else:
            self.blank(LEFT + LABEL_WIDTH, top + 6, RIGHT - LEFT - LABEL_WIDTH)
        self.set_y(max(self.get_y(), top + 7.5))

    def tick(self, label: str, yes: str, no: str) -> None:
        """A question with two boxes."""
        top = self.get_y()
        self._font(12)
        self.set_text_color(*DARK)
        self.set_xy(LEFT, top)
        self.cell(80, 7, self.known(label))
        for left, word in ((104.0, yes), (134.0, no)):
            self.set_draw_color(*DARK)
            self.set_line_width(0.35)
            self.rect(left, top + 1.2, 4.6, 4.6)
            self.set_xy(left + 6, top)
            self.cell(20, 7, self.known(word))
        self.set_y(top + 7.5)

    def paragraph(self, words: str, size: float, color: tuple[int, int, int] = DARK) -> None:
        """Running words, as far as the page reaches."""
        height = size * LINE
        self._font(size)
        self.set_text_color(*color)
        for line in self._lines(words, RIGHT - LEFT)[: max(int((BOTTOM - self.get_y()) / height), 0)]:
            self.set_x(LEFT)
            self.cell(RIGHT - LEFT, height, line, new_x="LMARGIN", new_y="NEXT")
        self.ln(0.9)

    def blank(self, left: float, bottom: float, width: float) -> None:
        """A line to write on."""
        self.set_draw_color(*GREY)
        self.set_line_width(0.3)
        self.line(left, bottom, left + width, bottom)

    def known(self, words: str) -> str:
        """*words* without the characters that the fonts do not have, which a viewer would show as boxes."""
        kept = (one for one in words if one.isspace() or ord(one) in self._glyphs)
        return " ".join("".join(kept).split())

    def _in_two_lines(self, words: str, width: float) -> None:
        """In large type where that takes at most two lines, else in a smaller one; what is longer still is cut."""
        for size in (14.0, 11.0, 9.0):
            self._font(size, bold=True)
            lines = self._lines(words, width)
            if len(lines) <= 2:
                break
        left = self.get_x()
        for line in lines[:2]:
            self.set_x(left)
            self.cell(width, 7, line)
            self.set_y(self.get_y() + 6.2)

    def _lines(self, words: str, width: float) -> list[str]:
        """*words* broken into lines in the font as set."""
        return cast(
            "list[str]", self.multi_cell(width, text=self.known(words), dry_run=True, output=MethodReturnValue.LINES)
        )

    def _write(self, words: str, size: float, *, bold: bool = False, color: tuple[int, int, int] = DARK) -> None:
        self._font(size, bold=bold)
        self.set_text_color(*color)
        self.set_x(LEFT)
        self.cell(RIGHT - LEFT, size * LINE, self.known(words), new_x="LMARGIN", new_y="NEXT")

    def _font(self, size: float, *, bold: bool = False) -> None:
        self.set_font(FONT, style="B" if bold else "", size=size)
