"""The card to show the dentist: the dates that are known, blanks for the others."""

from datetime import date

from bot.content import Content
from bot.schedule import InjectionFacts, Visit
from bot.views.common import caption, day_in_words
from bot.views.entry import message
from bot.views.reminders import day_and_time
from bot.views.reply import Reply


def card(
    content: Content, injection: InjectionFacts | None, visit: Visit | None, today: date, place: dict[str, str]
) -> Reply:
    """The facts as they stand on *today*; *visit* is the next one."""
    blank = content.text("dental.blank")
    given = injection.given if injection else None
    text = content.reminder("dental", "card").fill(
        last=day_in_words(given) if given else blank,
        weeks_since=(today - given).days // 7 if given else blank,
        due=day_in_words(injection.due) if injection and given else blank,
        visit=day_and_time(visit.on, visit.at, content) if visit else blank,
        clinic=place["clinic"],
    )
    missing = [caption(content, "next.button_register", "inj.start")] if given is None else []
    return message(text, buttons=missing)
