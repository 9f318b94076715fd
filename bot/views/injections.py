"""What was recorded about an injection or an appointment, and the menu of a known patient."""

from collections.abc import Sequence
from datetime import date, time, timedelta

from bot.content import Content
from bot.schedule import Lateness, due_date, lateness
from bot.settings import Settings
from bot.views.common import caption, day_in_words, notice, place_values
from bot.views.entry import message
from bot.views.next import Coming, coming_line
from bot.views.reminders import day_and_time, days_in_words
from bot.views.reply import Button, Reply


def noted_given(
    content: Content,
    given: date,
    today: date,
    coming: Coming | None,
    place: dict[str, str],
    *,
    buttons: Sequence[Button],
) -> Reply:
    """P1: thank you, the due date, and what comes when; in the first two weeks followed by the watch list."""
    due = due_date(given)
    values = {"last": day_in_words(given), "due": day_in_words(due), **place}
    if due < today:
        return message(*_overdue(content, due, today, values), coming_line(content, coming), buttons=buttons)
    noted = content.reminders["injection.P1"].fill(**values)
    plan = content.text("inj.plan") if due - today > timedelta(days=28) else ""
    return message(noted, f"{plan} {coming_line(content, coming)}".strip(), buttons=buttons)


def noted_earlier(content: Content, record: int, day: date, last: date) -> Reply:
    """An injection of long ago, kept beside the last one; the plan does not change."""
    return notice(
        content,
        "inj.noted_earlier",
        caption(content, "entry.button_undo", "inj.remove", record),
        caption(content, "next.button_show", "next.show"),
        day=day_in_words(day),
        last=day_in_words(last),
    )


def watch_list(content: Content, place: dict[str, str]) -> Reply:
    """P1, second part: the signs to watch for in the first two weeks, and whom to call."""
    values = {"last": "", "due": "", **place}
    return message(content.reminder("injection", "P1", "watch").fill(**values))


def _overdue(content: Content, due: date, today: date, values: dict[str, str]) -> list[str]:
    """The registration of an injection so long past that the next one is overdue."""
    late = days_in_words((today - due).days, content)
    noted = content.text("inj.noted", last=values["last"])
    if lateness(due, today) is Lateness.OVER_16_WEEKS:
        return [noted, content.reminder("injection", "overdue").fill(**values, late=late)]
    key = "next.overdue" if lateness(due, today) is Lateness.UP_TO_4_WEEKS else "next.overdue_long"
    pain = content.reminder("injection", "back_pain").fill(**values)
    return [noted, content.text(key, **values, late=late), pain]


def given_buttons(content: Content, undo: tuple[int, int, int], *, booked: bool) -> list[Button]:
    """Under a record of an injection; *undo* is the new record, the one it replaced, and the appointment it ended."""
    appointment = [] if booked else [caption(content, "entry.button_have_appointment", "inj.book")]
    return [
        caption(content, "entry.button_undo", "inj.undo", *undo),
        *appointment,
        caption(content, "next.button_show", "next.show"),
    ]


def noted_booked(
    content: Content,
    booked: date,
    at: time | None,
    due: date | None,
    coming: Coming | None,
    place: dict[str, str],
    *,
    undo: tuple[int, int],
) -> Reply:
    """The appointment is kept; far from the due date it says so, and whom to ask."""
    beside = ""
    if due is not None and booked > due + timedelta(days=28):
        beside = content.text("inj.booked_late", due=day_in_words(due), **place)
    elif due is not None and booked < due - timedelta(days=28):
        beside = content.text("inj.booked_early", due=day_in_words(due), **place)
    return message(
        content.text("inj.noted_booked", when=day_and_time(booked, at, content)),
        beside,
        coming_line(content, coming),
        buttons=[
            caption(content, "entry.button_undo", "inj.unbook", *undo),
            caption(content, "next.button_show", "next.show"),
        ],
    )


def menu(content: Content, answer: str, *, given: int, booked: int) -> Reply:
    """The state (HTML), and what can be done; *given* and *booked* are the records that stand, 0 for none."""
    appointment = "entry.button_move_appointment" if booked else "entry.button_have_appointment"
    had = caption(content, "entry.button_had_it", "inj.had")
    buttons = [had, caption(content, appointment, "inj.book")]
    if given:
        buttons += [
            caption(content, "inj.button_correct", "inj.correct", given),
            caption(content, "inj.button_remove", "inj.remove", given),
        ]
    if booked:
        buttons.append(caption(content, "inj.button_cancel_appointment", "inj.cancel_booked", booked))
    return message(content.text("inj.menu"), buttons=buttons).headed(answer)


def ask_news(content: Content) -> Reply:
    """May we also send news? Asked once."""
    return message(
        content.text("inj.ask_news"),
        buttons=[
            caption(content, "inj.button_news_yes", "inj.news", 1),
            caption(content, "inj.button_news_no", "inj.news", 0),
        ],
    )


def second_injection(content: Content, settings: Settings) -> Reply:
    """What to do about two injections close together (red flag R15 of the medical brief)."""
    return message(content.red_flags["R15"].fill("today", **place_values(content, settings)))
