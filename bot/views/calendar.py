"""A month to choose a day from."""

from calendar import Calendar, day_abbr
from datetime import date

from dateutil.relativedelta import relativedelta

from bot.content import Content
from bot.content.marks import to_html
from bot.views.reply import Button, Reply, button

BLANK = "\u00b7"  # an empty cell; Telegram wants a caption
WEEK = Calendar(firstweekday=0)


def month_of(day: date) -> date:
    """The first day of its month."""
    return day.replace(day=1)


def month_page(content: Content, token: int, month: date, first: date, last: date) -> Reply:
    """
    The days of *month* from *first* to *last* as buttons, Monday first, only the weeks that hold one.

    A month outside the range shows the nearest one that can be chosen from.
    """
    month = min(max(month_of(month), month_of(first)), month_of(last))
    weeks = [
        week
        for week in WEEK.monthdatescalendar(month.year, month.month)
        if any(_open(day, month, first, last) for day in week)
    ]
    head = [_cell(name, "cal.none", token) for name in day_abbr]
    grid = [[_day(day, token, shown=_open(day, month, first, last)) for day in week] for week in weeks]
    turn = _turns(content, token, month, first, last)
    text = to_html(content.text("entry.calendar", month=f"{month:%B %Y}"))
    return Reply(text=text, rows=tuple(tuple(row) for row in [head, *grid, *([turn] if turn else [])]))


def _open(day: date, month: date, first: date, last: date) -> bool:
    return day.month == month.month and first <= day <= last


def _day(day: date, token: int, *, shown: bool) -> Button:
    return _cell(str(day.day), "cal.day", token, f"{day:%Y%m%d}") if shown else _cell(BLANK, "cal.none", token)


def _turns(content: Content, token: int, month: date, first: date, last: date) -> list[Button]:
    """The buttons to the months before and after, where there is something to choose."""
    before, after = month - relativedelta(months=1), month + relativedelta(months=1)
    turns = []
    if before >= month_of(first):
        turns.append(_cell(content.text("entry.button_month_before", month=f"{before:%B}"), *_turn(token, before)))
    if after <= month_of(last):
        turns.append(_cell(content.text("entry.button_month_after", month=f"{after:%B}"), *_turn(token, after)))
    return turns


def _turn(token: int, month: date) -> tuple[str, int, str]:
    return "cal.month", token, f"{month:%Y%m}"


def _cell(text: str, verb: str, *args: object) -> Button:
    return button(text, verb, *args)
