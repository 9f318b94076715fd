"""The settings as buttons: hour, time zone, lock-screen line, news."""

from zoneinfo import ZoneInfo

from bot.content import Content
from bot.schedule import EARLIEST_HOUR, LATEST_HOUR
from bot.understanding.zones import place_name
from bot.views.common import caption, notice
from bot.views.reply import Reply, button

HOURS_A_ROW = 4


def settings_page(content: Content, *, hour: int, zone: ZoneInfo, quiet: bool, news: bool, consent: bool) -> Reply:
    """What holds now, and a button to change each."""
    withdraw = [caption(content, "withdraw.button", "rights.withdraw")] if consent else []
    return notice(
        content,
        "set.page",
        caption(content, "set.button_hour", "set.hour"),
        caption(content, "set.button_zone", "set.zone"),
        caption(content, "set.button_quiet_off" if quiet else "set.button_quiet_on", "set.quiet", int(not quiet)),
        caption(content, "set.button_news_off" if news else "set.button_news_on", "set.news", int(not news)),
        *withdraw,
        hour=hour,
        place=place_name(zone.key),
        quiet=content.text("set.quiet_on" if quiet else "set.quiet_off"),
        news=content.text("set.news_on" if news else "set.news_off"),
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
