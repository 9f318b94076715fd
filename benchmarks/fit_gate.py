"""
Fit the two chances of bot/understanding/gate.py to labelled messages, and show what each threshold would cost.

    .venv/bin/python -m benchmarks.fit_gate

Learns from the phrasings and the questions asked, each ranked by an index that has not seen it (five folds); from the
messages that are not for us, likewise; and from the messages of tests/data that the index does not hold.
messages_held.jsonl is only counted. Copy the printed weights into gate.py by hand, and look at the table before you
move a threshold.
"""

import json
import math
import zlib
from collections.abc import Iterator, Sequence
from dataclasses import astuple, dataclass, fields
from pathlib import Path

from bot.content import Content, load_content
from bot.understanding.gate import ANSWER_FROM, ANSWER_FROM_BARE, Facts, measure, offer_from
from bot.understanding.matcher import Matcher, wordings
from bot.understanding.vocabulary import Vocabulary

ROOT = Path(__file__).parents[1]
FOLDS = 5
ROUNDS = 300
BARE = [field.name for field in fields(Facts)].index("bare")
MEDICINES = (
    "metformin lisinopril atorvastatin gabapentin omeprazole levothyroxine amlodipine sertraline warfarin humira"
)
CONDITIONS = "diabetes asthma gout migraine shingles dementia glaucoma lupus acne tinnitus"
ABOUT_MEDICINES = (
    "how often should I take {}", "what are the side effects of {}", "can i stop {}", "is {} safe", "how do I store {}",
    "is {} bad for kidneys", "what happens if I miss a dose of {}", "how much does {} cost",
    "can i take {} in pregnancy",
)  # fmt: skip
ABOUT_CONDITIONS = (
    "what is {}",
    "is {} hereditary",
    "what are the signs of {}",
    "how is {} treated",
    "how common is {}",
)


@dataclass(frozen=True)
class Example:
    """One message: what the gate sees, whether the best and one of the first three are right, and its weight."""

    facts: tuple[float, ...]
    best: bool
    first: bool
    weight: float
    inside: bool


def example(text: str, acceptable: Sequence[str], weight: float, matcher: Matcher, vocabulary: Vocabulary) -> Example:
    reading = vocabulary.read(text)
    ranking = matcher.rank(reading)
    facts, _ = measure(reading, ranking, matcher, vocabulary)
    names = [each.entry for each in ranking.entries[:3]]
    best, first = bool(names) and names[0] in acceptable, bool(set(names) & set(acceptable))
    return Example(astuple(facts), best, first, weight, bool(acceptable))


def folds(content: Content) -> Iterator[Example]:
    lexicon = content.lexicon
    for fold in range(FOLDS):

        def kept(text: str, fold: int = fold) -> bool:
            return zlib.crc32(text.encode()) % FOLDS != fold

        entries = {
            entry.id: entry.model_copy(update={"phrasings": tuple(filter(kept, entry.phrasings))})
            for entry in content.entries.values()
        }
        asked = {name: tuple(filter(kept, texts)) for name, texts in lexicon.asked.items()}
        part = lexicon.model_copy(update={"asked": asked, "outside": tuple(filter(kept, lexicon.outside))})
        texts = [text for entry in entries.values() for text in wordings(entry, part)]
        vocabulary = Vocabulary(part, content.intents, [*texts, *part.outside])
        matcher = Matcher(entries, part, vocabulary)
        for entry in content.entries.values():
            for text in entry.phrasings:
                if not kept(text):
                    yield example(text, [entry.id], 0.3, matcher, vocabulary)
            for text in lexicon.asked.get(entry.id, ()):
                if not kept(text):
                    yield example(text, [entry.id], 1.0, matcher, vocabulary)
        for text in lexicon.outside:
            if not kept(text):
                yield example(text, [], 0.5, matcher, vocabulary)


def labelled(path: Path, matcher: Matcher, vocabulary: Vocabulary) -> Iterator[Example]:
    for line in path.read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        if row["outcome"] in {"answer", "none"}:
            inside = row["outcome"] == "answer"
            yield example(row["text"], row["ids"] if inside else [], 1.0 if inside else 0.6, matcher, vocabulary)


def fit(examples: Sequence[Example], target: str) -> list[float]:
    """Logistic regression by gradient descent with normalised steps."""
    weights = [0.0] * (len(examples[0].facts) + 1)
    scale = [1e-6] * len(weights)
    total = sum(each.weight for each in examples)
    for turn in range(ROUNDS):
        slope = [0.0] * len(weights)
        for each in examples:
            error = (chance(weights, each.facts) - getattr(each, target)) * each.weight
            slope[0] += error
            for at, fact in enumerate(each.facts, start=1):
                slope[at] += error * fact
        for at, raw in enumerate(slope):
            step = raw / total + (0.002 * weights[at] if at else 0.0)
            scale[at] = 0.9 * scale[at] + step * step
            weights[at] -= 0.1 * step / math.sqrt(scale[at]) * math.sqrt(1 - turn / ROUNDS)
    return weights


def chance(weights: Sequence[float], facts: Sequence[float]) -> float:
    total = weights[0] + sum(weight * fact for weight, fact in zip(weights[1:], facts, strict=True))
    return 1 / (1 + math.exp(-max(-30.0, min(30.0, total))))


def table(name: str, examples: Sequence[Example], sure: Sequence[float], related: Sequence[float]) -> None:
    inside = [each for each in examples if each.inside]
    outside = [each for each in examples if not each.inside]
    for shift in (-0.06, -0.03, 0.0, 0.03, 0.06):

        def answered(each: Example, shift: float = shift) -> bool:
            start = ANSWER_FROM_BARE if each.facts[BARE] else ANSWER_FROM
            return chance(sure, each.facts) >= start + shift

        def offered(each: Example) -> bool:
            return not answered(each) and chance(related, each.facts) >= offer_from(Facts(*each.facts))

        parts = []
        if inside:
            direct = sum(answered(each) and each.best for each in inside)
            wrong = sum(answered(each) and not each.best for each in inside)
            beside = sum(offered(each) and each.first for each in inside)
            parts += [f"direct {direct / len(inside):.1%}", f"with suggestions {(direct + beside) / len(inside):.1%}"]
            parts += [f"wrong {wrong / len(inside):.1%}"]
        if outside:
            parts += [f"outside: wrong {sum(map(answered, outside)) / len(outside):.1%}"]
            parts += [f"offered {sum(map(offered, outside)) / len(outside):.1%}"]
        line = "  ".join(parts)
        print(f"{name:24s} thresholds {shift:+.2f}  {line}")


def main() -> None:
    content = load_content(ROOT / "content")
    lexicon = content.lexicon
    texts = [text for entry in content.entries.values() for text in wordings(entry, lexicon)]
    vocabulary = Vocabulary(lexicon, content.intents, [*texts, *lexicon.outside])
    matcher = Matcher(content.entries, lexicon, vocabulary)
    sets = {
        path.name: list(labelled(path, matcher, vocabulary))
        for path in sorted((ROOT / "tests" / "data").glob("messages_*.jsonl"))
    }
    unseen = list(folds(content))
    sets = {"five folds": unseen, **sets}
    examples = list(unseen)
    examples += [
        each
        for name, found in sets.items()
        if name not in {"messages_held.jsonl", "five folds"}
        for each in found
        if not each.inside
    ]
    forms = [(form, name) for form in ABOUT_MEDICINES for name in MEDICINES.split()]
    forms += [(form, name) for form in ABOUT_CONDITIONS for name in CONDITIONS.split()]
    examples += [example(form.format(name), [], 0.4, matcher, vocabulary) for form, name in forms]
    sure, related = fit(examples, "best"), fit(examples, "first")
    for name, weights in (("_SURE", sure), ("_RELATED", related)):
        print(f"{name} = ({', '.join(f'{weight:.2f}' for weight in weights)})")
    for name, found in sets.items():
        table(name, found, sure, related)


if __name__ == "__main__":
    main()
