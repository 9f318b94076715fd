"""Faults in content/intents.yaml are named, not swallowed."""

from pathlib import Path
from typing import Any

import pytest
import yaml
from pydantic import ValidationError

from bot.content import Content
from bot.content.intents import IntentWords, unknown_concepts
from bot.content.yaml_lines import Parsed


@pytest.fixture
def raw() -> dict[str, Any]:
    text = (Path(__file__).parents[3] / "content" / "intents.yaml").read_text(encoding="utf-8")
    return yaml.load(text, Loader=yaml.CSafeLoader)  # type: ignore[no-any-return]


def test_a_pattern_with_an_unknown_slot_is_refused(raw: dict[str, Any]) -> None:
    raw["intents"]["contact"]["patterns"] = ["speak nobody_knows"]
    with pytest.raises(ValidationError, match="nobody_knows"):
        IntentWords.model_validate(raw)


def test_a_slot_called_exact_that_is_not_there_is_refused(raw: dict[str, Any]) -> None:
    raw["exact_slots"].append("hadd")
    with pytest.raises(ValidationError, match="hadd"):
        IntentWords.model_validate(raw)


def test_a_bare_yes_that_yaml_reads_as_true_is_refused_with_the_remedy(raw: dict[str, Any]) -> None:
    raw["smalltalk"].append(True)
    with pytest.raises(ValidationError, match="quotes"):
        IntentWords.model_validate(raw)


def test_a_concept_that_the_lexicon_does_not_hold_is_named(content: Content, raw: dict[str, Any]) -> None:
    raw["note_concepts"].append("denosumub")
    faults = list(unknown_concepts(IntentWords.model_validate(raw), content.lexicon, Parsed("intents.yaml", raw)))
    assert ["denosumub" in fault.what for fault in faults] == [True]
