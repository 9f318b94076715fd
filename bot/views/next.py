"""When is my next injection? The first line answers; below it, what comes next."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from bot.content import Content
from bot.content.marks import to_html
from bot.schedule import InjectionFacts, Lateness, Visit, due_date, forecast, lateness
from bot.views.common import caption, day_in_words, time_in_words
from bot.views.entry import message
from bot.views.reminders import day_and_time, days_in_words, kind_in_words
from bot.views.reply import Button, Reply, column


@dataclass(frozen=True, slots=True)
class Coming:
    """The next planned message: when, on the person's clock, and about what ("injection" or "dental")."""

    local: datetime
    subject: str


@dataclass(frozen=True, slots=True)
class Present:
    """
    All that is known of one person, as /next tells it.

    ``stopped``: no messages about the injection come; ``silenced``: none at all; ``ended``: somebody died, or we wrote
    to a stranger. ``why`` is the reason of a stop; ``paused_until`` the day on which a break ends, or did.
    """

    today: date
    injection: InjectionFacts | None = None
    visits: Sequence[Visit] = ()
    coming: Coming | None = None
    stopped: bool = False
    silenced: bool = False
    ended: bool = False
    why: str | None = None
    paused_until: date | None = None

    @property
    def is_paused(self) -> bool:
        """Whether a break from the injection's reminders lasts."""
        return not self.stopped and self.paused_until is not None and self.today < self.paused_until


def due_of(injection: InjectionFacts) -> date | None:
    """The day the next injection is due; None while only an appointment is known."""
    return due_date(injection.given) if injection.given else None


def next_reply(content: Content, present: Present, place: dict[str, str]) -> Reply:
    """The answer of /next, and of every button whose time has passed."""
    if present.injection is None:
        empty = content.text("next.empty")
        return _with_buttons(message(empty, *_below(content, present)), _buttons(content, present))
    lines = _present_lines(content, present, present.injection, place)
    return _with_buttons(message(*lines, *_below(content, present)), _buttons(content, present))


def first_line(content: Content, present: Present, place: dict[str, str]) -> str:
    """The answer alone (HTML): when the next injection is, for other messages to open with."""
    if present.injection is None:
        return to_html(content.text("next.empty"))
    return to_html(_present_lines(content, present, present.injection, place)[0])


def coming_line(content: Content, coming: Coming | None) -> str:
    """When the next message comes (raw marks)."""
    if coming is None:
        return content.text("next.nothing_planned")
    values = {"day": day_in_words(coming.local.date()), "time": time_in_words(coming.local)}
    return content.text(f"next.coming_{coming.subject}", **values)


def _present_lines(content: Content, present: Present, injection: InjectionFacts, place: dict[str, str]) -> list[str]:
    """How the injection stands; no date of ours counts any more after a change by the doctor or a death."""
    if present.ended:
        return [content.text("next.ended")]
    if not present.stopped or present.silenced:
        return _injection_lines(content, injection, present.today, place)
    changed = content.text(f"next.{present.why}")
    return [changed, content.text("next.last", last=day_in_words(injection.given))] if injection.given else [changed]


def _injection_lines(content: Content, injection: InjectionFacts, today: date, place: dict[str, str]) -> list[str]:
    due = due_of(injection)
    booked = injection.appointment
    last = day_in_words(injection.given) if injection.given else ""
    if booked is not None and booked >= today:
        key = "next.booked_today" if booked == today else "next.booked"
        lines = [content.text(key, booked=day_and_time(booked, injection.booked_time, content))]
        if due is None:
            return [*lines, content.text("next.last_unknown")]
        if due < today:
            return [*lines, *_overdue(content, due, today, place, booked=booked)]
        return [*lines, content.text("next.due_too", due=day_in_words(due), last=last)]
    if due is None or booked is not None:
        when = day_in_words(booked) if booked else ""
        asked = content.text("next.was_booked", booked=when)
        return [asked] if due is None or due >= today else [asked, *_overdue(content, due, today, place, booked=None)]
    if due < today:
        return _overdue(content, due, today, place, booked=None)
    if due == today:
        return [content.text("next.due_today", due=day_in_words(due), last=last, **place)]
    away = content.text("next.away", number=(due - today).days // 7) if due - today >= timedelta(days=14) else ""
    after = day_in_words(forecast(injection.given)[1]) if injection.given else ""
    return [
        content.text("next.due", due=day_in_words(due), away=away),
        content.text("next.estimate", last=last),
        content.text("next.forecast", after=after),
    ]


def _overdue(content: Content, due: date, today: date, place: dict[str, str], *, booked: date | None) -> list[str]:
    """How late it is and what to do about it, in plain words for its zone; every one with the back-pain line."""
    zone = lateness(due, today)
    values = {"due": day_in_words(due), "late": days_in_words((today - due).days, content), **place}
    if booked is not None:
        key = "next.overdue_booked_late" if zone is not Lateness.UP_TO_4_WEEKS else "next.overdue_booked"
        return [content.text(key, **values), content.reminder("injection", "back_pain").fill(**values)]
    if zone is Lateness.OVER_16_WEEKS:
        return [content.reminder("injection", "overdue").fill(**values)]
    key = "next.overdue" if zone is Lateness.UP_TO_4_WEEKS else "next.overdue_long"
    return [content.text(key, **values), content.reminder("injection", "back_pain").fill(**values)]


def _below(content: Content, present: Present) -> list[str]:
    """Dental visits ahead, then what comes next or why nothing does."""
    visits = [
        content.text(
            "next.visit",
            kind=kind_in_words(visit, content),
            when=day_and_time(visit.on, visit.at, content),
        )
        for visit in present.visits
        if visit.on >= present.today
    ]
    if present.ended:
        return []
    if present.silenced:
        return [*visits, content.text("next.stopped")]
    if present.is_paused and present.paused_until:
        visits.append(content.text("next.paused", until=day_in_words(present.paused_until)))
    if present.coming is None and (present.injection is None or present.stopped):
        return visits
    return [*visits, coming_line(content, present.coming)]


def _buttons(content: Content, present: Present) -> list[Button]:
    off = present.stopped or present.is_paused
    resume = [caption(content, "next.button_resume", "rem.resume")] if off else []
    if present.ended:
        return [*resume, caption(content, "mydata.delete", "rights.forget")]
    if present.injection is None:
        first = caption(content, "next.button_register", "inj.start")
        return [*resume, first, caption(content, "next.button_dental", "dent.list")]
    booked = present.injection.appointment is not None
    appointment = "entry.button_move_appointment" if booked else "entry.button_have_appointment"
    cancelled = [caption(content, "rem.button_cancelled", "rem.cancelled", present.injection.record)] if booked else []
    return [
        *resume,
        caption(content, "entry.button_had_it", "inj.had"),
        caption(content, appointment, "inj.book"),
        *cancelled,
        caption(content, "next.button_dental", "dent.list"),
    ]


def _with_buttons(reply: Reply, buttons: Sequence[Button]) -> Reply:
    return reply.model_copy(update={"rows": column(*buttons)})
