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
    CANCELLED = "cancelled"  # what was booked for the injection does not stand
    BREAK = "break"  # in hospital or away: reminders shall rest
    MOVED_HOUSE = "moved_house"  # perhaps another time zone
    DOCTOR_CHANGED = "doctor_changed"  # the prescriber has ended or changed the treatment
    REMIND_LATER = "remind_later"  # the reminder just sent, once more on another day
    SOMEBODY_ELSE = "somebody_else"  # another person on the injection, in the same chat
    SKIP_SHOT = "skip_shot"  # the dentist wants the injection left out or put off


SURE = frozenset({Wish.NEXT, Wish.UNDO, Wish.RESUME, Wish.WITHDRAW, Wish.SKIP_SHOT, Wish.SOMEBODY_ELSE})
"""Wishes so plainly worded that they are meant whatever topic the words come near."""

_LONGEST = 14  # words; a longer story is not only a wish
_INJECTION = r"(?:injection|jab|shot|needle|prolia|denosumab|dose|inj|appointment|1)s?"
_DENTAL = frozenset({"dentist", "dental_procedure", "extraction"})
_WHOSE = r"(?:my|the|her|his|our|their|mums?|moms?|mothers?|dads?|fathers?|husbands?|wifes?|my \w+)"
_OPENING = r"(?:(?:hi|hello|hey|so|and|ok|please|can|could|you|tell|me|do|know|remind)\s)*"
_NEXT = re.compile(
    rf"{_OPENING}(?:"
    rf"(?:when|what date|what day|which day|what time)(?: is| are| will)? {_WHOSE} (?:next )?{_INJECTION}(?: due| be)?"
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
_ASKS_INSIDE = re.compile(r"\b(?:can|could|should|shall|must|would|will it|what|how|when|do i|need)\b")
_HAD = re.compile(r"\b(?:had|got|gave|given) (?:it|mine|my|the|her|his|1)\b")
_BOOKED = "it|its|that|they|visit|check|implant|extraction|canal|filling|surgery|appointment|injection|jab|shot"
_DAY = r"(?:\d+|tomorrow|week|(?:mon|tue|wed|thu|fri|sat|sun|jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)\w*)"
_MOVED = re.compile(
    rf"(?=.*\b(?:{_BOOKED})\b)"
    r".*\b(?:(?:moved|changed|rescheduled|brought forward|put back|pushed back)\b.*\b(?:to|for|on|until|till)"
    rf"|now (?:on|for))(?: the| next| this)? {_DAY}\b.*"
)
_BY_THEM = re.compile(
    r"(?:\w+ ){0,3}?(?:they|clinic|surgery|hospital|nurse|practice|office|gp|doctor|it|appointment|injection|jab|shot)"
    r" (?:\w+ ){0,4}?(?:cancelled|canceled|cancelling|called off|called it off|postponed)(?: \w+){0,6}"
)
_SELF = r"(?:i|we|she|he|mum|mom|mother|dad|father|my \w+)(?: am| are| is| will be| have been| has been| was)?"
_AWAY = re.compile(
    rf"(?:\w+ ){{0,3}}?(?:{_SELF} )?(?:just |still |now |being |back )*"
    r"(?:(?:in|into|going into|admitted to|taken to|kept in)(?: the| a)? (?:hospital|hosp|rehab|ward)"
    r"|(?:going |gone |off )?(?:away|abroad|travelling|traveling|overseas|on holiday|on vacation|on a cruise))"
    r"(?: \w+){0,8}"
)
_REST = re.compile(
    r"(?=.*\b(?:reminder|reminders|message|messages|texts)\b)"
    r".*\b(?:pause|paused|break|suspend|hold|rest|quiet|holiday|mute"
    r"|stop\b.*\b(?:while|until|till|for (?:a|1|2|the|\d+) (?:\w+ )?(?:days?|weeks?|fortnight|month))"
    r"|fortnight)\b.*"
)
_MOVED_HOUSE = re.compile(
    rf"(?:\w+ ){{0,3}}?{_SELF} (?:just |now |have |has )*(?:moved|moving|staying|living)"
    r"(?: house| home| over| up| down)* (?:to|in|with|at)(?: \w+){1,6}"
)
_OWN = re.compile(rf"\b(?:my|the|this|that|an) (?:\w+ ){{0,3}}?(?:{_INJECTION}|date|entry)\b")
_MESSAGES = r"\b(?:reminder|reminders|message|messages|notification|notifications)\b"
_WHEN = re.compile(r"\b(?:time|hour|evening|morning|afternoon|earlier|later|when|clock|am|pm|noon)\b")
_SET = re.compile(r"\b(?:change|move|set|send|get|come|arrive|have|want|can|make)\b")
_SETTINGS = re.compile(r"(?:(?:open|show|change|my|the)\s)*settings|(?:\w+ ){0,4}time ?zone(?: \w+){0,4}")
_THEM = r"(?:it|them|these|those|things|me|reminding me|reminding|sending|(?:the |my |your )?(?:reminders?|messages?))"
_RESUME = re.compile(
    rf"(?:please )?(?:start|begin|restart|resume|unstop|subscribe)(?: again)?(?: please)?"
    rf"|(?=.*{_MESSAGES})(?=.*\b(?:again|back|resume|restart|unstop)\b).*"
    rf"|(?:(?!not\b)\w+ ){{0,6}}?(?:start|begin|restart|resume|send|turn|switch|put)(?: {_THEM})*"
    rf"(?: back on| again| on again)(?: {_THEM})?(?: please)?"
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
_LATER = re.compile(
    rf"{_OPENING}(?:remind|message|ask|text|tell) (?:me|us) (?:again |about it )*"
    r"(?:later|tomorrow|next \w+|(?:in|after) (?:a |the )?(?:\w+ ){1,3}\w+|on \w+|nearer the time|another day)"
    r"(?: please)?"
)
_KIN = r"(?:wife|husband|partner|mum|mom|mother|dad|father|sister|brother|friend|neighbour|daughter|son)"
_WE_BOTH = rf"(?:me and|both me and|my) (?:my )?{_KIN}(?: and (?:me|i))?|both of us|2 of us|we both|we are both"
_SOMEBODY_ELSE = re.compile(
    rf"{_OPENING}(?:remind|register|add|note|include|enter|put in) (?:for )?(?:my )?{_KIN} (?:too|as well|also)"
    rf"|(?:{_WE_BOTH}) (?:both |are |have |has |get |take |is |on )*"
    r"(?:it|this|prolia|denosumab|(?:the )?(?:injection|jab|shot)s?)(?: too| as well)?"
    r"|(?:can|could|how do|may) (?:i|you|we) (?:add|register|enter|have|put) (?:another|a 2nd|a second|1 more)"
    r" (?:person|patient)"
)
_WHOLE = (
    (Wish.REMIND_LATER, _LATER),
    (Wish.SOMEBODY_ELSE, _SOMEBODY_ELSE),
    (Wish.DOCTOR_CHANGED, _DOCTOR_CHANGED),
    (Wish.UNDO, _UNDO),
    (Wish.RESUME, _RESUME),
    (Wish.SETTINGS, _SETTINGS),
)
_LEFT_OUT = re.compile(
    r"\b(?:miss|skip|stop|delay|postpone|leave out|hold off|put off) (?:it|this 1|that 1|them|that)\b"
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
    whole = next((wanted for wanted, pattern in _WHOLE if pattern.fullmatch(said)), None)
    if whole is not None:
        return whole
    if re.search(r"\bconsent\b", said) and _TAKEN_BACK.search(said):
        return Wish.WITHDRAW
    if re.search(_MESSAGES, said) and _WHEN.search(said) and _SET.search(said):
        return Wish.SETTINGS
    return None if _ASKS.match(said) else _told(said, is_dental=bool(reading.names & _DENTAL))


def _told(said: str, *, is_dental: bool) -> Wish | None:
    """What a statement lets us know of what is booked, or of where somebody is."""
    had = _HAD.search(said) is not None  # "had it while I was in hospital": an injection to note
    if _BY_THEM.fullmatch(said) and not is_dental and not had:
        return Wish.CANCELLED
    if _MOVED.fullmatch(said):
        return Wish.VISIT_MOVED if is_dental else Wish.MOVED
    if _MOVED_HOUSE.fullmatch(said):
        return Wish.MOVED_HOUSE
    if _CHANGED.search(said):
        own = Wish.INJECTION if _OWN.search(said) else None
        return Wish.VISIT if is_dental else own
    away = _AWAY.fullmatch(said) and not _ASKS_INSIDE.search(said)
    return Wish.BREAK if (away and not had) or _REST.fullmatch(said) else None


def _is_put_off(reading: Reading, said: str) -> bool:
    """Whether the dentist is said to want the injection left out or put off."""
    ours = reading.names & {"injection", "denosumab"} or _LEFT_OUT.search(said)
    away = reading.names & {"missed", "late", "stop"} or _PUT_OFF.search(said)
    return bool("dentist" in reading.names and ours and away and _SAYS.search(said))
