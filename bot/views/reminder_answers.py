"""What was noted when a button under a reminder was pressed."""

from collections.abc import Sequence
from datetime import date, datetime

from bot.content import Content
from bot.schedule import InjectionFacts, Visit
from bot.views.common import caption, day_in_words, notice, time_in_words
from bot.views.entry import message
from bot.views.next import Coming, coming_line
from bot.views.reminder_buttons import snooze_buttons, snooze_choices
from bot.views.reminders import day_and_time
from bot.views.reply import Button, Reply


def not_yet(
    content: Content,
    injection: InjectionFacts,
    step: str,
    today: date,
    coming: Coming | None,
    place: dict[str, str],
    snoozes: Sequence[int],
) -> Reply:
    """Noted, whom to call, and when the next message comes; once it is overdue with the back-pain line."""
    pain = content.reminder("injection", "back_pain").text if injection.due < today else ""
    return message(
        content.text("rem.not_yet", **place),
        pain,
        coming_line(content, coming),
        buttons=[
            *_had_or_booked(content, injection.record),
            *snooze_buttons(content, step, injection.record, snoozes),
            caption(content, "pause.button", "rem.break", injection.record),
        ],
    )


def when_again(content: Content, step: str, record: int, snoozes: Sequence[int]) -> Reply:
    """When shall the message come again?"""
    return notice(
        content,
        "rem.when_again",
        *snooze_choices(content, step, record, snoozes),
        caption(content, "pause.button", "rem.break", record),
        *_had_or_booked(content, record),
    )


def snoozed(content: Content, local: datetime, record: int) -> Reply:
    """When the message comes again."""
    return notice(
        content,
        "rem.snoozed",
        caption(content, "entry.button_undo", "rem.unsnooze", record),
        *_had_or_booked(content, record),
        day=day_in_words(local.date()),
        time=time_in_words(local),
    )


def talked(content: Content, visit: Visit, *, have: bool, place: dict[str, str]) -> Reply:
    """Dentist and prescriber have spoken, or not yet."""
    key = "rem.talked" if have else "rem.not_talked"
    return notice(
        content, key, *_visit_buttons(content, visit), visit=day_and_time(visit.on, visit.at, content), **place
    )


def went_fine(content: Content, coming: Coming | None) -> Reply:
    """The visit went well."""
    return message(content.text("rem.went_fine"), coming_line(content, coming))


def healing(content: Content, *, signs: bool, place: dict[str, str]) -> Reply:
    """A sign of the list, or none; not being sure counts as a sign."""
    values = {"visit": "", "last": "", "due": "", **place}
    return message(content.reminder("dental", "healing_yes" if signs else "healing_no").fill(**values))


def which(content: Content, rows: tuple[tuple[Button, ...], ...]) -> Reply:
    """A yes or no to a message that asked two things: ask which, with its buttons."""
    return notice(content, "rem.which").model_copy(update={"rows": rows})


def _had_or_booked(content: Content, record: int) -> list[Button]:
    return [
        caption(content, "entry.button_had_it", "rem.had", record),
        caption(content, "entry.button_have_appointment", "rem.book", record),
    ]


def _visit_buttons(content: Content, visit: Visit) -> list[Button]:
    return [
        caption(content, "dental.button_this_visit", "dent.visit", visit.record),
        caption(content, "dental.button_card", "dent.card"),
    ]
