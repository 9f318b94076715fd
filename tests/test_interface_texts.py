"""The code and the interface texts fit together: no text is missing, none is dead, every placeholder is filled."""

import ast
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from bot.content import Content, load_content
from bot.content.marks import placeholders, to_plain

ROOT = Path(__file__).parent.parent
MODULES = sorted([*(ROOT / "bot").rglob("*.py"), *(ROOT / "jobs").rglob("*.py")])
# The functions that take the key of an interface text, and where in their arguments it stands.
TAKERS = {"text": 0, "say": 0, "notice": 1, "caption": 1}
KEY = re.compile(r"[a-z][a-z_]*(\.[a-z0-9_]+)+")


@dataclass(frozen=True)
class Use:
    """One call that shows an interface text."""

    key: str
    taker: str
    values: frozenset[str] | None  # None where the values come from elsewhere (**values)
    place: str


def uses() -> Iterator[Use]:
    for module in MODULES:
        for node in ast.walk(ast.parse(module.read_text(encoding="utf-8"))):
            if not isinstance(node, ast.Call):
                continue
            taker = getattr(node.func, "attr", getattr(node.func, "id", ""))
            at = TAKERS.get(taker)
            if at is None or len(node.args) <= at:
                continue
            key = node.args[at]
            if isinstance(key, ast.Constant) and isinstance(key.value, str) and KEY.fullmatch(key.value):
                names = [keyword.arg for keyword in node.keywords]
                values = None if None in names else frozenset(name for name in names if name)
                yield Use(key.value, taker, values, f"{module.relative_to(ROOT)}:{node.lineno}")


USES = tuple(uses())


@pytest.fixture(scope="module")
def content() -> Content:
    return load_content(ROOT / "content")


def test_every_text_that_the_code_names_is_there(content: Content) -> None:
    assert len(USES) > 20
    assert [f"{use.place}: {use.key}" for use in USES if use.key not in content.texts] == []


def test_every_placeholder_of_a_text_is_filled_by_the_code(content: Content) -> None:
    lacking = {
        f"{use.place}: {use.key}": sorted(missing)
        for use in USES
        if use.values is not None
        and use.key in content.texts
        and (missing := placeholders(content.texts[use.key].text) - use.values)
    }

    assert lacking == {}


def test_no_text_is_dead(content: Content) -> None:
    literals, beginnings = set(), set()
    for module in MODULES:
        for node in ast.walk(ast.parse(module.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Constant) and isinstance(node.value, str):
                literals.add(node.value)
            if isinstance(node, ast.JoinedStr) and isinstance(first := node.values[0], ast.Constant):
                beginnings.add(str(first.value))
    # The code builds some keys, such as f"menu.{name}": all that begin so count as used.
    built = tuple(start for start in beginnings | literals if re.fullmatch(r"[a-z_]+\.([a-z_]+_)?", start))

    assert [key for key in content.texts if key not in literals and not key.startswith(built)] == []


def test_a_button_is_one_short_line_without_marks(content: Content) -> None:
    for use in USES:
        if use.taker == "caption" and use.key in content.texts:
            text = content.texts[use.key].text
            assert "\n" not in text, use.place
            assert to_plain(text) == text, use.place
            assert len(text) <= 45, use.place
