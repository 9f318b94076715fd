"""Which words a denial covers. A denial ends with its clause: "no chest pain but my tongue is swelling"."""

from bisect import bisect_left

from bot.understanding.triage.clauses import Clause
from bot.understanding.triage.grammar import AFTER_FINE
from bot.understanding.triage.phrases import Mention

REACH = 14  # words; a denial further away than that is not trusted


def denied_words(clause_list: list[Clause], words: tuple[str, ...], cues: dict[str, list[Mention]]) -> set[int]:
    """Positions of words that a denial covers, before it ("no fever") or after it ("my jaw is fine")."""
    starts = {m.start: m.end for m in sorted(cues.get("denial", ()), key=lambda m: m.end)}
    stops = {m.start for m in cues.get("denial_ends", ())}
    reversals = {m.start for m in cues.get("reversal", ())}
    fines = sorted({m.start for m in cues.get("fine", ()) if _ends_there(m.end, words)})
    covered: set[int] = set()
    sentence: set[int] = set()
    carried = False
    for clause in clause_list:
        span = range(clause.start, clause.end)
        if clause.opening == ".":
            covered |= sentence
            sentence = set()
        carried = carried and clause.opening == "," and not clause.subject and _is_list(clause, words, stops)
        active = clause.start if carried else -1
        here: set[int] = set()
        for at in span:
            if at in starts:
                active = starts[at]
            elif at in stops and active >= 0 and at >= active:
                active = -1
            if active >= 0 and at - active <= REACH:
                here.add(at)
        carried = active >= 0
        if not _is_asked(clause, words):
            last = bisect_left(fines, clause.end)
            if last and fines[last - 1] >= clause.start:
                here |= set(range(clause.start, fines[last - 1]))
        # "no cramps until last night", "I never fall but today I did": the denial is over.
        if any(at in reversals for at in span):
            here, sentence = set(), set()
        sentence |= here
    return covered | sentence


def _ends_there(end: int, words: tuple[str, ...]) -> bool:
    """Whether "has gone" is all there is to say: not "has gone numb"."""
    return end >= len(words) or words[end] in AFTER_FINE


def _is_list(clause: Clause, words: tuple[str, ...], stops: set[int]) -> bool:
    """A listed item under the same denial: "no cramps, tingling or numbness"."""
    part = words[clause.start : clause.end]
    if any(at in stops for at in range(clause.start, clause.end)):
        return False
    return len(part) <= 6 and any(word in {"or", "nor", "either"} for word in part)


def _is_asked(clause: Clause, words: tuple[str, ...]) -> bool:
    """Whether the "ok" is no answer: "is it ok that my lips are numb"."""
    return words[clause.start] in {"is", "are", "was", "would", "will", "can", "should", "am"}
