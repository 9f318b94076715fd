"""Faults in content/lexicon.yaml are named, not swallowed."""

from pathlib import Path
from typing import Any

import pytest
import yaml
from pydantic import ValidationError

from bot.content.lexicon import Lexicon


@pytest.fixture
def raw() -> dict[str, Any]:
    text = (Path(__file__).parents[3] / "content" / "lexicon.yaml").read_text(encoding="utf-8")
    return yaml.load(text, Loader=yaml.CSafeLoader)  # type: ignore[no-any-return]


def test_a_signal_with_an_unknown_concept_is_refused(raw: dict[str, Any]) -> None:
    raw["signals"]["how-often"] = ["injection + shedule"]
    with pytest.raises(ValidationError, match="shedule"):
        Lexicon.model_validate(raw)


def test_a_concept_named_twice_is_refused(raw: dict[str, Any]) -> None:
    raw["concepts"]["people"]["jaw"] = ["jawbone"]
    with pytest.raises(ValidationError, match="twice: jaw"):
        Lexicon.model_validate(raw)


def test_every_signal_belongs_to_an_entry_that_the_content_has(content: object, raw: dict[str, Any]) -> None:
    assert set(raw["signals"]) <= set(content.entries)  # type: ignore[attr-defined]
