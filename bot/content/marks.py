"""The two marks a text may carry: ``**bold**`` and ``{placeholder}``. Nothing else is markup."""

import html
import re
from collections.abc import Mapping
from string import Formatter

BOLD = re.compile(r"\*\*(?=\S)(.+?)(?<=\S)\*\*")
ZERO_WIDTH_SPACE = "\u200b"


def placeholders(template: str) -> frozenset[str]:
    """
    The names of the ``{placeholders}`` in *template*.

    Only plain names are allowed: ``{clinic}``, never ``{clinic.phone}``, ``{clinic!r}``, ``{0}``
    or a single brace. Raises ``ValueError`` with a sentence that says which one is wrong.
    """
    names: set[str] = set()
    try:
        parts = list(Formatter().parse(template))
    except ValueError as error:
        raise ValueError("has a single brace; write placeholders as {name}") from error
    for literal, name, spec, conversion in parts:
        if "{" in literal or "}" in literal:
            raise ValueError("has a doubled brace; braces are only for placeholders such as {clinic}")
        if name is None:
            continue
        if not re.fullmatch(r"[a-z][a-z0-9_]*", name) or spec or conversion:
            raise ValueError(f"has the placeholder '{{{name}}}'; write a plain name such as {{clinic}}")
        names.add(name)
    return frozenset(names)


def fill(template: str, values: Mapping[str, object]) -> str:
    """
    Put *values* into the placeholders; raises ``KeyError`` for one that has no value.

    A value is shown as it is: asterisks in it (a patient's words, a clinic's name) are never taken as bold.
    """
    return template.format_map({name: _without_marks(str(value)) for name, value in values.items()})


def to_html(raw: str) -> str:
    """*raw* as Telegram HTML: everything is escaped, ``**bold**`` becomes ``<b>``. Always well-formed."""
    return BOLD.sub(r"<b>\1</b>", html.escape(raw, quote=False))


def to_plain(raw: str) -> str:
    """*raw* without its marks, as a person sees it: for buttons, pop-ups and the terminal."""
    return BOLD.sub(r"\1", raw)


def has_broken_bold(raw: str) -> bool:
    """Whether ``**`` is left over once all bold is taken out, so that a reader would see asterisks."""
    return "**" in BOLD.sub("", raw)


def utf16_length(raw: str) -> int:
    """Length as Telegram counts it: UTF-16 code units of the text without marks."""
    return len(to_plain(raw).encode("utf-16-le")) // 2


def _without_marks(value: str) -> str:
    return re.sub(r"\*(?=\*)", "*" + ZERO_WIDTH_SPACE, value)
