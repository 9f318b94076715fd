"""Readings that count from today: last Monday, Thursday week, a fortnight ago, the day after tomorrow."""

from datetime import date, timedelta
from typing import Final

from dateutil.relativedelta import relativedelta

from bot.understanding.dates.calendar import Clock, weekday_after, weekday_before, weekday_of_week
from bot.understanding.dates.mention import IMPOSSIBLE, VAGUE, Mention, Parts, meaning
from bot.understanding.dates.words import word_set

_MANY: Final = word_set("days weeks wks weaks fortnights")
_HALVES: Final = word_set("am pm a.m p.m")
_HAVING: Final = word_set("had got been done given back")


def week_of(parts: Parts, clock: Clock) -> Mention | None:
    """Tuesday next week, last week on Friday, Monday of this week."""
    weeks = {"l": -1, "t": 0, "N": 1}[parts.kinds("which")]
    days = weekday_of_week(clock.today, parts.need("weekday"), weeks)
    return meaning(*[day for day in days if weeks or clock.fits(day)] or days)


def last_weekday(parts: Parts, clock: Clock) -> Mention | None:
    """Last Monday, Monday gone: the latest before today."""
    return meaning(weekday_before(clock.today, parts.need("weekday", "other", "third")))


def before_last(parts: Parts, clock: Clock) -> Mention | None:
    """The Friday before last."""
    return meaning(weekday_before(clock.today, parts.need("weekday")) - timedelta(days=7))


def coming_weekday(parts: Parts, clock: Clock) -> Mention | None:
    """This coming Friday: never today."""
    return meaning(weekday_after(clock.today, parts.need("weekday", "other")))


def next_weekday(parts: Parts, clock: Clock) -> Mention | None:
    """The first such day, or the one of the week after; only one reading where it is today's weekday."""
    first = weekday_after(clock.today, parts.need("weekday", "other"))
    if first - clock.today == timedelta(days=7):
        return meaning(first)
    return meaning(first, first + timedelta(days=7))


def after_next(parts: Parts, clock: Clock) -> Mention | None:
    """The Friday after next: as open as "next Friday"."""
    first = weekday_after(clock.today, parts.need("weekday"))
    return meaning(first + timedelta(days=7), first + timedelta(days=14))


def bare_days(weekday: int, clock: Clock) -> tuple[date, ...]:
    """The nearest such day in the direction meant, and today too where it is today's weekday."""
    nearest = weekday_before(clock.today, weekday) if clock.sign < 0 else weekday_after(clock.today, weekday)
    return (clock.today, nearest) if weekday == clock.today.weekday() else (nearest,)


def bare_weekday(parts: Parts, clock: Clock) -> Mention | None:
    """On Friday; this Friday."""
    return meaning(*bare_days(parts.need("weekday"), clock))


def weekdays_ago(parts: Parts, clock: Clock) -> Mention | None:
    """Two Sundays ago."""
    further = timedelta(days=7 * (parts.need("count") - 1))
    return meaning(weekday_before(clock.today, parts.need("weekday")) - further)


def same_day(parts: Parts, clock: Clock) -> Mention | None:
    """This time next week."""
    return meaning(clock.shifted(7 if parts.kinds("which") == "N" else -7))


def hours_ago(parts: Parts, clock: Clock) -> Mention | None:
    """Half an hour ago: today, unless so many hours that it may have been yesterday."""
    few = parts.need("count") <= 4 or parts.text("unit").startswith("m")
    return meaning(clock.today) if few else None


def weekday_week(parts: Parts, clock: Clock) -> Mention | None:
    """Thursday week, a fortnight on Tuesday, three weeks on Monday."""
    ahead = Clock(clock.today, "future")
    days = timedelta(days=(parts.value("count") or 1) * parts.need("unit"))
    return meaning(*(day + days for day in bare_days(parts.need("weekday"), ahead)))


def week_last(parts: Parts, clock: Clock) -> Mention | None:
    """A week last Friday."""
    days = timedelta(days=(parts.value("count") or 1) * parts.need("unit"))
    return meaning(weekday_before(clock.today, parts.need("weekday")) - days)


def ago_weekday(parts: Parts, clock: Clock) -> Mention | None:
    """Tuesday two weeks ago, a week ago last Friday: that day of the week then, counted in both ways."""
    back = (parts.value("count") or 1) * parts.need("unit")
    then = clock.today - timedelta(days=back)
    weekday = parts.need("weekday")
    nearest = then + timedelta(days=(weekday - then.weekday() + 3) % 7 - 3)
    counted = weekday_before(clock.today, weekday) - timedelta(days=back if parts.kinds("order") else back - 7)
    return meaning(*dict.fromkeys((counted,) if parts.kinds("last") else (nearest, counted)))


def relative_day(parts: Parts, clock: Clock) -> Mention | None:
    """Today, tomorrow, yesterday."""
    return meaning(clock.shifted(parts.need("day")))


def beside_day(parts: Parts, clock: Clock) -> Mention | None:
    """The day before yesterday, the day after tomorrow."""
    return meaning(clock.shifted(parts.need("day") + (-1 if parts.kinds("side") == "b" else 1)))


def weeks_and_day(parts: Parts, clock: Clock) -> Mention | None:
    """A week tomorrow, two weeks today, a week ago yesterday; "two weeks today" looks back if the past is meant."""
    day = parts.need("day")
    back = bool(parts.kinds("ago")) or day < 0 or (clock.prefer == "past" and day == 0)
    days = (parts.value("count") or 1) * parts.need("unit")
    return meaning(clock.shifted(day - days if back else day + days))


def months_and_today(parts: Parts, clock: Clock) -> Mention | None:
    """Two months ago today, a month from today: to the day. Without "today" a month is no exact count."""
    months = (parts.value("count") or 1) * parts.need("unit")
    if months > 600:
        return IMPOSSIBLE
    back = not parts.kinds("from") and (bool(parts.kinds("ago")) or clock.prefer == "past")
    return meaning(clock.today + relativedelta(months=-months if back else months))


def ago(parts: Parts, clock: Clock) -> Mention | None:
    """Four days ago, a fortnight back; "weeks ago" is no day."""
    if parts.value("count") is None and parts.text("unit") in _MANY:
        return VAGUE
    return meaning(clock.shifted(-(parts.value("count") or 1) * parts.need("unit")))


def ahead(parts: Parts, clock: Clock) -> Mention | None:
    """In a week, ten days' time."""
    return meaning(clock.shifted((parts.value("count") or 1) * parts.need("unit")))


def after_days(parts: Parts, clock: Clock) -> Mention | None:
    """Come again after 15 days, as is said in India; of what has happened it tells no day."""
    return ahead(parts, clock) if clock.prefer == "future" and parts.value("count") else None


def from_day(parts: Parts, clock: Clock) -> Mention | None:
    """Two weeks from Friday, ten days from now, a week after tomorrow."""
    days = (parts.value("count") or 1) * parts.need("unit")
    weekday = parts.value("weekday")
    if weekday is None:
        return meaning(clock.shifted(parts.need("day") + days))
    return meaning(*(day + timedelta(days=days) for day in bare_days(weekday, Clock(clock.today, "future"))))


def part_of_today(parts: Parts, clock: Clock) -> Mention | None:
    """This morning; last night."""
    return meaning(clock.shifted(-1 if parts.kinds("which") == "l" else 0))


def this_half(parts: Parts, clock: Clock) -> Mention | None:
    """This AM, this pm."""
    return meaning(clock.today) if parts.text("clock") in _HALVES else None


def just_had(parts: Parts, clock: Clock) -> Mention | None:
    """Said on the day: I have just had it."""
    return meaning(clock.today) if clock.prefer == "past" and parts.text("verb") in _HAVING else None
