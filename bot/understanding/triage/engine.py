"""Red-flag triage of one message: words, spelling, phrases, clauses, standing, rules; most urgent first."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Final

from bot.content import Content
from bot.content.triage import TriageWords
from bot.understanding.spelling import english_words
from bot.understanding.triage.clauses import clauses, places
from bot.understanding.triage.context import Context
from bot.understanding.triage.figures import CUE, SUPPRESSING, blocked_words, is_blocked, self_contained
from bot.understanding.triage.grammar import FUNCTION_WORDS
from bot.understanding.triage.negation import denied_words
from bot.understanding.triage.overdue import LONG_DELAY_WEEKS, SHORT_DELAY_WEEKS, weeks_overdue
from bot.understanding.triage.phrases import Cues, Mention, PhraseIndex
from bot.understanding.triage.rules import Rule, RuleBook
from bot.understanding.triage.spelling import Speller
from bot.understanding.triage.standing import counts_for
from bot.understanding.triage.status import Status
from bot.understanding.triage.tokens import Words, tokenise

LEVELS: Final = ("now", "today", "week")
# What a raised red flag is lifted to, where that is not "now".
RAISED_TO: Final = {"R19": "today"}
# How many times further apart the words of a rule may stand for the net: nearly a red flag is a complaint.
REACH_OF_NEARLY: Final = 2
PARTS: Final = "net_part"  # the concept that lists every part of the body
DIALECT_MY: Final = frozenset({"me", "ma", "mi", "mah"})
RENEWING: Final = frozenset({"reversal", "now", "onset", "right_now"})


@dataclass(frozen=True, slots=True)
class RedFlagHit:
    """The most urgent red flag of a message. ``raised``: its text_now or text_today is meant. ``also``: the others."""

    flag: str
    level: str
    entry: str
    raised: bool = False
    also: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class _Reading:
    """One message, read once."""

    words: tuple[str, ...]
    mentions: dict[str, list[Mention]]
    cues: Cues
    context: Context
    excluding: frozenset[str]  # concepts that keep a rule from matching: named, and not denied
    places: tuple[int, ...]
    happening: bool


class Triage:
    """Finds red flags in free text. Pure: the same text gives the same answer; no text raises."""

    def __init__(self, words: TriageWords, entries: dict[str, tuple[str, str]]) -> None:
        self._entries = entries
        self._order = {flag: at for at, flag in enumerate(entries)}
        self._signs = PhraseIndex(words.words, by_stem=True)
        # Cues are words of grammar: "start" is not "started".
        self._cues = PhraseIndex({f"{CUE}{name}": found for name, found in words.cues.items()}, by_stem=False)
        self._plain = (self._signs.plain_words | self._cues.plain_words) - words.spelling.keys()
        self._speller = Speller(
            self._signs.all_words | self._cues.all_words,
            known=english_words(),
            fixed=FUNCTION_WORDS,
            misspellings=words.spelling,
        )
        self._parts = {part for part in words.words.get(PARTS, ()) if " " not in part}
        self._rules = RuleBook(words.rules)
        self._raises = RuleBook(words.raises)
        self._net = RuleBook({"net": words.net})
        self._nearly = RuleBook(words.rules, reach=REACH_OF_NEARLY)
        self._outranks = words.outranks
        # A message is asked for its red flag and then for a complaint: read it once.
        self._read = lru_cache(maxsize=1)(self._read_anew)

    def check(self, text: str) -> RedFlagHit | None:
        """The writer's own red flag, now; None where there is none."""
        reading = self._read(text)
        return self._hit(reading) if reading else None

    def level(self, text: str, flag: str) -> tuple[str, bool] | None:
        """
        The level of *flag*, which *text* is taken for, and whether a second sign raised it.

        None where the text itself says that it is no such thing: an injection that is only some days late.
        """
        reading = self._read(text)
        return self._levels(reading, [flag]).get(flag) if reading else (self._entries[flag][1], False)

    def signs(self, text: str) -> tuple[str, ...]:
        """The concepts of *text* with their standing ("jaw:live", "fever:denied"), and its cues ("cue:if")."""
        reading = self._read(text)
        if not reading:
            return ()
        standing = {
            f"{name}:{reading.context.of(mention).value}": None
            for name, there in reading.mentions.items()
            for mention in there
        }
        return (*standing, *(f"{CUE}{name}" for name in reading.cues))

    def mentions(self, text: str) -> str | None:
        """The red flag that a message only asks about, denies, fears or tells of the past; None where it names none."""
        reading = self._read(text)
        if not reading or self._hit(reading):
            return None
        found = self._rules.matches(
            reading.mentions,
            lambda _mention, _rule: True,
            excluding=reading.excluding,
            places=reading.places,
            happening=True,
        )
        return min(found, key=self._urgency, default=None)

    def is_complaint(self, text: str) -> bool:
        """Whether somebody complains of something of their own, now: never to be met with a plain "I don't know"."""
        reading = self._read(text)
        if not reading:
            return False
        return bool(self._matches(self._net, reading) or self._matches(self._nearly, replace(reading, happening=True)))

    def _urgency(self, flag: str) -> tuple[int, int]:
        return LEVELS.index(self._entries[flag][1]), self._order[flag]

    def _read_anew(self, text: str) -> _Reading | None:
        spelled = self._spell(tokenise(text))
        if not spelled.words:
            return None
        found = self._signs.find(spelled.words, spelled.breaks) + self._cues.find(spelled.words, spelled.breaks)
        return self._interpret(spelled, found)

    def _interpret(self, text: Words, found: list[Mention]) -> _Reading:
        blocked = blocked_words(found, text.words)
        own_words = self_contained(found)
        # "never came back" is no return.
        over = {at for m in found if m.concept == f"{CUE}fine" for at in range(m.start, m.end) if m.end - m.start > 1}
        mentions: dict[str, list[Mention]] = defaultdict(list)
        cues: Cues = defaultdict(list)
        for mention in found:
            if mention.concept.startswith(CUE):
                name = mention.concept.removeprefix(CUE)
                if name in RENEWING and not over.isdisjoint(range(mention.start, mention.end)):
                    continue
                if name in SUPPRESSING and not own_words.isdisjoint(range(mention.start, mention.end)):
                    continue
                cues[name].append(mention)
            elif not is_blocked(mention, blocked):
                mentions[mention.concept].append(mention)
        parts = clauses(text)
        denied = denied_words(parts, text.words, cues)
        context = Context(text, parts, cues, mentions.get("symptom_noun", []), denied)
        happening = bool(cues.get("now") or cues.get("right_now") or cues.get("think_own"))
        excluding = frozenset(
            name for name, there in mentions.items() if any(context.of(m) is not Status.DENIED for m in there)
        )
        return _Reading(text.words, mentions, cues, context, excluding, places(text, parts), happening)

    def _spell(self, text: Words) -> Words:
        words: list[str] = []
        breaks: list[str] = []
        for word, gap in zip(text.words, text.breaks, strict=True):
            if word in self._parts and words and words[-1] in DIALECT_MY and not gap:
                words[-1] = "my"  # "me throat", "ma heid"
            for at, right in enumerate((word,) if word in self._plain else self._speller.correct(word)):
                words.append(right)
                breaks.append("" if at else gap)
        return Words(tuple(words), tuple(breaks))

    def _matches(self, rules: RuleBook, reading: _Reading) -> list[str]:
        def stands(mention: Mention, rule: Rule) -> bool:
            return counts_for(mention, reading.context.of(mention), rule, reading.words, reading.cues)

        return rules.matches(
            reading.mentions, stands, excluding=reading.excluding, places=reading.places, happening=reading.happening
        )

    def _levels(self, reading: _Reading, flags: Iterable[str]) -> dict[str, tuple[str, bool]]:
        """Each of *flags* with its level in this message, and whether that was raised."""
        levels = {flag: (self._entries[flag][1], False) for flag in flags if flag in self._entries}
        overdue = weeks_overdue(reading.words, reading.mentions, reading.context.of)
        if overdue is not None and "R19" in self._entries:
            if overdue < SHORT_DELAY_WEEKS:
                levels.pop("R19", None)
            elif "R19" in levels:
                late = overdue > LONG_DELAY_WEEKS
                levels["R19"] = ("today" if late else "week", late)
        for flag in self._matches(self._raises, reading) if levels else ():
            if flag in levels:
                levels[flag] = (RAISED_TO.get(flag, "now"), True)
        if "R11" in levels and "R10" in levels:
            levels["R11"] = ("now", True)
        if "R15" in levels and not {"R1", "R3"}.isdisjoint(levels):
            levels["R15"] = ("now", True)
        return levels

    def _hit(self, reading: _Reading) -> RedFlagHit | None:
        flags = self._matches(self._rules, reading)
        if weeks_overdue(reading.words, reading.mentions, reading.context.of) is not None:
            flags.append("R19")
        levels = self._levels(reading, flags)
        if not levels:
            return None
        behind = {
            lower
            for higher, lowers in self._outranks.items()
            if higher in levels
            for lower in lowers
            if lower in levels and levels[lower][0] == levels[higher][0]
        }
        first, *others = sorted(
            levels, key=lambda flag: (LEVELS.index(levels[flag][0]), flag in behind, self._order[flag])
        )
        level, raised = levels[first]
        return RedFlagHit(first, level, self._entries[first][0], raised, tuple(others))


def build_triage(content: Content) -> Triage:
    """The triage of this content: words and rules from content/triage.yaml, entry and level from red_flags.yaml."""
    return Triage(content.triage, {flag: (red.entry, red.level) for flag, red in content.red_flags.items()})
