"""The shipped content: every text that a patient may read, held against the wording rules of the medical brief."""

import json
import re
from pathlib import Path

import pytest
import textstat

from bot.content import Content, load_content, topics
from bot.content.check import check
from bot.content.loader import read
from bot.content.marks import placeholders, to_plain
from bot.content.models import normal
from bot.content.pieces import Piece, pieces
from bot.content.schema import schemas

ROOT = Path(__file__).parent.parent
FOLDER = ROOT / "content"
GRADE = 8

# Names that a text cannot avoid; a reader takes each as one plain word.
MEDICINES = (
    "denosumab", "bisphosphonates", "bisphosphonate", "alendronate", "risedronate", "ibandronate", "zoledronate",
    "zoledronic acid", "teriparatide", "abaloparatide", "romosozumab", "raloxifene", "cinacalcet", "prednisolone",
    "steroids", "steroid", "biosimilars", "biosimilar", "monoclonal antibody", "antibiotics", "antihistamines",
    "prolia", "xgeva", "wyost", "jubbonti", "stoboclo", "conexxence", "enoby", "bosaya", "osvyrti", "ospomyv",
    "bildyos", "fosamax", "evenity", "forteo",
)  # fmt: skip
FILLED = {
    "clinic": "your clinic",
    "emergency": "your local emergency number",
    "crisis": "a crisis line near you",
    "due": "Monday 31 January",
    "last": "Friday 31 July",
    "booked": "Tuesday 8 February",
    "visit": "Monday 3 May",
    "late": "5 weeks",
    "weeks_since": "20",
    "until": "Monday 3 May",
}
ALL = tuple(pieces(read(FOLDER).files))
MEDICAL = [piece for piece in ALL if piece.group not in {"interface", "care"}]
INTERFACE = [piece for piece in ALL if piece.group == "interface" and not piece.id.startswith("admin.")]


@pytest.fixture(scope="module")
def content() -> Content:
    return load_content(FOLDER)


def name(piece: Piece) -> str:
    return f"{piece.id}-{piece.key}"


def as_read(text: str) -> str:
    """*text* as a patient sees it, medicine names as one plain word; the end of a line ends a sentence."""
    for placeholder in placeholders(text):
        text = text.replace(f"{{{placeholder}}}", FILLED.get(placeholder, "this"))
    text = to_plain(text)
    for medicine in MEDICINES:
        text = re.sub(rf"\b{medicine}\b", "medicine", text, flags=re.IGNORECASE)
    lines = (line.strip(" -•") for line in text.splitlines())
    return "\n".join(line if line.endswith((".", "?", "!")) else f"{line}." for line in lines if line)


def words(text: str) -> int:
    return len(to_plain(text).split())


def test_the_shipped_content_has_no_fault() -> None:
    assert "\n".join(map(str, check(FOLDER))) == ""


@pytest.mark.parametrize("piece", MEDICAL, ids=name)
def test_a_medical_text_reads_at_grade_eight_or_lower(piece: Piece) -> None:
    assert textstat.flesch_kincaid_grade(as_read(piece.text)) <= GRADE


@pytest.mark.parametrize("piece", INTERFACE, ids=name)
def test_an_interface_text_reads_at_grade_eight_or_lower(piece: Piece) -> None:
    if words(piece.text) >= 8:  # the formula means nothing for a caption
        assert textstat.flesch_kincaid_grade(as_read(piece.text)) <= GRADE


def test_the_two_care_lines_are_worded_as_agreed(content: Content) -> None:
    assert content.net.text == (
        "If this is new or getting worse, call your care team today; in an emergency call {emergency}."
    )
    assert content.general.text == "If this is happening now, call {emergency}."


def test_every_answer_has_60_to_120_words(content: Content) -> None:
    lengths = {entry.id: words(entry.answer) for entry in content.entries.values()}

    assert {name: length for name, length in lengths.items() if not 60 <= length <= 120} == {}


def test_more_says_more_and_stays_readable_on_a_phone(content: Content) -> None:
    lengths = {entry.id: words(entry.more) for entry in content.entries.values() if entry.more}

    assert {name: length for name, length in lengths.items() if not 20 <= length <= 250} == {}


@pytest.mark.parametrize("piece", [piece for piece in ALL if piece.group == "red_flags"], ids=name)
def test_a_red_flag_is_read_at_a_glance_also_with_numbers_filled_in(piece: Piece) -> None:
    filled = piece.text.format(
        emergency="911 or your local emergency number", crisis="988 or a crisis line near you", clinic="your clinic"
    )

    assert words(filled) <= 60


def test_every_entry_has_at_least_twelve_phrasings_of_its_own(content: Content) -> None:
    for entry in content.entries.values():
        assert len({normal(phrasing) for phrasing in entry.phrasings}) >= 12, entry.id


def test_no_phrasing_stands_in_two_entries(content: Content) -> None:
    owners: dict[str, set[str]] = {}
    for entry in content.entries.values():
        for phrasing in entry.phrasings:
            owners.setdefault(normal(phrasing), set()).add(entry.id)

    assert {phrasing: ids for phrasing, ids in owners.items() if len(ids) > 1} == {}


def test_all_topics_are_there_and_in_their_list(content: Content) -> None:
    assert set(topics.FAQ) <= {entry.id for entry in content.faq}
    assert set(topics.SIDE_EFFECTS) <= {entry.id for entry in content.side_effects}
    assert len(topics.FAQ) + len(topics.SIDE_EFFECTS) == 35


OVERDUE = [p for p in ALL if re.match(r"injection\.[OL]\d", p.id)]
BEFORE = [p for p in ALL if re.match(r"injection\.[BD]\d", p.id)]


@pytest.mark.parametrize("piece", OVERDUE, ids=name)
def test_an_overdue_reminder_carries_the_back_pain_line(piece: Piece, content: Content) -> None:
    assert content.reminders["injection.back_pain"].text in piece.text


@pytest.mark.parametrize("piece", BEFORE, ids=name)
def test_a_reminder_before_the_due_date_names_no_fractures(piece: Piece) -> None:
    assert not re.search(r"%|fracture|broken|\b\d+ (in|of|out of|per) \d", piece.text, re.IGNORECASE)


@pytest.mark.parametrize("piece", [p for p in ALL if p.group == "reminders"], ids=name)
def test_a_reminder_is_due_and_never_orders_to_inject(piece: Piece) -> None:
    assert not re.search(r"!|\binject\b|last chance|you can wait", piece.text, re.IGNORECASE)


def test_a_locked_screen_shows_only_that_there_is_a_health_reminder(content: Content) -> None:
    assert content.reminders["injection.lockscreen"].text == "You have a health reminder"


def test_a_number_of_fractures_stands_beside_what_it_is_compared_with(content: Content) -> None:
    entry = content.entries["effectiveness"]

    for text in filter(None, (entry.answer, entry.more)):
        if "68" in text:
            assert re.search(r"placebo|dummy|without (it|the medicine)|no medicine", text)
            assert re.search(r"\b(3|three)[ -]years?", text)


def test_where_the_number_is_unknown_no_digits_are_given(content: Content) -> None:
    assert not re.search(r"\d", content.regions["other"].emergency + content.regions["other"].crisis)


def test_every_emergency_number_is_followed_by_the_local_one(content: Content) -> None:
    for region in content.regions.values():
        assert region.emergency.endswith("your local emergency number")
        assert region.crisis.endswith("a crisis line near you")


def test_nothing_is_marked_as_reviewed_without_a_whole_review(content: Content) -> None:
    for text in (*content.entries.values(), *content.red_flags.values(), *content.reminders.values()):
        assert text.review.is_reviewed == bool(text.reviewed_by and text.reviewed_on and text.review_due)


WITH_A_SHORTHAND = {"lexicon.yaml", "intents.yaml", "triage.yaml"}


@pytest.mark.parametrize("file", sorted(schemas()))
def test_the_schema_for_editors_is_up_to_date(file: str) -> None:
    written = (FOLDER / "schema" / file).read_text(encoding="utf-8")

    assert json.loads(written) == json.loads(schemas()[file]), "run: python -m bot.content.schema content/schema"


@pytest.mark.parametrize(
    "file",
    [file for file in FOLDER.rglob("*.yaml") if str(file.relative_to(FOLDER)) not in WITH_A_SHORTHAND],
    ids=lambda file: str(file.relative_to(FOLDER)),
)
def test_an_editor_is_told_the_schema_in_the_first_line(file: Path) -> None:
    first = file.read_text(encoding="utf-8").splitlines()[0]
    kind, up = (file.stem, "") if file.parent == FOLDER else (file.parent.name, "../")

    assert first == f"# yaml-language-server: $schema={up}schema/{kind}.schema.json"
