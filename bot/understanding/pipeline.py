"""From a message to its meaning: red flags, then intents, then the question; pure, and in a few milliseconds."""

import datetime as dt
from dataclasses import dataclass, field
from enum import StrEnum

from bot.content import Content
from bot.understanding.gate import Decision, decide
from bot.understanding.intents import Intents
from bot.understanding.matcher import Matcher, wordings
from bot.understanding.message import Intent
from bot.understanding.ranking import Ranking
from bot.understanding.triage import RedFlagHit, Triage, build_triage
from bot.understanding.vocabulary import Reading, Vocabulary


class Outcome(StrEnum):
    """What a message is; see docs/contracts.md."""

    URGENT = "urgent"
    ANSWER = "answer"
    SUGGEST = "suggest"
    NONE = "none"
    LOG_INJECTION = "log_injection"
    BOOK_INJECTION = "book_injection"
    PLAN_DENTAL = "plan_dental"
    SMALLTALK = "smalltalk"
    CONTACT = "contact"
    STOP_MESSAGES = "stop_messages"
    DELETE_DATA = "delete_data"


@dataclass(frozen=True)
class Trace:
    """Why a message was understood as it was: for ``python -m bot ask``, never for a log."""

    reading: Reading
    ranking: Ranking
    decision: Decision
    intent: Intent | None = None
    hit: RedFlagHit | None = None


@dataclass(frozen=True)
class Understanding:
    """
    What a message means.

    ``ids``: one entry for answer and urgent, two or three for suggest, else none. ``level`` and ``flag`` belong to
    urgent; ``raised`` means that the red flag's text_now or text_today is the one to show. ``date`` is the day
    meant, ``dates`` the possible ones where it is ambiguous. ``kind`` is that of a dental visit, or death or
    wrong_person. ``net``: somebody's own complaint that was not placed, so the reply begins with the care line.
    ``score`` is the chance, 0 to 1, that the best entry is acceptable.
    """

    outcome: Outcome
    ids: tuple[str, ...] = ()
    level: str | None = None
    flag: str | None = None
    date: dt.date | None = None
    dates: tuple[dt.date, ...] = ()
    time: dt.time | None = None
    kind: str | None = None
    net: bool = False
    score: float = 0.0
    raised: bool = False
    trace: Trace | None = field(default=None, compare=False, repr=False)


@dataclass(frozen=True)
class Index:
    """Everything understanding needs, built from the content alone."""

    vocabulary: Vocabulary
    matcher: Matcher
    intents: Intents
    triage: Triage


def build_index(content: Content) -> Index:
    """The index of *content*; about two seconds. Build it once each time the content is loaded."""
    texts = [text for entry in content.entries.values() for text in wordings(entry, content.lexicon)]
    texts += content.lexicon.outside
    vocabulary = Vocabulary(content.lexicon, content.intents, texts)
    matcher = Matcher(content.entries, content.lexicon, vocabulary)
    return Index(vocabulary, matcher, Intents(content.intents, vocabulary), build_triage(content))


def triage(text: str, index: Index) -> RedFlagHit | None:
    """The red flag in *text* alone; what still works when nothing else does."""
    return index.triage.check(text)


def understand(text: str, today: dt.date, index: Index) -> Understanding:
    """
    What *text* means to a person whose local day is *today*.

    A red flag comes first, whatever else the message says; then intents; then the question. No text raises.
    """
    hit = index.triage.check(text)
    reading = index.vocabulary.read(text)
    ranking = index.matcher.rank(reading)
    decision = decide(reading, ranking, index.matcher, index.vocabulary)
    score = round(decision.sure, 3)
    if hit:
        trace = Trace(reading, ranking, decision, hit=hit)
        return Understanding(
            Outcome.URGENT, (hit.entry,), hit.level, hit.flag, raised=hit.raised, score=score, trace=trace
        )
    intent = index.intents.find(text, reading, today)
    if intent:
        return Understanding(
            Outcome(intent.name),
            date=intent.when.date,
            dates=intent.when.dates,
            time=intent.when.time,
            kind=intent.kind,
            score=score,
            trace=Trace(reading, ranking, decision, intent),
        )
    trace = Trace(reading, ranking, decision)
    net = index.triage.is_complaint(text)
    return Understanding(Outcome(decision.outcome), decision.entries, net=net, score=score, trace=trace)
