"""
Telegram's HTML: what it accepts, and the words it refuses with.

The scanner follows the behaviour of the Bot API server (parse mode HTML), byte offsets included, so that a
missing ``html.escape`` fails here as it fails live.
"""

import html
import re
from dataclasses import dataclass, field
from typing import Any

from bot.preview.refusals import Refusal, bad_request

TAGS = {
    "b": "bold",
    "strong": "bold",
    "i": "italic",
    "em": "italic",
    "u": "underline",
    "ins": "underline",
    "s": "strikethrough",
    "strike": "strikethrough",
    "del": "strikethrough",
    "a": "text_link",
    "code": "code",
    "pre": "pre",
    "blockquote": "blockquote",
    "tg-spoiler": "spoiler",
    "span": "spoiler",
    "tg-time": "date_time",
}
_SHOWN = {
    "bold": "b",
    "italic": "i",
    "underline": "u",
    "strikethrough": "s",
    "text_link": "a",
    "code": "code",
    "pre": "pre",
    "blockquote": "blockquote",
    "spoiler": "tg-spoiler",
    "date_time": "tg-time",
}
_CHARACTER = re.compile(r"&(?:#(\d{1,7})|#x([0-9a-fA-F]{1,6})|(lt|gt|amp|quot));")
_ATTRIBUTE = re.compile(r"\s*([^\s=>\"']+)(?:\s*=\s*(?:\"([^\"]*)\"|'([^']*)'|([^\s>\"']+)))?")


@dataclass(frozen=True, slots=True)
class Marked:
    """A text as Telegram keeps it: plain words, entities in UTF-16 units, and clean HTML for display."""

    plain: str
    html: str
    entities: list[dict[str, Any]] = field(default_factory=list)


def utf16_length(text: str) -> int:
    """The length Telegram counts: an emoji outside the basic plane counts twice."""
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


def unmarked(text: str) -> Marked:
    """The text without any marks, trimmed as Telegram trims."""
    plain = text.strip()
    return Marked(plain, html.escape(plain, quote=False))


def parse_html(source: str) -> Marked:
    """Read Telegram's HTML. Raises Refusal ("can't parse entities: ...") as the Bot API would."""
    return _Scanner(source).read()


def _cannot(what: str) -> Refusal:
    return bad_request(f"can't parse entities: {what}")


class _Scanner:
    def __init__(self, source: str) -> None:
        self.source = source
        self.at = 0
        self.plain: list[str] = []
        self.clean: list[str] = []
        self.entities: list[dict[str, Any]] = []
        self.open: list[tuple[str, dict[str, Any]]] = []
        self.length = 0

    def read(self) -> Marked:
        while self.at < len(self.source):
            character = self.source[self.at]
            if character == "<":
                if self.source.startswith("</", self.at):
                    self._end_tag()
                else:
                    self._start_tag()
            elif character == "&" and (match := _CHARACTER.match(self.source, self.at)):
                self._add(_decoded(match))
                self.at = match.end()
            else:
                self._add(character)
                self.at += 1
        if self.open:
            raise _cannot(f'Can\'t find end tag corresponding to start tag "{self.open[-1][0]}"')
        return self._trimmed()

    def _offset(self, at: int) -> int:
        return len(self.source[:at].encode("utf-8", "surrogatepass"))

    def _add(self, text: str) -> None:
        self.plain.append(text)
        self.clean.append(html.escape(text, quote=False))
        self.length += utf16_length(text)

    def _start_tag(self) -> None:
        begin, end = self.at, self.at + 1
        while end < len(self.source) and not self.source[end].isspace() and self.source[end] != ">":
            end += 1
        if end == len(self.source):
            raise _cannot(f"Unclosed start tag at byte offset {self._offset(begin)}")
        name = self.source[begin + 1 : end].lower()
        if name not in TAGS:
            raise _cannot(f'Unsupported start tag "{name}" at byte offset {self._offset(begin)}')
        attributes: dict[str, str] = {}
        while match := _ATTRIBUTE.match(self.source, end):
            attributes[match[1].lower()] = html.unescape(match[2] or match[3] or match[4] or "")
            end = match.end()
        while end < len(self.source) and self.source[end].isspace():
            end += 1
        if end == len(self.source) or self.source[end] != ">":
            raise _cannot(f"Unclosed start tag at byte offset {self._offset(begin)}")
        if name == "span" and attributes.get("class") != "tg-spoiler":
            raise _cannot(f'Tag "span" must have class "tg-spoiler" at byte offset {self._offset(begin)}')
        entity: dict[str, Any] = {"type": TAGS[name], "offset": self.length}
        if name == "a":
            entity["url"] = attributes.get("href", "")
        if name == "tg-time":
            entity["unix_time"] = int(attributes.get("unix", "0") or 0)
            entity["date_time_format"] = attributes.get("format", "")
        self.open.append((name, entity))
        self.clean.append(_opening(entity))
        self.at = end + 1

    def _end_tag(self) -> None:
        begin = self.at
        if not self.open:
            raise _cannot(f"Unexpected end tag at byte offset {self._offset(begin)}")
        end = begin + 2
        while end < len(self.source) and not self.source[end].isspace() and self.source[end] != ">":
            end += 1
        found = self.source[begin + 2 : end].lower()
        while end < len(self.source) and self.source[end].isspace():
            end += 1
        if end == len(self.source) or self.source[end] != ">":
            raise _cannot(f"Unclosed end tag at byte offset {self._offset(begin)}")
        name, entity = self.open.pop()
        if found and found != name:
            raise _cannot(
                f'Unmatched end tag at byte offset {self._offset(begin)}, expected "</{name}>", found "</{found}>"'
            )
        entity["length"] = self.length - entity["offset"]
        if entity["length"] and entity.get("url", "-"):
            self.entities.append(entity)
        self.clean.append(f"</{_SHOWN[entity['type']]}>")
        self.at = end + 1

    def _trimmed(self) -> Marked:
        whole = "".join(self.plain)
        plain = whole.strip()
        lead = utf16_length(whole[: len(whole) - len(whole.lstrip())])
        size = utf16_length(plain)
        kept = []
        for entity in self.entities:
            first = max(entity["offset"] - lead, 0)
            last = min(entity["offset"] - lead + entity["length"], size)
            if last > first:
                kept.append(entity | {"offset": first, "length": last - first})
        kept.sort(key=lambda entity: (entity["offset"], -entity["length"]))
        return Marked(plain, "".join(self.clean).strip(), kept)


def _opening(entity: dict[str, Any]) -> str:
    if entity["type"] == "text_link":
        return f'<a href="{html.escape(entity["url"])}">'
    if entity["type"] == "date_time":
        return f'<tg-time unix="{entity["unix_time"]}">'
    return f"<{_SHOWN[entity['type']]}>"


def _decoded(match: re.Match[str]) -> str:
    if match[3]:
        return html.unescape(match[0])
    code = int(match[1]) if match[1] else int(match[2], 16)
    valid = 0 < code < 0x110000 and not 0xD800 <= code < 0xE000
    return chr(code) if valid else match[0]
