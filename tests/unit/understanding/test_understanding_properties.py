"""What must hold for any text at all."""

import datetime as dt
import json
import random
import re
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.understanding import Index, Outcome, understand

TODAY = dt.date(2026, 11, 22)
MESSAGES = [
    json.loads(line)["text"]
    for file in sorted((Path(__file__).parents[2] / "data").glob("tuned_*.jsonl"))
    for line in file.read_text(encoding="utf-8").splitlines()
]
LONG_WORD = re.compile(r"[A-Za-z]{6,}")
WORDS = st.sampled_from(sorted({word for text in MESSAGES for word in text.split()}))


def outcome(text: str, index: Index) -> tuple[object, ...]:
    result = understand(text, TODAY, index)
    return (result.outcome, result.ids, result.date, result.dates, result.kind, result.level, result.net)


@given(text=st.text(max_size=300) | st.lists(WORDS, max_size=40).map(" ".join))
@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_no_text_raises_and_every_result_is_well_formed(index: Index, text: str) -> None:
    result = understand(text, TODAY, index)
    wanted = {Outcome.ANSWER: {1}, Outcome.URGENT: {1}, Outcome.SUGGEST: {2, 3}}.get(result.outcome, {0})
    assert len(result.ids) in wanted
    assert 0 <= result.score <= 1
    assert not (result.net and result.outcome not in {Outcome.ANSWER, Outcome.SUGGEST, Outcome.NONE})


@pytest.mark.parametrize(
    "changed",
    [
        str.upper,
        lambda text: f"please {text}",
        lambda text: f"{text} please",
        lambda text: f"{text} thanks",
        lambda text: f"{text}. Thank you",
        lambda text: f"{text} 🙏😊",
        lambda text: f"{text}?!...",
        lambda text: text.replace(" ", "  "),
        lambda text: text.replace("'", "\u2019"),
        lambda text: f"{text}. Thank you so much!",
        lambda text: f"{text}, many thanks",
    ],
    ids=[
        *("capitals", "please", "please after", "thanks", "thank you", "emoji", "punctuation", "spaces", "curly"),
        *("so much", "many thanks"),
    ],
)
def test_manners_and_typing_style_never_change_the_outcome(index: Index, changed: object) -> None:
    for text in MESSAGES[::3]:
        if any(c.isalpha() for c in text):
            assert outcome(changed(text), index) == outcome(text, index), text  # type: ignore[operator]


@pytest.mark.parametrize(
    "text",
    ["can i have a jab " * 400, "a" * 9000, "'" * 9000, "1/2/3 " * 2000, "zzqx wvk pqlm " * 800, "\ud800 jab", "\x00"],
    ids=["words", "one word", "quotes", "figures", "nonsense", "half a surrogate", "null"],
)
def test_a_long_or_broken_text_is_read_like_any_other(index: Index, text: str) -> None:
    assert understand(text, TODAY, index).outcome in set(Outcome)


def test_the_same_text_is_always_understood_in_the_same_way(index: Index) -> None:
    for text in MESSAGES[:40]:
        assert understand(text, TODAY, index) == understand(text, TODAY, index)


def slipped(text: str, chance: random.Random) -> str | None:
    """*text* with one letter left out, doubled, swapped or wrong inside a word of six letters or more."""
    words = list(LONG_WORD.finditer(text))
    if not words:
        return None
    chosen = chance.choice(words)
    word = chosen.group()
    at = chance.randrange(1, len(word) - 1)
    slip = chance.choice(
        (
            word[:at] + word[at + 1 :],
            word[:at] + word[at] + word[at:],
            word[:at] + word[at + 1] + word[at] + word[at + 2 :],
            word[:at] + chance.choice("etaoins") + word[at + 1 :],
        )
    )
    return text[: chosen.start()] + slip + text[chosen.end() :]


def test_one_typing_error_in_a_long_word_seldom_changes_the_outcome(index: Index) -> None:
    chance = random.Random(11)
    pairs = [(text, wrong) for text in MESSAGES if (wrong := slipped(text, chance))]
    changed = [text for text, wrong in pairs if outcome(wrong, index) != outcome(text, index)]
    assert len(pairs) > 300
    assert len(changed) <= 0.08 * len(pairs), f"{len(changed)} of {len(pairs)}"
