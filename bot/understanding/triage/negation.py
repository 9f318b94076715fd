"""Which words a denial covers. A denial ends with its clause: "no chest pain but my tongue is swelling"."""

from bot.understanding.triage.clauses import Clause
from bot.understanding.triage.phrases import Mention

REACH = 14  # words; a denial further away than that is not trusted


def denied_words(
    clause_list: list[Clause], words: tuple[str, ...], cues: dict[str, list[Mention]], symptoms: list[Mention]
) -> set[int]:
    """Positions of words that a denial covers. ``symptoms`` that hold a "not" themselves (can't breathe) are no denial."""
    within = {at for symptom in symptoms if symptom.end - symptom.start > 1 for at in range(symptom.start, symptom.end)}
    within |= {at for mention in cues.get("persists", ()) for at in range(mention.start, mention.end)}
    starts = {m.start: m.end for m in sorted(cues.get("denial", ()), key=lambda m: m.end) if m.start not in within}
    stops = {m.start for m in cues.get("denial_ends", ())}
    reversals = [m.start for m in cues.get("reversal", ())]
    fines = [m for m in cues.get("fine", ()) if m.start not in within]
    covered: set[int] = set()
    carried = False
    for clause in clause_list:
        span = range(clause.start, clause.end)
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
        for fine in fines:
            if clause.start <= fine.start < clause.end and not _is_asked(clause, words):
                here |= set(range(clause.start, fine.start))
        # "never had a seizure before today", "no cramps until last night": the denial is over.
        if not any(clause.start <= at < clause.end for at in reversals):
            covered |= here
    return covered


def _is_list(clause: Clause, words: tuple[str, ...], stops: set[int]) -> bool:
    """A listed item under the same denial: "no cramps, tingling or numbness"."""
    part = words[clause.start : clause.end]
    if any(at in stops for at in range(clause.start, clause.end)):
        return False
    return len(part) <= 6 and any(word in {"or", "nor", "either"} for word in part)


def _is_asked(clause: Clause, words: tuple[str, ...]) -> bool:
    """ "is it ok that my lips are numb": the "ok" is no answer."""
    return words[clause.start] in {"is", "are", "was", "would", "will", "can", "should", "am"}
