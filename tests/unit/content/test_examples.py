"""The examples of content/examples: what may stand there, and what is missing."""

from pathlib import Path

import pytest
from content_edits import Edit, only_fault

from bot.content import load_content

EXAMPLES = "examples/few.yaml"


def test_examples_of_several_files_are_joined_each_once(folder: Path) -> None:
    text = 'version: 1\nexamples:\n  R1: ["this is R1", "my tongue is fat"]\n  missed-dose: ["is it too late now"]\n'
    (folder / "examples" / "more.yaml").write_text(text, encoding="utf-8")

    examples = load_content(folder).examples

    assert examples["R1"] == ("this is R1", "my tongue is fat")
    assert examples["missed-dose"] == ("is it too late now",)


def test_a_meaning_that_nobody_knows_is_named(folder: Path) -> None:
    Edit(folder / EXAMPLES).replace("  outside:\n", "  mised-dose:\n  - too late?\n  outside:\n")

    fault = only_fault(folder)

    assert fault.entry == "mised-dose"
    assert "no entry, red flag or intent" in fault.what


@pytest.mark.parametrize("meaning", ["R9", "death", "outside"])
def test_a_meaning_without_an_example_is_named(folder: Path, meaning: str) -> None:
    Edit(folder / EXAMPLES).replace(f"  {meaning}:\n  - this is {meaning}\n", "")

    fault = only_fault(folder)

    assert fault.entry == meaning
    assert "has no example" in fault.what


def test_an_empty_list_of_examples_is_a_fault(folder: Path) -> None:
    Edit(folder / EXAMPLES).replace("  outside:\n  - this is outside\n", "  outside: []\n")

    assert "at least 1 item" in only_fault(folder).what
