"""What is asked while a date is being entered: the day, which of two, and whether it was read right."""

from collections.abc import Sequence
from datetime import date, time, timedelta
from typing import Literal

from bot.content import Content
from bot.content.marks import to_html, to_plain
from bot.schedule.entry import Doubt
from bot.views.calendar import month_page
from bot.views.common import caption, day_in_words
from bot.views.reminders import day_and_time
from bot.views.reply import Button, Reply, button, column

What = Literal["given", "booked", "visit"]
DAY = "%Y%m%d"  # in callback data
VISIT_BEHIND, VISIT_AHEAD = timedelta(days=365), timedelta(days=365)  # what the calendar of visits reaches
MAY_BE_LEFT = (Doubt.SECOND, Doubt.SAME)


def message(*paragraphs: str, buttons: Sequence[Button] = ()) -> Reply:
    """A message of raw paragraphs, empty ones left out, with one button a row."""
    return Reply(text=to_html("\n\n".join(one.strip() for one in paragraphs if one)), rows=column(*buttons))


def followed_by(reply: Reply, line: str) -> Reply:
    """The same message with *line* (raw marks) as a last paragraph."""
    return reply.model_copy(update={"text": f"{reply.text}\n\n{to_html(line)}"})


def day_button(content: Content, key: str, token: int, day: date) -> Button:
    """A button that chooses *day* and says so in words."""
    return button(to_plain(content.text(key, day=day_in_words(day))), "cal.pick", token, f"{day:{DAY}}")


def ask_day(content: Content, what: What, token: int, today: date, *, known: bool, kind: str | None) -> Reply:
    """When was it, or when is it? *known* people are asked about a new injection, others about their last one."""
    calendar = caption(content, "entry.button_calendar", "cal.open", token)
    leave = caption(content, "entry.button_not_now", "inj.leave", token)
    if what == "booked":
        return message(content.text("entry.ask_booked"), buttons=[calendar, leave])
    if what == "visit":
        named = content.text(f"dental.kind_{kind or 'unsure'}")
        question = content.text("entry.ask_visit", kind=named, month=f"{today:%B %Y}")
        unbooked = [] if known else [caption(content, "dental.button_unbooked", "dent.unbooked", token)]
        month = month_page(content, token, today, today - VISIT_BEHIND, today + VISIT_AHEAD)
        return Reply(text=to_html(question), rows=(*month.rows, *column(*unbooked, leave)))
    if known:
        days = (("entry.button_today", today), ("entry.button_yesterday", today - timedelta(days=1)))
        recent = [day_button(content, key, token, day) for key, day in days]
        another = caption(content, "entry.button_another_day", "cal.open", token)
        return message(content.text("entry.ask_given_again"), buttons=[*recent, another, leave])
    return message(
        content.text("entry.ask_given"),
        buttons=[
            calendar,
            caption(content, "entry.button_have_appointment", "inj.book"),
            caption(content, "entry.button_not_started", "inj.not_started"),
            caption(content, "entry.button_unknown", "inj.unknown", token),
        ],
    )


def not_started(content: Content) -> Reply:
    """Before the first injection: the mouth check that is advised, and what to tell us when."""
    return message(
        content.text("entry.not_started"),
        content.reminder("dental", "not_started").text,
        buttons=[caption(content, "entry.button_have_appointment", "inj.book")],
    )


def ask_last(content: Content, token: int) -> Reply:
    """The last injection, once an appointment is known without it."""
    return message(
        content.text("entry.ask_last"),
        buttons=[
            caption(content, "entry.button_calendar", "cal.open", token),
            caption(content, "entry.button_unknown", "inj.unknown", token),
        ],
    )


def ask_which(content: Content, token: int, days: Sequence[date]) -> Reply:
    """Which of the possible days was meant? One button for each reading."""
    choices = [day_button(content, "entry.button_day", token, day) for day in days]
    none = caption(content, "entry.button_neither", "cal.open", token)
    return message(content.text("entry.ask_which"), buttons=[*choices, none])


def read_back(content: Content, what: What, token: int, day: date, at: time | None, kind: str | None) -> Reply:
    """The date in words, with its weekday, before it is kept."""
    values = {"when": day_and_time(day, at, content)}
    if what == "visit":
        values["kind"] = content.text(f"dental.kind_{kind or 'unsure'}")
    question = content.text(f"entry.read_back_{what}", **values)
    return message(
        question,
        buttons=[
            caption(content, "button.yes", "inj.yes", token),
            caption(content, "entry.button_change", "inj.change", token),
        ],
    )


def ask_doubt(
    content: Content, doubt: Doubt, token: int, day: date, *, known: date | None, kinds: tuple[str, str] | None = None
) -> Reply:
    """Ask back about a date that does not fit what is known; each doubt has its two ways on, an older date three."""
    values = {"day": day_in_words(day), "known": day_in_words(known) if known else ""}
    if kinds:
        values |= {"new": content.text(f"dental.kind_{kinds[0]}"), "old": content.text(f"dental.kind_{kinds[1]}")}
    group = "visit" if kinds else "date"
    question = content.text(f"entry.doubt_{group}_{doubt.value}", **values)
    yes = content.text(f"entry.doubt_{group}_{doubt.value}_yes", **values)
    no = content.text(f"entry.doubt_{group}_{doubt.value}_no", **values)
    both = (
        [caption(content, "entry.doubt_date_older_button_both", "inj.doubt_both", token)]
        if doubt is Doubt.OLDER
        else []
    )
    leave = [caption(content, "entry.button_leave", "inj.leave", token)] if doubt in MAY_BE_LEFT else []
    yes_or_no = [button(to_plain(yes), "inj.doubt_yes", token), button(to_plain(no), "inj.doubt_no", token)]
    return message(question, buttons=[*yes_or_no, *both, *leave])


def ask_what_day_it_is(content: Content, past: Sequence[date], ahead: Sequence[date]) -> Reply:
    """What is the date that was typed the date of? *past* and *ahead* hold the days it may mean, nearest first."""
    choices: tuple[tuple[str, What, Sequence[date]], ...] = (
        ("entry.button_is_given", "given", past),
        ("entry.button_is_booked", "booked", ahead),
        ("entry.button_is_visit", "visit", ahead or past),
    )
    buttons = [
        caption(content, key, "inj.day", what, *(f"{day:{DAY}}" for day in days)) for key, what, days in choices if days
    ]
    return message(content.text("entry.what_day_is_it"), buttons=buttons)


def unknown_date(content: Content, what: What) -> Reply:
    """The day is not known: who knows it."""
    return message(content.text(f"entry.unknown_date_{what}"))


def unreadable(content: Content, reason: str, what: What) -> str:
    """Why a typed date was not taken, with an example (raw marks)."""
    ahead = "_ahead" if reason == "month_only" and what != "given" else ""
    return content.text(f"entry.not_read_{reason}{ahead}", example=content.text(f"entry.example_{what}"))
