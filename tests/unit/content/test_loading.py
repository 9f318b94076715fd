from pathlib import Path

import pytest
from content_edits import Edit, faults_of, only_fault
from hypothesis import given
from hypothesis import strategies as st

from bot.content import load_content, schema, topics
from bot.content.faults import validated
from bot.content.files import RemindersFile
from bot.content.yaml_lines import parse


def test_a_whole_folder_loads_in_file_order(folder: Path) -> None:
    content = load_content(folder)

    assert tuple(content.entries) == topics.FAQ + topics.SIDE_EFFECTS
    assert [entry.section for entry in content.faq] == ["faq"] * 23
    assert [entry.section for entry in content.side_effects] == ["side_effects"] * 12
    assert tuple(content.red_flags) == topics.RED_FLAGS
    assert content.regions["uk"].emergency == "your local emergency number"
    assert not content.entries["stopping"].review.is_reviewed


def test_nobody_can_change_loaded_content(folder: Path) -> None:
    content = load_content(folder)

    with pytest.raises(TypeError):
        content.entries["stopping"] = content.entries["contact"]
    with pytest.raises(ValueError, match="frozen"):
        content.entries["stopping"].answer = "other"


@pytest.mark.parametrize(
    "name", ["faq.yaml", "red_flags.yaml", "reminders.yaml", "lexicon.yaml", "intents.yaml", "triage.yaml"]
)
def test_a_missing_file_is_named(folder: Path, name: str) -> None:
    (folder / name).unlink()

    fault = only_fault(folder)

    assert fault.file == str(folder / name)
    assert "is missing; restore it" in fault.what


def test_a_missing_folder_names_every_file_and_says_where_to_look(tmp_path: Path) -> None:
    faults = faults_of(tmp_path / "nowhere")

    assert len(faults) == 8
    assert "CONTENT_DIR" in faults[0].what


def test_a_folder_in_place_of_a_file_is_a_fault_and_no_crash(folder: Path) -> None:
    (folder / "faq.yaml").unlink()
    (folder / "faq.yaml").mkdir()

    assert "cannot be read" in only_fault(folder).what


def test_an_empty_interface_folder_is_refused(folder: Path) -> None:
    for path in (folder / "interface").iterdir():
        path.unlink()

    assert "holds no .yaml file" in only_fault(folder).what


def test_an_empty_file_is_refused(folder: Path) -> None:
    (folder / "reminders.yaml").write_text("# nothing yet\n", encoding="utf-8")

    assert "is empty" in only_fault(folder).what


def test_a_file_that_is_one_list_is_refused(folder: Path) -> None:
    (folder / "reminders.yaml").write_text("- a\n- b\n", encoding="utf-8")

    assert str(only_fault(folder)).startswith(f"{folder}/reminders.yaml:1: file: the file must be keys with values")


def test_bytes_that_are_not_utf_8_are_named_with_their_line(folder: Path) -> None:
    path = folder / "faq.yaml"
    line = path.read_bytes()[: path.read_bytes().index(b"tell me about stopping")].count(b"\n") + 1
    path.write_bytes(path.read_bytes().replace(b"tell me about stopping", b"tell me about stopping caf\xe9"))

    fault = only_fault(folder)

    assert (fault.line, fault.what) == (line, "is not UTF-8 text; save it as UTF-8")


def test_a_byte_order_mark_does_no_harm(folder: Path) -> None:
    path = folder / "faq.yaml"
    path.write_bytes(b"\xef\xbb\xbf" + path.read_bytes())

    assert load_content(folder).entries


@pytest.mark.parametrize(
    ("bad", "said"),
    [
        ("question: What: about it", "is not valid YAML"),
        ("question: 'What about it", "is not valid YAML"),
        ("\tquestion: What about it", "is not valid YAML"),
        ("question: What about it\x07", "is not valid YAML"),
        ("question: *nowhere", "is not valid YAML"),
        ("question: !!python/name:os.system x", "cannot be read"),
        ("question: 2026-02-31", "cannot be read"),
        ("question: " + "[" * 200_000, "nested too deeply"),
    ],
)
def test_what_yaml_cannot_read_is_named_with_its_line(folder: Path, bad: str, said: str) -> None:
    line = Edit(folder / "faq.yaml").replace("question: What about stopping?", bad)

    fault = faults_of(folder)[0]

    assert said in fault.what
    if "[[" not in bad and "'" not in bad:
        assert line <= fault.line <= line + 1


def test_the_same_key_twice_is_refused_where_it_stands_again(folder: Path) -> None:
    line = Edit(folder / "faq.yaml").replace("question: What about stopping?", "question: One?\n  question: Two?")

    fault = only_fault(folder)

    assert (fault.line, fault.entry) == (line + 1, "stopping")
    assert fault.what == f"the key 'question' stands twice (first in line {line}); remove one"


def test_anchors_are_refused_because_texts_are_written_out(folder: Path) -> None:
    edit = Edit(folder / "faq.yaml")
    edit.replace("question: What about stopping?", "question: &heading What about stopping?")
    line = edit.replace("question: What about storage?", "question: *heading")

    fault = only_fault(folder)

    assert "anchors and aliases" in fault.what
    assert fault.line <= line


def test_an_anchor_that_holds_itself_does_not_hang_the_load(folder: Path) -> None:
    Edit(folder / "faq.yaml").after("id: stopping", "see_also: []", "see_also: &all [*all]")

    assert "anchors and aliases" in faults_of(folder)[0].what


def test_a_key_that_is_a_list_is_refused(folder: Path) -> None:
    Edit(folder / "faq.yaml").replace("question: What about stopping?", "? [question]\n  : What?")

    assert "a key must be a plain word" in only_fault(folder).what


def test_an_unknown_key_is_refused_with_the_likely_one(folder: Path) -> None:
    line = Edit(folder / "faq.yaml").after("id: stopping", "sources:", "source:")

    faults = faults_of(folder)

    assert [fault.entry for fault in faults] == ["stopping", "stopping"]
    assert (faults[1].line, faults[1].what) == (
        line,
        "'source' is not a key that is known here; correct its spelling or remove it (did you mean 'sources'?)",
    )
    assert faults[0].what == "'sources' is missing; add it"


def test_all_faults_are_told_at_once_in_file_order(folder: Path) -> None:
    edit = Edit(folder / "faq.yaml")
    first = edit.after("id: how-often", "answer: ", "ansver: ")
    second = edit.after("id: stopping", "content_version: 1", "content_version: 0")
    third = Edit(folder / "reminders.yaml").replace("{due}", "{doe}")

    faults = faults_of(folder)

    assert [(fault.line, fault.entry) for fault in faults] == [
        (first - 4, "how-often"),
        (first, "how-often"),
        (second, "stopping"),
        (third, "injection.B1"),
    ]


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("id: stopping", "id: Stopping!", "'id' is 'Stopping!'; small letters, digits and hyphens"),
        ("question: What about stopping?", "question: ''", "'question' is empty; write it"),
        ("question: What about stopping?", "question: yes", "'question' must be text, but is a yes-or-no value"),
        ("question: What about stopping?", "question: 12:30", "'question' must be text, but is '750', a int"),
        ("question: What about stopping?", "question:", "'question' must be text, but is empty"),
        ("question: What about stopping?", "question: [a]", "'question' must be text, but is a list"),
        ("- tell me about stopping", "- no", "item 1 of 'phrasings' must be text"),
        ("  - tell me about stopping\n", "", "'phrasings' must be a list"),
        ("question: What about stopping?", "question: {a: b}", "'question' must be text, but is a group of keys"),
        ("- id: stopping", "- id: " + "s" * 41, "'id' is longer than 40 characters; shorten it"),
        ("content_version: 1", "content_version: 0", "'content_version': Input should be greater than"),
        ("version: 1", "version: 2", "'version' is '2'; 1 is expected"),
    ],
)
def test_a_wrong_value_is_named_with_what_is_expected(folder: Path, old: str, new: str, said: str) -> None:
    line = Edit(folder / "faq.yaml").replace(old, new)

    faults = [fault for fault in faults_of(folder) if fault.file.endswith("faq.yaml")]

    assert said in faults[0].what
    assert faults[0].line in {line, line - 1}


def test_an_entry_needs_a_phrasing_and_a_source(folder: Path) -> None:
    edit = Edit(folder / "faq.yaml")
    edit.replace("phrasings:\n  - tell me about stopping\n", "phrasings: []\n")
    text = (folder / "faq.yaml").read_text(encoding="utf-8")
    head, tail = text.split("id: storage", 1)
    before, rest = tail.split("  sources:\n", 1)
    source, after = rest.split("  reviewed_by", 1)
    assert "EU-PIL" in source
    (folder / "faq.yaml").write_text(f"{head}id: storage{before}  sources: []\n  reviewed_by{after}", encoding="utf-8")

    assert [(fault.entry, fault.what) for fault in faults_of(folder)] == [
        ("stopping", "'phrasings' needs at least 1 item; add one"),
        ("storage", "'sources' needs at least 1 item; add one"),
    ]


def test_a_source_needs_a_web_address_that_can_be_opened(folder: Path) -> None:
    Edit(folder / "faq.yaml").after("id: stopping", "https://example.org/leaflet", "see the leaflet")

    assert "an address that begins with https://" in only_fault(folder).what


@pytest.mark.parametrize("written", ["2022-02-16", "'2022-02-16'", "'2022-02'", "'2022'"])
def test_a_source_may_be_dated_to_the_day_the_month_or_the_year(folder: Path, written: str) -> None:
    Edit(folder / "faq.yaml").after("id: stopping", "date: '2022-02-16'", f"date: {written}")

    assert load_content(folder).entries["stopping"].sources[0].date == written.strip("'")


def test_a_source_dated_in_words_is_refused(folder: Path) -> None:
    Edit(folder / "faq.yaml").after("id: stopping", "date: '2022-02-16'", "date: last spring")

    assert "a date such as 2022-02-16" in only_fault(folder).what


def test_a_review_without_its_date_is_refused(folder: Path) -> None:
    line = Edit(folder / "faq.yaml").after("id: stopping", "reviewed_by: null", "reviewed_by: Dr A. Name, doctor")

    fault = only_fault(folder)

    assert fault.entry == "stopping"
    assert line - 20 < fault.line < line
    assert fault.what.startswith("reviewed_by, reviewed_on and review_due belong together")


def test_a_review_that_is_due_before_it_was_made_is_refused(folder: Path) -> None:
    edit = Edit(folder / "faq.yaml")
    edit.after("id: stopping", "reviewed_by: null", "reviewed_by: Dr A. Name, doctor")
    edit.after("id: stopping", "reviewed_on: null", "reviewed_on: 2026-03-01")
    edit.after("id: stopping", "review_due: null", "review_due: 2026-03-01")

    assert "review_due must be later than reviewed_on" in only_fault(folder).what


def test_a_whole_review_is_kept(folder: Path) -> None:
    edit = Edit(folder / "faq.yaml")
    edit.after("id: stopping", "reviewed_by: null", "reviewed_by: Dr A. Name, doctor")
    edit.after("id: stopping", "reviewed_on: null", "reviewed_on: 2026-03-01")
    edit.after("id: stopping", "review_due: null", "review_due: 2027-03-01")

    review = load_content(folder).entries["stopping"].review

    assert review.is_reviewed
    assert review.reviewed_on is not None
    assert review.reviewed_on.isoformat() == "2026-03-01"


def test_a_review_date_that_is_no_date_is_refused(folder: Path) -> None:
    Edit(folder / "faq.yaml").after("id: stopping", "reviewed_on: null", "reviewed_on: spring")

    assert "write a date such as 2026-03-15" in faults_of(folder)[0].what


def test_an_item_that_is_no_entry_is_named_by_its_number(folder: Path) -> None:
    line = Edit(folder / "faq.yaml").replace("side_effects:\n", "side_effects:\n- a line that slipped in\n")

    fault = only_fault(folder)

    assert (fault.line, fault.entry) == (line + 1, "side_effects.0")
    assert fault.what.startswith("item 1 of 'side_effects' must be keys with values")


def test_schemas_are_written_for_every_kind_of_authored_file(tmp_path: Path) -> None:
    schema.main(tmp_path / "schema")

    names = sorted(path.name for path in (tmp_path / "schema").iterdir())
    assert names == sorted(f"{kind}.schema.json" for kind in schema.MODELS)
    assert '"phrasings"' in (tmp_path / "schema" / "faq.schema.json").read_text(encoding="utf-8")


@given(st.binary(max_size=60), st.integers(min_value=0, max_value=2000))
def test_no_bytes_in_a_file_can_break_the_reading(rubbish: bytes, at: int) -> None:
    raw = b"version: 1\nreminders:\n- id: injection.B1\n  text: Due about {due}.\n  sources: [{tag: P}]\n"

    found, faults = validated(RemindersFile, parse("reminders.yaml", raw[:at] + rubbish + raw[at:]))

    assert found is None
    assert all(fault.line >= 1 and str(fault) for fault in faults)


def test_a_place_that_is_in_no_entry_is_named_by_its_keys() -> None:
    parsed = parse("faq.yaml", b"version: 1\nfaq: none\n")

    assert str(parsed.fault(("faq", 0, "answer"), "wrong")) == "faq.yaml:2: faq.0: wrong"
