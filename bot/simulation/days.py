"""Calendar and clock of the reckoning: months by hand, days in words, and what a wall clock says where."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
MONTHS = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip
LENGTHS = (31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)


def days_of_month(year: int, month: int) -> int:
    """How many days a month has."""
    leap = year % 4 == 0 and (year % 100 != 0 or year % 400 == 0)
    return 29 if month == 2 and leap else LENGTHS[month - 1]


def months_later(day: date, months: int) -> date:
    """The same day of the month so many months later; the month's last day where there is no such day."""
    whole = day.year * 12 + (day.month - 1) + months
    year, month = divmod(whole, 12)
    return date(year, month + 1, min(day.day, days_of_month(year, month + 1)))


def in_words(day: date) -> str:
    """A day as the bot writes it: Monday 31 January 2027."""
    return f"{WEEKDAYS[day.weekday()]} {day.day} {MONTHS[day.month - 1]} {day.year}"


def instant(day: date, hour: int, zone: ZoneInfo) -> datetime:
    """When a wall clock shows *hour* on *day*: the first of two such moments; one that is skipped moves forward."""
    wall = datetime(day.year, day.month, day.day, hour)  # noqa: DTZ001 - a wall clock, until its offset is known
    # Both offsets that may hold around that moment, the one in force before a change first.
    for offset in offsets_near(wall, zone):
        moment = (wall - offset).replace(tzinfo=UTC)
        if moment.astimezone(zone).replace(tzinfo=None) == wall:
            return moment
    return (wall - offsets_near(wall, zone)[0]).replace(tzinfo=UTC)


def offsets_near(wall: datetime, zone: ZoneInfo) -> tuple[timedelta, timedelta]:
    """The zone's offset from UTC a day before and a day after."""
    around = wall.replace(tzinfo=UTC)
    before, after = ((around + timedelta(days=days)).astimezone(zone).utcoffset() for days in (-1, 1))
    return before or timedelta(), after or timedelta()


def next_at_hour(now: datetime, hour: int, zone: ZoneInfo) -> datetime:
    """The first moment after *now* at which the clock shows *hour*."""
    day = now.astimezone(zone).date()
    today = instant(day, hour, zone)
    return today if today > now else instant(day + timedelta(days=1), hour, zone)


def city_of(zone: ZoneInfo) -> str:
    """The city that gives a zone its name."""
    return zone.key.rpartition("/")[2].replace("_", " ")
