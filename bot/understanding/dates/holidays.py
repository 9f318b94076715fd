"""Days that people name in place of a date. Those that differ by country have several readings."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Final

from dateutil.easter import easter
from dateutil.relativedelta import MO, SU, TH, TU, relativedelta

DaysOfYear = Callable[[int], tuple[date, ...]]


def _on(month: int, day: int) -> DaysOfYear:
    return lambda year: (date(year, month, day),)


def _from_easter(days: int) -> DaysOfYear:
    return lambda year: (easter(year) + timedelta(days=days),)


def _thanksgiving(year: int) -> tuple[date, ...]:
    return date(year, 11, 1) + relativedelta(weekday=TH(4)), date(year, 10, 1) + relativedelta(weekday=MO(2))


def _labor_day(year: int) -> tuple[date, ...]:
    return date(year, 9, 1) + relativedelta(weekday=MO(1)), date(year, 5, 1)


def _memorial_day(year: int) -> tuple[date, ...]:
    return (date(year, 5, 31) + relativedelta(weekday=MO(-1)),)


def _columbus_day(year: int) -> tuple[date, ...]:
    return (date(year, 10, 1) + relativedelta(weekday=MO(2)),)


def _melbourne_cup(year: int) -> tuple[date, ...]:
    return (date(year, 11, 1) + relativedelta(weekday=TU(1)),)


def _remembrance_sunday(year: int) -> tuple[date, ...]:
    return (date(year, 11, 1) + relativedelta(weekday=SU(2)),)


def _mothers_day(year: int) -> tuple[date, ...]:
    return easter(year) - timedelta(days=21), date(year, 5, 1) + relativedelta(weekday=SU(2))


def _fathers_day(year: int) -> tuple[date, ...]:
    return date(year, 6, 1) + relativedelta(weekday=SU(3)), date(year, 9, 1) + relativedelta(weekday=SU(1))


HOLIDAYS: Final[dict[str, DaysOfYear]] = {
    "christmas eve": _on(12, 24),
    "xmas eve": _on(12, 24),
    "christmas day": _on(12, 25),
    "xmas day": _on(12, 25),
    "boxing day": _on(12, 26),
    "st stephen day": _on(12, 26),
    "new year eve": _on(12, 31),
    "new years eve": _on(12, 31),
    "new year day": _on(1, 1),
    "new years day": _on(1, 1),
    "burns night": _on(1, 25),
    "australia day": _on(1, 26),
    "republic day": _on(1, 26),
    "valentine day": _on(2, 14),
    "valentines day": _on(2, 14),
    "valentines": _on(2, 14),
    "st patrick day": _on(3, 17),
    "st patricks day": _on(3, 17),
    "saint patrick day": _on(3, 17),
    "saint patricks day": _on(3, 17),
    "paddy day": _on(3, 17),
    "paddys day": _on(3, 17),
    "st david day": _on(3, 1),
    "st davids day": _on(3, 1),
    "st george day": _on(4, 23),
    "st georges day": _on(4, 23),
    "st andrew day": _on(11, 30),
    "st andrews day": _on(11, 30),
    "april fools day": _on(4, 1),
    "waitangi day": _on(2, 6),
    "juneteenth": _on(6, 19),
    "gandhi jayanti": _on(10, 2),
    "remembrance day": _on(11, 11),
    "remembrance sunday": _remembrance_sunday,
    "memorial day": _memorial_day,
    "columbus day": _columbus_day,
    "melbourne cup day": _melbourne_cup,
    "melbourne cup": _melbourne_cup,
    "mother day": _mothers_day,
    "mothers day": _mothers_day,
    "father day": _fathers_day,
    "fathers day": _fathers_day,
    "hogmanay": _on(12, 31),
    "fireworks night": _on(11, 5),
    "anzac day": _on(4, 25),
    "canada day": _on(7, 1),
    "independence day": lambda year: (date(year, 7, 4), date(year, 8, 15)),
    "halloween": _on(10, 31),
    "bonfire night": _on(11, 5),
    "guy fawkes": _on(11, 5),
    "guy fawkes night": _on(11, 5),
    "veterans day": _on(11, 11),
    "armistice day": _on(11, 11),
    "good friday": _from_easter(-2),
    "easter saturday": _from_easter(-1),
    "easter sunday": _from_easter(0),
    "easter monday": _from_easter(1),
    "shrove tuesday": _from_easter(-47),
    "pancake day": _from_easter(-47),
    "ash wednesday": _from_easter(-46),
    "maundy thursday": _from_easter(-3),
    "whit monday": _from_easter(50),
    "thanksgiving": _thanksgiving,
    "thanksgiving day": _thanksgiving,
    "labor day": _labor_day,
    "labour day": _labor_day,
}

LENGTHS: Final[dict[str, tuple[int, ...]]] = {
    first: tuple(sorted({len(name.split()) for name in HOLIDAYS if name.split()[0] == first}, reverse=True))
    for first in {name.split()[0] for name in HOLIDAYS}
}
"""How many words the holidays that begin with this word may have, the longest first."""
