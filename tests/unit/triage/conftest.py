"""The triage of the shipped content, built once: no test changes it."""

from pathlib import Path

import pytest

from bot.content import Content, load_content
from bot.understanding.triage import Triage, build_triage

ROOT = Path(__file__).parents[3]


@pytest.fixture(scope="session")
def content() -> Content:
    return load_content(ROOT / "content")


@pytest.fixture(scope="session")
def triage(content: Content) -> Triage:
    return build_triage(content)
