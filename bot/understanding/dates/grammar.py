"""
The wordings of a date: patterns over the kinds of ``words`` and the reading of each, the longest first.

A new wording is one more row. No pattern repeats anything without a bound, so long messages cost in proportion.
"""

import re
from collections.abc import Callable
from typing import Final

from bot.understanding.dates import absolute, relative
from bot.understanding.dates.calendar import Clock
from bot.understanding.dates.mention import Mention, Parts
from bot.understanding.dates.tokens import Token

Reading = Callable[[Parts, Clock], Mention | None]

_LED: Final = r"(?:(?P<weekday>W)C?S?q?h?)?"
_THE: Final = r"[qzr@]?h?"
_YEAR: Final = r"(?:C?(?P<year>Y|y|[lNt](?=v)|n(?=$|[SCxq@iKQHRWhpc]))v?)?"
_SPAN: Final = r"(?P<count>[an])?(?P<unit>[dwF])"

_TABLE: Final[tuple[tuple[str, Reading], ...]] = (
    # days of the calendar
    (rf"{_LED}(?P<day>D)(?:C?(?P<weekday_after>W)(?!w))?", absolute.figures),
    (r"h?(?:(?P<one>[on])[r-]h?(?P<two>[on])|(?P<pair>E))f?(?P<month>M)", absolute.either_named),
    (rf"{_LED}(?P<day>[on])-?f?C?-?(?P<month>M)S?-?{_YEAR}(?:C?(?P<weekday_after>W)(?!w))?", absolute.named),
    (rf"{_LED}(?P<month>M)S?-?h?(?P<day>[on])(?![dwFvk]){_YEAR}(?:C?(?P<weekday_after>W)(?!w))?", absolute.named),
    (rf"{_THE}(?P<nth>[ol])(?P<weekday>W)[fi]h?(?:(?P<month>M){_YEAR}|(?P<which>[lNt]?)v)", absolute.nth_weekday),
    (rf"{_THE}{_LED}(?P<day>[on])f?h?(?P<which>[lNt])v", absolute.of_month),
    (rf"{_THE}{_LED}(?P<day>o)[fi]h(?P<which>)v", absolute.of_month),
    (r"(?:ow|V)-?[fi]?h?(?P<month>M)[Yy]?", absolute.month_alone),
    (r"(?P<which>[lNt])?(?P<name>H)(?P<year>Y)?", absolute.holiday),
    # weekdays
    (r"(?P<weekday>W)f?(?P<which>[lNt])w", relative.week_of),
    (r"(?P<which>[lNt])wC?q?(?P<weekday>W)", relative.week_of),
    (r"(?P<weekday>W)bl", relative.before_last),
    (r"(?P<weekday>W)eN", relative.after_next),
    (rf"(?P<order>{_SPAN}g)q?(?P<last>l?)(?P<weekday>W)", relative.ago_weekday),
    (rf"(?P<weekday>W)C?{_SPAN}g(?P<order>)(?P<last>)", relative.ago_weekday),
    (rf"{_SPAN}q?l(?P<weekday>W)", relative.week_last),
    (rf"{_SPAN}z[tc]?(?:(?P<weekday>W)|(?P<day>[RU]))", relative.from_day),
    (rf"{_SPAN}q?[tc]?(?P<weekday>W)", relative.weekday_week),
    (r"(?P<weekday>W)(?P<count>[an])?(?P<unit>[wF])(?!g)", relative.weekday_week),
    (r"(?P<lead>)(?P<weekday>W)h?(?P<day>[on])(?![dwFvkQP@jrM-])", absolute.ordinal),
    (r"(?P<lead>[qz@r]?h?)(?P<day>o)(?:C?(?P<weekday>W))?", absolute.ordinal),
    (r"(?P<lead>qh)(?P<day>n)(?P<weekday>W)?(?=$|[SCqirQ@])", absolute.ordinal),
    (r"(?P<lead>q?)(?P<weekday>W)?C?(?P<day>E)", absolute.pair),
    (r"l(?P<weekday>W)|(?P<other>W)(?:J?p|l)|t(?P<third>W)p", relative.last_weekday),
    (r"t?c(?P<weekday>W)|t?(?P<other>W)c", relative.coming_weekday),
    (r"N(?P<weekday>W)|(?P<other>W)N", relative.next_weekday),
    (r"t?(?P<weekday>W)", relative.bare_weekday),
    # days and weeks counted from today
    (r"d(?P<side>[be])(?P<day>R)", relative.beside_day),
    (r"(?P<day>R)(?P<count>)(?P<ago>)(?P<unit>[wF])", relative.weeks_and_day),
    (r"(?P<count>[an])?(?P<unit>[dwF])(?P<ago>g?)(?P<day>R)", relative.weeks_and_day),
    (r"i?(?P<count>[an])(?P<unit>v)(?P<ago>g?)(?P<day>R)", relative.months_and_today),
    (r"A+f?[an]?[dwFvZ]|[an][r-][an][dwFv]|E[dwFv]|[an]?[dwFv]r[xA]g?", absolute.vague),
    (rf"{_SPAN}j?g", relative.ago),
    (rf"i{_SPAN}s?(?!r)", relative.ahead),
    (rf"{_SPAN}s", relative.ahead),
    (r"[an]?vg|i[an]vs?|[lNtP](?:[wvZF]|M)|V[fi]?h?[lNt]?[vwZ]|Z", absolute.vague),
    (r"(?P<which>[lt])Q", relative.part_of_today),
    (r"(?P<day>R)", relative.relative_day),
    (r"J(?P<verb>x)", relative.just_had),
    (r"(?P<month>M)[Yy]?", absolute.month_alone),
)
_PATTERNS: Final = tuple((re.compile(pattern), reading) for pattern, reading in _TABLE)


def mentions(tokens: list[Token], kinds: str, clock: Clock) -> list[Mention]:
    """Every wording of a date in the message, from left to right."""
    found: list[Mention] = []
    at = 0
    while at < len(kinds):
        if kinds[at] in "xSC-kj":
            at += 1
            continue
        for pattern, reading in _PATTERNS:
            match = pattern.match(kinds, at)
            mention = reading(Parts(match, tokens), clock) if match else None
            if match and mention:
                found.append(mention)
                at = match.end()
                break
        else:
            at += 1
    return found
