"""
The English words that dates and times are made of, with their usual slips.

Every word has a *kind*, one letter, and a value. The letters spell out a message for the grammar:
"had it on the 12th of May" is ``xxqhofM``.

=====  ====================================================  =================
kind   words                                                 value
=====  ====================================================  =================
W      Monday ... Sunday                                     0 (Monday) to 6
M      January ... December                                  1 to 12
n      one ... thirty-one, digits                            the number
o      first ... thirty-first, 12th                          the number
R      today, tomorrow, yesterday, tonight                   days from today
d w F  day, week, fortnight                                  their days
v      month (1), year (12), decade                          months
g      ago, back                                             -
l N t  last, next, this                                      -
c p    coming, gone                                          -
a      a, an                                                 1
A      about, couple, few, over: not exact                   -
V      early, mid, late, end: a part of a month              -
Z      a stretch of time that is no day: weekend, spring     -
Q      morning (0), afternoon (1), evening and night (2)     as given
=====  ====================================================  =================

The small words are ``f`` of, ``h`` the, ``i`` in, ``q`` on, for, ``@`` at, by, ``b`` before,
``e`` after, ``z`` from, ``r`` or, to, and, ``J`` just, ``j`` half, quarter, ``k`` o'clock, ``P`` past, ``U`` now,
``m`` hour, minute, ``s`` time.
"""

from typing import Final

WEEKDAYS: Final = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
MONTHS: Final = (
    *("january", "february", "march", "april", "may", "june"),
    *("july", "august", "september", "october", "november", "december"),
)

_ONES: Final = (
    *("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"),
    *("eleven", "twelve", "thirteen", "fourteen", "fifteen"),
    *("sixteen", "seventeen", "eighteen", "nineteen", "twenty"),
)
_FIRSTS: Final = (
    *("first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth"),
    *("eleventh", "twelfth", "thirteenth", "fourteenth", "fifteenth"),
    *("sixteenth", "seventeenth", "eighteenth", "nineteenth", "twentieth"),
)

Word = tuple[str, int]


def word_set(text: str) -> frozenset[str]:
    """The words of a line."""
    return frozenset(text.split())


def _slips(name: str) -> set[str]:
    """One typing error in a long word: a letter left out, doubled, swapped, or a wrong vowel."""
    found: set[str] = set()
    for i in range(1, len(name)):
        found.add(name[:i] + name[i + 1 :])
        found.add(name[:i] + name[i] + name[i:])
        if i + 1 < len(name):
            found.add(name[:i] + name[i + 1] + name[i] + name[i + 2 :])
        if name[i] in "aeiou":
            found.update(name[:i] + vowel + name[i + 1 :] for vowel in "aeiou")
    return found - {name}


def _vocabulary() -> dict[str, Word]:
    words: dict[str, Word] = {}
    plain: dict[str, tuple[str, ...]] = {
        "g": ("ago", "back", "agoo"),
        "l": ("last", "lst", "previous"),
        "N": ("next", "nxt"),
        "t": ("this", "same"),
        "U": ("now",),
        "m": ("hour", "hours", "hr", "hrs", "minute", "minutes", "min", "mins", "moment"),
        "c": ("coming", "comin", "upcoming", "forthcoming"),
        "p": ("gone", "passed"),
        "P": ("past",),
        "A": (
            *("about", "roughly", "approximately", "approx", "nearly", "almost", "over", "under", "than"),
            *("least", "couple", "few", "several", "around", "circa", "some", "within", "many"),
        ),
        "V": ("early", "mid", "middle", "late", "beginning", "begining", "start", "end", "sometime"),
        "Z": (
            *("weekend", "wkend", "weekends", "spring", "summer", "autumn", "winter", "recently"),
            *("christmas", "xmas", "easter", "holidays", "season", "ramadan", "eid", "diwali", "passover"),
        ),
        "f": ("of",),
        "h": ("the", "da", "teh"),
        "i": ("in",),
        "q": ("on", "for", "until", "till", "since", "from", "onn"),
        "@": ("at", "by"),
        "b": ("before",),
        "e": ("after",),
        "r": ("or", "to", "and"),
        "J": ("just",),
        "k": ("o'clock", "oclock", "o’clock"),
        "s": ("time", "tim"),
    }
    for kind, names in plain.items():
        words.update(dict.fromkeys(names, (kind, 0)))
    words.update({"from": ("z", 0), "half": ("j", 30), "quarter": ("j", 15), "a": ("a", 1), "an": ("a", 1)})
    words.update({"morning": ("Q", 0), "mornin": ("Q", 0), "morn": ("Q", 0)})
    words.update({"afternoon": ("Q", 1), "arvo": ("Q", 1), "aft": ("Q", 1), "evening": ("Q", 2), "eve": ("Q", 2)})
    words.update({"nite": ("Q", 2), "night": ("Q", 2), "lunchtime": ("Q", 1), "noon": ("u", 12), "midday": ("u", 12)})
    for names, word in (
        (("day", "days", "dys"), ("d", 1)),
        (("week", "weeks", "wk", "wks", "weeks'", "wek", "weaks"), ("w", 7)),
        (("fortnight", "fortnights", "fornight", "forthnight", "fortnite"), ("F", 14)),
        (("month", "months", "mth", "mths", "mnth", "mnths", "mo", "mos"), ("v", 1)),
        (("year", "years", "yr", "yrs"), ("v", 12)),
        (("today", "2day", "tdy", "tonight", "2nite", "tonite", "todays", "tday"), ("R", 0)),
        (("tomorrow", "tmrw", "tmr", "tomo", "tomoz", "tommorow", "tommorrow", "morrow"), ("R", 1)),
        (("2moro", "2morrow", "2moz", "tmw", "tomorow", "tmrow", "tmorrow", "tomoro", "tommoro"), ("R", 1)),
        (("yesterday", "yday", "yest", "ystrday", "yesterdays", "yesterdy", "yestarday"), ("R", -1)),
    ):
        words.update(dict.fromkeys(names, word))
    for number, (one, first) in enumerate(zip(_ONES, _FIRSTS, strict=True), start=1):
        words[one], words[first] = ("n", number), ("o", number)
    words.update({"thirty": ("n", 30), "thirtieth": ("o", 30), "fourty": ("n", 40), "forty": ("n", 40)})
    words.update({"fifty": ("n", 50), "sixty": ("n", 60), "ninty": ("n", 90), "ninety": ("n", 90)})
    words.update({"twelth": ("o", 12), "twelvth": ("o", 12), "nineth": ("o", 9), "eigth": ("o", 8)})
    for number, name in enumerate(MONTHS, start=1):
        if len(name) > 5:
            words.update(dict.fromkeys(_slips(name), ("M", number)))
        words.update(dict.fromkeys((name, name[:3]), ("M", number)))
    words.update({"sept": ("M", 9), "janu": ("M", 1), "febr": ("M", 2), "novem": ("M", 11), "decem": ("M", 12)})
    words.update({"febuary": ("M", 2), "febuery": ("M", 2), "setember": ("M", 9), "ocober": ("M", 10)})
    for number, name in enumerate(WEEKDAYS):
        words.update(dict.fromkeys(_slips(name), ("W", number)))
        words.update(dict.fromkeys((name, name + "s", name[:3], name[:-3] + "dee"), ("W", number)))
    words.update({"tues": ("W", 1), "weds": ("W", 2), "wendsday": ("W", 2), "wensday": ("W", 2)})
    words.update({"wednsday": ("W", 2), "wedensday": ("W", 2), "thur": ("W", 3), "thurs": ("W", 3)})
    words.update({"thirsday": ("W", 3), "thrusday": ("W", 3), "saterday": ("W", 5)})
    for slip in _slips("yesterday"):
        words.setdefault(slip, ("R", -1))
    for slip in _slips("tomorrow"):
        words.setdefault(slip, ("R", 1))
    for name in ("frida", "fridy", "sundy", "sunda", "augusta", "marc"):  # names of people
        words.pop(name, None)
    return words


WORDS: Final = _vocabulary()

# "I may", "we march", "sat in the sun", "to wed": a month or weekday only where the words around say so.
DOUBTFUL_MONTHS: Final = frozenset({"may", "march", "mar", "jun", "dec"})
DOUBTFUL_DAYS: Final = frozenset({"sat", "sun", "wed", "mon"})

# No day is named by these, though a word of theirs might.
VAGUE_PAIRS: Final = frozenset(
    {("new", "year"), ("new", "years"), ("new", "year's"), ("other", "day"), ("other", "week")}
)

# A bare ordinal or number before one of these counts things, not days.
COUNTED: Final = word_set(
    "injection injections jab jabs dose doses shot shots needle one ones time times go attempt floor year "
    "years month months week weeks day days tooth teeth implant visit opinion molar crown filling "
    "appointment thing person line child scan prolia denosumab one's class grade degree toe finger rib "
    "vertebra century course round lot half quarter hand place party born birthday booster call letter "
    "message check week's"
)
