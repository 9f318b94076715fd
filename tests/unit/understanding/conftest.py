"""The content as it is, loaded once."""

import datetime as dt
from collections.abc import Callable

import pytest

from bot.content import Content
from bot.context import Knowledge
from bot.understanding import Index, Understanding, understand

TODAY = dt.date(2026, 11, 22)  # a Sunday


@pytest.fixture(scope="session")
def content(knowledge: Knowledge) -> Content:
    return knowledge.content


@pytest.fixture(scope="session")
def index(knowledge: Knowledge) -> Index:
    return knowledge.index


@pytest.fixture(scope="session")
def read(index: Index) -> Callable[[str], Understanding]:
    """What a message means on Sunday 22 November 2026."""
    return lambda text: understand(text, TODAY, index)
