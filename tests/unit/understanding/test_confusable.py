"""Wordings that read like another meaning's are named to the author, with both places."""

from pathlib import Path

import pytest

from bot.__main__ import main
from bot.content import Content
from bot.content.wordings import Wording
from bot.understanding.confusable import confusable

ASKED = [
    ("how-often", "how many times a year do i have the prolia injection"),
    ("how-often", "is it twice a year"),
    ("storage", "where do i keep the syringe at home"),
    ("storage", "which shelf of the fridge"),
]


def wordings(*asked: tuple[str, str]) -> list[Wording]:
    return [Wording(meaning, text, "file.yaml", line) for line, (meaning, text) in enumerate(asked, start=1)]


def test_wordings_that_are_apart_are_no_trouble(content: Content) -> None:
    assert list(confusable(content, wordings(*ASKED))) == []


def test_nearly_the_same_words_in_two_places_are_named_with_both(content: Content) -> None:
    found = list(
        confusable(content, wordings(*ASKED, ("missed-dose", "how many times a year do i have prolia injections")))
    )

    assert [fault.line for fault in found] == [1, 5]
    assert "of how-often (file.yaml:1)" in found[1].what


def test_the_entry_contact_and_the_wish_for_a_person_may_share_their_words(content: Content) -> None:
    shared = [("contact", "can i speak to a human being"), ("person", "can i speak to a human being please")]

    assert list(confusable(content, wordings(*ASKED, *shared))) == []


def test_a_wording_that_stands_twice_is_named_with_its_first_place(content: Content) -> None:
    (found,) = confusable(content, wordings(*ASKED, ("storage", "Which shelf of the fridge?")))

    assert found.line == 5
    assert "stands there already (file.yaml:4)" in found.what


def few_of_each(file: Path) -> None:
    """Leave ten examples of each meaning: what takes ten seconds to fit takes one."""
    kept, seen = [], 0
    for line in file.read_text("utf-8").splitlines():
        seen = seen + 1 if line.startswith("    - ") else 0
        if seen <= 10:
            kept.append(line)
    file.write_text("\n".join(kept) + "\n", "utf-8")


def test_a_warning_is_no_fault(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    copy = tmp_path / "content"
    for file in Path("content").rglob("*.yaml"):
        place = copy / file.relative_to("content")
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_bytes(file.read_bytes())
    for file in (copy / "examples").glob("*.yaml"):
        few_of_each(file)
    outside = copy / "examples" / "outside.yaml"
    outside.write_text(
        outside.read_text(encoding="utf-8") + '    - "how does prolia get stored at home please"\n', encoding="utf-8"
    )
    questions = copy / "examples" / "questions.yaml"
    text = questions.read_text(encoding="utf-8")
    questions.write_text(
        text.replace("  storage:\n", '  storage:\n    - "how does prolia get stored at home"\n'), encoding="utf-8"
    )
    monkeypatch.setenv("CONTENT_DIR", str(copy))

    assert main(["check"]) == 0

    told = capsys.readouterr().err
    assert "warning: " in told
    assert "outside.yaml" in told
