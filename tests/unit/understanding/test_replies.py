"""Yes, no, and what a button says, typed."""

import pytest

from bot.understanding.replies import chosen, named, opening_answer, short_answer


@pytest.mark.parametrize("text", ["Yes", "yes please!", "YEP", "thats right", "corect", "👍🏽", "ok", "Done."])
def test_a_yes_in_any_spelling(text: str) -> None:
    assert short_answer(text) == "yes"


@pytest.mark.parametrize("text", ["no", "Nope", "NO THANKS", "not yet", "that's wrong", "change it"])
def test_a_no_in_any_spelling(text: str) -> None:
    assert short_answer(text) == "no"


@pytest.mark.parametrize("text", ["I don't know", "dont no", "no idea", "can't remember", "not sure"])
def test_not_knowing_is_no_no(text: str) -> None:
    assert short_answer(text) == "unknown"


@pytest.mark.parametrize(
    "text", ["now", "nothing helps", "yes but it was the 13th", "no, the 13th", "", "?", "yesterday", "12 May", "knee"]
)
def test_what_says_more_or_something_else_is_no_short_answer(text: str) -> None:
    assert short_answer(text) is None


@pytest.mark.parametrize(
    ("text", "first"), [("no, it was the 13th", "no"), ("yes on Monday", "yes"), ("the 13th", None)]
)
def test_a_longer_answer_may_open_with_one(text: str, first: str | None) -> None:
    assert opening_answer(text) == first


def test_a_caption_may_be_typed_instead_of_pressed() -> None:
    captions = {"had": "I've had it", "later": "Remind me tomorrow"}

    assert chosen("remind me tommorow", captions) == "later"
    assert chosen("ive had it", captions) == "had"
    assert chosen("is it safe?", captions) is None
    assert chosen("", captions) is None


def test_a_phrase_is_found_as_whole_words_only() -> None:
    phrases = {"surgery": ["gum surgery"], "filling": ["cap", "filling"]}

    assert named("it's for a filling", phrases) == "filling"
    assert named("my gum surgery and a filling", phrases) == "surgery"
    assert named("a captain's appointment", phrases) is None
