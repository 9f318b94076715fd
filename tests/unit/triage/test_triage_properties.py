"""What holds for every text."""

import time

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.understanding.triage import Triage

SYMPTOMS = [
    "i cant breathe",
    "chest pain since six",
    "bone showing in my gum",
    "i want to die",
    "itchy rash on my arms",
]
ANY = settings(max_examples=150, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
LONGEST = 4096


@given(text=st.text(max_size=400))
@ANY
def test_no_text_raises(triage: Triage, text: str) -> None:
    triage.check(text)
    triage.mentions(text)
    assert triage.is_complaint(text) in {True, False}


@given(
    text=st.sampled_from(SYMPTOMS),
    before=st.sampled_from(["", "hello ", "Good morning, ", "please ", "sorry to bother you. ", "🙏 "]),
    after=st.sampled_from(["", " please", " thanks", "!!!", "...", "?", " 😢", "  "]),
    shout=st.booleans(),
)
@ANY
def test_politeness_case_and_marks_change_nothing(
    triage: Triage,
    text: str,
    before: str,
    after: str,
    shout: bool,  # noqa: FBT001 -- hypothesis hands it by name
) -> None:
    dressed = f"{before}{text}{after}".replace(" ", "  ")
    assert triage.check(dressed.upper() if shout else dressed) == triage.check(text)


@pytest.mark.parametrize(
    "unit", ["no pain, ", "so ", "i ", "pain in my back ", "if my leg is red and hot ", "late 2 weeks ", "a", "late "]
)
def test_the_longest_message_is_read_at_once(triage: Triage, unit: str) -> None:
    text = (unit * LONGEST)[:LONGEST]
    fastest = min(_seconds(triage, text) for _ in range(3))
    assert fastest < 0.15  # some milliseconds here; a slow machine may take ten times that, a quadratic rule more


def _seconds(triage: Triage, text: str) -> float:
    started = time.perf_counter()
    triage.check(text)
    return time.perf_counter() - started
