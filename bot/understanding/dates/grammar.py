"""
The wordings of a date: patterns over the kinds of ``words`` (by the names of ``kinds``) and the reading of each,
the longest first.

A new wording is one more row. No pattern repeats anything without a bound, so long messages cost in proportion.
"""

import re
from collections.abc import Callable
from typing import Final

from bot.understanding.dates import absolute, relative
from bot.understanding.dates.calendar import Clock
from bot.understanding.dates.kinds import spelled
from bot.understanding.dates.mention import Found, Mention, Parts
from bot.understanding.dates.tokens import Token

Reading = Callable[[Parts, Clock], Mention | None]

_THE: Final = spelled("[{on}{from}{or}{at}]?{the}?")
_LED: Final = spelled("(?:(?P<weekday>{weekday}){comma}?{stop}?{on}?{the}?)?")
_TRAILED: Final = spelled("(?:{comma}?(?P<weekday_after>{weekday})(?!{weeks}))?")
_YEAR: Final = spelled(
    "(?:{comma}?(?P<year>{year}|{short_year}|[{which}](?={months})|{number}(?=$|[{stop}{comma}{other}"
    "{on}{at}{in}{clock}{morning}{holiday}{today}{weekday}{the}{gone}{coming}])){months}?)?"
)
_YEAR_FIRST: Final = spelled("(?:(?P<year_first>[{which}]){months}[{on}{comma}]?{the}?)?")
_SPAN: Final = spelled("(?P<count>[{count}])?(?P<unit>[{unit}])")

_PARTS: Final = {
    "some_the": _THE,
    "led": _LED,
    "trailed": _TRAILED,
    "span": _SPAN,
    "some_year": _YEAR,
    "year_first": _YEAR_FIRST,
}
_WORDINGS: Final[tuple[tuple[str, Reading], ...]] = (
    # days of the calendar
    ("{led}(?P<day>{figures}){trailed}", absolute.figures),
    (
        "{the}?(?:(?P<one>[{any_number}])[{or}-]{the}?(?P<two>[{any_number}])|(?P<pair>{pair})){of}?(?P<month>{month})",
        absolute.either_named,
    ),
    (
        (
            "{some_the}{year_first}{led}(?P<day>[{any_number}])-?{of}?{comma}?-?(?P<month>{month}){stop}?-?"
            "{some_year}{trailed}"
        ),
        absolute.named,
    ),
    (
        (
            "{some_the}{year_first}{led}(?P<month>{month}){stop}?-?{the}?(?P<day>[{any_number}])(?![{length}"
            "{oclock}{hours}]){some_year}{trailed}"
        ),
        absolute.named,
    ),
    (
        (
            "{some_the}(?P<nth>[{ordinal}{last}])(?P<weekday>{weekday})[{of}{in}]{the}?(?:(?P<month>{month})"
            "{some_year}|(?P<which>[{which}]?){months})"
        ),
        absolute.nth_weekday,
    ),
    ("{some_the}{led}(?P<day>[{any_number}]){of}?{the}?(?P<which>[{which}]){months}", absolute.of_month),
    ("{some_the}{led}(?P<day>{ordinal})[{of}{in}]{the}(?P<which>){months}", absolute.of_month),
    (
        "{last}{days}[{of}{in}]{the}?(?:(?P<month>{month})[{year}{short_year}]?|(?P<which>[{which}]?){months})",
        absolute.last_day,
    ),
    (
        "(?:{ordinal}{weeks}|{early})-?[{of}{in}]?{the}?(?P<month>{month})(?P<year>[{year}{short_year}])?",
        absolute.month_alone,
    ),
    (
        "(?:{days}(?P<side>[{before}{after}]))?(?P<which>[{which}])?(?P<name>{holiday})(?P<year>{year})?",
        absolute.holiday,
    ),
    # weekdays
    ("(?P<weekday>{weekday}){of}?(?P<which>[{which}]){weeks}", relative.week_of),
    ("(?P<which>[{which}]){weeks}{comma}?{on}?(?P<weekday>{weekday})", relative.week_of),
    ("(?P<weekday>{weekday}){before}{last}", relative.before_last),
    ("(?P<weekday>{weekday}){after}{next}", relative.after_next),
    ("(?P<count>{number})(?P<weekday>{weekday}){ago}", relative.weekdays_ago),
    ("(?P<order>{span}{ago}){on}?(?P<last>{last}?)(?P<weekday>{weekday})", relative.ago_weekday),
    ("(?P<order>{span}{past}){on}?(?P<last>{last}?)(?P<weekday>{weekday})", relative.ago_weekday),
    ("(?P<weekday>{weekday}){comma}?{span}{ago}(?P<order>)(?P<last>)", relative.ago_weekday),
    ("{span}{on}?{last}(?P<weekday>{weekday})", relative.week_last),
    ("{span}{from}[{this}{coming}]?(?:(?P<weekday>{weekday})|(?P<day>[{today}{now}]))", relative.from_day),
    ("{span}{on}?[{this}{coming}]?(?P<weekday>{weekday})", relative.weekday_week),
    ("(?P<weekday>{weekday})(?P<count>[{count}])?(?P<unit>[{weeks}{fortnights}])(?!{ago})", relative.weekday_week),
    (
        (
            "(?P<lead>)(?P<weekday>{weekday}){the}?(?P<day>{ordinal}|{number}(?![{length}{oclock}{morning}"
            "{past}{at}{half}{or}{month}-]))(?!{of}?{month})"
        ),
        absolute.ordinal,
    ),
    ("(?P<lead>[{on}{from}{at}{or}]?{the}?)(?P<day>{ordinal})(?:{comma}?(?P<weekday>{weekday}))?", absolute.ordinal),
    (
        "(?P<lead>{on}{the})(?P<day>{number})(?P<weekday>{weekday})?(?=$|[{stop}{comma}{on}{in}{or}{morning}{at}])",
        absolute.ordinal,
    ),
    ("(?P<lead>{on}?)(?P<weekday>{weekday})?{comma}?(?P<day>{pair})", absolute.pair),
    (
        "{last}(?P<weekday>{weekday})|(?P<other>{weekday})(?:{just}?{gone}|{last})|{this}(?P<third>{weekday}){gone}",
        relative.last_weekday,
    ),
    ("{this}?{coming}(?P<weekday>{weekday})|{this}?(?P<other>{weekday}){coming}", relative.coming_weekday),
    ("{next}(?P<weekday>{weekday})|(?P<other>{weekday}){next}", relative.next_weekday),
    ("{this}?(?P<weekday>{weekday})", relative.bare_weekday),
    # days and weeks counted from today
    ("{days}(?P<side>[{before}{after}])(?P<day>{today})", relative.beside_day),
    ("{this}[{time}{days}](?P<which>[{last}{next}]){weeks}", relative.same_day),
    ("(?P<day>{today})(?P<count>)(?P<ago>)(?P<unit>[{weeks}{fortnights}])", relative.weeks_and_day),
    ("(?P<count>[{count}])?(?P<unit>[{unit}])(?P<ago>{ago}?)(?P<day>{today})", relative.weeks_and_day),
    ("{in}?(?P<count>[{count}])(?P<unit>{months})(?P<ago>{ago}?)(?P<day>{today})", relative.months_and_today),
    ("{in}?(?P<count>[{count}])(?P<unit>{months})(?P<from>{from})(?P<day>[{today}{now}])", relative.months_and_today),
    (
        (
            "{about}+{of}?{the}?[{count}]?[{length}{season}]|[{count}][{or}-][{count}][{length}]|{pair}"
            "[{length}]|[{count}]?[{length}]{or}[{other}{about}]{ago}?"
        ),
        absolute.vague,
    ),
    ("{span}{half}?{ago}", relative.ago),
    ("{half}?(?P<count>[{count}])(?P<unit>{hours}){ago}", relative.hours_ago),
    ("{in}{span}{time}?(?![{or}{ago}])", relative.ahead),
    ("{span}{time}", relative.ahead),
    ("{after}{span}(?![{or}{of}])", relative.after_days),
    (
        (
            "[{count}]?{months}{ago}|{in}[{count}]{months}{time}?|{early}[{of}{in}]?{the}?[{which}]?[{months}"
            "{weeks}{season}]|{season}"
        ),
        absolute.vague,
    ),
    ("(?P<which>[{last}{this}]){morning}", relative.part_of_today),
    ("(?P<which>{this})(?P<clock>{other})", relative.this_half),
    ("(?P<day>{today})", relative.relative_day),
    ("{just}(?P<verb>[{other}{ago}])", relative.just_had),
    (
        "(?P<which>[{which}])?(?P<month>{month})(?P<year>[{year}{short_year}]|[{which}](?={months}))?{months}?",
        absolute.month_alone,
    ),
    ("[{which}{past}][{weeks}{months}{season}{fortnights}]", absolute.vague),
)
_TABLE: Final = tuple((spelled(wording, **_PARTS), reading) for wording, reading in _WORDINGS)
_PATTERNS: Final = tuple((re.compile(pattern), reading) for pattern, reading in _TABLE)
_ANY: Final = re.compile("|".join(re.sub(r"\?P<\w+>", "?:", pattern) for pattern, _ in _TABLE))
"""Any of them at once: most words begin no date, and this finds out with one look."""


def mentions(tokens: list[Token], kinds: str, clock: Clock) -> list[Found]:
    """Every wording of a date in the message, from left to right."""
    found: list[Found] = []
    at = 0
    while at < len(kinds):
        step = _first(tokens, kinds, at, clock) if _ANY.match(kinds, at) else None
        if step is None:
            at += 1
        else:
            found.append(step)
            at = step.end
    return found


def _first(tokens: list[Token], kinds: str, at: int, clock: Clock) -> Found | None:
    for pattern, reading in _PATTERNS:
        match = pattern.match(kinds, at)
        mention = reading(Parts(match, tokens), clock) if match else None
        if match and mention:
            return Found(at, match.end(), mention)
    return None
