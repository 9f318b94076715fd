"""Settling the time zone: the clock, then a city."""

from collections.abc import Sequence
from datetime import datetime, time
from zoneinfo import ZoneInfo

from bot.content import Content
from bot.content.marks import to_plain
from bot.understanding.zones import place_name
from bot.views.common import caption, notice, time_in_words
from bot.views.reply import Reply, button

CLOCKS_A_ROW = 4


def ask_clock(content: Content, token: int, now: datetime, zone: ZoneInfo) -> Reply:
    """Is it 14:05 where you are?"""
    return notice(
        content,
        "zone.ask",
        caption(content, "button.yes", "zone.yes", token),
        caption(content, "entry.button_change", "zone.change", token),
        time=time_in_words(now.astimezone(zone)),
    )


def ask_same_clock(content: Content, now: datetime, zone: ZoneInfo) -> Reply:
    """Somebody has moved, or stays elsewhere: does the clock still hold?"""
    return notice(
        content,
        "zone.same_clock",
        caption(content, "zone.button_same", "next.show"),
        caption(content, "set.button_zone", "set.zone"),
        place=place_name(zone.key),
        time=time_in_words(now.astimezone(zone)),
    )


def ask_city(content: Content, token: int, *, again: bool = False) -> Reply:
    """Type your city, or what your clock shows; *again* where the last answer fitted nothing."""
    return notice(
        content,
        "zone.ask_city_again" if again else "zone.ask_city",
        caption(content, "zone.button_clocks", "zone.clocks", token),
        caption(content, "entry.button_not_now", "inj.leave", token),
    )


def choose_clock(content: Content, token: int, times: Sequence[time]) -> Reply:
    """What does your clock show now? The times there are in the world, a few to a row."""
    cells = [button(time_in_words(one), "zone.clock", token, one.hour * 60 + one.minute) for one in times]
    rows = tuple(tuple(cells[start : start + CLOCKS_A_ROW]) for start in range(0, len(cells), CLOCKS_A_ROW))
    leave = caption(content, "entry.button_not_now", "inj.leave", token)
    return notice(content, "zone.choose_clock").model_copy(update={"rows": (*rows, (leave,))})


def choose_zone(content: Content, token: int, zones: Sequence[str], now: datetime) -> Reply:
    """Which of these has the same clock as you? A button for each, with the time it shows."""
    choices = [
        button(
            to_plain(
                content.text(
                    "zone.button_place", place=place_name(name), time=time_in_words(now.astimezone(ZoneInfo(name)))
                )
            ),
            "zone.pick",
            token,
            position,
        )
        for position, name in enumerate(zones)
    ]
    return notice(content, "zone.choose", *choices, caption(content, "zone.button_none", "zone.change", token))
