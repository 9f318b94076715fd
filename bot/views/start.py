"""/start, /help, /about, and how things stand in one line."""

from collections.abc import Iterable
from dataclasses import dataclass

from bot.content import Content
from bot.content.marks import to_html
from bot.content.models import Sourced
from bot.settings import Settings
from bot.views.common import caption, notice, place_values
from bot.views.reply import Button, Reply, column


@dataclass(frozen=True, slots=True)
class Reviewed:
    """How many texts a clinician has checked."""

    reviewed: int
    total: int


def reviewed(texts: Iterable[Sourced]) -> Reviewed:
    """Counted from the review fields."""
    marks = [text.review.is_reviewed for text in texts]
    return Reviewed(sum(marks), len(marks))


def medical_texts(content: Content) -> list[Sourced]:
    """The texts that carry medical facts: answers, red flags, reminders."""
    return [*content.entries.values(), *content.red_flags.values(), *content.reminders.values()]


def welcome(content: Content, settings: Settings, status: str | None, *, stopped: bool) -> Reply:
    """What this bot is, and three ways on; a known patient reads first how their injection stands (*status*, HTML)."""
    values = place_values(content, settings) | {"review": review_status(content)}
    if status is None:
        return notice(content, "start.new", *three_buttons(content, known=False), **values)
    lines = [status, content.text("start.stopped")] if stopped else [status]
    text = "\n\n".join([*lines, to_html(content.text("start.known", **values))])
    return Reply(text=text, rows=column(*three_buttons(content, known=True)))


def three_buttons(content: Content, *, known: bool) -> tuple[Button, Button, Button]:
    """The three ways on that fit nearly everywhere."""
    first = ("start.next", "next.show") if known else ("start.injection", "inj.start")
    return (
        caption(content, *first),
        caption(content, "start.ask", "menu.ask"),
        caption(content, "start.topics", "topic.home"),
    )


def review_status(content: Content) -> str:
    """Whether a clinician has checked the texts, in one raw sentence."""
    found = reviewed(medical_texts(content))
    if found.reviewed == 0:
        return content.text("start.not_reviewed")
    if found.reviewed < found.total:
        return content.text("start.partly_reviewed", reviewed=found.reviewed, total=found.total)
    return content.text("start.all_reviewed")


def help_text(content: Content, settings: Settings, *, known: bool) -> Reply:
    """How to use the bot, by examples."""
    return notice(content, "help.text", *three_buttons(content, known=known), **place_values(content, settings))


def about(content: Content) -> Reply:
    """The disclaimer, the review status, the sources, and what is kept."""
    dates = [source.date for text in medical_texts(content) for source in text.sources if source.date]
    values = {"review": review_status(content), "newest": max(dates, default="")[:4]}
    return notice(content, "about.text", caption(content, "button.topics", "topic.home"), **values)


def smalltalk(content: Content, line: str | None) -> Reply:
    """A greeting or thanks; *line* (HTML) says how things stand for somebody known."""
    if line is None:
        return notice(content, "asking.smalltalk", *three_buttons(content, known=False))
    return notice(content, "asking.smalltalk_known", *three_buttons(content, known=True)).followed_by(line)


def choices(content: Content, key: str, *, known: bool, **values: object) -> Reply:
    """An interface text over the three ways on."""
    return notice(content, key, *three_buttons(content, known=known), **values)
