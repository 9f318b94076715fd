"""What every view needs: interface texts as messages, dates in words, the place's numbers."""

from collections.abc import Iterable
from datetime import date, datetime, time

from bot.content import Content
from bot.content.marks import to_html
from bot.settings import Settings
from bot.views.reply import Button, Reply, button, column


def notice(content: Content, key: str, *buttons: Button, **values: object) -> Reply:
    """An interface text as a message with one button a row."""
    return Reply(text=to_html(content.text(key, **values)), rows=column(*buttons))


def caption(content: Content, key: str, verb: str, *args: object, **values: object) -> Button:
    """A button whose caption is the interface text *key*."""
    return button(content.text(key, **values), verb, *args)


def day_in_words(day: date) -> str:
    """A date as people say it, with the weekday: Monday 31 January 2027."""
    return f"{day:%A} {day.day} {day:%B %Y}"


def time_in_words(moment: time | datetime) -> str:
    """A time of day as a clock shows it: 14:05."""
    return f"{moment:%H:%M}"


def clinic_of(settings: Settings) -> str | None:
    """The clinic's name and phone, as far as they are set."""
    parts: Iterable[str] = (part for part in (settings.clinic_name, settings.clinic_phone) if part)
    return ", ".join(parts) or None


def place_values(content: Content, settings: Settings) -> dict[str, str]:
    """The values of {emergency}, {crisis} and {clinic} for this region and clinic."""
    region = content.regions[settings.region]
    clinic = clinic_of(settings) or content.text("common.your_clinic")
    return {"emergency": region.emergency, "crisis": region.crisis, "clinic": clinic}
