"""
Our matcher beside raw rapidfuzz, BM25 and character tf-idf: the same index texts, the same messages, one run.

    .venv/bin/python -m benchmarks.matching

Prints how often an acceptable entry comes first and among the first three, and the time per message; then our whole
pipeline's time at 1,024 and at 4,096 characters.
"""

import datetime as dt
import json
import math
import time
from collections import Counter, defaultdict
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

from rapidfuzz import fuzz, process

from bot.content import load_content
from bot.knowledge import index_of
from bot.understanding import understand
from bot.understanding.matcher import ways_of_saying
from bot.understanding.normalise import plain, words

ROOT = Path(__file__).parents[1]
TODAY = dt.date(2026, 11, 22)
SLICES = 20

Scorer = Callable[[str], Mapping[str, float]]


def by_rapidfuzz(texts: Sequence[tuple[str, str]], scorer: Callable[..., float]) -> Scorer:
    choices = [plain(text) for _, text in texts]

    def scores(message: str) -> Mapping[str, float]:
        found: dict[str, float] = defaultdict(float)
        for _, score, number in process.extract(plain(message), choices, scorer=scorer, limit=50):
            found[texts[number][0]] = max(found[texts[number][0]], score)
        return found

    return scores


def by_terms(
    texts: Sequence[tuple[str, str]], terms: Callable[[str], list[str]], *, saturation: float, length: float
) -> Scorer:
    """BM25 over *terms*, best text per entry; a saturation without end makes it tf-idf by length."""
    counted = [Counter(terms(text)) for _, text in texts]
    seen = Counter(term for counts in counted for term in counts)
    average = sum(sum(counts.values()) for counts in counted) / len(counted)
    postings: dict[str, list[tuple[int, float]]] = defaultdict(list)
    for number, counts in enumerate(counted):
        size = 1 - length + length * sum(counts.values()) / average
        for term, count in counts.items():
            idf = math.log(1 + (len(counted) - seen[term] + 0.5) / (seen[term] + 0.5))
            postings[term].append((number, idf * count * (saturation + 1) / (count + saturation * size)))

    def scores(message: str) -> Mapping[str, float]:
        total: dict[int, float] = defaultdict(float)
        for term in terms(message):
            for number, weight in postings.get(term, ()):
                total[number] += weight
        found: dict[str, float] = defaultdict(float)
        for number, score in total.items():
            found[texts[number][0]] = max(found[texts[number][0]], score)
        return found

    return scores


def letters(text: str) -> list[str]:
    row = f" {' '.join(words(text))} "
    return [row[at : at + size] for size in (3, 4) for at in range(len(row) - size + 1)]


def main() -> None:
    content = load_content(ROOT / "content")
    texts = [
        (name, text) for name, found in ways_of_saying(content).items() if name in content.entries for text in found
    ]
    files = sorted((ROOT / "tests" / "data").glob("unseen_*.jsonl"))
    lines = [line for file in files for line in file.read_text("utf-8").splitlines()]
    rows = [row for row in map(json.loads, lines) if row["outcome"] == "answer"]
    index = index_of(content)

    def ours(message: str) -> Mapping[str, float]:
        trace = understand(message, TODAY, index).trace
        return {each.entry: each.score for each in trace.ranking.entries} if trace else {}

    methods: dict[str, Scorer] = {
        "ours": ours,
        "rapidfuzz WRatio": by_rapidfuzz(texts, fuzz.WRatio),
        "rapidfuzz token_set_ratio": by_rapidfuzz(texts, fuzz.token_set_ratio),
        "BM25": by_terms(texts, words, saturation=1.2, length=0.75),
        "character tf-idf": by_terms(texts, letters, saturation=1e6, length=1.0),
    }
    print(f"{len(rows)} questions, {len(texts)} texts; first, in first three, ms a message")
    for name, method in methods.items():
        first = among = 0
        start = time.process_time()
        for row in rows:
            found = method(row["text"])
            best = sorted(found, key=lambda entry: -found[entry])[:3]
            first += bool(set(best[:1]) & set(row["ids"]))
            among += bool(set(best) & set(row["ids"]))
        taken = (time.process_time() - start) / len(rows) * 1000
        print(f"{name:26s} {first / len(rows):6.1%} {among / len(rows):6.1%} {taken:8.2f}")
    story = " ".join(row["text"] for row in rows)
    for characters in (1024, 4096):
        taken = []
        for piece in range(SLICES):
            start = time.process_time()
            understand(story[piece * 997 :][:characters], TODAY, index)
            taken.append(time.process_time() - start)
        print(f"whole pipeline at {characters} characters: {sorted(taken)[SLICES // 2] * 1000:.1f} ms")


if __name__ == "__main__":
    main()
