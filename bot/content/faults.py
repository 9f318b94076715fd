"""What pydantic found wrong, said in the words of whoever edits the file."""

from difflib import get_close_matches
from typing import TypeVar

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from bot.content.files import FaqFile, InterfaceFile, RedFlagsFile, RemindersFile
from bot.content.models import CareLine, FaqEntry, RedFlag, Region, Source, Text
from bot.content.yaml_lines import Parsed, Path
from bot.errors import Fault

Model = TypeVar("Model", bound=BaseModel)


def validated(model: type[Model], parsed: Parsed) -> tuple[Model | None, list[Fault]]:
    """*parsed* as a *model*, or None and every fault in it, each with its line."""
    if parsed.faults:
        return None, parsed.faults
    try:
        return model.model_validate(parsed.data), []
    except ValidationError as error:
        found = error.errors(include_url=False)
        return None, [_fault(parsed, details) for details in found if not _follows_from_another(details)]


def _follows_from_another(details: ErrorDetails) -> bool:
    """Whether a list only counts as too short because pydantic left out its faulty items."""
    given = details["input"]
    return details["type"] == "too_short" and isinstance(given, list) and len(given) >= details["ctx"]["min_length"]


def _fault(parsed: Parsed, details: ErrorDetails) -> Fault:
    path: Path = tuple(details["loc"])
    if path and path[-1] == "[key]":
        path = path[:-1]
    return parsed.fault(path, _what(path, details))


def _what(path: Path, details: ErrorDetails) -> str:
    kind = details["type"]
    name = _name(path)
    context = details.get("ctx", {})
    if kind == "missing":
        return f"{name} is missing; add it"
    if kind == "extra_forbidden":
        return f"{name} is not a key that is known here; correct its spelling or remove it{_near(path)}"
    if kind == "string_type":
        return f"{name} must be text, but is {_kind_of(details['input'])}; write text, in quotes if need be"
    if kind == "string_too_short":
        return f"{name} is empty; write it, or restore it"
    if kind == "string_too_long":
        return f"{name} is longer than {context['max_length']} characters; shorten it"
    if kind == "too_short":
        return f"{name} needs at least {context['min_length']} item; add one"
    if kind == "string_pattern_mismatch":
        expected = _PATTERN_HINTS.get(str(path[-1]), "one line of text")
        return f"{name} is '{_short(details['input'])}'; {expected} is expected"
    if kind in {"tuple_type", "list_type"}:
        return f"{name} must be a list; write its items in lines that begin with '- '"
    if kind in {"model_type", "dict_type", "mapping_type"}:
        return f"{name} must be keys with values, 'key: value', but is {_kind_of(details['input'])}"
    if kind == "literal_error":
        return f"{name} is '{_short(details['input'])}'; {context['expected']} is expected"
    if kind == "value_error":
        said = str(context.get("error", details["msg"]))
        return said if isinstance(details["input"], dict) else f"{name} {said}"
    if kind.startswith("date"):
        return f"{name} is '{_short(details['input'])}'; write a date such as 2026-03-15, or null"
    return f"{name}: {details['msg']}; correct it"


_FILES = (FaqFile, RedFlagsFile, RemindersFile, InterfaceFile)
_PARTS = (FaqEntry, RedFlag, Region, CareLine, Text, Source)
_PATTERN_HINTS = {
    "id": "small letters, digits and hyphens (texts: dots)",
    "url": "an address that begins with https://",
    "date": "a date such as 2022-02-16, or '2022-02', or '2022'",
}


def _name(path: Path) -> str:
    if not path:
        return "the file"
    if isinstance(path[-1], int):
        return f"item {path[-1] + 1} of '{path[-2]}'" if len(path) > 1 else f"item {path[-1] + 1}"
    return f"'{path[-1]}'"


def _near(path: Path) -> str:
    known = {name for model in (*_FILES, *_PARTS) for name in model.model_fields}
    close = get_close_matches(str(path[-1]), known, n=1)
    return f" (did you mean '{close[0]}'?)" if close else ""


def _kind_of(value: object) -> str:
    if value is None:
        return "empty"
    if isinstance(value, bool):
        return "a yes-or-no value"
    if isinstance(value, list):
        return "a list"
    if isinstance(value, dict):
        return "a group of keys"
    return f"'{_short(value)}', a {type(value).__name__}"


def _short(value: object) -> str:
    text = str(value).replace("\n", " ")
    return text if len(text) <= 40 else text[:37] + "..."
