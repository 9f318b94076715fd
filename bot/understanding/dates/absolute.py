"""Readings of a day of the calendar: 6 October, 3/12, the 12th, the first of the month, Boxing Day."""

import re
from calendar import monthrange
from datetime import date, timedelta
from itertools import islice
from typing import Final

from bot.understanding.dates import calendar
from bot.understanding.dates.calendar import NEWEST_YEAR, OLDEST_YEAR, Clock, make, month_day, month_from
from bot.understanding.dates.holidays import HOLIDAYS
from bot.understanding.dates.mention import IMPOSSIBLE, VAGUE, Mention, Parts, meaning, on_weekday
from bot.understanding.dates.numeric import three_numbers, two_numbers
from bot.understanding.dates.tokens import Token
from bot.understanding.dates.words import COUNTED, word_set

DOTTED_TIME: Final = re.compile(r"\d{1,2}\.(?:00|1[3-9]|[2-5]\d)")
"""10.30 is half past ten: whoever writes dates with dots puts the day first."""

_WHICH: Final = {"l": -1, "t": 0, "N": 1}
_MEASURED: Final = word_set("mg ml tablet tablets pill pills dose doses a an pain hour hours hr hrs")
_CONNECTING: Final = word_set(
    "i she he they we it my and but so please thanks thank can is was with if when because at my her his"
)


def figures(parts: Parts, clock: Clock) -> Mention | None:
    """4/5/26: both orders, unless only one lies in the direction meant."""
    days = three_numbers(parts.text("day"), clock)
    if days is None:
        return None
    if not days:
        return IMPOSSIBLE
    return on_weekday([day for day in days if clock.fits(day)] or days, _weekday(parts))


def pair(parts: Parts, clock: Clock) -> Mention | None:
    """3/12, both orders; with another sign than a slash only where it is led by "on" or stands alone."""
    raw, following = parts.text("day"), parts.following
    led = parts.get("lead") is not None or parts.get("weekday") is not None or parts.alone
    if ("/" not in raw and not led) or DOTTED_TIME.fullmatch(raw):
        return None
    if following is not None and following.text in _MEASURED:
        return None
    days = two_numbers(raw, clock)
    return None if days is None else on_weekday(days, parts.value("weekday")) if days else IMPOSSIBLE


def named(parts: Parts, clock: Clock) -> Mention | None:
    """6 October, Oct 6th 2026, the twelfth of May last year."""
    day, month, weekday = parts.need("day"), parts.need("month"), _weekday(parts)
    year = _year(parts.get("year") or parts.get("year_first"), clock)
    if year is not None:
        found = make(year, month, day)
        return on_weekday([found], weekday) if found else IMPOSSIBLE
    found = month_day(clock, month, day)
    if found is None:
        return IMPOSSIBLE
    further = make(found.year + clock.sign, month, day)
    if found.weekday() != weekday and further is not None and further.weekday() == weekday:
        return meaning(further)
    return on_weekday([found], weekday)


def either_named(parts: Parts, clock: Clock) -> Mention | None:
    """The 6th or 7th of October; 5-6 December."""
    written = parts.text("pair")
    numbers = [int(number) for number in re.findall(r"\d+", written)]
    numbers = numbers or [parts.need("one"), parts.need("two")]
    return meaning(*(month_day(clock, parts.need("month"), number) for number in numbers))


def of_month(parts: Parts, clock: Clock) -> Mention | None:
    """The 12th of last month, the first of the month."""
    which, day = parts.kinds("which"), parts.need("day")
    if which:
        return meaning(make(*month_from(clock.today, _WHICH[which]), day))
    return meaning(next(iter(calendar.days_of_month(clock, day)), None))


def ordinal(parts: Parts, clock: Clock) -> Mention | None:
    """The 12th; Thursday the 12th; on the twelfth. What counts things ("my second dose") is no day."""
    token, following, weekday = parts.get("day"), parts.following, parts.value("weekday")
    if token is None or (following is not None and following.text in COUNTED):
        return None
    if token.text.isalpha() and weekday is None and not parts.alone:
        counting = following is not None and following.kind == "x" and following.text not in _CONNECTING
        if parts.kinds("lead") not in ("qh", "zh", "rh") or counting:
            return None
    days = list(islice(calendar.days_of_month(clock, token.value), 3 if weekday is not None else 1))
    agreeing = [day for day in days if day.weekday() == weekday]
    if token.kind == "n" and weekday is not None and not agreeing:
        return None
    if not days:
        return IMPOSSIBLE
    return Mention(days=on_weekday((agreeing or days)[:1], weekday).days, day=token.value)


def nth_weekday(parts: Parts, clock: Clock) -> Mention | None:
    """The first Monday of December, the last Friday of next month."""
    nth = -1 if parts.kinds("nth") == "l" else parts.need("nth")
    if nth > 5:
        return None
    month = parts.value("month")
    if month is not None:
        year = _year(parts.get("year"), clock)
        years = (clock.today.year, clock.today.year + clock.sign) if year is None else (year,)
        months = [(each, month) for each in years]
    else:
        which = parts.kinds("which")
        steps = (_WHICH[which],) if which else (0, clock.sign)
        months = [month_from(clock.today, step) for step in steps]
    days = [calendar.nth_weekday(year, month, parts.need("weekday"), nth) for year, month in months]
    return meaning(*[day for day in days if day and clock.fits(day)][:1] or days[:1])


def last_day(parts: Parts, clock: Clock) -> Mention | None:
    """The last day of the month, of next month, of May."""
    month = parts.value("month")
    if month is None:
        return meaning(_end(*month_from(clock.today, _WHICH.get(parts.kinds("which"), 0))))
    ends = [_end(clock.today.year + clock.sign * step, month) for step in range(2)]
    return meaning(next((day for day in ends if clock.fits(day)), None))


def _end(year: int, month: int) -> date:
    return date(year, month, monthrange(year, month)[1])


def month_alone(parts: Parts, clock: Clock) -> Mention | None:
    """A month without a day."""
    return Mention(why="month_only", month=parts.need("month"), year=_year(parts.get("year"), clock))


def holiday(parts: Parts, clock: Clock) -> Mention | None:
    """Boxing Day; last Christmas Eve; Good Friday 2027; the day after Easter Monday."""
    days_of, year = HOLIDAYS[parts.text("name")], parts.value("year")
    if year is not None:
        return meaning(*days_of(year)) if OLDEST_YEAR <= year <= NEWEST_YEAR else IMPOSSIBLE
    if parts.kinds("which") == "l":
        clock = Clock(clock.today, "past")
    side = timedelta(days={"": 0, "b": -1, "e": 1}[parts.kinds("side")])
    around = [[day + side for day in days_of(clock.today.year + clock.sign * step)] for step in range(2)]
    return meaning(
        *(next((day for day in readings if clock.fits(day)), None) for readings in zip(*around, strict=True))
    )


def vague(_: Parts, __: Clock) -> Mention | None:
    """A stretch of time, or a count that is not exact."""
    return VAGUE


def _weekday(parts: Parts) -> int | None:
    before = parts.value("weekday")
    return before if before is not None else parts.value("weekday_after")


def _year(token: Token | None, clock: Clock) -> int | None:
    if token is None:
        return None
    if token.kind in _WHICH:
        return clock.today.year + _WHICH[token.kind]
    if token.kind == "n":
        return 2000 + token.value if 20 <= token.value < 40 and token.text.isdigit() else None
    return token.value
