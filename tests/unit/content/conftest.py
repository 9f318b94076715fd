"""A whole and valid content folder with the shortest texts, which each test may then spoil."""

import shutil
from pathlib import Path
from typing import Any

import pytest
import yaml

from bot.content import topics
from bot.content.examples import INTENTS, OUTSIDE

SHIPPED = Path("content")
SOURCE = {"tag": "EU-PIL", "section": "3", "url": "https://example.org/leaflet", "date": "2022-02-16"}
REVIEW: dict[str, Any] = {
    "sources": [SOURCE],
    "reviewed_by": None,
    "reviewed_on": None,
    "review_due": None,
    "content_version": 1,
}


def entry(name: str) -> dict[str, Any]:
    return {
        "id": name,
        "question": f"What about {name}?",
        "phrasings": [f"tell me about {name}"],
        "answer": f"This is about **{name}**.\n\nAsk your care team.",
        "see_also": [],
        **REVIEW,
    }


def red_flag(name: str) -> dict[str, Any]:
    raised: dict[str, str] = {}
    if name in topics.RAISED_TO_NOW:
        raised["text_now"] = "Call {emergency} now."
    if name in topics.RAISED_TO_TODAY:
        raised["text_today"] = "Call {clinic} today."
    return {
        "id": name,
        "name": "A sign",
        "level": "today",
        "entry": "contact",
        "text": "Call {clinic} today.",
        **raised,
        **REVIEW,
    }


class WrittenOut(yaml.SafeDumper):
    """YAML without anchors, as people write it."""

    def ignore_aliases(self, data: object) -> bool:
        return True


def write(path: Path, data: object) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    text = yaml.dump(data, Dumper=WrittenOut, sort_keys=False, allow_unicode=True, width=1000)
    path.write_text(text, encoding="utf-8")


@pytest.fixture(scope="session")
def whole_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    content = tmp_path_factory.mktemp("whole") / "content"
    write(
        content / "faq.yaml",
        {
            "version": 1,
            "faq": [entry(name) for name in topics.FAQ],
            "side_effects": [entry(name) for name in topics.SIDE_EFFECTS],
        },
    )
    region = {"emergency": "your local emergency number", "crisis": "a crisis line near you"}
    write(
        content / "red_flags.yaml",
        {
            "version": 1,
            "regions": {name: dict(region) for name in topics.REGIONS},
            "red_flags": [red_flag(name) for name in topics.RED_FLAGS],
            "net": {"text": "If this is new, call {emergency}.", **REVIEW},
            "general": {"text": "If this is happening now, call {emergency}.", **REVIEW},
        },
    )
    reminders = dict.fromkeys(topics.required_reminders(), "Please call {clinic}.")
    reminders["dental.H7"] = "Any sore spot?"
    reminders["injection.B1"] = "Your injection is due about {due}. Please call {clinic} to book."
    write(
        content / "reminders.yaml",
        {"version": 1, "reminders": [{"id": name, "text": text, **REVIEW} for name, text in reminders.items()]},
    )
    for name, texts in {
        "asking": {"asking.unsure": "I do not know."},
        "common": {"hello": "Hello, **{name}**.", "button.yes": "Yes"},
    }.items():
        write(content / "interface" / f"{name}.yaml", {"version": 1, "defaults": REVIEW, "texts": texts})
    meanings = (*topics.RED_FLAGS, *INTENTS, OUTSIDE)
    write(
        content / "examples" / "few.yaml", {"version": 1, "examples": {name: [f"this is {name}"] for name in meanings}}
    )
    for name in ("lexicon.yaml", "intents.yaml", "triage.yaml", "style.yaml"):
        shutil.copy(SHIPPED / name, content / name)
    return content


@pytest.fixture
def folder(whole_folder: Path, tmp_path: Path) -> Path:
    """A copy that a test may change."""
    return Path(shutil.copytree(whole_folder, tmp_path / "content"))
