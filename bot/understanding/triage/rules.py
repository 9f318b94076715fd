"""Slot combinations: which concepts, how near to each other, make which red flag."""

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from bot.understanding.triage.phrases import Mention

NEAR = 6  # words between two slots, where the rule says nothing else
NEAR_MOST = 8  # up to here the slots are part and change of one thing, and mostly of one clause


@dataclass(frozen=True, slots=True)
class Rule:
    """One line of content/triage.yaml: each slot is a set of concepts, one of which must stand in the message."""

    slots: tuple[frozenset[str], ...]
    within: int
    unless: frozenset[str]
    needs_now: bool  # only with a word that says that it is happening: today, just, think i have
    ordered: bool  # each slot after the one before it
    acute: bool  # also when told of a relative in the past tense: "mum fell and banged her head"
    crisis: bool  # also behind an "if"


def parse(line: str) -> Rule:
    """A rule from ``a + b / c, within 5, unless d, now, acute``."""
    slots, *options = (part.strip() for part in line.split(","))
    within, unless, needs_now, ordered, acute, crisis = NEAR, set[str](), False, False, False, False
    for option in options:
        word, *rest = option.split()
        match word:
            case "within":
                within = int(rest[0])
            case "unless":
                unless |= set(rest)
            case "now":
                needs_now = True
            case "in":
                ordered = True
            case "acute":
                acute = True
            case "crisis":
                crisis = True
            case _:
                raise ValueError(
                    f"the rule '{line}' has the option '{option}'; "
                    "known are: within N, unless WORDS, now, in order, acute, crisis"
                )
    return Rule(
        tuple(frozenset(name.strip() for name in slot.split("/")) for slot in slots.split("+")),
        within,
        frozenset(unless),
        needs_now,
        ordered,
        acute,
        crisis,
    )


class RuleBook:
    """All rules of all red flags, asked at once for one message."""

    def __init__(self, rules: Mapping[str, Iterable[str]], *, reach: int = 1) -> None:
        self._rules = [(flag, parse(line)) for flag, lines in rules.items() for line in lines]
        if reach > 1:
            self._rules = [(flag, replace(rule, within=rule.within * reach)) for flag, rule in self._rules]
        # A rule is looked at only where a concept of its first slot stands in the message.
        self._by_concept: dict[str, list[int]] = defaultdict(list)
        for at, (_, rule) in enumerate(self._rules):
            for name in rule.slots[0]:
                self._by_concept[name].append(at)

    def matches(
        self,
        mentions: Mapping[str, list[Mention]],
        counts: Callable[[Mention, Rule], bool],
        *,
        excluding: frozenset[str],
        places: Sequence[int],
        happening: bool,
    ) -> list[str]:
        """
        The red flags of which a rule matches, each once. ``counts`` says which mentions stand for that rule;
        ``excluding`` are the concepts that an "unless" asks for: those not denied ("she isn't asthmatic");
        ``places`` are the words' positions, in which a new clause is further away.
        """
        found: dict[str, None] = {}
        memory: dict[tuple[str, bool, bool], list[Mention]] = {}

        def standing(name: str, rule: Rule) -> list[Mention]:
            key = name, rule.acute, rule.crisis
            if key not in memory:
                memory[key] = [m for m in mentions[name] if counts(m, rule)]
            return memory[key]

        asked = sorted({at for name in mentions for at in self._by_concept.get(name, ())})
        for flag, rule in (self._rules[at] for at in asked):
            if flag in found or (rule.needs_now and not happening):
                continue
            if any(slot.isdisjoint(mentions) for slot in rule.slots) or not rule.unless.isdisjoint(excluding):
                continue
            candidates = [
                sorted((m for name in slot if name in mentions for m in standing(name, rule)), key=_start)
                for slot in rule.slots
            ]
            if all(candidates) and _together(candidates, rule, places):
                found[flag] = None
        return list(found)


def _start(mention: Mention) -> int:
    return mention.start


def _together(candidates: list[list[Mention]], rule: Rule, places: Sequence[int]) -> bool:
    """Whether one mention of every slot stands within reach of one mention of the first slot."""
    first, *others = candidates
    if not others:
        return True
    starts = [[m.start for m in found] for found in others]
    for anchor in first:
        for found, begins in zip(others, starts, strict=True):
            at = bisect_left(begins, anchor.start)
            near = found[max(0, at - 3) : at + 3]
            if not any(_gap(anchor, m, rule, places) <= rule.within for m in near):
                break
        else:
            return True
    return False


def _gap(anchor: Mention, other: Mention, rule: Rule, places: Sequence[int]) -> int:
    """Words between two mentions, 0 where they touch; for near slots a new clause counts as further words."""
    if rule.ordered and other.start < anchor.end:
        return rule.within + 1
    if (anchor.start, anchor.end) == (other.start, other.end) and anchor.concept != other.concept:
        return rule.within + 1  # one word is never both the part and its change: the "gap" of "a gap in time"
    left, right = (anchor, other) if anchor.start <= other.start else (other, anchor)
    if right.start < left.end:
        return 0
    if rule.within > NEAR_MOST:
        return right.start - left.end
    return places[right.start] - places[left.end - 1] - 1
