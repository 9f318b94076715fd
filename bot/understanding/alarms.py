"""
Is a message a red flag, and which? Two witnesses: the rules of content/triage.yaml and the examples of each red flag.

Nothing that the message asks beside it counts: a question, however well it is matched, never outweighs a red flag.
Where the witnesses are in doubt the care line stands before the answer, the sooner the less the message is placed.
"""

from dataclasses import dataclass
from typing import NamedTuple

from bot.content import Content
from bot.understanding import weights
from bot.understanding.chances import chance
from bot.understanding.meanings import Odds
from bot.understanding.normalise import words
from bot.understanding.observing import Observed
from bot.understanding.triage import LEVELS, RedFlagHit, Status, Triage


class Evidence(NamedTuple):
    """What speaks for a red flag: the examples' log odds, and 0 or 1 for what the rules find."""

    examples: float
    rule: float
    mentioned: float  # a red flag's signs are all there, but denied, past, feared, asked about or somebody else's
    complaint: float
    signs: float  # how many signs of illness, or of a mishap, the words name as of now: 0 for none, 1 for four or more


_OF_NOW = f":{Status.LIVE}"
_MANY = 4
_TOO_FEW = 4  # words
_LIKENESS_NEEDS = 7  # words: shorter ones without a rule or a complaint behind them get the care line, no alarm
_IN_DOUBT = 0.4  # share among the red flags


@dataclass(frozen=True)
class Alarm:
    """
    The judgement. ``hit``: the red flag, or None. ``net``: none, but it may be somebody's own complaint, so that the
    care line comes first. ``chance``: that it is a red flag. ``doubt``: the same where it is also known how well the
    message is ``placed``, which decides the care line and never an alarm. ``mentioned``: the red flag whose signs are
    named, but denied, past, feared, asked about or somebody else's.
    """

    hit: RedFlagHit | None
    net: bool
    chance: float
    placed: float
    doubt: float
    evidence: Evidence
    mentioned: str | None = None


class Alarms:
    """Judges messages; pure: the same text and odds give the same judgement."""

    def __init__(self, content: Content, triage: Triage) -> None:
        self._triage = triage
        self._entries = {flag: red.entry for flag, red in content.red_flags.items()}
        self._now = frozenset(flag for flag, red in content.red_flags.items() if red.level == "now")
        self._captions = frozenset(
            tuple(words(text.text)) for key, text in content.texts.items() if "button" in key or key.startswith("menu.")
        )

    def judge(self, observed: Observed, odds: Odds, placed: float) -> Alarm:
        """
        Whether the message, with the *odds* that the examples give it, is a red flag.

        *placed*: the chance that our best entry is what it asks for; it has no say in whether there is an alarm.
        """
        text = observed.text
        by_rule = self._triage.check(text)
        mentioned = self._triage.mentions(text) if by_rule is None else None
        evidence = Evidence(
            odds.red_flag,
            rule=float(by_rule is not None),
            mentioned=float(mentioned is not None),
            complaint=float(self._triage.is_complaint(text)),
            signs=min(sum(sign.endswith(_OF_NOW) for sign in observed.signs), _MANY) / _MANY,
        )
        sure, doubt = chance(weights.RED_FLAG, evidence), chance(weights.CARE_LINE, (*evidence, placed))
        latin = sum(word.isascii() for word in observed.reading.words)
        hardly = latin < _TOO_FEW and not any(evidence[1:])  # "ey up": no word of illness that we could read
        if hardly or (by_rule is None and tuple(words(text)) in self._captions):
            return Alarm(None, False, sure, placed, doubt, evidence, mentioned)  # noqa: FBT003
        vague = len(observed.reading.words) < _LIKENESS_NEEDS and not (evidence.rule or evidence.complaint)
        hit = self._which(text, by_rule, odds) if sure >= weights.RED_FLAG_FROM and not vague else None
        net = hit is None and doubt >= weights.CARE_LINE_FROM
        return Alarm(hit, net, sure, placed, doubt, evidence, mentioned)

    def _which(self, text: str, by_rule: RedFlagHit | None, odds: Odds) -> RedFlagHit | None:
        """The red flag meant, with its level; None where the text says that it is no such thing after all."""
        also = by_rule.also if by_rule else ()
        first = by_rule.flag if by_rule else None

        def weight(flag: str) -> float:
            bonus = weights.FIRST_BY_RULE if flag == first else weights.ALSO_BY_RULE if flag in also else 0.0
            return odds.scores[flag] + bonus

        flag = max(self._entries, key=weight)
        likest, share = max(odds.shares(self._entries).items(), key=lambda each: each[1])
        if likest in self._now and flag not in self._now and share >= _IN_DOUBT:
            flag = likest  # a milder sign beside it lowers nothing (medical brief, section 3: take the higher level)
        if by_rule and (flag == first or (by_rule.level == LEVELS[0] and flag not in by_rule.also)):
            return by_rule
        found = self._triage.level(text, flag)
        if found is None:
            return by_rule
        level, raised = found
        others = (*((first,) if first else ()), *(other for other in also if other != flag))
        return RedFlagHit(flag, level, self._entries[flag], raised, others)
