"""The content as it is, loaded once."""

import datetime as dt
from collections.abc import Callable
from pathlib import Path

import pytest

from bot.content import Content, load_content
from bot.understanding import Index, Understanding, build_index, understand

TODAY = dt.date(2026, 11, 22)  # a Sunday


@pytest.fixture(scope="session")
def content() -> Content:
    return load_content(Path(__file__).parents[3] / "content")


@pytest.fixture(scope="session")
def index(content: Content) -> Index:
    return build_index(content)


@pytest.fixture(scope="session")
def read(index: Index) -> Callable[[str], Understanding]:
    """What a message means on Sunday 22 November 2026."""
    return lambda text: understand(text, TODAY, index)
