from pathlib import Path

import pytest
from content_edits import Edit, only_fault

from bot.content import load_content


def test_an_id_that_stands_twice_is_refused_across_both_lists(folder: Path) -> None:
    edit = Edit(folder / "faq.yaml")
    first = edit.replace("id: stopping", "id: stopping")
    text = edit.path.read_text(encoding="utf-8")
    again = text[text.index("- id: stopping") : text.index("- id: dental-care")]
    edit.path.write_text(text + again.replace("about stopping", "about it again"), encoding="utf-8")
    line = text.count("\n") + 1

    fault = only_fault(folder)

    assert (fault.line, fault.entry) == (line, "stopping")
    assert fault.what == f"the id 'stopping' stands twice (first in line {first}); rename or remove one"


def test_see_also_that_leads_nowhere_is_refused(folder: Path) -> None:
    line = Edit(folder / "faq.yaml").after("id: stopping", "see_also: []", "see_also: [missed-dose, no-such]")

    assert str(only_fault(folder)) == (
        f"{folder}/faq.yaml:{line}: stopping: see_also names 'no-such', which no entry has"
    )


def test_an_entry_that_names_itself_is_refused(folder: Path) -> None:
    Edit(folder / "faq.yaml").after("id: stopping", "see_also: []", "see_also: [stopping]")

    assert "the entry itself" in only_fault(folder).what


def test_a_red_flag_that_links_to_no_entry_is_refused(folder: Path) -> None:
    line = Edit(folder / "red_flags.yaml").after("id: R7", "entry: contact", "entry: no-such")

    fault = only_fault(folder)

    assert (fault.line, fault.entry) == (line, "R7")
    assert "'no-such', which faq.yaml does not have" in fault.what


def test_a_removed_topic_is_named(folder: Path) -> None:
    Edit(folder / "faq.yaml").replace("- id: storage", "- id: storing")

    assert str(only_fault(folder)) == (
        f"{folder}/faq.yaml:1: storage: this entry is missing; restore it, the bot needs it"
    )


@pytest.mark.parametrize(
    ("file", "old", "name", "what"),
    [
        ("red_flags.yaml", "- id: R9", "R9", "red flag"),
        ("red_flags.yaml", "  au:", "au", "region"),
        ("red_flags.yaml", "text_now:", "R4", "text_now"),
        ("red_flags.yaml", "text_today:", "R19", "text_today"),
        ("reminders.yaml", "- id: injection.O3\n", "injection.O3", "reminder"),
        ("reminders.yaml", "- id: stopping.facts", "stopping.facts", "reminder"),
    ],
)
def test_what_the_bot_would_miss_one_day_is_named_at_start(
    folder: Path, file: str, old: str, name: str, what: str
) -> None:
    new = {"text_now:": "text_today:", "text_today:": "text_now:", "  au:": "  nz:", "- id: R9": "- id: R99"}
    Edit(folder / file).replace(old, new.get(old, "- id: injection.spare\n"))

    faults = str(only_fault(folder))

    assert faults.endswith(f":1: {name}: this {what} is missing; restore it, the bot needs it")


def test_a_dental_step_may_be_worded_for_all_kinds_at_once(folder: Path) -> None:
    Edit(folder / "reminders.yaml").replace("- id: dental.H7.filling", "- id: dental.H7.spare")

    assert load_content(folder).reminder("dental", "H7", "filling").text == "Any sore spot?"


def test_an_answer_that_telegram_would_refuse_is_refused_here(folder: Path) -> None:
    line = Edit(folder / "faq.yaml").replace("This is about **stopping**.", "word " * 780)

    fault = only_fault(folder)

    assert (fault.line, fault.entry) == (line, "stopping")
    assert "Telegram allows 4096; shorten it or split the entry" in fault.what


def test_length_is_counted_as_telegram_counts_it(folder: Path) -> None:
    emoji = "\N{BONE}" * 1900  # one character each for Python, two UTF-16 units each for Telegram

    Edit(folder / "faq.yaml").replace("This is about **stopping**.", emoji)

    assert "Telegram allows 4096" in only_fault(folder).what


def test_a_reminder_of_more_than_one_message_is_refused(folder: Path) -> None:
    Edit(folder / "reminders.yaml").replace("Your injection is due about {due}.", "word " * 900)

    assert "Telegram allows 4096" in only_fault(folder).what


@pytest.mark.parametrize(
    ("file", "old", "new", "said"),
    [
        ("reminders.yaml", "{due}", "{visit}", "{visit} cannot be filled here; use one of {booked}, {clinic}"),
        ("red_flags.yaml", "Call {clinic} today", "Call {due} today", "use one of {clinic}, {crisis}, {emergency}"),
        ("red_flags.yaml", "If this is new, call {emergency}", "New? {number}", "{number} cannot be filled here"),
        ("faq.yaml", "This is about **stopping**", "Due {due}", "{due} cannot be filled here"),
        ("reminders.yaml", "{due}", "{due.year}", "write a plain name such as {clinic}"),
        ("reminders.yaml", "{due}", "{}", "write a plain name such as {clinic}"),
        ("reminders.yaml", "{due}", "{due!r}", "write a plain name such as {clinic}"),
        ("reminders.yaml", "{due}", "{due", "single brace"),
        ("reminders.yaml", "{due}", "{{due}}", "doubled brace"),
        ("reminders.yaml", "Your injection", "Your **injection", "** that opens or closes nothing"),
    ],
)
def test_marks_that_cannot_be_filled_are_refused(folder: Path, file: str, old: str, new: str, said: str) -> None:
    line = Edit(folder / file).replace(old, new)

    fault = only_fault(folder)

    assert fault.line == line
    assert said in fault.what


def test_a_reminder_that_is_never_sent_is_refused(folder: Path) -> None:
    Edit(folder / "reminders.yaml").replace(
        "reminders:\n",
        "reminders:\n- {id: birthday.B1, text: Hello, sources: [{tag: P}], reviewed_by: null, reviewed_on: null,"
        " review_due: null, content_version: 1}\n",
    )

    assert "no such reminder is ever sent" in only_fault(folder).what


def test_an_interface_key_in_two_files_is_refused_with_both_places(folder: Path) -> None:
    line = Edit(folder / "interface" / "common.yaml").replace("hello:", "asking.unsure:")

    fault = only_fault(folder)

    assert (fault.line, fault.entry) == (line, "asking.unsure")
    assert str(folder / "interface" / "asking.yaml") in fault.what


def test_an_interface_key_with_blanks_is_refused(folder: Path) -> None:
    Edit(folder / "interface" / "common.yaml").replace("hello:", "hello you:")

    assert only_fault(folder).entry == "texts.hello you"
