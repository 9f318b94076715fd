"""A time zone from the name of a place or from what a person's clock shows. Names are those of the IANA database."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import datetime, time, timedelta
from functools import cache
from importlib.resources import files
from zoneinfo import ZoneInfo

from rapidfuzz import fuzz, process

from bot.understanding.normalise import words
from bot.understanding.places import ALSO

_MISTYPED = 84  # of 100
_SHORTEST = 4  # letters; shorter words are taken only as they stand
_LONGEST_NAME = 3  # words: "Port au Prince"
_SLACK = timedelta(minutes=7)  # a kitchen clock may be off; offsets are whole quarters of an hour

# Where many people live, first; a clock fits several zones, and these are offered before the others.
_USUAL = [
    "Europe/London",
    "America/New_York",
    "America/Chicago",
    "America/Los_Angeles",
    "America/Denver",
    "Europe/Berlin",
    "Europe/Athens",
    "Asia/Kolkata",
    "Australia/Sydney",
    "Africa/Johannesburg",
    "Africa/Lagos",
    "America/Sao_Paulo",
    "Asia/Dubai",
    "Asia/Shanghai",
    "Asia/Tokyo",
    "America/Halifax",
    "Europe/Istanbul",
    "Asia/Karachi",
    "Asia/Dhaka",
    "Asia/Bangkok",
    "Australia/Brisbane",
    "Australia/Perth",
    "Australia/Adelaide",
    "Australia/Darwin",
    "Pacific/Auckland",
    "America/Phoenix",
    "America/Anchorage",
    "Pacific/Honolulu",
    "America/St_Johns",
    "America/Bogota",
    "America/Mexico_City",
    "America/Caracas",
    "America/Argentina/Buenos_Aires",
    "America/Regina",
    "Africa/Abidjan",
    "Africa/Cairo",
    "Africa/Nairobi",
    "Europe/Lisbon",
    "Europe/Moscow",
    "Atlantic/Azores",
    "Atlantic/Reykjavik",
    "Asia/Jerusalem",
    "Asia/Tehran",
    "Asia/Kathmandu",
    "Asia/Colombo",
    "Asia/Tashkent",
    "Asia/Yangon",
    "Asia/Kabul",
    "Pacific/Fiji",
    "Pacific/Tongatapu",
    "Pacific/Kiritimati",
    "Pacific/Pago_Pago",
    "Pacific/Chatham",
    "Pacific/Noumea",
    "Australia/Eucla",
    "Australia/Lord_Howe",
    "Atlantic/South_Georgia",
    "Pacific/Marquesas",
    "America/Noronha",
]


def zones_of_place(text: str, limit: int = 3) -> tuple[str, ...]:
    """
    The zones of the city or small country named in *text*, the likeliest first; empty where none is found.

    A country that spans more than *limit* zones is not enough: its cities are.
    """
    said = words(text)
    spans = range(min(_LONGEST_NAME, len(said)), 0, -1)
    names = [" ".join(said[start : start + span]) for span in spans for start in range(len(said) - span + 1)]
    places = _places()
    exact = [zone for name in names for zone in places.get(name, ())]
    if not exact:
        long_enough = [name for name in names if len(name) >= _SHORTEST]
        close = [
            found
            for name in long_enough
            for found in process.extract(name, places.keys(), scorer=fuzz.ratio, score_cutoff=_MISTYPED, limit=limit)
        ]
        best = sorted(close, key=lambda found: -found[1])
        exact = [zone for name, *_ in best for zone in places[name]]
    found = tuple(dict.fromkeys(exact))
    return found[:limit]


def zones_of_clock(shown: time, now: datetime, limit: int = 3, *, hands: bool = True) -> tuple[str, ...]:
    """
    The usual zones in which a clock shows *shown* at *now* (aware), those that differ over the year first.

    A face with *hands* does not tell morning from afternoon, so both are tried, unless the hour is past twelve.
    """
    turns = (0, 12) if hands and 0 < shown.hour <= 12 else (0,)
    fitting = [name for name in _USUAL if _shows(ZoneInfo(name), shown, now, turns)]
    half_a_year_on = now + timedelta(days=182)
    by_behaviour: dict[timedelta | None, str] = {}
    for name in fitting:
        by_behaviour.setdefault(half_a_year_on.astimezone(ZoneInfo(name)).utcoffset(), name)
    return tuple(dict.fromkeys([*by_behaviour.values(), *fitting]))[:limit]


def place_name(zone: str) -> str:
    """The city in an IANA name, as people write it: ``Buenos Aires`` for ``America/Argentina/Buenos_Aires``."""
    return zone.rsplit("/", 1)[-1].replace("_", " ")


def clocks(now: datetime) -> tuple[time, ...]:
    """What the clocks of the usual zones show at *now*, each time once, from midnight on."""
    shown = {now.astimezone(ZoneInfo(name)).time().replace(second=0, microsecond=0) for name in _USUAL}
    return tuple(sorted(shown))


def _shows(zone: ZoneInfo, shown: time, now: datetime, turns: Iterable[int]) -> bool:
    local = now.astimezone(zone)
    minutes = timedelta(hours=local.hour, minutes=local.minute)
    for hours in turns:
        gap = abs(minutes - timedelta(hours=(shown.hour + hours) % 24, minutes=shown.minute))
        if min(gap, timedelta(days=1) - gap) <= _SLACK:
            return True
    return False


@cache
def _places() -> Mapping[str, tuple[str, ...]]:
    """Normalised names of cities and small countries, with their zones."""
    countries = {code: name for code, name in _table("iso3166.tab")}  # noqa: C416 - rows are lists, not pairs
    zones_by_country: dict[str, list[str]] = defaultdict(list)
    places: dict[str, list[str]] = defaultdict(list)
    for code, _, zone, *_ in _table("zone.tab"):
        zones_by_country[code].append(zone)
        places[_plain(place_name(zone))].append(zone)
    for code, zones in zones_by_country.items():
        offsets = {ZoneInfo(zone).utcoffset(datetime(2030, month, 1)) for zone in zones for month in (1, 7)}  # noqa: DTZ001 - wall clock
        if len(zones) <= 3 or len(offsets) == 1:
            places[_plain(countries[code])] += zones
    for zone, names in ALSO.items():
        for name in names.split(", "):
            places[_plain(name)].insert(0, zone)
    return {name: tuple(zones) for name, zones in places.items() if name}


def _plain(name: str) -> str:
    return " ".join(words(name.partition("(")[0]))


def _table(name: str) -> Iterable[list[str]]:
    text = (files("tzdata") / "zoneinfo" / name).read_text(encoding="utf-8")
    return [line.split("\t") for line in text.splitlines() if line and not line.startswith("#")]
