"""
Fit the two chances of bot/understanding/gate.py to labelled messages, and show what each threshold would cost.

    .venv/bin/python -m benchmarks.fit_gate

Everything is learnt from messages of writers that the index has not seen: the phrasings of each entry were written in
four voices (plain, chatty, hard; and questions as they were asked), and each voice is ranked by an index of the other
three. The labelled messages of tests/data are ranked by an index without the questions that were asked, which came
from messages like them; messages_held.jsonl is only counted. Copy the printed weights by hand, and look at the table
before you move a threshold.
"""

import json
import math
import zlib
from collections.abc import Iterator, Sequence
from dataclasses import astuple, dataclass
from pathlib import Path

from bot.content import Content, load_content
from bot.content.models import Entry
from bot.understanding.gate import Facts, answer_from, measure, offer_from
from bot.understanding.matcher import Matcher, wordings
from bot.understanding.vocabulary import Vocabulary

ROOT = Path(__file__).parents[1]
VOICES = ("plain", "chatty", "hard", "asked")
A_VOICE = 36  # the last 36 phrasings of an entry are the hard ones, the 36 before them the chatty ones
ROUNDS = 400
LABELLED = {"independent_questions": 2.0, "independent_outside": 2.5, "messages_dev": 1.0, "messages_held": 0.0}
MEDICINES = "metformin lisinopril atorvastatin gabapentin omeprazole levothyroxine warfarin humira insulin golimumab"
CONDITIONS = "diabetes asthma gout migraine shingles dementia glaucoma lupus acne tinnitus"
ABOUT_MEDICINES = (
    "can I take {}", "how often should I take {}", "what are the side effects of {}", "can i stop {}", "is {} safe",
    "where do I keep my {}", "is {} bad for kidneys", "what happens if I miss a dose of {}", "how much does {} cost",
    "can i take {} in pregnancy", "what is {}", "how long can i stay on {}", "does {} work",
)  # fmt: skip
ABOUT_CONDITIONS = ("what is {}", "is {} hereditary", "what are the signs of {}", "how is {} treated", "does {} hurt")


@dataclass(frozen=True)
class Example:
    """One message: what the gate sees, whether the best and one of the first three are right, and its weight."""

    group: str
    facts: Facts
    best: bool
    first: bool
    inside: bool
    weight: float


class Reader:
    """An index of a part of the content, and what the gate sees with it."""

    def __init__(self, content: Content, left_out: str, outside: Sequence[str]) -> None:
        voices = {entry.id: phrasings_but(entry, left_out) for entry in content.entries.values()}
        entries = {
            entry.id: entry.model_copy(update={"phrasings": voices[entry.id]}) for entry in content.entries.values()
        }
        asked = {} if left_out == "asked" else content.lexicon.asked
        lexicon = content.lexicon.model_copy(update={"asked": asked, "outside": tuple(outside)})
        texts = [text for entry in entries.values() for text in wordings(entry, lexicon)]
        self.vocabulary = Vocabulary(lexicon, content.intents, [*texts, *outside])
        self.matcher = Matcher(entries, lexicon, self.vocabulary)

    def example(self, group: str, text: str, acceptable: Sequence[str], weight: float) -> Example:
        reading = self.vocabulary.read(text)
        ranking = self.matcher.rank(reading)
        facts, _ = measure(reading, ranking, self.matcher, self.vocabulary)
        names = [each.entry for each in ranking.entries[:3]]
        best, first = names[0] in acceptable, bool(set(names) & set(acceptable))
        return Example(group, facts, best, first, bool(acceptable), weight)


def phrasings_but(entry: Entry, voice: str) -> tuple[str, ...]:
    plain, chatty = entry.phrasings[: -2 * A_VOICE], entry.phrasings[-2 * A_VOICE : -A_VOICE]
    spoken = {"plain": plain, "chatty": chatty, "hard": entry.phrasings[-A_VOICE:]}
    return tuple(text for name, texts in spoken.items() if name != voice for text in texts)


def unseen_voices(content: Content) -> Iterator[Example]:
    for turn, voice in enumerate(VOICES):
        outside = content.lexicon.outside
        held = {text for text in outside if zlib.crc32(text.encode()) % len(VOICES) == turn}
        reader = Reader(content, voice, [text for text in outside if text not in held])
        for entry in content.entries.values():
            texts = set(entry.phrasings) - set(phrasings_but(entry, voice))
            for text in content.lexicon.asked.get(entry.id, ()) if voice == "asked" else sorted(texts):
                yield reader.example(voice, text, [entry.id], 0.35)
        for text in sorted(held):
            yield reader.example("outside", text, [], 0.8)


def labelled(content: Content) -> Iterator[Example]:
    reader = Reader(content, "asked", content.lexicon.outside)
    for name, weight in LABELLED.items():
        for line in (ROOT / "tests" / "data" / f"{name}.jsonl").read_text(encoding="utf-8").splitlines():
            row = json.loads(line)
            if row["outcome"] in {"answer", "none"} and not row.get("general"):
                acceptable = row["ids"] if row["outcome"] == "answer" else []
                yield reader.example(name, row["text"], acceptable, weight)
    for forms, names in ((ABOUT_MEDICINES, MEDICINES), (ABOUT_CONDITIONS, CONDITIONS)):
        for form in forms:
            for name in names.split():
                yield reader.example("other subjects", form.format(name), [], 0.3)


def fit(examples: Sequence[Example], target: str) -> list[float]:
    """Logistic regression by gradient descent with normalised steps."""
    rows = [((1.0, *astuple(each.facts)), float(getattr(each, target)), each.weight) for each in examples]
    weights = [0.0] * len(rows[0][0])
    scale = [1e-6] * len(weights)
    total = sum(each.weight for each in examples)
    for turn in range(ROUNDS):
        slope = [0.0] * len(weights)
        for row, goal, weight in rows:
            error = (chance(weights, row) - goal) * weight
            slope = [one + error * fact for one, fact in zip(slope, row, strict=True)]
        for at, raw in enumerate(slope):
            step = raw / total + (0.0003 * weights[at] if at else 0.0)
            scale[at] = 0.9 * scale[at] + 0.1 * step * step
            weights[at] -= 0.05 * step / math.sqrt(scale[at]) * (1 - turn / ROUNDS)
    return weights


def chance(weights: Sequence[float], row: Sequence[float]) -> float:
    total = sum([weight * fact for weight, fact in zip(weights, row, strict=True)])
    return 1 / (1 + math.exp(-max(-30.0, min(30.0, total))))


def table(group: str, examples: Sequence[Example], sure: Sequence[float], related: Sequence[float]) -> None:
    for shift in (-0.05, 0.0, 0.05):
        counts = dict.fromkeys(("right", "wrong", "beside", "offered"), 0)
        for each in examples:
            row = (1.0, *astuple(each.facts))
            if chance(sure, row) >= answer_from(each.facts) + shift:
                counts["right" if each.best else "wrong"] += 1
            elif chance(related, row) >= offer_from(each.facts):
                counts["beside" if each.first else "offered"] += 1
        line = "  ".join(f"{name} {count / len(examples):6.1%}" for name, count in counts.items())
        print(f"{group:32s} answer from {shift:+.2f}  {line}")


def main() -> None:
    content = load_content(ROOT / "content")
    examples = [*unseen_voices(content), *labelled(content)]
    sure, related = fit(examples, "best"), fit(examples, "first")
    for name, weights in (("_SURE", sure), ("_RELATED", related)):
        print(f"{name} = ({', '.join(f'{weight:.2f}' for weight in weights)})")
    for group in dict.fromkeys(each.group for each in examples):
        for inside in (True, False):
            chosen = [each for each in examples if (each.group, each.inside) == (group, inside)]
            if chosen:
                table(f"{group}, {'ours' if inside else 'not ours'}", chosen, sure, related)


if __name__ == "__main__":
    main()
