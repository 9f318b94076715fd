"""How the bot is, for admins: /health, who cannot be reached, and what the bot says about it by itself."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from bot.content import Content
from bot.content.marks import to_html
from bot.views.common import caption, day_in_words, notice, time_in_words
from bot.views.reply import Reply, column
from bot.vitals import Fault, OutOfReach, Vitals

PEOPLE_A_PAGE = 15


def health(content: Content, vitals: Vitals, zone: ZoneInfo, *, daily_word: bool) -> Reply:
    """Whether the bot is well, first line the answer; below, who cannot be reached and the word of each day."""

    def moment(instant: datetime | None, otherwise: str) -> str:
        return _moment(instant, zone) if instant else content.text(otherwise)

    figures = content.text(
        "admin.health",
        last_sweep=moment(vitals.last_sweep, "admin.never"),
        waiting=vitals.waiting,
        oldest=moment(vitals.oldest, "admin.none"),
        last_delivered=moment(vitals.last_delivered, "admin.never"),
        last_canary=moment(vitals.last_canary, "admin.never"),
        last_backup=moment(vitals.last_backup, "admin.never"),
        unreachable=vitals.unreachable,
        unreachable_due=vitals.unreachable_due,
        unanswered=vitals.unanswered,
        parked=vitals.parked,
    )
    lost = caption(content, "admin.unreachable_button", "adm.lost", 0, number=vitals.unreachable_due)
    wish = "admin.daily_off" if daily_word else "admin.daily_on"
    buttons = [lost] if vitals.unreachable_due else []
    buttons.append(caption(content, wish, "adm.daily", 0 if daily_word else 1))
    head = "\n\n".join(_heads(content, vitals.faults) or [content.text("admin.health_well")])
    return Reply(text=to_html(f"{head}\n{figures}".strip()), rows=column(*buttons))


def canary(content: Content) -> Reply:
    """The test message that nobody is meant to read: it is deleted as soon as Telegram has taken it."""
    return notice(content, "admin.canary")


def faults_told(content: Content, faults: Sequence[Fault]) -> Reply:
    """What is wrong, for admins who did not ask."""
    return Reply(text=to_html("\n\n".join([*_heads(content, faults), content.text("admin.fault_see")])))


def faults_over(content: Content) -> Reply:
    """All of it has passed."""
    return notice(content, "admin.fault_over")


def unreachable(content: Content, people: Sequence[OutOfReach], offset: int) -> Reply:
    """Who is to be called, from the one at *offset* on: number and link, due date, and how late in words."""
    if not people:
        return notice(content, "admin.unreachable_nobody")
    offset = offset if 0 <= offset < len(people) else 0
    page = people[offset : offset + PEOPLE_A_PAGE]
    parts = [to_html(content.text("admin.unreachable", number=len(people)))]
    parts += [_person(content, one) for one in page]
    rest = offset + len(page)
    more = [caption(content, "button.next_page", "adm.lost", rest)] if rest < len(people) else []
    return Reply(text="\n\n".join(part.strip() for part in parts), rows=column(*more))


def span_in_words(content: Content, span: timedelta) -> str:
    """How long something took, to the nearest hour up to two days, then to the nearest day."""
    hours = max(1, round(span / timedelta(hours=1)))
    if hours == 1:
        return content.text("admin.one_hour")
    days = round(span / timedelta(days=1))
    return content.text("admin.hours", number=hours) if hours < 48 else content.text("schedule.days", number=days)


def _heads(content: Content, faults: Sequence[Fault]) -> list[str]:
    return [content.text(f"admin.fault_{fault.value}").strip() for fault in faults]


def _person(content: Content, one: OutOfReach) -> str:
    lines = content.text(
        "admin.unreachable_person",
        due=day_in_words(one.due),
        zone=content.text(f"admin.zone_{one.lateness.value}"),
        since=day_in_words(one.since.date()),
    )
    if one.booked is not None:
        lines = f"{lines.strip()}\n{content.text('admin.unreachable_booked', booked=day_in_words(one.booked))}"
    # The link opens the person's profile in Telegram; no name is kept here.
    return f'<a href="tg://user?id={one.chat_id}">{one.chat_id}</a>\n{to_html(lines)}'


def _moment(instant: datetime, zone: ZoneInfo) -> str:
    local = instant.astimezone(zone)
    return f"{day_in_words(local.date())}, {time_in_words(local)}"
