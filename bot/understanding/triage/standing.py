"""Does a mention count for a rule? As a rule only what is the writer's own and of now; here stand the exceptions."""

from typing import Final

from bot.understanding.triage.phrases import Cues, Mention
from bot.understanding.triage.rules import Rule
from bot.understanding.triage.status import Status

# "mum told me she wants to die" is of now, though told in the past tense.
SPEAKS: Final = frozenset({"wants", "says", "keeps", "talks", "saying", "talking", "told", "is", "shes", "hes"})
THEY: Final = frozenset({"she", "he", "shes", "hes", "wants", "says"})
SPEAKS_REACH: Final = 8  # words
NEGATIVES: Final = frozenset({"cant", "cannot", "dont", "doesnt", "no", "not", "nothing", "nobody", "never"})
# Concepts that only say something about the message (dialysis, the injection): true in any tense or form of question.
FACT_PREFIX: Final = "fact_"
# Concepts that hold a denial or a past of their own: "hasn't come", "was due in May", "tired of living".
WITHOUT_PREFIX: Final = "without_"
# These count denied or past; so does the date of a syringe that was used.
STANDING_ANYWAY: Final = (WITHOUT_PREFIX, "expired")
# A missed injection is past and yet now, if it was lately.
OVERDUE_PREFIXES: Final = ("missed_", "injection")


def counts_for(mention: Mention, status: Status, rule: Rule, words: tuple[str, ...], cues: Cues) -> bool:
    """Whether a mention in this standing counts for *rule*: of now, or of what is told though it is now."""
    if status is Status.LIVE:
        return True
    if mention.concept.startswith(FACT_PREFIX):
        return status is not Status.DENIED
    if mention.concept.startswith(STANDING_ANYWAY) and status in {Status.DENIED, Status.PAST}:
        return True
    if rule.acute and status is Status.RELATIVE:
        return True
    if rule.crisis and _still_meant(words, mention, status):
        return True
    if mention.concept.startswith(OVERDUE_PREFIXES) and status is Status.PAST and cues.get("recent"):
        return True
    # "what is the point of going on" asks nothing.
    if rule.crisis and status is Status.ASKED and words[mention.start] in {"what", "whats", "why"}:
        return True
    # "if I took all my pills it would be over": a crisis is never only an if.
    return rule.crisis and status is Status.FEARED and not cues.get("reading")


def _still_meant(words: tuple[str, ...], mention: Mention, status: Status) -> bool:
    """Of a crisis: "my sister says she wants to die" is of now; "can't go on no more" denies nothing."""
    if status in {Status.RELATIVE, Status.OTHER}:
        return not SPEAKS.isdisjoint(words[max(0, mention.start - SPEAKS_REACH) : mention.start + 1])
    if status is Status.ASKED:
        return not THEY.isdisjoint(words[max(0, mention.start - SPEAKS_REACH) : mention.start + 1])
    return status is Status.DENIED and not NEGATIVES.isdisjoint(words[mention.start : mention.end])
