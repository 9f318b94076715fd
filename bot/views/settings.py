"""The settings as buttons: hour, time zone, lock-screen line, news."""

from collections.abc import Collection
from datetime import datetime
from zoneinfo import ZoneInfo

from bot.content import Content
from bot.schedule import EARLIEST_HOUR, LATEST_HOUR, OPTIONAL_STEPS
from bot.understanding.zones import place_name
from bot.views.common import caption, notice, time_in_words
from bot.views.reply import Reply, button

HOURS_A_ROW = 4
OPTIONAL = sorted(OPTIONAL_STEPS, key=("B2", "B3", "B4", "H7", "Y1").index)


def settings_page(
    content: Content,
    *,
    hour: int,
    zone: ZoneInfo,
    home: str | None,
    quiet: bool,
    news: bool,
    left_out: int,
    consent: bool,
) -> Reply:
    """What holds now, and a button to change each; *home* is the zone to go back to while they travel."""
    withdraw = [caption(content, "withdraw.button", "rights.withdraw")] if consent else []
    back = [caption(content, "set.button_home", "set.home")] if home else []
    return notice(
        content,
        "set.page",
        caption(content, "set.button_hour", "set.hour"),
        *back,
        caption(content, "set.button_zone", "set.zone"),
        caption(content, "set.button_steps", "set.steps"),
        caption(content, "set.button_quiet_off" if quiet else "set.button_quiet_on", "set.quiet", int(not quiet)),
        caption(content, "set.button_news_off" if news else "set.button_news_on", "set.news", int(not news)),
        *withdraw,
        hour=hour,
        place=place_name(zone.key),
        travelling=" " + content.text("set.travelling", home=place_name(home)) if home else "",
        steps=content.text("set.some_steps" if left_out else "set.all_steps"),
        quiet=content.text("set.quiet_on" if quiet else "set.quiet_off"),
        news=content.text("set.news_on" if news else "set.news_off"),
    )


def choose_steps(content: Content, unwanted: Collection[str]) -> Reply:
    """The reminders that may be left out, each with whether it comes; a press changes that."""
    buttons = [
        caption(
            content,
            "set.step_off" if step in unwanted else "set.step_on",
            "set.step",
            step,
            int(step in unwanted),
            what=content.text(f"set.step_{step}"),
        )
        for step in OPTIONAL
    ]
    return notice(content, "set.steps", *buttons, caption(content, "button.back", "set.show"))


def ask_travel(content: Content, zone: ZoneInfo, before: str, now: datetime) -> Reply:
    """Another time zone is kept: for good, or while travelling?"""
    return notice(
        content,
        "set.ask_travel",
        caption(content, "set.button_moved", "set.show"),
        caption(content, "set.button_travel", "set.travel", before),
        place=place_name(zone.key),
        home=place_name(before),
        time=time_in_words(now.astimezone(zone)),
    )


def choose_hour(content: Content) -> Reply:
    """The hours at which messages may come, a few to a row, and the way back."""
    hours = [
        button(content.text("set.button_at", hour=hour), "set.hour_is", hour)
        for hour in range(EARLIEST_HOUR, LATEST_HOUR + 1)
    ]
    rows = [tuple(hours[start : start + HOURS_A_ROW]) for start in range(0, len(hours), HOURS_A_ROW)]
    page = notice(content, "set.choose_hour")
    return page.model_copy(update={"rows": (*rows, (caption(content, "button.back", "set.show"),))})
