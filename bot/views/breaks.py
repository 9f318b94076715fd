"""Ways out of the reminders of an injection: what is said, and the way back."""

from bot.content import Content
from bot.schedule import InjectionFacts
from bot.views.common import caption, day_in_words, notice
from bot.views.entry import message
from bot.views.reply import Reply

BREAKS = (7, 14)  # days; two weeks at most (medical brief, section 4)


def ask_changed(content: Content, record: int) -> Reply:
    """Words sound as if the doctor had stopped or changed it: shall its reminders end?"""
    return notice(
        content,
        "rem.ask_changed",
        caption(content, "rem.button_changed", "rem.changed", record),
        caption(content, "rem.button_keep", "next.show"),
        caption(content, "button.read_about_it", "faq.show", "stopping"),
    )


def ask_cancelled(content: Content, injection: InjectionFacts) -> Reply:
    """Words sound as if the appointment had been cancelled: was it?"""
    booked = injection.appointment
    return notice(
        content,
        "rem.ask_cancelled",
        caption(content, "rem.button_cancelled", "rem.cancelled", injection.record),
        caption(content, "entry.button_move_appointment", "rem.book", injection.record),
        caption(content, "entry.button_leave", "next.show"),
        day=day_in_words(booked) if booked else "",
    )


def ended(content: Content, reason: str, place: dict[str, str]) -> Reply:
    """The reminders of the injection have ended, by the doctor's change or a pregnancy: said once."""
    buttons = [caption(content, "rem.button_undo_changed", "rem.resume")]
    if reason == "doctor_changed":
        buttons.append(caption(content, "stop.button_other_reason", "stop.why"))
    return message(content.reminder("stopping", reason).fill(**{"due": "", **place}), buttons=buttons)


def ask_break(content: Content, record: int) -> Reply:
    """For how long shall reminders rest?"""
    choices = [caption(content, f"pause.button_{days}", "rem.break_is", record, days) for days in BREAKS]
    late = caption(content, "pause.button_late", "faq.show", "missed-dose")
    return notice(content, "pause.ask", *choices, caption(content, "pause.button_no", "next.show"), late)


def paused(content: Content, until: str, place: dict[str, str]) -> Reply:
    """Reminders rest: until when, and what to do if the injection falls into that time."""
    return message(
        content.reminder("pause", "started").fill(**place, due="", until=until),
        buttons=[caption(content, "rem.button_undo_changed", "rem.resume")],
    )


def ask_why(content: Content, record: int, *, of_all: bool) -> Reply:
    """
    Why? *record* is the injection that a break would be for, 0 where none is known; *of_all*: all messages were
    stopped, so that it may be for the messages' own sake.
    """
    away = [caption(content, "stop.why_away", "rem.break", record)] if record and of_all else []
    reasons = ("doctor", "medicine", "messages", "other") if of_all else ("doctor", "medicine")
    buttons = [caption(content, f"stop.why_{reason}", "stop.why_is", reason) for reason in reasons]
    return notice(content, "stop.why", *buttons[:2], *away, *buttons[2:])


def why_noted(content: Content, reason: str, place: dict[str, str]) -> Reply:
    """Thank you; and what the reason calls for."""
    resume = caption(content, "stop.resume", "rem.resume")
    buttons = [caption(content, "set.button_steps", "set.steps"), resume] if reason == "messages" else [resume]
    return notice(content, f"stop.why_noted_{reason}", *buttons, **place)
