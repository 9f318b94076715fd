from pathlib import Path

import pytest
from content_edits import Edit

from bot.content import ContentSource, reload
from bot.content.loader import Reading, read
from bot.errors import ContentError


def test_nothing_happens_while_the_files_stay_as_they_are(folder: Path) -> None:
    source = ContentSource(folder)
    content = source.current

    assert source.reload_if_changed() is None
    assert source.current is content


def test_an_edit_is_served_without_a_restart(folder: Path) -> None:
    source = ContentSource(folder)
    old = source.current
    Edit(folder / "faq.yaml").replace("This is about **stopping**.", "A better text.")

    assert source.reload_if_changed() == ()
    assert source.current.entries["stopping"].answer.startswith("A better text.")
    assert old.entries["stopping"].answer.startswith("This is about")
    assert source.reload_if_changed() is None


@pytest.mark.parametrize("name", ["faq.yaml", "red_flags.yaml", "reminders.yaml", "interface/common.yaml"])
def test_a_bad_file_leaves_the_old_content_serving_and_is_told_once(folder: Path, name: str) -> None:
    source = ContentSource(folder)
    content = source.current
    (folder / name).write_text("version: [", encoding="utf-8")

    faults = source.reload_if_changed()

    assert faults
    assert faults[0].file.endswith(name)
    assert source.current is content
    assert source.reload_if_changed() is None


def test_one_bad_file_keeps_a_good_edit_of_another_waiting(folder: Path) -> None:
    source = ContentSource(folder)
    Edit(folder / "faq.yaml").replace("This is about **stopping**.", "A better text.")
    bad = Edit(folder / "reminders.yaml")
    bad.replace("{due}", "{doe}")

    assert source.reload_if_changed()
    assert source.current.entries["stopping"].answer.startswith("This is about")

    bad.replace("{doe}", "{due}")
    assert source.reload_if_changed() == ()
    assert source.current.entries["stopping"].answer.startswith("A better text.")


def test_a_file_that_vanishes_leaves_the_old_content_serving(folder: Path) -> None:
    source = ContentSource(folder)
    (folder / "faq.yaml").unlink()

    faults = source.reload_if_changed()

    assert faults
    assert source.current.entries


def test_a_new_interface_file_is_noticed(folder: Path) -> None:
    source = ContentSource(folder)
    text = (folder / "interface" / "asking.yaml").read_text(encoding="utf-8")
    (folder / "interface" / "new.yaml").write_text(text.replace("asking.unsure", "new.text"), encoding="utf-8")

    assert source.reload_if_changed() == ()
    assert source.current.text("new.text") == "I do not know."


def test_a_dangling_link_in_the_folder_does_no_harm(folder: Path) -> None:
    source = ContentSource(folder)
    (folder / "old.yaml").symlink_to(folder / "nowhere.yaml")

    assert source.reload_if_changed() is None


def test_files_that_change_while_they_are_read_are_read_again(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    source = ContentSource(folder)
    edit = Edit(folder / "faq.yaml")

    def read_while_the_editor_saves(path: Path) -> Reading:
        reading = read(path)
        edit.replace("The first half.", "The first half. The second half.")
        return reading

    edit.replace("This is about **stopping**.", "The first half.")
    with monkeypatch.context() as patch:
        patch.setattr(reload, "read", read_while_the_editor_saves)
        assert source.reload_if_changed() is None
    assert source.current.entries["stopping"].answer.startswith("This is about")

    assert source.reload_if_changed() == ()
    assert source.current.entries["stopping"].answer.startswith("The first half. The second half.")


def test_bad_content_never_starts(folder: Path) -> None:
    (folder / "faq.yaml").unlink()

    with pytest.raises(ContentError, match=r"faq\.yaml"):
        ContentSource(folder)


def reviewed(folder: Path) -> Edit:
    edit = Edit(folder / "faq.yaml")
    edit.after("id: stopping", "reviewed_by: null", "reviewed_by: Dr A. Name, doctor")
    edit.after("id: stopping", "reviewed_on: null", "reviewed_on: 2026-03-01")
    edit.after("id: stopping", "review_due: null", "review_due: 2027-03-01")
    return edit


def test_an_edited_text_is_not_served_under_the_old_review(folder: Path) -> None:
    edit = reviewed(folder)
    source = ContentSource(folder)
    line = edit.replace("This is about **stopping**.", "A text that no clinician saw.")

    faults = source.reload_if_changed()

    assert faults
    assert [(fault.line, fault.entry) for fault in faults] == [(line, "stopping")]
    assert "empty the review fields" in faults[0].what
    assert source.current.entries["stopping"].answer.startswith("This is about")


def test_an_edited_text_with_emptied_review_is_served(folder: Path) -> None:
    edit = reviewed(folder)
    source = ContentSource(folder)
    edit.replace("This is about **stopping**.", "A new text.")
    edit.replace("reviewed_by: Dr A. Name, doctor", "reviewed_by: null")
    edit.replace("reviewed_on: 2026-03-01", "reviewed_on: null")
    edit.replace("review_due: 2027-03-01", "review_due: null")

    assert source.reload_if_changed() == ()
    assert not source.current.entries["stopping"].review.is_reviewed
