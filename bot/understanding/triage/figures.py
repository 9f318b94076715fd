"""Words that do not say what they seem to: figures of speech, other meanings, and the words of a symptom itself."""

from typing import Final

from bot.understanding.triage.grammar import PART_OWNERS
from bot.understanding.triage.phrases import Mention
from bot.understanding.triage.standing import WITHOUT_PREFIX

CUE: Final = "cue:"
# A cue inside a symptom's own phrase says nothing: the "not" of "not breathing", "don't want" of "don't want to live".
SUPPRESSING: Final = frozenset(
    {"denial", "fine", "if", "fear", "reading", "topic", "past", "asks", "other_person", "people"}
)
# Concepts whose phrases are no symptoms, so that a "not" in them stays a "not".
_NO_SYMPTOM: Final = (
    "cue:",
    "third_party",
    "time_",
    "net_",
    "fact_",
    WITHOUT_PREFIX,
    "feel",
    "having",
    "intent",
    "injected",
    "anyone_own",
    "injection",
    "sudden",
    "recently_given",
    "at_once",
    "month_name",
    "onset_after",
    "long_time",
    "persistent",
    "severe",
    "wish_self",
    "treatment_talk",
    "last_one",
    "both_places",
    "meant_to",
    "slipped",
    "used_verb",
    "jabbed_me",
    "injected",
    "state_verb",
    "good_word",
    "since_jab",
    "close_time",
    "got_instead",
    "farewell",
    "low_sense",
    "dose_verb",
    "log_word",
    "carer_word",
    "pricked",
    "dwell",
    "means_ready",
    "end_sense",
    "thought_it",
    "reaction_now",
    "feel_word",
    "anothers",
    "cancer_care",
)


def blocked_words(found: list[Mention], words: tuple[str, ...]) -> dict[int, tuple[int, int]]:
    """
    Words in a figure of speech or of another meaning, "an arm and a leg", "back in hospital": where the longest
    such phrase over the word begins and ends.
    """
    spans = sorted(
        (
            (m.start, m.end)
            for m in found
            if m.concept == f"{CUE}other_meaning"
            or (m.concept == f"{CUE}other_unless_owned" and (not m.start or words[m.start - 1] not in PART_OWNERS))
        ),
        key=lambda span: span[1] - span[0],
    )
    return {at: span for span in spans for at in range(*span)}


def is_blocked(mention: Mention, blocked: dict[int, tuple[int, int]]) -> bool:
    """Whether a mention lies in a figure of speech; one that says more is meant: "rather die than go on"."""
    size = mention.end - mention.start
    return any(
        at in blocked
        and not (
            size > blocked[at][1] - blocked[at][0] and mention.start <= blocked[at][0] and blocked[at][1] <= mention.end
        )
        for at in (mention.start, mention.end - 1)
    )


def self_contained(found: list[Mention]) -> set[int]:
    """Words inside a symptom's phrase of several words, or of one that says that something persists."""
    return {
        at
        for m in found
        if m.end - m.start > 1 and (m.concept == f"{CUE}persists" or not m.concept.startswith(_NO_SYMPTOM))
        for at in range(m.start, m.end)
    }
