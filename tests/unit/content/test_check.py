from pathlib import Path

import pytest
from content_edits import Edit

from bot.content.check import check
from bot.content.loader import Reader
from bot.content.style import StyleFile, applies


@pytest.fixture(scope="module")
def style() -> StyleFile:
    found = Reader(Path("content")).file("style.yaml", StyleFile)
    assert found
    return found


def broken(style: StyleFile, group: str, name: str, text: str) -> list[str]:
    rules = [rule for rule in style.must_not if applies(rule, group, name)]
    return [rule.because for rule in rules if rule.found_in(text)]


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("long-term-use", "It is safe forever."),
        ("side-effects", "The injection is harmless."),
        ("effectiveness", "A gain is guaranteed."),
        ("heart-and-stroke", "Don’t worry about it."),
        ("common-side-effects", "After a shot it is normal to ache."),
        ("disclaimer", "This text is medically reviewed."),
        ("disclaimer", "Checked by our doctors."),
        ("dental-care", "Skip your injection until your tooth is out."),
        ("dental-care", "Please delay the next dose."),
        ("dental-care", "You may postpone the injection."),
        ("stopping", "Stop the injections in spring."),
        ("missed-dose", "A month or two late is fine."),
        ("missed-dose", "You can wait."),
        ("missed-dose", "Take two now to catch up."),
        ("long-term-use", "After five years you can take a drug holiday."),
        ("hypocalcemia", "Take more calcium and rest."),
        ("allergic-reaction", "Take an antihistamine."),
        ("jaw-osteonecrosis", "Wait 8 weeks."),
        ("thigh-fracture", "Thigh ache often comes from arthritis; try stretching."),
        ("heart-and-stroke", "It causes strokes."),
        ("heart-and-stroke", "It is safe for the heart."),
        ("muscle-bone-pain", "Paracetamol helps."),
        ("cost-and-access", "It costs about $300."),
        ("contact", "We answer within two days."),
        ("how-often", "Some have it once a year."),
        ("contact", "We respond promptly."),
        ("how-it-is-given", "It does not hurt."),
    ],
)
def test_harmful_wording_in_an_answer_is_caught(style: StyleFile, name: str, text: str) -> None:
    assert broken(style, "faq", name, f"Some words before. {text}")


@pytest.mark.parametrize(
    "text",
    [
        "Do not skip your injection for dental work.",
        "Never take two to catch up.",
        "If you miss or delay a dose, call your clinic.",
        "Do not stop or delay without talking to your care team.",
        "Fillings are held to be safe.",
        "No one can say that it is safe.",
        "If a dentist tells you to skip the injection, ask both to talk.",
        "Do not take extra calcium for tingling; call today.",
        "A new pain is not normal. Call your doctor.",
        "When you stop the injections, bone loss is quick.",
    ],
)
def test_a_warning_against_harm_is_allowed(style: StyleFile, text: str) -> None:
    assert broken(style, "faq", "dental-care", text) == []


def test_a_denial_ends_with_its_sentence(style: StyleFile) -> None:
    assert broken(style, "faq", "dental-care", "Do not smoke. Skip your injection.")


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("injection.B1", "Your injection is due!"),
        ("injection.D0", "Please inject today."),
        ("injection.D1", "Late doses raised fractures by 4 in 100."),
        ("injection.B3.booked", "It is booked for tomorrow."),
        ("injection.O4", "This is your last chance."),
        ("injection.O1", "You forgot your injection."),
        ("stopping.death", "Stopping raises the risk of spine fractures."),
        ("injection.lockscreen", "Your injection is due"),
    ],
)
def test_harmful_wording_in_a_reminder_is_caught(style: StyleFile, name: str, text: str) -> None:
    assert broken(style, "reminders", name, text)


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("R9", "Do not stop the medicine."),
        ("R2", "It is probably the injection."),
        ("R16", "Denosumab can wait."),
    ],
)
def test_harmful_wording_in_a_red_flag_is_caught(style: StyleFile, name: str, text: str) -> None:
    assert broken(style, "red_flags", name, text)


def test_a_fault_of_wording_is_told_with_file_line_words_and_reason(folder: Path) -> None:
    line = Edit(folder / "faq.yaml").replace("This is about **storage**.", "It is quite harmless.")

    told = [str(fault) for fault in check(folder) if "harmless" in fault.what]

    reason = "nothing in treatment is harmless for everybody"
    assert told == [f"{folder}/faq.yaml:{line}: storage: answer says 'harmless', but {reason}; say it another way"]


def test_an_answer_that_ends_without_a_person_to_ask_is_told(folder: Path) -> None:
    Edit(folder / "faq.yaml").after("id: storage", "Ask your care team.", "That is all.")

    assert "every answer ends with a person to ask (rule 3)" in "\n".join(map(str, check(folder)))


def test_an_overdue_reminder_without_the_back_pain_line_is_told(folder: Path) -> None:
    told = [fault for fault in check(folder) if "back-pain line" in fault.what]

    assert {"injection.O1", "injection.O6.booked", "injection.L3"} <= {fault.entry for fault in told}


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("Call {clinic} today. " + "word " * 60, "60 are allowed"),
        ("Stay calm.\\nCall {clinic} today.", "must hold 'today', its level is today"),
        ("Call today? Tell me more.", "nothing is asked before the action"),
    ],
)
def test_a_red_flag_that_hides_its_action_is_told(folder: Path, text: str, said: str) -> None:
    Edit(folder / "red_flags.yaml").after("id: R7", "text: Call {clinic} today.", f'text: "{text}"')

    assert said in "\n".join(str(fault) for fault in check(folder) if fault.entry == "R7")


def test_a_raised_text_must_name_the_emergency_number_first(folder: Path) -> None:
    Edit(folder / "red_flags.yaml").after("id: R4", "text_now: Call {emergency}", "text_now: Call {clinic}")

    assert "must hold '{emergency}', its level is now" in "\n".join(map(str, check(folder)))


def test_a_phrasing_in_two_entries_is_told_whatever_its_spelling(folder: Path) -> None:
    line = Edit(folder / "faq.yaml").replace("- tell me about storage", "- Tell me about STOPPING?")

    told = [fault for fault in check(folder) if "stands in" in fault.what]

    # The one that comes second in the file is named.
    assert [fault.entry for fault in told] == ["storage"]
    assert told[0].line == line
    assert "stands in stopping too" in told[0].what


def test_an_example_that_stands_for_another_meaning_too_is_told_with_both_places(folder: Path) -> None:
    Edit(folder / "examples" / "few.yaml").replace("- this is R7", "- This is R1")

    told = [fault for fault in check(folder) if "stands in" in fault.what]

    assert [fault.entry for fault in told] == ["R7"]
    assert "stands in R1 too" in told[0].what


@pytest.mark.parametrize("name", ["faq.yaml", "red_flags.yaml", "reminders.yaml"])
def test_a_file_that_does_not_load_is_told_beside_the_wording_of_the_others(folder: Path, name: str) -> None:
    (folder / name).write_text("version: [", encoding="utf-8")
    line = Edit(folder / "interface" / "asking.yaml").replace("I do not know.", "It is harmless.")

    told = check(folder)

    assert any(fault.file.endswith(name) and "is not valid YAML" in fault.what for fault in told)
    assert [fault.line for fault in told if "harmless" in fault.what] == [line]


def test_a_rule_that_is_no_regular_expression_is_told(folder: Path) -> None:
    line = Edit(folder / "style.yaml").replace("- harmless", "- 'harm(less'")

    told = [fault for fault in check(folder) if fault.file.endswith("style.yaml")]

    assert [fault.line for fault in told] == [line]
    assert "is not a regular expression" in told[0].what


def test_missing_wording_rules_are_told(folder: Path) -> None:
    (folder / "style.yaml").unlink()

    assert any(fault.file.endswith("style.yaml") and "is missing" in fault.what for fault in check(folder))
