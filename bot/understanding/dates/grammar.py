"""
The wordings of a date: patterns over the kinds of ``words`` and the reading of each, the longest first.

A new wording is one more row. No pattern repeats anything without a bound, so long messages cost in proportion.
"""

import re
from collections.abc import Callable
from typing import Final

from bot.understanding.dates import absolute, relative
from bot.understanding.dates.calendar import Clock
from bot.understanding.dates.mention import Found, Mention, Parts
from bot.understanding.dates.tokens import Token

Reading = Callable[[Parts, Clock], Mention | None]

_THE: Final = r"[qzr@]?h?"
_LED: Final = r"(?:(?P<weekday>W)C?S?q?h?)?"
_TRAILED: Final = r"(?:C?(?P<weekday_after>W)(?!w))?"
_YEAR: Final = r"(?:C?(?P<year>Y|y|[lNt](?=v)|n(?=$|[SCxq@iKQHRWhpc]))v?)?"
_YEAR_FIRST: Final = r"(?:(?P<year_first>[lNt])v[qC]?h?)?"
_SPAN: Final = r"(?P<count>[an])?(?P<unit>[dwF])"

_TABLE: Final[tuple[tuple[str, Reading], ...]] = (
    # days of the calendar
    (rf"{_LED}(?P<day>D){_TRAILED}", absolute.figures),
    (r"h?(?:(?P<one>[on])[r-]h?(?P<two>[on])|(?P<pair>E))f?(?P<month>M)", absolute.either_named),
    (rf"{_THE}{_YEAR_FIRST}{_LED}(?P<day>[on])-?f?C?-?(?P<month>M)S?-?{_YEAR}{_TRAILED}", absolute.named),
    (rf"{_THE}{_YEAR_FIRST}{_LED}(?P<month>M)S?-?h?(?P<day>[on])(?![dwFvkm]){_YEAR}{_TRAILED}", absolute.named),
    (rf"{_THE}(?P<nth>[ol])(?P<weekday>W)[fi]h?(?:(?P<month>M){_YEAR}|(?P<which>[lNt]?)v)", absolute.nth_weekday),
    (rf"{_THE}{_LED}(?P<day>[on])f?h?(?P<which>[lNt])v", absolute.of_month),
    (rf"{_THE}{_LED}(?P<day>o)[fi]h(?P<which>)v", absolute.of_month),
    (r"ld[fi]h?(?:(?P<month>M)[Yy]?|(?P<which>[lNt]?)v)", absolute.last_day),
    (r"(?:ow|V)-?[fi]?h?(?P<month>M)(?P<year>[Yy])?", absolute.month_alone),
    (r"(?:d(?P<side>[be]))?(?P<which>[lNt])?(?P<name>H)(?P<year>Y)?", absolute.holiday),
    # weekdays
    (r"(?P<weekday>W)f?(?P<which>[lNt])w", relative.week_of),
    (r"(?P<which>[lNt])wC?q?(?P<weekday>W)", relative.week_of),
    (r"(?P<weekday>W)bl", relative.before_last),
    (r"(?P<weekday>W)eN", relative.after_next),
    (r"(?P<count>n)(?P<weekday>W)g", relative.weekdays_ago),
    (rf"(?P<order>{_SPAN}g)q?(?P<last>l?)(?P<weekday>W)", relative.ago_weekday),
    (rf"(?P<order>{_SPAN}P)q?(?P<last>l?)(?P<weekday>W)", relative.ago_weekday),
    (rf"(?P<weekday>W)C?{_SPAN}g(?P<order>)(?P<last>)", relative.ago_weekday),
    (rf"{_SPAN}q?l(?P<weekday>W)", relative.week_last),
    (rf"{_SPAN}z[tc]?(?:(?P<weekday>W)|(?P<day>[RU]))", relative.from_day),
    (rf"{_SPAN}q?[tc]?(?P<weekday>W)", relative.weekday_week),
    (r"(?P<weekday>W)(?P<count>[an])?(?P<unit>[wF])(?!g)", relative.weekday_week),
    (r"(?P<lead>)(?P<weekday>W)h?(?P<day>o|n(?![dwFvkQP@jrM-]))(?!f?M)", absolute.ordinal),
    (r"(?P<lead>[qz@r]?h?)(?P<day>o)(?:C?(?P<weekday>W))?", absolute.ordinal),
    (r"(?P<lead>qh)(?P<day>n)(?P<weekday>W)?(?=$|[SCqirQ@])", absolute.ordinal),
    (r"(?P<lead>q?)(?P<weekday>W)?C?(?P<day>E)", absolute.pair),
    (r"l(?P<weekday>W)|(?P<other>W)(?:J?p|l)|t(?P<third>W)p", relative.last_weekday),
    (r"t?c(?P<weekday>W)|t?(?P<other>W)c", relative.coming_weekday),
    (r"N(?P<weekday>W)|(?P<other>W)N", relative.next_weekday),
    (r"t?(?P<weekday>W)", relative.bare_weekday),
    # days and weeks counted from today
    (r"d(?P<side>[be])(?P<day>R)", relative.beside_day),
    (r"t[sd](?P<which>[lN])w", relative.same_day),
    (r"(?P<day>R)(?P<count>)(?P<ago>)(?P<unit>[wF])", relative.weeks_and_day),
    (r"(?P<count>[an])?(?P<unit>[dwF])(?P<ago>g?)(?P<day>R)", relative.weeks_and_day),
    (r"i?(?P<count>[an])(?P<unit>v)(?P<ago>g?)(?P<day>R)", relative.months_and_today),
    (r"i?(?P<count>[an])(?P<unit>v)(?P<from>z)(?P<day>[RU])", relative.months_and_today),
    (r"A+f?h?[an]?[dwFvZ]|[an][r-][an][dwFv]|E[dwFv]|[an]?[dwFv]r[xA]g?", absolute.vague),
    (rf"{_SPAN}j?g", relative.ago),
    (r"j?(?P<count>[an])(?P<unit>m)g", relative.hours_ago),
    (rf"i{_SPAN}s?(?![rg])", relative.ahead),
    (rf"{_SPAN}s", relative.ahead),
    (rf"e{_SPAN}(?![rf])", relative.after_days),
    (r"[an]?vg|i[an]vs?|V[fi]?h?[lNt]?[vwZ]|Z", absolute.vague),
    (r"(?P<which>[lt])Q", relative.part_of_today),
    (r"(?P<day>R)", relative.relative_day),
    (r"J(?P<verb>[xg])", relative.just_had),
    (r"(?P<which>[lNt])?(?P<month>M)(?P<year>[Yy]|[lNt](?=v))?v?", absolute.month_alone),
    (r"[lNtP][wvZF]", absolute.vague),
)
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
