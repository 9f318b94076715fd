"""The steps of triage alone: words, spelling, clauses, lengths of time, and the mistakes a content author may make."""

import pytest
from pydantic import ValidationError

from bot.content import Content
from bot.content.triage import TriageWords
from bot.understanding.triage.clauses import clauses
from bot.understanding.triage.overdue import spans
from bot.understanding.triage.phrases import PhraseIndex, stem
from bot.understanding.triage.rules import parse
from bot.understanding.triage.spelling import Speller
from bot.understanding.triage.tokens import tokenise

EMPTY = {"cues": {}, "raises": {}, "outranks": {}, "net": [], "spelling": {}}


def test_every_way_of_writing_a_contraction_is_one_word() -> None:
    assert tokenise("I can't. I can’t. I cannot. I can not.").words == ("i", "cant") * 4
    assert tokenise("I do not, I am").words == ("i", "dont", "im")


def test_a_number_with_a_point_is_one_word_and_no_end_of_a_sentence() -> None:
    assert tokenise("it is 38.9 now").words == ("it", "is", "38.9", "now")


def test_a_dictated_message_is_cut_where_a_new_subject_begins() -> None:
    text = tokenise("no chest pain my tongue is swelling")
    assert [text.words[part.start] for part in clauses(text)] == ["no", "my"]


def test_but_always_begins_a_clause() -> None:
    text = tokenise("i dont have a fever but chest pain")
    assert [part.opening for part in clauses(text)] == [".", "but"]


def test_a_typing_error_is_mended_and_a_real_word_is_not() -> None:
    speller = Speller(["swelling", "breast"], known={"dwelling", "breach"}, fixed=(), misspellings={"brest": "chest"})
    assert speller.correct("sweling") == ("swelling",)
    assert speller.correct("dwelling") == ("dwelling",)
    assert speller.correct("breach") == ("breach",)
    assert speller.correct("brest") == ("chest",)


def test_two_words_typed_as_one_are_parted() -> None:
    speller = Speller(["chest", "pain"], known=(), fixed=(), misspellings={})
    assert speller.correct("chestpain") == ("chest", "pain")


def test_an_ending_does_not_matter_but_a_number_is_not_numb() -> None:
    assert stem("locking") == stem("locked") == stem("locks")
    assert stem("number") != stem("numb")


def test_small_words_may_stand_inside_a_phrase_and_a_full_stop_may_not() -> None:
    index = PhraseIndex({"sign": ["cant feel legs"]}, by_stem=True)
    whole, parted = tokenise("i can't even feel my legs"), tokenise("i can't feel. Legs")
    assert [m.concept for m in index.find(whole.words, whole.breaks)] == ["sign"]
    assert index.find(parted.words, parted.breaks) == []


@pytest.mark.parametrize(
    ("text", "weeks"),
    [
        ("10 weeks", 10),
        ("a fortnight", 2),
        ("two and a half years", 130),
        ("a couple of months", 9),
        ("half a year", 26),
    ],
)
def test_a_length_of_time_is_read_in_weeks(text: str, weeks: int) -> None:
    assert [round(found) for _, _, found in spans(tuple(text.split()))] == [weeks]


@pytest.mark.parametrize("text", ["weeks", "2026 years", "x months", "the year"])
def test_a_unit_without_a_sensible_number_is_no_length_of_time(text: str) -> None:
    assert spans(tuple(text.split())) == []


def test_a_rule_with_an_unknown_option_says_which_are_known() -> None:
    with pytest.raises(ValueError, match="known are: within N"):
        parse("jaw + swelling, closeby")


def test_a_rule_that_names_an_unknown_concept_is_refused_with_its_name() -> None:
    with pytest.raises(ValidationError, match="'elbo', which is not under words"):
        TriageWords.model_validate({**EMPTY, "version": 1, "words": {"pain": "pain"}, "rules": {"R1": ["elbo + pain"]}})


def test_an_unknown_concept_after_unless_is_refused_too() -> None:
    with pytest.raises(ValidationError, match="'knee', which is not under words"):
        TriageWords.model_validate(
            {**EMPTY, "version": 1, "words": {"pain": "pain"}, "rules": {"R1": ["pain, unless knee"]}}
        )


def test_no_concept_of_the_shipped_file_is_left_unused(content: Content) -> None:
    words = content.triage
    lines = [line for group in (words.rules, words.raises) for lines in group.values() for line in lines]
    used = {
        name
        for line in [*lines, *words.net]
        for name in line.replace("+", " ").replace("/", " ").replace(",", " ").split()
    }
    assert set(words.words) - used == {"time_late", "time_since_last", "symptom_noun"}
