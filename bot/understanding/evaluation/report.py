"""The report on judged messages: the table, the confusions, the worst misses, and how far the score can be trusted."""

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence

from bot.understanding.evaluation.judging import INTENTS, OUTSIDE, QUESTIONS, RED_FLAGS, Judged

_FAULTS = frozenset(("wrong", "alarm", "intent", "missed", "unseen", "unrecognised"))
_SHOWN = 10
_BINS = 5
_PERCENTILE = 0.99

# What is counted: kind of message, name of the figure, the verdicts that count.
TABLE = (
    (QUESTIONS, "answered directly with an acceptable entry", ("direct",)),
    (QUESTIONS, "... or behind one of the suggestions", ("direct", "offered")),
    (QUESTIONS, "answered with a wrong entry", ("wrong",)),
    (QUESTIONS, "taken for a red flag", ("alarm",)),
    (QUESTIONS, "taken for an intent", ("intent",)),
    (OUTSIDE, "answered", ("wrong",)),
    (OUTSIDE, "given suggestions", ("offered",)),
    (OUTSIDE, "taken for a red flag", ("alarm",)),
    (OUTSIDE, "taken for an intent", ("intent",)),
    (RED_FLAGS, "caught", ("caught",)),
    (RED_FLAGS, "... or met with the care line", ("caught", "care line")),
    (INTENTS, "recognised", ("recognised",)),
)
DETAILS = (
    (RED_FLAGS, "of those caught: right entry", "entry"),
    (RED_FLAGS, "of those caught: right level", "level"),
    (INTENTS, "of those recognised: right kind", "kind"),
    (INTENTS, "of those recognised: date right, or asked back", "date"),
)


def figures(messages: Sequence[Judged]) -> Iterator[tuple[str, str, int, int]]:
    """Each figure as (kind of message, what is counted, how many, of how many), for the kinds that occur."""
    for kind, name, verdicts in TABLE:
        chosen = [each for each in messages if each.kind == kind]
        if chosen:
            yield kind, name, sum(each.verdict in verdicts for each in chosen), len(chosen)
    for kind, name, detail in DETAILS:
        told = [each.details[detail] for each in messages if each.kind == kind and detail in each.details]
        if told:
            yield kind, name, sum(told), len(told)
    calm = [each for each in messages if each.kind in {QUESTIONS, OUTSIDE}]
    if calm:
        yield "no complaint", "met with the care line", sum(each.result.net for each in calm), len(calm)


def report(messages: Sequence[Judged], milliseconds: Sequence[float]) -> Iterator[str]:
    """The whole report, line by line; *milliseconds* is what each message took."""
    for kind, name, count, whole in figures(messages):
        yield f"{kind:12s} {name:48s} {count:5d} of {whole:5d}  {count / whole:6.1%}"
    if milliseconds:
        slowest = sorted(milliseconds)[int(_PERCENTILE * (len(milliseconds) - 1))]
        yield f"{'all':12s} {'time per message, 99th percentile':48s} {slowest:.1f} ms"
    yield from _confusions(messages)
    yield from _worst(messages)
    yield from _reliability([each for each in messages if each.kind in {QUESTIONS, OUTSIDE}])


def _confusions(messages: Sequence[Judged]) -> Iterator[str]:
    pairs = Counter(
        (each.row["ids"][0], each.best)
        for each in messages
        if each.kind == QUESTIONS and each.best is not None and each.best not in each.row["ids"]
    )
    yield "\nconfusions (wanted, found first):"
    yield from (f"  {count:3d}  {wanted} -> {found}" for (wanted, found), count in pairs.most_common(_SHOWN))


def _worst(messages: Sequence[Judged]) -> Iterator[str]:
    yield "\nworst misses:"
    faults = [each for each in messages if each.verdict in _FAULTS]
    for each in sorted(faults, key=lambda each: -each.result.score)[:_SHOWN]:
        wanted = " ".join([each.row["outcome"], *(each.row.get("ids") or ())])
        got = " ".join([each.result.outcome.value, *each.result.ids])
        text = each.row["text"][:90]
        yield f"  {each.result.score:.2f} {each.kind}: {each.verdict}: {text!r} wanted {wanted}, got {got}"


def _reliability(messages: Sequence[Judged]) -> Iterator[str]:
    bins: dict[int, list[tuple[float, bool]]] = defaultdict(list)
    for each in messages:
        right = each.kind == QUESTIONS and each.best in each.row["ids"]
        bins[min(int(each.result.score * _BINS), _BINS - 1)].append((each.result.score, right))
    yield "\nreliability (score said, best entry acceptable, messages):"
    for _, found in sorted(bins.items()):
        said = sum(score for score, _ in found) / len(found)
        came = sum(right for _, right in found) / len(found)
        yield f"  {said:6.1%}  {came:6.1%}  {len(found):5d}"
