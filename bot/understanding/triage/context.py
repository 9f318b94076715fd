"""Is it the writer's own symptom, now? Or denied, over, asked about, feared, read about, or another person's?"""

import re
from bisect import bisect_left
from itertools import pairwise

from bot.understanding.triage.clauses import Clause
from bot.understanding.triage.grammar import (
    AFTER,
    BEFORE_KIN,
    FINITE,
    FIRST_PERSON,
    FUTURE,
    INVERTERS,
    KIN,
    LEADING,
    MODALS,
    NO_INVERSION,
    NO_STATE,
    OPENERS,
    OWNERS,
    PERFECT,
    PRESENT,
    TOLD_OF,
)
from bot.understanding.triage.phrases import Cues, Mention
from bot.understanding.triage.status import Status
from bot.understanding.triage.tokens import Words

_SENTENCE = 30  # words that "I've got it now" reaches back
_YEAR = re.compile(r"(?:19|20)\d\d")


class Context:
    """The standing of every word of one message."""

    def __init__(
        self, text: Words, clause_list: list[Clause], cues: Cues, nouns: list[Mention], denied: set[int]
    ) -> None:
        self._words = text.words
        self._nouns = {at for noun in nouns for at in range(noun.start, noun.end)}
        self._status: list[Status] = [Status.LIVE] * len(text.words)
        # Positions of each cue, so that a clause asks only for its own.
        self._at = {name: sorted(m.start for m in found) for name, found in cues.items()}
        self._happening = self._at.get("happening", [])
        self._read(clause_list)
        for at in denied:
            self._status[at] = Status.DENIED

    def of(self, mention: Mention) -> Status:
        """The standing of a mention: that of its last word, where the symptom usually is."""
        statuses = self._status[mention.start : mention.end]
        return Status.DENIED if Status.DENIED in statuses and mention.end - mention.start == 1 else statuses[-1]

    def _read(self, clause_list: list[Clause]) -> None:
        carried: Status = Status.LIVE
        previous: list[int] = []
        who_was_other = leads = False
        for clause in clause_list:
            if clause.opening == ".":
                previous = previous[-_SENTENCE:]
                who_was_other = who_was_other and self._words[clause.start] in {"he", "she", "they"}
            if self._within("happening", clause) or self._within("reversal", clause):
                for at in previous:
                    self._status[at] = Status.LIVE
            listed = clause.opening == "," and not clause.subject
            # "when I was pregnant I lost two teeth": the time of the first clause is that of the second.
            goes_on = leads or any(self._words[at] in TOLD_OF for at in range(clause.start, clause.end))
            told = (
                carried is Status.PAST and clause.opening in {",", "join"} and goes_on and not self._is_present(clause)
            )
            before = carried if listed or told else Status.LIVE
            statuses, who_was_other = self._clause(clause, before, other_before=who_was_other)
            for at, status in zip(range(clause.start, clause.end), statuses, strict=True):
                self._status[at] = status
            self._turn_general(clause, previous)
            carried = self._status[clause.end - 1]
            leads = self._words[clause.start] in {"when", "after", "before", "while", "as", "years", "following"}
            previous.extend(range(clause.start, clause.end))
            del previous[:-_SENTENCE]

    def _turn_general(self, clause: Clause, previous: list[int]) -> None:
        """After "numb chin, how common", "..., God rest her": what was named before is nobody's here and now."""
        for name, status in (("about", Status.ASKED), ("departed", Status.OTHER)):
            if self._within(name, clause) and not self._own(clause):
                before = [*previous, *range(clause.start, clause.end)]
                if name == "departed" or not self._is_somebodys(before):
                    for at in before:
                        if self._status[at] in {Status.LIVE, Status.RELATIVE}:
                            self._status[at] = status

    def _is_somebodys(self, positions: list[int]) -> bool:
        """Whether the words name the writer, a person cared for, or a time that is now."""
        words = [self._words[at] for at in positions]
        here = set(positions)
        timed = any(at in here for name in ("onset", "right_now", "seeking") for at in self._at.get(name, ()))
        return timed or any(word in FIRST_PERSON or word in KIN or word in {"he", "she"} for word in words)

    def _clause(self, clause: Clause, carried: Status, *, other_before: bool) -> tuple[list[Status], bool]:
        size = clause.end - clause.start
        words = self._words[clause.start : clause.end]
        now = self._within("now", clause)
        strong_now = self._within("right_now", clause)
        # "again" and "just" do not bring the past back: "broke it in 2020 and again in 2022".
        lifted = strong_now or self._within("onset", clause) or "still" in words
        own = self._own(clause)
        statuses = [Status.LIVE] * size
        if carried is Status.PAST and not lifted:
            return [carried] * size, other_before
        if carried is not Status.LIVE and not now and not own and not self._opens_question(clause):
            return [carried] * size, other_before
        other, is_other = self._other(clause, now=bool(now), strong=bool(strong_now), before=other_before)
        if other:
            relative = not (
                self._is_past(clause) or self._within("other_person", clause) or self._within("people", clause)
            )
            told_of = relative and not self._within("animal", clause) and not self._opens_question(clause)
            return [Status.RELATIVE if told_of else Status.OTHER] * size, is_other
        if self._within("happening", clause):
            return statuses, False
        if self._is_past(clause) and not lifted:
            over = self._past_words(clause)
            statuses = [Status.PAST if at in over else Status.LIVE for at in range(clause.start, clause.end)]
        question = self._opens_question(clause) or bool(self._within("topic", clause))
        if question and not own and not self._within("onset", clause):
            return [Status.ASKED] * size, False
        for name in ("if", "fear", "reading"):
            for cue in self._within(name, clause):
                ahead = any(self._words[at] in FUTURE for at in range(cue, clause.end))
                lifted = strong_now if name == "if" else (not ahead and any(at > cue for at in own)) or now
                if not lifted:
                    begin = clause.start if name == "reading" else cue
                    for at in range(begin, clause.end):
                        statuses[at - clause.start] = Status.FEARED
        return statuses, False

    def _within(self, name: str, clause: Clause) -> list[int]:
        at = self._at.get(name)
        return at[bisect_left(at, clause.start) : bisect_left(at, clause.end)] if at else []

    def _is_present(self, clause: Clause) -> bool:
        words = self._words
        return any(
            words[at] in PRESENT and not (at and words[at] == "having" and words[at - 1] in {"was", "were"})
            for at in range(clause.start, clause.end)
        )

    def _lead(self, clause: Clause) -> int:
        """The first word after greetings and joining words."""
        at = clause.start
        while at < clause.end - 1 and self._words[at] in LEADING:
            at += 1
        return at

    def _opens_question(self, clause: Clause) -> bool:
        lead = self._lead(clause)
        after = self._words[lead + 1] if lead + 1 < clause.end else ""
        opens = self._words[lead] in OPENERS and not (self._words[lead] in MODALS and after in NO_INVERSION)
        if lead > clause.start and self._words[lead] == "did" and self._words[lead - 1] in {"nurse", "doctor"}:
            opens = False  # "nurse did me twice"
        if self._words[lead] == "when" and after not in OPENERS:
            opens = False  # "when I was a girl", "when I lift my arm"
        return opens or bool(self._within("asks", clause))

    def _own(self, clause: Clause) -> list[int]:
        """Where the clause says "my lips are", "i have", "why is my", "this pain": an own state, in a question too."""
        words, found = self._words, []
        lead = self._lead(clause)
        opener = words[lead] if words[lead] in OPENERS else ""
        if opener == "why" and lead + 1 < clause.end and words[lead + 1] in MODALS | {"was", "were"}:
            opener = "what"  # "why should I report groin pain" is no "why is my lip numb"
        for at in range(clause.start, clause.end):
            word = words[at]
            if word in {"i", "im", "ive"}:
                inverted = at > clause.start and words[at - 1] in INVERTERS
                after = words[at + 1] if at + 1 < clause.end else ""
                if (not inverted or opener == "why") and after not in NO_STATE:
                    found.append(at)
            elif word in OWNERS:
                verb = any(words[i] in FINITE for i in range(at + 1, min(at + 5, clause.end)))
                noun = any(i in self._nouns for i in range(at + 1, min(at + 4, clause.end)))
                led = (
                    at > clause.start and words[at - 1] in {"is", "are", "why", "has", "have"} and opener not in MODALS
                )
                if noun or (verb and opener not in MODALS) or led or opener == "why":
                    found.append(at)
            elif word in {"he", "she", "hes", "shes"} and (opener == "why" or not opener):
                found.append(at)
        found.extend(self._within("seeking", clause))
        return sorted(found)

    def _subject_kin(self, clause: Clause) -> bool:
        """Whether a relative is the clause's subject: not in "took my husband's syringe"."""
        for at in range(clause.start, min(clause.start + 6, clause.end)):
            if self._words[at] in KIN:
                return True
            if self._words[at] not in LEADING | BEFORE_KIN:
                return False
        return False

    def _is_past(self, clause: Clause) -> list[int]:
        years = [
            at
            for at in range(clause.start + 1, clause.end)
            if _YEAR.fullmatch(self._words[at])
            and self._words[at - 1] in {"in", "of", "around", "back", "during", "about"}
        ]
        return sorted([*self._within("past", clause), *years])

    def _past_words(self, clause: Clause) -> set[int]:
        """
        The words that a time in the past covers: the whole clause, but where the injection stands between
        ("came off prolia last year terrible back pain") only up to the far side of the time.
        """
        treatment = self._within("treatment", clause)
        covered: set[int] = set()
        for cue in self._is_past(clause):
            near = [at for at in treatment if abs(at - cue) <= 4]
            later = self._words[cue] not in AFTER  # "a tight throat after my first jab" is of now
            told = later and any(self._words[at] in AFTER for n in near for at in range(max(clause.start, n - 3), n))
            if not near or told:
                return set(range(clause.start, clause.end))  # also "a rash after my second injection two years ago"
            covered |= set(range(min(*near, cue), max(*near, cue) + 1))
        return covered

    def _other(self, clause: Clause, *, now: bool, strong: bool, before: bool) -> tuple[bool, bool]:
        """Whether the clause tells of somebody else, and not of now. Second: whether the next "she" is that person."""
        words = self._words[clause.start : clause.end]
        if any(at <= self._lead(clause) + 2 for at in self._within("animal", clause)):
            return True, False
        if self._within("caring", clause):
            return False, False
        crowd = self._within("people", clause)
        if crowd:
            return not strong, not strong
        person = self._within("other_person", clause)
        kin = self._subject_kin(clause)
        pronoun = before and any(word in {"he", "she", "they", "her", "him"} for word in words)
        if not (person or kin or pronoun):
            return False, False
        if any(word in {"i", "im", "ive"} for word in words[:2]) and not person:
            return False, False
        present = any(word in PRESENT for word in words) or any(
            word in KIN and word.endswith("s") and after in PERFECT for word, after in pairwise(words)
        )
        told = self._within("told", clause)
        if strong or (now and not self._is_past(clause)):
            return False, False
        if pronoun and not (person or kin):
            live = present and not told
        elif person:
            live = any(word in {"is", "cant", "isnt", "wont"} for word in words) and not told
        else:
            live = present or not any(word in TOLD_OF for word in words)
        if told and (person or kin):
            live = False
        return not live, not live
