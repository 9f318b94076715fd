"""Asking: red-flag messages, answers, suggestions, and an honest "I don't know"."""

from typing import cast

from bot.content import Content
from bot.content.marks import to_html
from bot.content.models import Level
from bot.settings import Settings
from bot.understanding.triage import RedFlagHit
from bot.views.common import caption, place_values
from bot.views.reply import Reply, column

NO_TOPIC = frozenset({"R16"})  # a crisis: no medicine facts and no menus (medical brief, section 3)


def alert(hit: RedFlagHit, content: Content, settings: Settings) -> Reply:
    """The red flag's message at its level, first line the action; under it one button to the topic."""
    flag = content.red_flags[hit.flag]
    text = to_html(flag.fill(cast("Level", hit.level), **place_values(content, settings)))
    if hit.flag in NO_TOPIC:
        return Reply(text=text)
    return Reply(text=text, rows=column(caption(content, "button.read_about_it", "faq.show", hit.entry)))
