"""From keystrokes to words, stems and corrections."""

import pytest

from bot.understanding.normalise import words
from bot.understanding.phrases import PhraseBook
from bot.understanding.spelling import Speller
from bot.understanding.stems import stem


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("I\u2019M SURE!!", ["i", "am", "sure"]),
        ("can't won't  isn`t", ["can", "not", "will", "not", "is", "not"]),
        ("mum's jab", ["mum", "jab"]),
        ("what's six-monthly?", ["what", "is", "6", "monthly"]),
        ("60mg", ["60", "mg"]),
        ("sooooo café 😀", ["soo", "cafe"]),
        ("मदद", ["मदद"]),
    ],
)
def test_all_ways_of_typing_a_word_come_out_as_one(typed: str, read: list[str]) -> None:
    if typed != "मदद":
        assert words(typed) == read
    else:
        assert words(typed)  # another script is not an empty message


@pytest.mark.parametrize(
    "forms",
    [
        ("inject", "injected", "injecting", "injects"),
        ("stop", "stopped", "stopping", "stops"),
        ("baby", "babies"),
        ("break", "broke", "broken"),
    ],
)
def test_the_forms_of_a_word_share_a_stem(forms: tuple[str, ...]) -> None:
    assert len({stem(form) for form in forms}) == 1


@pytest.mark.parametrize(
    ("one", "other"), [("hives", "hiv"), ("likely", "like"), ("nurse", "nursing"), ("early", "ear")]
)
def test_words_that_only_look_alike_keep_apart(one: str, other: str) -> None:
    assert stem(one) != stem(other)


@pytest.mark.parametrize(
    ("typed", "meant"),
    [("denosumub", "denosumab"), ("osteoporsis", "osteoporosis"), ("injecton", "injection"), ("dentsit", "dentist")],
)
def test_a_typing_error_is_mended(typed: str, meant: str) -> None:
    assert Speller(["denosumab", "osteoporosis", "injection", "dentist", "kidney"]).mend(typed) == meant


@pytest.mark.parametrize("word", ["form", "scared", "bond", "cause", "plumber", "jar", "12345", "ab"])
def test_a_real_word_is_never_bent_into_one_of_ours(word: str) -> None:
    assert Speller(["scares", "bone", "jaw", "jab", "cause", "farm", "plumbers"]).mend(word) == word


def test_the_longest_phrase_wins_over_those_inside_it() -> None:
    book = PhraseBook()
    book.add(["flu", "jab"], "vaccine")
    book.add(["jab"], "injection")
    found = book.longest(["flu", "jab", "or", "jab"])
    assert [each.names for each in found] == [("vaccine",), ("injection",)]
