"""
What a message wants done with the person's own record, settings or agreement, rather than know about the medicine.

Read from the words as mended and spelled out by the vocabulary. Nobody has to know a command or find a button.
"""

import re
from enum import StrEnum

from bot.understanding.vocabulary import Reading


class Wish(StrEnum):
    """What is wanted."""

    NEXT = "next"  # when is my next injection?
    INJECTION = "injection"  # what is noted of an injection or its appointment is wrong or has changed
    VISIT = "visit"  # the same of a dental visit
    UNDO = "undo"
    MOVED = "moved"  # something booked is on another day now
    VISIT_MOVED = "visit_moved"
    SETTINGS = "settings"
    RESUME = "resume"  # messages that were stopped shall come again
    WITHDRAW = "withdraw"  # dates may not be kept any more
    DOCTOR_CHANGED = "doctor_changed"  # the prescriber has ended or changed the treatment
    SKIP_SHOT = "skip_shot"  # the dentist wants the injection left out or put off


SURE = frozenset({Wish.NEXT, Wish.UNDO, Wish.WITHDRAW, Wish.SKIP_SHOT})
"""Wishes so plainly worded that they are meant whatever topic the words come near."""

_LONGEST = 14  # words; a longer story is not only a wish
_INJECTION = r"(?:injection|jab|shot|needle|prolia|denosumab|dose|inj|appointment|1)s?"
_DENTAL = frozenset({"dentist", "dental_procedure", "extraction"})
_WHOSE = r"(?:my|the|her|his|our|their|mums?|moms?|mothers?|dads?|fathers?|husbands?|wifes?|my \w+)"
_OPENING = r"(?:(?:hi|hello|hey|so|and|ok|please|can|could|you|tell|me|do|know|remind)\s)*"
_NEXT = re.compile(
    rf"{_OPENING}(?:"
    rf"(?:when|what date|what day|which day)(?: is| are| will)? {_WHOSE} (?:next )?{_INJECTION}(?: due| be)?"
    rf"|(?:when|what date|which day) (?:am i|is it|will it be|will i be) (?:next )?due(?: again| next)?"
    rf"(?: for {_WHOSE}(?: next)? {_INJECTION})?"
    rf"|when (?:do|should|must|will|can|shall) i (?:have|get|need) {_WHOSE} next {_INJECTION}"
    rf"|am i due(?: yet| now| soon| already)?(?: for (?:a|{_WHOSE})(?: next)? {_INJECTION})?"
    rf"|am i (?:late|overdue)(?: yet| now| for {_WHOSE} {_INJECTION})?"
    rf"|is {_WHOSE} (?:next )?{_INJECTION} (?:due|overdue|late)(?: yet| now| soon| already)?"
    rf"|how (?:long|many days|many weeks|many months) (?:is it )?(?:until|till|to|before) {_WHOSE} next {_INJECTION}"
    rf"|(?:my )?next {_INJECTION}(?: date| due)?"
    rf"|(?:when|what date|what day) (?:was|did i have|did i get) {_WHOSE} (?:last|latest|previous) {_INJECTION}"
    r")(?: please| then| now| again)?"
)
_UNDO = re.compile(r"(?:please )?undo(?: that| it| this| please)?")
_CHANGED = re.compile(
    r"\b(?:cancel|cancels|cancelled|canceled|cancelling|delete|deleted|remove|removed|erase|correct|fix|edit|change"
    r"|changed|moved|rescheduled|wrong|mistake|do not have an)\b"
)
_ASKS = re.compile(
    r"(?:can|could|may|should|shall|must|is|would|what|why|will|do i|does)\b"
)  # of the prescriber, or of us
_BOOKED = "it|its|that|they|visit|check|implant|extraction|canal|filling|surgery|appointment|injection|jab|shot"
_DAY = r"(?:\d+|tomorrow|week|(?:mon|tue|wed|thu|fri|sat|sun|jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)\w*)"
_MOVED = re.compile(
    rf"(?=.*\b(?:{_BOOKED})\b)"
    r".*\b(?:(?:moved|changed|rescheduled|brought forward|put back|pushed back)\b.*\b(?:to|for|on|until|till)"
    rf"|now (?:on|for))(?: the| next| this)? {_DAY}\b.*"
)
_OWN = re.compile(rf"\b(?:my|the|this|that|an) (?:\w+ ){{0,3}}?(?:{_INJECTION}|date|entry)\b")
_MESSAGES = r"\b(?:reminder|reminders|message|messages|notification|notifications)\b"
_WHEN = re.compile(r"\b(?:time|hour|evening|morning|afternoon|earlier|later|when|clock|am|pm|noon)\b")
_SET = re.compile(r"\b(?:change|move|set|send|get|come|arrive|have|want|can|make)\b")
_SETTINGS = re.compile(r"(?:(?:open|show|change|my|the)\s)*settings|(?:\w+ ){0,4}time ?zone(?: \w+){0,4}")
_RESUME = re.compile(
    rf"(?:please )?(?:start|begin|restart|resume|unstop|subscribe)(?: again)?(?: please)?"
    rf"|(?=.*{_MESSAGES})(?=.*\b(?:again|back|resume|restart|unstop)\b).*"
)
_TAKEN_BACK = re.compile(r"\b(?:withdraw|withdrawn|revoke|back|longer|cancel|remove|end|stop|not)\b")
_DOCTOR = "doctor|dr|gp|consultant|specialist|prescriber|rheumatologist|endocrinologist|physician"
_THE_INJECTION = r"(?:it|everything|(?:\w+ )?(?:prolia|denosumab|injections?|jabs?|shots?))"
_DOCTOR_CHANGED = re.compile(
    rf"(?:so |and |but |now |well )?(?:my|the|her|his)? ?(?:\w+ )?(?:{_DOCTOR}) (?:has |just |now )*"
    rf"(?:(?:stopped|changed|ended|discontinued|cancelled) {_THE_INJECTION}"
    rf"|(?:took|taken) (?:me|her|him|mum|my mum) off {_THE_INJECTION})(?: \w+){{0,6}}"
)
_SAYS = re.compile(
    r"\b(?:say|says|sais|said|tell|tells|told|want|wants|wanted|ask|asks|asked|advise|advises|advised|suggest|suggests"
    r"|suggested|recommends|recommended|insists|thinks|instructed|made me|making me|wont)\b"
)
_PUT_OFF = re.compile(r"\b(?:off|without|hold|wait|postpone|cancel|pause|break|holiday|leave out|later)\b")


def wish(reading: Reading) -> Wish | None:
    """What *reading* wants done, or None where it wants nothing of the kind."""
    said = " ".join(reading.words)
    if len(reading.words) > _LONGEST:
        return Wish.SKIP_SHOT if _is_put_off(reading, said) else None
    if _NEXT.fullmatch(said):
        return Wish.NEXT
    if _is_put_off(reading, said):
        return Wish.SKIP_SHOT
    if _DOCTOR_CHANGED.fullmatch(said):
        return Wish.DOCTOR_CHANGED
    if re.search(r"\bconsent\b", said) and _TAKEN_BACK.search(said):
        return Wish.WITHDRAW
    if _UNDO.fullmatch(said):
        return Wish.UNDO
    if _RESUME.fullmatch(said):
        return Wish.RESUME
    if _SETTINGS.fullmatch(said) or (re.search(_MESSAGES, said) and _WHEN.search(said) and _SET.search(said)):
        return Wish.SETTINGS
    if _MOVED.fullmatch(said) and not _ASKS.match(said):
        return Wish.VISIT_MOVED if reading.names & _DENTAL else Wish.MOVED
    if _CHANGED.search(said) and not _ASKS.match(said):
        if reading.names & _DENTAL:
            return Wish.VISIT
        return Wish.INJECTION if _OWN.search(said) else None
    return None


def _is_put_off(reading: Reading, said: str) -> bool:
    """Whether the dentist is said to want the injection left out or put off."""
    ours = reading.names & {"injection", "denosumab"}
    away = reading.names & {"missed", "late", "stop"} or _PUT_OFF.search(said)
    return bool("dentist" in reading.names and ours and away and _SAYS.search(said))
