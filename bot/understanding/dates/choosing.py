"""Which of the days mentioned in a message is the one it is about."""

from datetime import date
from typing import Final

from bot.understanding.dates.calendar import Clock, make, month_day
from bot.understanding.dates.mention import VAGUE, Found, Mention
from bot.understanding.dates.tokens import Token
from bot.understanding.dates.words import word_set

MANY: Final = 8
"""More days than this in one message are not told apart by the words around them."""

_ROUGHLY: Final = word_set("around roughly approximately approx circa")
_INSTEAD: Final = word_set("not instead wasn't isn't")
_GIVEN_UP: Final = word_set("can't cant cannot couldn't couldnt")
_NEAR: Final = 3  # words
_NEW_CLAUSE: Final = word_set("and but then so because while since though although")
_TOLD: Final = word_set(
    "had have having has got get getting gave give given took take taking did do done injection "
    "injections inject injected jab jabs jabbed shot shots dose prolia denosumab needle booked book booking "
    "appointment appt slot extraction tooth teeth molar implant filling crown cleaning hygienist dentist dental "
    "root visit squeezed surgery check checkup moved changed no sorry mean actually rather"
)
"""Words of what is told: a day in the same clause is more likely its day than one in another clause."""


def settled(found: list[Found], tokens: list[Token], clock: Clock) -> list[Mention]:
    """The mentions that count, with those set aside that the words around them exclude."""
    mentions = [_rough(each, tokens) for each in _joined(found, clock)]
    exact = [each for each in mentions if each.mention.days]
    if 1 < len(exact) <= MANY:
        kept = [each for each in exact if not _replaced(each, tokens, exact, clock)] or exact
        told = [each for each in kept if _is_told(each, tokens)] or kept
        return [each.mention for each in told]
    return [each.mention for each in mentions]


def agreed(mentions: list[Mention], clock: Clock) -> list[date]:
    """
    The days that remain possible when all mentions are taken together.

    Mentions on the wrong side of today count only if there are no others; what two mentions share settles both
    ("today, Sunday"); what they do not share has to be asked.
    """
    exact = [mention.days for mention in mentions if mention.days]
    fitting = [tuple(day for day in days if clock.fits(day)) for days in exact]
    groups = [days for days in fitting if days] or exact
    # "the letter came this morning: 16 September": what is ahead was meant, and today is not ahead.
    others = [days for days in groups if days != (clock.today,)]
    if (
        clock.prefer == "future"
        and len(others) < len(groups)
        and all(day > clock.today for days in others for day in days)
    ):
        groups = others or groups
    if not groups:
        return []
    shared = set(groups[0]).intersection(*groups[1:])
    return list(dict.fromkeys(day for days in groups for day in days if not shared or day in shared))


def _joined(found: list[Found], clock: Clock) -> list[Found]:
    """A lone day and a lone month belong together: "it was in July, I think the 12th"."""
    days = [each for each in found if each.mention.day is not None]
    months = [each for each in found if each.mention.month is not None]
    exact = [each for each in found if each.mention.days]
    if not len(days) == len(months) == len(exact) == 1:
        return found
    day, month, year = days[0].mention.day, months[0].mention.month, months[0].mention.year
    if day is None or month is None:
        return found
    joined = month_day(clock, month, day) if year is None else make(year, month, day)
    return [Found(days[0].start, days[0].end, Mention(days=(joined,)))] if joined else found


def _rough(each: Found, tokens: list[Token]) -> Found:
    """The 10th is a day to count from; "around the 10th" is none."""
    before = tokens[each.start - 1].text if each.start else ""
    return Found(each.start, each.end, VAGUE) if before in _ROUGHLY and each.mention.days else each


def _replaced(each: Found, tokens: list[Token], others: list[Found], clock: Clock) -> bool:
    """Whether another day stands for this one: "not Monday but Tuesday", "moved from the 3rd to the 10th"."""
    if any(token.text in _INSTEAD for token in tokens[max(0, each.start - 2) : each.start]):
        return True
    given_up = _GIVEN_UP | {"was"} if clock.prefer == "future" else _GIVEN_UP
    if any(token.text in given_up for token in tokens[max(0, each.start - _NEAR) : each.start]):
        return True
    led_from = _leads(each, tokens, "from")
    return led_from and any(other.start > each.start and _leads(other, tokens, "to") for other in others)


def _leads(each: Found, tokens: list[Token], word: str) -> bool:
    return any(token.text == word for token in tokens[max(0, each.start - 1) : each.start + 1])


def _is_told(each: Found, tokens: list[Token]) -> bool:
    """Whether the clause of this mention speaks of an injection, a visit, or of having had it."""
    start, end = each.start, each.end
    while start and not _parts_clauses(tokens[start - 1]):
        start -= 1
    while end < len(tokens) and not _parts_clauses(tokens[end]):
        end += 1
    return any(token.text in _TOLD for token in tokens[start:end])


def _parts_clauses(token: Token) -> bool:
    return token.kind in "CS" or token.text in _NEW_CLAUSE
