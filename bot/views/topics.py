"""Browsing: the two lists of topics, page by page."""

from math import ceil

from bot.content import Content, Entry
from bot.content.marks import to_html
from bot.views.common import caption, notice
from bot.views.reply import Button, Reply, button, column

A_PAGE = 8
SECTIONS = ("faq", "side_effects")


def home(content: Content) -> Reply:
    """The two lists to choose from."""
    lists = [caption(content, f"topics.{section}", "topic.list", section, 1) for section in SECTIONS]
    return notice(content, "topics.home", *lists)


def page(content: Content, section: str, number: int) -> Reply:
    """One page of a list, counted from 1; a number outside the list shows the nearest page."""
    entries = _entries(content, section)
    pages = max(1, ceil(len(entries) / A_PAGE))
    number = min(max(number, 1), pages)
    title = content.text(f"topics.{section}")
    shown = entries[(number - 1) * A_PAGE : number * A_PAGE]
    buttons: list[Button] = [button(entry.question, "topic.show", entry.id) for entry in shown]
    if number < pages:
        buttons.append(caption(content, "button.next_page", "topic.list", section, number + 1))
    if number > 1:
        buttons.append(caption(content, "button.previous_page", "topic.list", section, number - 1))
    buttons.append(caption(content, "topics.back_to_start", "topic.lists"))
    text = content.text("topics.page", title=title, page=number, pages=pages)
    return Reply(text=to_html(text), rows=column(*buttons))


def page_of(content: Content, entry: Entry) -> tuple[str, int]:
    """Section and page that list *entry*: the arguments of topic.list."""
    return entry.section, _entries(content, entry.section).index(entry) // A_PAGE + 1


def _entries(content: Content, section: str) -> tuple[Entry, ...]:
    return content.side_effects if section == "side_effects" else content.faq
