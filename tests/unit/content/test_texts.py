from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.content import load_content, marks
from bot.errors import ContentError


def test_a_text_is_filled_and_keeps_its_marks(folder: Path) -> None:
    assert load_content(folder).text("hello", name="Ann", unused=3) == "Hello, **Ann**."


@pytest.mark.parametrize(("key", "values"), [("no.such", {}), ("hello", {}), ("hello", {"nam": "Ann"})])
def test_an_unknown_text_or_placeholder_is_an_error_that_names_it(
    folder: Path, key: str, values: dict[str, str]
) -> None:
    with pytest.raises(ContentError, match=key):
        load_content(folder).text(key, **values)


def test_a_placeholder_may_be_called_key(folder: Path) -> None:
    with pytest.raises(ContentError, match="name"):
        load_content(folder).text("hello", key="K")


def test_the_most_specific_reminder_is_found_first(folder: Path) -> None:
    content = load_content(folder)

    assert content.reminder("dental", "H7", "filling").id == "dental.H7.filling"
    assert content.reminder("dental", "H7", "no-such-kind").id == "dental.H7"


@pytest.mark.parametrize("parts", [("dental", "H99", "filling"), ("dental",), ()])
def test_a_reminder_that_does_not_exist_is_an_error(folder: Path, parts: tuple[str, ...]) -> None:
    with pytest.raises(ContentError, match=r"this text is missing"):
        load_content(folder).reminder(*parts)


def test_a_raised_red_flag_uses_the_text_of_its_level(folder: Path) -> None:
    flag = load_content(folder).red_flags["R4"]

    assert flag.fill("now", emergency="112", clinic="us") == "Call 112 now."
    assert flag.fill("today", emergency="112", clinic="us") == "Call us today."


def test_a_care_line_is_filled(folder: Path) -> None:
    assert load_content(folder).general.fill(emergency="112") == "If this is happening now, call 112."


def test_bold_becomes_html_and_everything_else_is_escaped() -> None:
    assert marks.to_html("**A & B** <i>no</i> 2 * 3") == "<b>A &amp; B</b> &lt;i&gt;no&lt;/i&gt; 2 * 3"


def test_bold_ends_with_its_line() -> None:
    assert marks.to_html("**a\nb**") == "**a\nb**"


def test_asterisks_in_a_value_are_never_bold() -> None:
    filled = marks.fill("{a} and {b}", {"a": "**x", "b": "y**"})

    assert "<b>" not in marks.to_html(filled)


def test_braces_in_a_value_are_not_placeholders() -> None:
    assert marks.fill("{a}", {"a": "{b}"}) == "{b}"


@given(st.text(alphabet="a*<>&{} \n", max_size=30), st.text(alphabet="a*<>&{} \n", max_size=30))
def test_html_is_well_formed_whatever_people_write(before: str, value: str) -> None:
    html = marks.to_html(before + marks.fill("**{v}** {v}", {"v": value}))

    assert html.count("<b>") == html.count("</b>")
    assert html.replace("<b>", "").replace("</b>", "").count("<") == 0


def test_length_ignores_marks() -> None:
    assert marks.utf16_length("**ab** \N{BONE}") == 5
