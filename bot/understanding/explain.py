"""Why a message was understood as it was, for a reader of `python -m bot ask TEXT`."""

from collections.abc import Iterator

from bot.content import Content
from bot.understanding import weights
from bot.understanding.chances import chance
from bot.understanding.pipeline import Outcome, Trace, Understanding

_SHOWN = 5


def explained(result: Understanding, content: Content) -> str:
    """Several lines: the outcome, what would be answered, and how it came about."""
    lines = [*_outcome(result), "", *_answer(result, content)]
    if result.trace:
        lines += ["", *_how(result.trace, result)]
    return "\n".join(lines) + "\n"


def _outcome(result: Understanding) -> Iterator[str]:
    yield f"outcome: {result.outcome.value}"
    for name in ("flag", "level", "kind", "date", "time"):
        value = getattr(result, name)
        if value is not None:
            yield f"{name}: {value}"
    if result.dates:
        yield f"dates (to be asked back): {', '.join(map(str, result.dates))}"
    if result.net:
        yield "care line: yes, it sounds like somebody's own complaint"


def _answer(result: Understanding, content: Content) -> Iterator[str]:
    if result.outcome is Outcome.URGENT and result.flag:
        flag = content.red_flags[result.flag]
        raised = {"now": flag.text_now, "today": flag.text_today}.get(result.level or "") if result.raised else None
        yield (raised or flag.text).strip()
    elif result.outcome is Outcome.ANSWER:
        entry = content.entries[result.ids[0]]
        yield f"{entry.question}\n{entry.answer.strip()}"
    elif result.outcome is Outcome.SUGGEST:
        yield from (f"button: {content.entries[name].question}" for name in result.ids)


def _how(trace: Trace, result: Understanding) -> Iterator[str]:
    reading, decision = trace.reading, trace.decision
    yield f"read as: {' '.join(reading.row) or '(nothing)'}"
    if reading.corrections:
        yield "corrected: " + ", ".join(f"{typed} -> {meant}" for typed, meant in reading.corrections)
    concepts = (f"{'/'.join(c.names)} ({' '.join(reading.row[c.start : c.end])})" for c in reading.concepts)
    yield f"concepts: {', '.join(concepts) or 'none'}"
    yield f"words we do not know: {', '.join(decision.strangers) or 'none'}"
    yield "best entries (score from linear, nearest phrasing, nearest three, rapidfuzz, signal):"
    for each in trace.ranking.entries[:_SHOWN]:
        parts = " ".join(f"{part:.2f}" for part in each.parts)
        yield f"  {each.score:.2f} from {parts}  {each.entry}  (nearest: {each.phrasing!r})"
    yield "facts: " + ", ".join(f"{name} {value:.2f}" for name, value in decision.facts._asdict().items())
    yield from _witnesses(trace)
    yield from _why(trace, result)


def _witnesses(trace: Trace) -> Iterator[str]:
    alarm, scores = trace.alarm, trace.odds.scores
    likest = sorted(scores, key=lambda meaning: -scores[meaning])[:_SHOWN]
    yield "like the examples of (log odds): " + ", ".join(f"{meaning} {scores[meaning]:.1f}" for meaning in likest)
    seen = ", ".join(f"{name} {value:.2f}" for name, value in alarm.evidence._asdict().items())
    yield f"red flag: chance {alarm.chance:.2f}, needed {weights.RED_FLAG_FROM}; {seen}"
    yield f"care line: chance {alarm.doubt:.2f}, needed {weights.CARE_LINE_FROM}"
    yield f"signs: {', '.join(trace.signs) or 'none'}"
    yield f"signs there, but denied, past, feared or somebody else's: {alarm.mentioned or 'none'}"
    yield f"slots: {', '.join(sorted(trace.slots)) or 'none'}"
    likely = chance(weights.INTENT, trace.wish)
    yield f"note, wish or courtesy: chance {likely:.2f}, needed {weights.INTENT_FROM}"


def _why(trace: Trace, result: Understanding) -> Iterator[str]:
    decision = trace.decision
    answer = weights.ANSWER_FROM_BARE if decision.facts.bare else weights.ANSWER_FROM
    offer = weights.OFFER_FROM
    hit = result.red_flag
    if hit:
        others = f" (also {', '.join(hit.also)})" if hit.also else ""
        yield f"why: red flag {hit.flag}{others} comes before everything else"
    elif result.outcome is Outcome.NONE and trace.is_bare_date:
        yield "why: a day, and nothing that says of what"
    elif trace.intent and result.outcome == trace.intent.name:
        yield f"why: intent {trace.intent.name}, by {trace.intent.why}"
    elif decision.outcome == "answer":
        yield f"why: the chance that the best entry is right, {decision.sure:.2f}, is at least {answer}"
    elif decision.outcome == "suggest":
        sure, related = f"{decision.sure:.2f} < {answer}", f"{decision.related:.2f} >= {offer}"
        yield f"why: not sure enough of one ({sure}), but it is our subject ({related})"
    else:
        yield f"why: not sure that it is our subject ({decision.related:.2f} < {offer})"
