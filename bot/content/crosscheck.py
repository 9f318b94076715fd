"""What no file can know alone: ids that must be unique, point somewhere, and fit together."""

from collections.abc import Iterable, Iterator, Mapping

from bot.content import marks
from bot.content.files import FaqFile, RedFlagsFile, RemindersFile
from bot.content.models import TELEGRAM_LIMIT, CareLine, Entry
from bot.content.pieces import Files
from bot.content.topics import missing
from bot.content.yaml_lines import Parsed, Path
from bot.errors import Fault

CARE = frozenset({"emergency", "crisis", "clinic"})
# What the code can fill, by the first part of a reminder's id.
REMINDER_PLACEHOLDERS: Mapping[str, frozenset[str]] = {
    "injection": frozenset({"due", "last", "booked", "late", "clinic", "emergency"}),
    "dental": frozenset({"visit", "last", "due", "clinic", "emergency"}),
    "dental.healing_no": frozenset({"visit", "last", "due", "clinic", "emergency", "next"}),
    **{
        f"dental.done_instead{kind}": frozenset({"visit", "check"})
        for kind in ("", ".checkup", ".filling", ".root_canal")
    },
    "dental.card": frozenset({"visit", "last", "due", "clinic", "weeks_since"}),
    "stopping": frozenset({"clinic", "emergency", "due"}),
    "pause": frozenset({"clinic", "emergency", "due", "until"}),
}
# Room for the review line when it names a clinician ("Checked by NAME, ROLE, on DATE.").
REVIEW_LINE = 250


def crosscheck(files: Files) -> Iterator[Fault]:
    """Every fault between entries and between files; files that could not be read are left out."""
    if files.faq:
        yield from _entries(files.faq, files.of("faq.yaml"), files.red_flags.net if files.red_flags else None)
    if files.red_flags:
        yield from _red_flags(files.red_flags, files.of("red_flags.yaml"), files.faq)
    if files.reminders:
        yield from _reminders(files.reminders, files.of("reminders.yaml"))
    yield from _interface(files)
    yield from missing(files)


def _entries(faq: FaqFile, parsed: Parsed, net: CareLine | None) -> Iterator[Fault]:
    placed: list[tuple[Path, Entry]] = [
        *((("faq", number), entry) for number, entry in enumerate(faq.faq)),
        *((("side_effects", number), entry) for number, entry in enumerate(faq.side_effects)),
    ]
    yield from _twice(parsed, ((path, entry.id) for path, entry in placed))
    ids = {entry.id for _, entry in placed}
    around = marks.utf16_length(net.text) + 2 if net else 0
    for path, entry in placed:
        for number, other in enumerate(entry.see_also):
            if other not in ids:
                yield parsed.fault((*path, "see_also", number), f"see_also names '{other}', which no entry has")
            elif other == entry.id:
                yield parsed.fault((*path, "see_also", number), "see_also names the entry itself; remove it")
        for key, text in (("answer", entry.answer), ("more", entry.more or "")):
            yield from _unknown_placeholders(parsed, (*path, key), text, CARE)
            length = around + marks.utf16_length(entry.question) + 2 + marks.utf16_length(text) + REVIEW_LINE
            if length > TELEGRAM_LIMIT:
                what = (
                    f"{key} is {length} characters with its heading, the care line and the review line, "
                    f"Telegram allows {TELEGRAM_LIMIT}; shorten it or split the entry"
                )
                yield parsed.fault((*path, key), what)


def _red_flags(file: RedFlagsFile, parsed: Parsed, faq: FaqFile | None) -> Iterator[Fault]:
    yield from _twice(parsed, ((("red_flags", n), flag.id) for n, flag in enumerate(file.red_flags)))
    known = {entry.id for entry in (*faq.faq, *faq.side_effects)} if faq else None
    for number, flag in enumerate(file.red_flags):
        path: Path = ("red_flags", number)
        if known is not None and flag.entry not in known:
            yield parsed.fault((*path, "entry"), f"entry names '{flag.entry}', which faq.yaml does not have")
        for key, text in (("text", flag.text), ("text_now", flag.text_now), ("text_today", flag.text_today)):
            yield from _unknown_placeholders(parsed, (*path, key), text or "", CARE)
    for key, line in (("net", file.net), ("general", file.general)):
        yield from _unknown_placeholders(parsed, (key, "text"), line.text, CARE)


def _reminders(file: RemindersFile, parsed: Parsed) -> Iterator[Fault]:
    yield from _twice(parsed, ((("reminders", n), text.id) for n, text in enumerate(file.reminders)))
    for number, text in enumerate(file.reminders):
        path: Path = ("reminders", number, "text")
        allowed = REMINDER_PLACEHOLDERS.get(text.id) or REMINDER_PLACEHOLDERS.get(text.id.split(".")[0])
        if allowed is None:
            kinds = ", ".join(f"{kind}.*" for kind in REMINDER_PLACEHOLDERS if "." not in kind)
            yield parsed.fault((*path[:2], "id"), f"no such reminder is ever sent; its id must be one of {kinds}")
        else:
            yield from _unknown_placeholders(parsed, path, text.text, allowed)


def _interface(files: Files) -> Iterator[Fault]:
    first: dict[str, str] = {}
    for shown, file in files.interface.items():
        for key in file.texts:
            if key in first:
                what = f"the key stands in {first[key]} too; remove one"
                parsed = files.parsed[shown]
                yield Fault(shown, parsed.line_of(("texts", key)), key, what)
            first.setdefault(key, shown)


def _twice(parsed: Parsed, ids: Iterable[tuple[Path, str]]) -> Iterator[Fault]:
    first: dict[str, int] = {}
    for path, name in ids:
        line = parsed.line_of((*path, "id"))
        if name in first:
            what = f"the id '{name}' stands twice (first in line {first[name]}); rename or remove one"
            yield parsed.fault((*path, "id"), what)
        first.setdefault(name, line)


def _unknown_placeholders(parsed: Parsed, path: Path, text: str, allowed: frozenset[str]) -> Iterator[Fault]:
    for name in sorted(marks.placeholders(text) - allowed):
        choice = ", ".join(f"{{{known}}}" for known in sorted(allowed))
        yield parsed.fault(path, f"{{{name}}} cannot be filled here; use one of {choice}, or remove it")
