"""What was noted when a button under a reminder was pressed."""

from collections.abc import Sequence
from datetime import date, datetime

from bot.content import Content
from bot.schedule import InjectionFacts
from bot.views.common import caption, day_in_words, notice, time_in_words
from bot.views.entry import message
from bot.views.next import Coming, coming_line
from bot.views.reminder_buttons import snooze_buttons, snooze_choices
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


def which(content: Content, rows: tuple[tuple[Button, ...], ...]) -> Reply:
    """A yes or no to a message that asked two things: ask which, with its buttons."""
    return notice(content, "rem.which").model_copy(update={"rows": rows})


def _had_or_booked(content: Content, record: int) -> list[Button]:
    return [
        caption(content, "entry.button_had_it", "rem.had", record),
        caption(content, "entry.button_have_appointment", "rem.book", record),
    ]
