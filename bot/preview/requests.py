"""
Checks a request against ``methods.json``: names, types and what is required, as the Bot API documents them.

Stricter than Telegram in one point: a parameter that the method does not know is refused, not ignored.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from bot.preview.refusals import Refusal, bad_request, not_found

_TABLE: dict[str, Any] = json.loads(Path(__file__).with_name("methods.json").read_text("utf-8"))
METHODS: dict[str, dict[str, Any]] = _TABLE["methods"]
_TYPES: dict[str, dict[str, Any]] = _TABLE["types"]
_UNIONS: dict[str, list[str]] = _TABLE["unions"]
_BY_LOWER_NAME = {name.lower(): name for name in METHODS}


@dataclass(frozen=True, slots=True)
class Upload:
    """A file that arrived as a part of a multipart body."""

    name: str
    mime: str
    data: bytes


def method_named(name: str) -> str:
    """The method's exact name; Telegram ignores case. Raises Refusal 404 for one outside the table."""
    try:
        return _BY_LOWER_NAME[name.lower()]
    except KeyError:
        raise not_found() from None


def checked(method: str, raw: Mapping[str, Any]) -> dict[str, Any]:
    """
    The parameters with their documented types. ``raw`` holds strings and Uploads (form, multipart) or JSON values.

    Raises Refusal 400 for a missing, unknown or mistyped parameter.
    """
    fields = METHODS[method]
    attached = {name: value for name, value in raw.items() if isinstance(value, Upload)}
    used = {str(value).removeprefix("attach://") for value in raw.values() if isinstance(value, str)}
    values: dict[str, Any] = {}
    for name, value in raw.items():
        if name in fields:
            values[name] = _read(name, value, fields[name]["types"], attached)
        elif name not in used:
            raise bad_request(f'unknown parameter "{name}" of {method}')
    for name, described in fields.items():
        if described["required"] and name not in values:
            raise _missing(name)
    return values


def _missing(name: str) -> Refusal:
    if name == "text":
        return bad_request("message text is empty")
    if name in {"document", "photo"}:
        return bad_request(f"there is no {name} in the request")
    return bad_request(f"{name} is empty")


def _read(name: str, value: object, types: list[str], attached: Mapping[str, Upload]) -> object:
    if isinstance(value, Upload):
        if "InputFile" in types:
            return value
        raise bad_request(f'parameter "{name}" must not be a file')
    refusal: Refusal | None = None
    for kind in types:
        try:
            return _as(kind, name, value, attached)
        except Refusal as no:
            refusal = refusal or no
    raise refusal or bad_request(f'parameter "{name}" has no type')


def _as(kind: str, name: str, value: object, attached: Mapping[str, Upload]) -> object:
    if kind == "InputFile":
        found = attached.get(value.removeprefix("attach://")) if isinstance(value, str) else None
        return _right(found, name, kind)
    if kind == "String":
        return _right(value if isinstance(value, str) else None, name, kind)
    if kind in {"Integer", "Boolean", "Float"}:
        return _scalar(kind, name, value)
    return _structure(kind, name, _from_json(name, value), attached)


def _right(value: object, name: str, kind: str) -> object:
    if value is None:
        raise bad_request(f'parameter "{name}" must be of type {kind}')
    return value


def _scalar(kind: str, name: str, value: object) -> object:
    if kind == "Boolean":
        words = {"true": True, "1": True, "false": False, "0": False}
        return _right(words.get(str(value).lower()), name, kind)
    if isinstance(value, bool):
        return _right(None, name, kind)
    try:
        return float(str(value)) if kind == "Float" else int(str(value))
    except ValueError:
        return _right(None, name, kind)


def _from_json(name: str, value: object) -> object:
    if not isinstance(value, str):
        return value
    try:
        return json.loads(value)
    except ValueError:
        raise bad_request(f'can\'t parse parameter "{name}" as JSON') from None


def _structure(kind: str, name: str, value: object, attached: Mapping[str, Upload]) -> object:
    if kind.startswith("Array of "):
        if not isinstance(value, list):
            raise bad_request(f'parameter "{name}" must be an array')
        return [_read(name, item, [kind.removeprefix("Array of ")], attached) for item in value]
    if not isinstance(value, dict):
        raise bad_request(f'parameter "{name}" must be a JSON object ({kind})')
    if kind in _UNIONS:
        return _read(name, value, [_member(kind, name, value)], attached)
    fields = _TYPES.get(kind)
    if fields is None:
        return value
    for key in value:
        if key not in fields:
            raise bad_request(f'unknown field "{key}" of {kind} in "{name}"')
    for key, described in fields.items():
        if described["required"] and key not in value:
            raise bad_request(f'field "{key}" of {kind} in "{name}" is missing')
    return {key: _read(f"{name}.{key}", item, fields[key]["types"], attached) for key, item in value.items()}


def _member(kind: str, name: str, value: dict[str, Any]) -> str:
    wanted = kind + str(value.get("type", "")).title().replace("_", "")
    if wanted not in _UNIONS[kind]:
        raise bad_request(f'can\'t parse "{name}": no {kind} has the type {value.get("type")!r}')
    return wanted
