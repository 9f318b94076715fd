"""A small but whole content folder, which each test may then spoil."""

from pathlib import Path

import pytest

REVIEW = """\
sources: [{{tag: EU-PIL, section: "3", url: https://example.org/leaflet, date: 2022-02-16}}]
reviewed_by: null
reviewed_on: null
review_due: null
content_version: 1
"""


def indented(text: str, by: int) -> str:
    return "".join(" " * by + line + "\n" for line in text.splitlines())


def entry(name: str, see_also: str = "") -> str:
    return f"""\
  - id: {name}
    question: What about {name}?
    phrasings:
      - tell me about {name}
    answer: |
      This is about **{name}**. Ask your care team.
    see_also: [{see_also}]
""" + indented(REVIEW.format(), 4)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Valid files: two entries in faq, one side effect, one red flag, three reminders, two interface files."""
    content = tmp_path / "content"
    (content / "interface").mkdir(parents=True)
    review = indented(REVIEW.format(), 4)
    (content / "faq.yaml").write_text(
        "version: 1\nfaq:\n"
        + entry("how-often", "missed-dose")
        + entry("missed-dose")
        + "side_effects:\n"
        + entry("allergic-reaction", "how-often"),
        encoding="utf-8",
    )
    (content / "red_flags.yaml").write_text(
        "version: 1\n"
        "regions:\n"
        "  us: {emergency: 911 or your local emergency number, crisis: 988 or a crisis line near you}\n"
        "  other: {emergency: your local emergency number, crisis: a crisis line near you}\n"
        "red_flags:\n"
        "  - id: R1\n    name: Breathing and swelling\n    level: now\n    entry: allergic-reaction\n"
        "    text: |\n      Call {emergency} now.\n" + review
        + "  - id: R4\n    name: Low calcium\n    level: today\n    entry: missed-dose\n"
        "    text: Call {clinic} today.\n    text_now: Call {emergency} now.\n" + review
        + "net:\n  text: If this is new, call your care team today; in an emergency call {emergency}.\n"
        + indented(REVIEW.format(), 2)
        + "general:\n  text: If this is happening now, call {emergency}.\n"
        + indented(REVIEW.format(), 2),
        encoding="utf-8",
    )
    (content / "reminders.yaml").write_text(
        "version: 1\nreminders:\n"
        + "".join(
            f"  - id: {name}\n    text: {text}\n" + review
            for name, text in {
                "injection.B1": "Your injection is due about {due}. Please call {clinic} to book.",
                "dental.H7": "Any sore spot? Tell {clinic}.",
                "dental.H7.filling": "Any jaw pain? Tell {clinic}.",
            }.items()
        ),
        encoding="utf-8",
    )
    for name, texts in {
        "common": "  hello: Hello, **{name}**.\n  button.yes: 'Yes'\n",
        "asking": "  asking.unsure: I do not know.\n",
    }.items():
        (content / "interface" / f"{name}.yaml").write_text(
            "version: 1\ndefaults:\n" + indented(REVIEW.format(), 2) + "texts:\n" + texts, encoding="utf-8"
        )
    (content / "lexicon.yaml").write_text("version: 1\n", encoding="utf-8")
    (content / "triage.yaml").write_text("version: 1\n", encoding="utf-8")
    return content
