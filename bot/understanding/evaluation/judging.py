"""One labelled message, what the bot made of it, and the verdicts on that."""

import datetime as dt
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from bot.understanding.pipeline import Outcome, Understanding

QUESTIONS, OUTSIDE, RED_FLAGS, INTENTS = "questions", "outside", "red flags", "intents"
_KINDS = {Outcome.ANSWER: QUESTIONS, Outcome.NONE: OUTSIDE, Outcome.URGENT: RED_FLAGS}
_DATED = frozenset((Outcome.LOG_INJECTION, Outcome.BOOK_INJECTION, Outcome.PLAN_DENTAL))
# How a labelled dental visit may be kept: a crown has the reminders of a filling.
_DENTAL: Mapping[str, frozenset[str]] = {
    "cleaning": frozenset(("checkup",)),
    "crown": frozenset(("filling",)),
    "bridge": frozenset(("filling",)),
    "gum_surgery": frozenset(("surgery",)),
    "bone_graft": frozenset(("surgery",)),
    "biopsy": frozenset(("surgery", "unsure")),
    "denture": frozenset(("checkup", "filling", "unsure")),
}


@dataclass(frozen=True)
class Judged:
    """
    One labelled message with its verdict.

    ``verdict`` is one of direct, offered, missed, wrong, refused, alarm, intent (questions); refused, offered, wrong,
    alarm, intent (outside); caught, care line, unseen (red flags); recognised, unrecognised (intents).
    ``details``: what else was right or not, by name: entry and level of a red flag, kind and date of an intent.
    """

    row: Mapping[str, Any]
    result: Understanding
    kind: str
    verdict: str
    details: Mapping[str, bool]

    @property
    def best(self) -> str | None:
        """The entry that was ranked first."""
        return self.result.trace.ranking.entries[0].entry if self.result.trace else None


def judged(row: Mapping[str, Any], result: Understanding) -> Judged:
    """
    The verdict on *result* for the labelled message *row*.

    A row holds ``text`` and ``outcome``, and where they apply ``ids`` (acceptable entries), ``also`` (other acceptable
    outcomes), ``general`` (an answer is acceptable although none was wanted), ``levels``, ``kind``, ``date``, ``dates``
    and ``ambiguous``.
    """
    wanted, also = Outcome(row["outcome"]), frozenset(row.get("also") or ())
    kind = _KINDS.get(wanted, INTENTS)
    fits = not set(row.get("ids") or ()).isdisjoint(result.ids)
    allowed = result.outcome.value in also and (fits or not row.get("ids") or result.outcome is not Outcome.ANSWER)
    met = result.outcome is wanted or allowed
    match kind:
        case "red flags":
            verdict = "caught" if met else "care line" if result.net else "unseen"
        case "intents":
            met = met or (wanted is Outcome.CONTACT and "contact" in result.ids)
            verdict = "recognised" if met else "unrecognised"
        case "questions":
            verdict = _of_question(result, fits=fits, allowed=allowed)
        case _:
            answerable = bool(row.get("general")) or Outcome.ANSWER.value in also
            verdict = _of_stranger(result, fits=fits and answerable, allowed=allowed)
    return Judged(row, result, kind, verdict, dict(_details(row, result, wanted)))


def _of_question(result: Understanding, *, fits: bool, allowed: bool) -> str:
    match result.outcome:
        case Outcome.ANSWER:
            return "direct" if fits else "wrong"
        case Outcome.SUGGEST:
            return "offered" if fits else "missed"
        case Outcome.NONE:
            return "direct" if allowed else "refused"
        case Outcome.URGENT:
            return "direct" if allowed else "alarm"
        case _:
            return "direct" if allowed else "intent"


def _of_stranger(result: Understanding, *, fits: bool, allowed: bool) -> str:
    match result.outcome:
        case Outcome.ANSWER:
            return "refused" if fits else "wrong"
        case Outcome.SUGGEST:
            return "refused" if fits else "offered"
        case Outcome.NONE | Outcome.SMALLTALK:
            return "refused"
        case Outcome.URGENT:
            return "refused" if allowed else "alarm"
        case _:
            return "refused" if allowed else "intent"


def _details(row: Mapping[str, Any], result: Understanding, wanted: Outcome) -> Iterator[tuple[str, bool]]:
    if result.outcome is not wanted:
        return
    if wanted is Outcome.URGENT:
        yield "entry", result.ids[0] in row["ids"]
        yield "level", result.level in row.get("levels", [result.level])
    if row.get("kind") or (wanted is Outcome.STOP_MESSAGES and result.kind):
        yield "kind", result.kind in _DENTAL.get(row.get("kind", ""), frozenset((row.get("kind"),)))
    if wanted in _DATED and ("date" in row or row.get("ambiguous")):
        yield "date", _is_date_right(row, result)


def _is_date_right(row: Mapping[str, Any], result: Understanding) -> bool:
    meant = dt.date.fromisoformat(row["date"]) if row.get("date") else None
    if row.get("ambiguous") and row.get("dates"):
        readings = {dt.date.fromisoformat(day) for day in row["dates"]} | {meant}
        asked_back = result.date is None and readings.issuperset(result.dates)
        return asked_back or (meant is not None and result.date == meant)
    return result.date == meant
