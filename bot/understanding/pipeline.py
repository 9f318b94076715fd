"""From a message to its meaning: red flags, then intents, then the question; pure, and in a few milliseconds."""

import datetime as dt
from dataclasses import dataclass, field
from enum import StrEnum

from bot.content import Content
from bot.content.examples import OUTSIDE, WRITTEN_ON
from bot.understanding import weights
from bot.understanding.alarms import Alarm, Alarms
from bot.understanding.chances import chance, log_odds
from bot.understanding.features import judged_by
from bot.understanding.gate import Decision, decide
from bot.understanding.intents import DATED, ENDING, Intents
from bot.understanding.matcher import Matcher, ways_of_saying
from bot.understanding.meanings import Meanings, Odds
from bot.understanding.message import Intent
from bot.understanding.observing import Observer
from bot.understanding.ranking import Ranking
from bot.understanding.slots import Slots
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


_LEAST = 1e-4  # a chance
_WHOM_TO_ASK = "contact"


@dataclass(frozen=True)
class Trace:
    """Why a message was understood as it was: for ``python -m bot ask``, never for a log."""

    reading: Reading
    ranking: Ranking
    decision: Decision
    odds: Odds
    signs: tuple[str, ...]
    slots: frozenset[str]
    is_bare_date: bool
    alarm: Alarm
    wish: tuple[float, ...]
    intent: Intent | None = None


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

    @property
    def red_flag(self) -> RedFlagHit | None:
        """The red flag with all there is to say of it; None where the message is none."""
        return self.trace.alarm.hit if self.trace and self.outcome is Outcome.URGENT else None


@dataclass(frozen=True)
class Index:
    """Everything understanding needs, built from the content alone."""

    vocabulary: Vocabulary
    observer: Observer
    meanings: Meanings
    matcher: Matcher
    alarms: Alarms
    intents: Intents
    triage: Triage


def build_index(content: Content, meanings: Meanings | None = None) -> Index:
    """
    The index of *content*: some ten seconds, two where its *meanings* were fitted before (see bot.knowledge).

    Build it once each time the content is loaded.
    """
    texts = [(meaning, text) for meaning, messages in ways_of_saying(content).items() for text in messages]
    questions = [text for meaning, text in texts if meaning in content.entries or meaning == OUTSIDE]
    vocabulary = Vocabulary(content.lexicon, content.intents, questions)
    slots, triage = Slots(content.intents, vocabulary), build_triage(content)
    observer = Observer(vocabulary, slots, triage)
    if meanings is None:
        observed = ((meaning, observer.observe(text, WRITTEN_ON)) for meaning, text in texts)
        meanings = Meanings.fitted(content, [(meaning, judged_by(each, vocabulary)) for meaning, each in observed])
    ours = {*content.entries, OUTSIDE}
    asked = [(meaning, text, vocabulary.read(text)) for meaning, text in texts if meaning in ours]
    return Index(
        vocabulary,
        observer,
        meanings,
        Matcher(content, vocabulary, asked),
        Alarms(content, triage),
        Intents(content.intents, vocabulary, slots),
        triage,
    )


def triage(text: str, index: Index) -> RedFlagHit | None:
    """The red flag in *text* alone; what still works when nothing else does."""
    return understand(text, WRITTEN_ON, index).red_flag


def understand(text: str, today: dt.date, index: Index) -> Understanding:
    """
    What *text* means to a person whose local day is *today*.

    A red flag comes first, whatever else the message says; then intents; then the question. No text raises.
    """
    observed = index.observer.observe(text, today)
    odds = index.meanings.odds(judged_by(observed, index.vocabulary))
    reading = observed.reading
    ranking = index.matcher.rank(reading, odds)
    decision = decide(reading, ranking, index.matcher, index.vocabulary)
    placed = 0.0 if ranking.entries[0].entry == _WHOM_TO_ASK else decision.sure  # it places no complaint
    alarm = index.alarms.judge(observed, odds, placed)
    score = round(decision.sure, 3)
    intent, wish = index.intents.find(observed, odds)
    trace = Trace(
        reading,
        ranking,
        decision,
        odds,
        observed.signs,
        observed.slots.names,
        observed.is_bare_date,
        alarm,
        wish,
        intent,
    )
    if observed.is_bare_date and not alarm.evidence.rule:
        return Understanding(Outcome.NONE, trace=trace)  # a day, but of what?
    if alarm.hit:
        hit = alarm.hit
        return Understanding(
            Outcome.URGENT, (hit.entry,), hit.level, hit.flag, raised=hit.raised, score=score, trace=trace
        )
    if intent and not _waits(intent, alarm, wish):
        return Understanding(
            Outcome(intent.name),
            date=intent.when.date,
            dates=intent.when.dates,
            time=intent.when.time,
            kind=intent.kind,
            score=score,
            trace=trace,
        )
    return Understanding(Outcome(decision.outcome), decision.entries, net=alarm.net, score=score, trace=trace)


def _waits(intent: Intent, alarm: Alarm, wish: tuple[float, ...]) -> bool:
    """
    Whether the care line comes first: before anything is ended, before somebody with a complaint is passed on to a
    person who may read it tomorrow, and where a note of a day is the lesser chance.
    """
    if not alarm.net:
        return False
    if intent.name == Outcome.CONTACT:
        return bool(alarm.evidence.complaint)
    return intent.name in ENDING or (intent.name in DATED and outweighs(alarm.doubt, wish) >= weights.CARE_OVER_NOTE)


def outweighs(doubt: float, wish: tuple[float, ...]) -> float:
    """By how many log odds a complaint, of chance *doubt*, is likelier than the note that *wish* speaks for."""
    return log_odds(doubt, _LEAST) - log_odds(chance(weights.INTENT, wish), _LEAST)
