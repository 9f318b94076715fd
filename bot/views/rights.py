"""Rights: ending messages, taking consent back, seeing and deleting what is kept."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from bot.content import Content
from bot.content.marks import to_html
from bot.settings import Settings
from bot.views.common import caption, day_in_words, notice, place_values
from bot.views.entry import message
from bot.views.reply import Button, Reply, column
from bot.views.team import cut

PAGE_UNITS = 3500
QUESTION_UNITS = 300
Rows = Sequence[Mapping[str, Any]]


def stopped(content: Content, settings: Settings, *, with_facts: bool) -> Reply:
    """Messages have ended; the facts about stopping treatment once, and the way back."""
    facts = _facts(content, settings) if with_facts else ""
    buttons = [caption(content, "stop.resume", "rem.resume"), caption(content, "stop.button_why", "stop.why")]
    return message(content.text("stop.done"), facts, content.text("stop.what_stays"), buttons=buttons)


def already_stopped(content: Content) -> Reply:
    """They had ended before."""
    return notice(content, "stop.already", caption(content, "stop.resume", "rem.resume"))


def farewell(content: Content, settings: Settings, kind: str, *, can_resume: bool) -> Reply:
    """Somebody died, or the wrong person reads this: kind words only, deletion, and a way back from a mistake."""
    buttons = [caption(content, "mydata.delete", "rights.forget")]
    if can_resume:
        buttons.append(caption(content, "stop.mistake", "rem.resume"))
    return message(content.reminder("stopping", kind).fill(**place_values(content, settings)), buttons=buttons)


def ask_forget(content: Content, settings: Settings, *, with_facts: bool) -> Reply:
    """What goes, and whether it shall."""
    facts = _facts(content, settings) if with_facts else ""
    buttons = [
        caption(content, "forget.confirm", "rights.erase"),
        caption(content, "forget.keep", "rights.keep"),
    ]
    return message(content.text("forget.ask"), facts, buttons=buttons)


def forgotten(content: Content, left: int, backups_until: date) -> Reply:
    """It is done, with the proof."""
    return notice(content, "forget.done", left=left, day=day_in_words(backups_until))


def ask_withdraw(content: Content, settings: Settings, *, with_facts: bool) -> Reply:
    """What taking consent back means, and whether it shall be."""
    facts = _facts(content, settings) if with_facts else ""
    buttons = [
        caption(content, "withdraw.confirm", "rights.withdrawn"),
        caption(content, "withdraw.keep", "rights.keep"),
    ]
    return message(content.text("withdraw.ask"), facts, buttons=buttons)


def closed_card(content: Content, question_id: int) -> Reply:
    """An admin's copy of a question that was deleted with its chat."""
    return notice(content, "admin.card_deleted", number=question_id)


def my_data(content: Content, held: Mapping[str, Rows], zone: ZoneInfo) -> list[Reply]:
    """Everything held as readable text, in as many messages as it takes; the last carries the buttons."""
    chat = held["chats"][0] if held["chats"] else {}
    lines = [content.text("mydata.title"), *_about_chat(content, chat, zone), *_about_people(content, held, zone)]
    buttons: list[Button] = []
    if chat.get("consent_at"):
        buttons.append(caption(content, "withdraw.button", "rights.withdraw"))
    buttons.append(caption(content, "mydata.delete", "rights.forget"))
    pages = [Reply(text=page) for page in _pages(map(to_html, lines))]
    return [*pages[:-1], pages[-1].model_copy(update={"rows": column(*buttons)})]


def _about_chat(content: Content, chat: Mapping[str, Any], zone: ZoneInfo) -> list[str]:
    lines = []
    if chat:
        lines.append(content.text("mydata.known_since", day=_day(chat["created_at"], zone)))
    if chat.get("consent_at"):
        lines.append(content.text("mydata.consent", day=_day(chat["consent_at"], zone)))
    else:
        lines.append(content.text("mydata.no_consent"))
    if chat.get("zone"):
        lines.append(content.text("mydata.zone", zone=chat["zone"]))
    if chat.get("home_zone"):
        lines.append(content.text("mydata.home_zone", zone=chat["home_zone"]))
    if chat.get("unwanted_steps"):
        left_out = ", ".join(content.text(f"set.step_{step}") for step in chat["unwanted_steps"])
        lines.append(content.text("mydata.left_out", names=left_out))
    if chat.get("hour") is not None:
        lines.append(content.text("mydata.hour", hour=f"{chat['hour']}:00"))
    lines.append(content.text("mydata.news" if chat.get("news") else "mydata.no_news"))
    return lines


def _about_people(content: Content, held: Mapping[str, Rows], zone: ZoneInfo) -> list[str]:
    stops = [person["stopped_at"] for person in held["persons"] if person["stopped_at"]]
    reasons = [person["stop_reason"].removeprefix("asked:") for person in held["persons"] if person["stop_reason"]]
    breaks = [person["paused_until"] for person in held["persons"] if person["paused_until"]]
    waiting = sum(row["status"] in ("pending", "leased", "sending") for row in held["outbox"])
    return [
        *(content.text("mydata.stopped", day=_day(stop, zone)) for stop in stops),
        *(content.text("mydata.reason", why=content.text(f"mydata.why_{reason}")) for reason in reasons),
        *(content.text("mydata.break", day=_day(until, zone)) for until in breaks),
        *(
            _kept(content, row["removed_at"], content.text("mydata.injection", day=_day(row["given_on"], zone)))
            for row in held["injections"]
        ),
        *(
            _kept(content, row["ended_at"], content.text("mydata.appointment", day=_day(row["booked_on"], zone)))
            for row in held["appointments"]
        ),
        *(_kept(content, row["removed_at"], _visit(content, row, zone)) for row in held["visits"]),
        *(
            content.text(
                "mydata.question", day=_day(row["asked_at"], zone), text=cut(content, row["text"], QUESTION_UNITS)
            )
            for row in held["questions"]
        ),
        content.text("mydata.waiting", number=waiting),
        content.text("mydata.sent", number=len(held["outbox"]) - waiting),
    ]


def _visit(content: Content, row: Mapping[str, Any], zone: ZoneInfo) -> str:
    kind = content.text(f"dental.kind_{row['kind']}")
    what = content.text("dental.kind_of_other", kind=kind) if row["of_other"] else kind
    return content.text("mydata.visit", day=_day(row["visit_on"], zone), what=what)


def _kept(content: Content, ended: object, what: str) -> str:
    return content.text("mydata.removed", what=what) if ended else what


def _day(value: str, zone: ZoneInfo) -> str:
    """An ISO date, or the local day of an ISO instant, in words."""
    if len(value) == len("2026-11-22"):
        return day_in_words(date.fromisoformat(value))
    return day_in_words(datetime.fromisoformat(value).astimezone(zone).date())


def _facts(content: Content, settings: Settings) -> str:
    return content.reminder("stopping", "facts").fill(**place_values(content, settings))


def _pages(lines: Iterable[str]) -> list[str]:
    """Lines joined to pages that fit into a message."""
    pages = [""]
    for line in lines:
        longer = f"{pages[-1]}\n{line}".strip()
        if len(longer.encode("utf-16-le")) // 2 > PAGE_UNITS and pages[-1]:
            pages.append(line)
        else:
            pages[-1] = longer
    return pages
