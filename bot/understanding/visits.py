"""
Dental visits in words that note nothing ahead: one that has been, one that became another, one not booked yet.

Read beside the meaning of a message, never in place of it: a red flag and a question come first.
"""

import re
from dataclasses import dataclass

from dateutil.relativedelta import relativedelta

from bot.understanding.appointments import clauses, dental_kind
from bot.understanding.dates import DateReading, read_date
from bot.understanding.observing import Observed

_LONGEST = 18  # words; a longer story is more than news of a visit
_BARE = 8  # words, where no more is named than the dentist
_BEHIND = relativedelta(months=13)  # the last message about a visit comes after a year
_INJECTION = frozenset({"injection", "denosumab", "bone_injection"})
_DENTAL = frozenset({"dentist", "dental_procedure", "extraction"})
_HAS_BEEN = re.compile(
    r"\b(?:had|went|saw|was|were|took|came out|did)\b"
    r"|\b(?:they|dentist|surgeon|she|he) (?:\w+ )?(?:pulled|removed|extracted|put|placed|fitted)\b"
    r"|\b(?:out|done|pulled|removed|extracted|fitted) (?:yesterday|last|\d+ (?:days?|weeks?) ago)\b"
)
_OF_LATE = re.compile(r"\b(?:last|this|past) (?:week|month|fortnight)\b|\b(?:few|couple of) (?:days|weeks) ago\b")
_TO_COME = re.compile(
    r"\b(?:will|going to|gonna|need|needs|booked|tomorrow|next|coming|might|may|should|want|wants|to be"
    r"|being|getting|having|to have|have got|has got|got (?:a|an|the|to))\b"
)
_ASKING = re.compile(r"^(?:can|could|should|do|does|did|is|are|was|were|what|when|why|how|will|would)\b")
_INSTEAD = re.compile(
    r"\b(?:instead|turned into|became|ended up|ended in|ending up|in the end|after all|changed to|switched to"
    r"|had to (?:take|pull|extract|remove)|rather than)\b"
)
_BEFORE = re.compile(r"\b(?:instead of|rather than|not) .*$")
_HEALING = re.compile(
    r"\b(?:mouth|tooth|teeth|gums?|jaw|socket|hole|stitch\w*|wound|heal\w*|sore|tender|pain\w*|hurt\w*|ache\w*|bleed\w*"
    r"|swell\w*|fine|ok|okay|good|well|better|worse|normal|settled|settling|all clear)\b"
)
_UNBOOKED = re.compile(
    r"\b(?:(?:not|nothing|never)(?: been)?(?: yet)? (?:booked|arranged|fixed|scheduled|made)"
    r"|no (?:date|day|appointment|appt)\b|not (?:got|have|had) (?:an?|the|any) (?:date|day|appointment)"
    r"|waiting (?:for|on) (?:a|the|my) (?:date|appointment|slot|list)|on (?:a|the) waiting list"
    r"|(?:do|does) not have (?:an?|the) (?:date|day|appointment)|yet to (?:book|be booked)|still (?:have )?to book)\b"
)


@dataclass(frozen=True, slots=True)
class VisitTold:
    """A dental visit told of: its kind, None where only the dentist is named, and its day."""

    kind: str | None
    when: DateReading


def visit_told(observed: Observed) -> VisitTold | None:
    """A visit that has been, with its day; None for questions, plans, and what was over a year ago."""
    said = " ".join(observed.reading.words)
    count = len(observed.reading.words)
    if "?" in observed.text or _ASKING.match(said) or not _HAS_BEEN.search(said) or _TO_COME.search(said):
        return None
    kind = dental_kind(observed.slots, is_dental=_is_dental(observed))
    if observed.reading.names & _INJECTION:
        return None  # "had my jab on Monday, dentist is on Friday"
    if kind is None or count > (_BARE if kind == "unsure" else _LONGEST):
        return None
    when = read_date(observed.text, observed.today, "past")
    earliest = observed.today - _BEHIND
    days = [day for day in (when.date, *when.dates) if day is not None]
    if not days and kind != "unsure" and _OF_LATE.search(said):
        return VisitTold(kind, when)  # the day is to be asked for
    if not days or not all(earliest <= day <= observed.today for day in days):
        return None
    return VisitTold(None if kind == "unsure" else kind, when)


def kind_instead(observed: Observed, planned: str) -> str | None:
    """What was done in place of *planned*, where the words say so; ``unsure`` where only that it was something else."""
    said = " ".join(observed.reading.words)
    if "?" in observed.text or _ASKING.match(said) or len(observed.reading.words) > _LONGEST:
        return None
    if not _INSTEAD.search(said):
        return None
    done = re.sub(r"^.*?\b(?:turned into|became|ended up|changed to|switched to)\b", "", _BEFORE.sub("", said))
    for kind, pattern in _DONE:
        if kind != planned and pattern.search(done):
            return kind
    return None


def is_unbooked(observed: Observed) -> bool:
    """Whether the words say that no day is fixed yet."""
    return _UNBOOKED.search(" ".join(observed.reading.words)) is not None


def may_tell_of_healing(observed: Observed) -> bool:
    """Whether words that were not understood may answer "how is your mouth?": they name it, or how it fares."""
    asks = "?" in observed.text or _ASKING.match(" ".join(observed.reading.words))
    return not asks and _HEALING.search(" ".join(observed.reading.words)) is not None


def parts(text: str) -> list[str]:
    """*text* in its clauses, or whole where it is a single one."""
    return clauses(text) or [text]


def _is_dental(observed: Observed) -> bool:
    return bool(observed.reading.names & _DENTAL)


# What was done, as it is told afterwards; the gravest first.
_DONE = (
    ("implant", re.compile(r"\bimplants?\b")),
    (
        "surgery",
        re.compile(r"\b(?:surgery|surgical|apicectomy|graft|cut (?:the|my) gum|opened (?:the|my) (?:gum|jaw))\b"),
    ),
    (
        "extraction",
        re.compile(
            r"\b(?:extract\w*|pull\w*|yank\w*"
            r"|(?:took|take|taking|taken|came|come|coming|had|have|having|remove\w*)\b.*\b(?:out|tooth|teeth))\b"
        ),
    ),
    ("root_canal", re.compile(r"\broot canals?\b")),
    ("filling", re.compile(r"\b(?:fill\w*|crown\w*)\b")),
    ("checkup", re.compile(r"\b(?:check ?up|clean\w*|looked|x ?rays?)\b")),
)
