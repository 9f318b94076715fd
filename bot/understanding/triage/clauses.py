"""Cut a message into clauses, also where a dictating person leaves out every comma."""

from dataclasses import dataclass

from bot.understanding.triage.grammar import (
    ASK_WORDS,
    ASKED,
    ASKS,
    CONTRASTS,
    FINITE,
    GOES_ON,
    JOINERS,
    KIN,
    LEADS_ON,
    SUBJECTS,
)
from bot.understanding.triage.tokens import Words

# How many words further away the next clause is, by what parts it from the one before.
FURTHER = {".": 5, ",": 3, "but": 3, "join": 3}


@dataclass(frozen=True, slots=True)
class Clause:
    """Words ``start`` to ``end`` (exclusive). ``opening``: how it is parted from the one before: ". , but join"."""

    start: int
    end: int
    opening: str
    subject: bool  # it has a subject and verb of its own, so nothing is carried over from the clause before


def clauses(text: Words) -> list[Clause]:
    """The clauses of a message in order; together they hold every word once."""
    words, breaks = text.words, text.breaks
    cuts: list[tuple[int, str]] = []
    for at, word in enumerate(words):
        opening = ""
        if breaks[at] in {".", ","}:
            opening = breaks[at]
        elif word in CONTRASTS:
            opening = "but"
        elif at and _joins(words, breaks, at):
            opening = "join"
        if opening:
            cuts.append((at, opening))
    ends = [at for at, _ in cuts[1:]] + [len(words)]
    return [
        Clause(start, end, opening, _has_subject(words, breaks, start + (words[start] in JOINERS | CONTRASTS)))
        for (start, opening), end in zip(cuts, ends, strict=True)
    ]


def places(text: Words, clause_list: list[Clause]) -> tuple[int, ...]:
    """Positions of the words, where a new clause stands further away unless it goes on about the same."""
    found: list[int] = []
    shift = 0
    for clause in clause_list:
        if clause.start and text.words[clause.start] not in GOES_ON:
            shift += FURTHER[clause.opening]
        found.extend(at + shift for at in range(clause.start, clause.end))
    return tuple(found)


def _joins(words: tuple[str, ...], breaks: tuple[str, ...], at: int) -> bool:
    if words[at] in JOINERS:
        return _has_subject(words, breaks, at + 1)
    return words[at - 1] not in JOINERS and _begins_run_on(words, breaks, at)


def _has_subject(words: tuple[str, ...], breaks: tuple[str, ...], at: int) -> bool:
    """Whether a subject with its verb begins here: "i feel", "my left leg is", "now mum has"."""
    while at < len(words) and words[at] in {"now", "suddenly", "today", "then", "also", "yesterday", "tonight", "and"}:
        at += 1
    if at >= len(words):
        return False
    if words[at] in SUBJECTS:
        return at + 1 < len(words) or words[at] not in {"this", "these", "it"}
    if words[at] in {"my", "his", "her", "the", "both", "one", "our", "left", "right"} or words[at] in KIN:
        return any(
            words[i] in FINITE
            for i in range(at + 1, min(at + 5, len(words)))
            if not any(breaks[j] for j in range(at + 1, i + 1))
        )
    return False


def _begins_run_on(words: tuple[str, ...], breaks: tuple[str, ...], at: int) -> bool:
    """A new clause without comma or joining word: "no chest pain my tongue is swelling"."""
    before, word = words[at - 1], words[at]
    if (before in LEADS_ON and word not in ASKS) or before in SUBJECTS or before in {"my", "his", "her", "the"}:
        return False
    if word in ASKS and at + 1 < len(words) and words[at + 1] in ASKED and before not in ASK_WORDS:
        return True
    if word in {"i", "im", "ive", "id", "hes", "shes", "theyre", "its", "he", "she", "theres"}:
        return True
    if word in {"my", "his", "her"} or word in KIN:
        return _has_subject(words, breaks, at)
    return False
