"""The patient's wall clock: local hours as instants, and the hours in which messages may arrive."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

EARLIEST_HOUR, LATEST_HOUR = 9, 19
"""Messages arrive from 09:00 to 19:00 local (medical brief, section 4); a patient's hour is one of these."""

SENDING_GRACE = timedelta(minutes=30)
"""What was due at 19:00 may still be on its way when many messages share that minute."""


def check_hour(hour: int) -> None:
    """Raise ValueError for an hour at which no message may be planned."""
    if not EARLIEST_HOUR <= hour <= LATEST_HOUR:
        raise ValueError(f"hour {hour}: choose a whole hour from {EARLIEST_HOUR} to {LATEST_HOUR}")


def to_utc(day: date, hour: int, minute: int, zone: ZoneInfo) -> datetime:
    """
    The instant at which clocks in *zone* show this time.

    A time that a clock change skips moves forward by the gap; one that comes twice is the first of the two.
    """
    return datetime.combine(day, time(hour, minute), zone).astimezone(UTC)


def next_hour(now: datetime, zone: ZoneInfo, hour: int) -> datetime:
    """The first instant after *now* (aware) at which it is the patient's *hour*."""
    day = now.astimezone(zone).date()
    while (instant := to_utc(day, hour, 0, zone)) <= now:
        day += timedelta(days=1)
    return instant


def next_window(now: datetime, zone: ZoneInfo, hour: int) -> datetime:
    """*now* (in UTC) if a message may arrive at once, else the next time it is the patient's *hour*."""
    local = now.astimezone(zone)
    since_midnight = timedelta(hours=local.hour, minutes=local.minute, seconds=local.second)
    if timedelta(hours=EARLIEST_HOUR) <= since_midnight <= timedelta(hours=LATEST_HOUR) + SENDING_GRACE:
        return now.astimezone(UTC)
    return next_hour(now, zone, hour)
