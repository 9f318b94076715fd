"""A month to choose a day from."""

from datetime import date

from bot.content import Content
from bot.context import Knowledge
from bot.views.calendar import month_page
from bot.views.presses import MAX_BYTES, parse_press
from bot.views.reply import Button, Reply

FIRST, LAST = date(2026, 10, 20), date(2026, 11, 22)


def page(knowledge: Knowledge, month: date) -> Reply:
    content: Content = knowledge.source.current
    return month_page(content, 1234567890, month, FIRST, LAST)


def days(reply: Reply) -> list[Button]:
    return [one for row in reply.rows for one in row if one.text.isdigit()]


def test_only_days_that_may_be_chosen_are_there(knowledge: Knowledge) -> None:
    assert [one.text for one in days(page(knowledge, date(2026, 11, 1)))] == [str(day) for day in range(1, 23)]
    assert [one.text for one in days(page(knowledge, date(2026, 10, 1)))] == [str(day) for day in range(20, 32)]


def test_each_day_stands_under_its_weekday(knowledge: Knowledge) -> None:
    for row in page(knowledge, date(2026, 11, 1)).rows[1:-1]:
        assert len(row) == 7
        for column, cell in enumerate(row):
            press = parse_press(cell.data)
            assert press is not None
            if cell.text.isdigit():
                assert date.fromisoformat(press.args[1]).weekday() == column


def test_one_can_turn_only_to_months_that_hold_a_day(knowledge: Knowledge) -> None:
    assert [one.text for one in page(knowledge, date(2026, 11, 1)).rows[-1]] == ["Back to October"]
    assert [one.text for one in page(knowledge, date(2026, 10, 1)).rows[-1]] == ["On to November"]


def test_a_month_outside_shows_the_nearest(knowledge: Knowledge) -> None:
    assert page(knowledge, date(1999, 1, 1)).text.startswith("<b>October 2026.")
    assert page(knowledge, date(2099, 1, 1)).text.startswith("<b>November 2026.")


def test_the_page_is_small_and_its_data_fits(knowledge: Knowledge) -> None:
    reply = page(knowledge, date(2026, 11, 1))

    assert len(reply.rows) <= 8
    assert all(len(one.data.encode()) <= MAX_BYTES for row in reply.rows for one in row)
