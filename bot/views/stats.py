"""Figures for admins: numbers only, never about one person."""

from collections.abc import Iterable, Mapping
from datetime import date

from bot.content import Content
from bot.content.marks import to_html
from bot.content.models import Sourced
from bot.outbox.message import Status
from bot.schedule import Lateness
from bot.understanding import Outcome
from bot.views.reply import Reply
from bot.views.team import cut

MOST_READ = 10
NAMES_UNITS = 1500


def stats(
    content: Content,
    census: Mapping[str, int],
    zones: Mapping[Lateness, int],
    counted: Mapping[str, int],
    outbox: Mapping[str, int],
) -> Reply:
    """Who is here, how late they are, what was asked and read (*counted*, by count name), and what was sent."""
    late = {zone.value: zones.get(zone, 0) for zone in Lateness}
    names = [outcome.value for outcome in Outcome] + ["right", "wrong"]
    asked = [(content.text(f"admin.asked_{name}"), counted.get(f"asked:{name}", 0)) for name in names]
    read = [
        (content.entries[name.removeprefix("read:")].question, number)
        for name, number in counted.items()
        if name.startswith("read:") and name.removeprefix("read:") in content.entries
    ]
    sent = [(content.text(f"admin.state_{status.value}"), outbox.get(status, 0)) for status in Status]
    top = sorted(read, key=lambda line: -line[1])[:MOST_READ]
    parts = [
        content.text("admin.stats", **census, **late).strip(),
        _table(content, "admin.stats_asked", [line for line in asked if line[1]]),
        _table(content, "admin.stats_topics", top),
        _table(content, "admin.stats_outbox", [line for line in sent if line[1]]),
    ]
    return Reply(text=to_html("\n\n".join(parts)))


def reviews(content: Content, today: date) -> Reply:
    """Which texts no clinician has checked, or not lately enough."""
    groups: dict[str, list[Sourced]] = {
        "entries": [*content.entries.values()],
        "red_flags": [*content.red_flags.values()],
        "reminders": [*content.reminders.values()],
        "texts": [*content.texts.values()],
    }
    open_ones = {name: _without_review(texts) for name, texts in groups.items()}
    numbers = {name: len(found) for name, found in open_ones.items()}
    totals = {f"all_{name}": len(texts) for name, texts in groups.items()}
    values = {"unreviewed": sum(numbers.values()), "total": sum(totals.values()), **numbers, **totals}
    parts = [content.text("admin.content", **values).strip()]
    unreviewed = [entry.id for entry in content.entries.values() if not entry.review.is_reviewed]
    overdue = [entry.id for entry in content.entries.values() if entry.review_due and entry.review_due < today]
    for key, names in (("admin.content_entries", unreviewed), ("admin.content_overdue", overdue)):
        if names:
            parts.append(content.text(key, names=cut(content, ", ".join(names), NAMES_UNITS)))
    return Reply(text=to_html("\n\n".join(parts)))


def _without_review(texts: Iterable[Sourced]) -> list[Sourced]:
    return [text for text in texts if not text.review.is_reviewed]


def _table(content: Content, title: str, lines: Iterable[tuple[str, int]]) -> str:
    rows = [content.text("admin.stats_line", name=name, number=number) for name, number in lines]
    return "\n".join([content.text(title), *(rows or [content.text("admin.stats_nothing")])])
