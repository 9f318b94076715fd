"""A message is read at the intake; the same reading answers it."""

import datetime as dt

import pytest

from bot.context import Knowledge
from bot.understanding import Index
from bot.understood import MOST, Understood

TODAY = dt.date(2026, 11, 22)
TEXT = "is back pain normal after the jab"


@pytest.fixture
def index(knowledge: Knowledge) -> Index:
    return knowledge.index


def test_what_was_read_ahead_is_taken_once_and_then_forgotten(index: Index) -> None:
    kept = Understood()
    ahead = kept.ahead(TEXT, TODAY, index)

    assert kept.take(TEXT, TODAY, index) is ahead
    again = kept.take(TEXT, TODAY, index)
    assert again is not ahead
    assert again == ahead


def test_where_the_person_lives_in_another_day_or_the_content_has_changed_it_is_read_anew(index: Index) -> None:
    kept = Understood()
    ahead = kept.ahead("I had it yesterday", TODAY, index)

    tomorrow = kept.take("I had it yesterday", TODAY + dt.timedelta(days=1), index)

    assert tomorrow.date == TODAY
    assert ahead.date == TODAY - dt.timedelta(days=1)
    newer = Index(**vars(index))
    assert kept.take("I had it yesterday", TODAY, newer) is not ahead


def test_no_more_than_some_hundred_wait(index: Index) -> None:
    kept = Understood()
    first = kept.ahead("0", TODAY, index)
    for number in range(1, MOST):
        kept.ahead(str(number), TODAY, index)
    last = kept.ahead("one more", TODAY, index)

    assert kept.take("one more", TODAY, index) is last
    assert kept.take("0", TODAY, index) is not first
