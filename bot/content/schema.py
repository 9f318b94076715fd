"""
JSON Schemas of the content files, so that an editor completes keys and underlines mistakes while one types.

The word lists (lexicon, intents, triage) have a shorthand of their own, which a schema cannot say. The others are
generated: ``python -m bot.content.schema content/schema`` writes them anew after a change of the models.
"""

import json
import sys
from collections.abc import Mapping
from pathlib import Path

from pydantic import BaseModel

from bot.content.examples import ExamplesFile
from bot.content.files import FaqFile, InterfaceFile, RedFlagsFile, RemindersFile
from bot.content.style import StyleFile

MODELS: Mapping[str, type[BaseModel]] = {
    "faq": FaqFile,
    "red_flags": RedFlagsFile,
    "reminders": RemindersFile,
    "interface": InterfaceFile,
    "examples": ExamplesFile,
    "style": StyleFile,
}


def schemas() -> dict[str, str]:
    """File name -> JSON text, one for each kind of content file."""
    return {f"{name}.schema.json": _json(name, model) for name, model in MODELS.items()}


def _json(name: str, model: type[BaseModel]) -> str:
    head = {"$schema": "https://json-schema.org/draft/2020-12/schema"}
    body = {**model.model_json_schema(), "title": f"content: {name}"}
    return json.dumps({**head, **body}, indent=2, ensure_ascii=False) + "\n"


def main(folder: Path) -> None:
    """Write all schemas into *folder*."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, text in schemas().items():
        (folder / name).write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
