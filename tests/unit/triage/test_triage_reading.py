"""Denial, question, past, other people, typing errors: one sentence each way."""

import pytest

from bot.understanding.triage import Triage

ALERTS = [
    ("no rash, no fever, just cant breathe", "R1"),
    ("i was fine until now my face is swelling", "R1"),
    ("no chest pain my tongue is swelling", "R1"),
    ("my lips are not fine they are swollen", "R1"),
    ("what should i do about this chest pain", "R2"),
    ("is it normal to get a squeezing pain in the chest after the jab, i've got it now", "R2"),
    ("had a tia ten years ago and now my face is drooping again", "R2"),
    ("never had a seizure before today", "R3"),
    ("had cramps last month, they went but now they are back", "R4"),
    ("why are my hands tingling", "R4"),
    ("can i have my jab with this cellulitis on my leg", "R6"),
    ("i am past menopause and i have blood in my urine", "R7"),
    ("SOMETHING SHARP IS STICKING THROUGH MY GUM", "R9"),
    ("came off denosumab last year terrible back pain", "R11"),
    ("i never fall but today i did and my hip is broken i think", "R13"),
    ("if i took all my pills it would be over", "R16"),
    ("I’ve had enough of living", "R16"),
    ("prolia ruined my life, i wish i was dead", "R16"),
    ("anaphalaxis happening to my wife she is covered in welts", "R1"),
    ("chestpain since six", "R2"),
    ("my tounge is swolen", "R1"),
    ("sezures since the jab", "R3"),
]
CALM = [
    "i do not have chest pain or breathlessness",
    "no cramps, tingling or numbness",
    "my back is much better now thank you",
    "the tingling has gone",
    "i am not suicidal just tired of the paperwork",
    "does denosumab cause suicidal thoughts",
    "could my thigh bone snap",
    "what should i do if i get swelling of the face",
    "if i become breathless who should i phone",
    "when i was pregnant i lost two teeth",
    "i fell last winter and broke my wrist",
    "my sister had a heart attack after hers",
    "my dog has a broken leg",
    "my daughter read it can cause seizures",
    "not pregnant obviously at 74",
    "my daughter in law is pregnant can she be near the syringe",
    "had two injections so far and feel great",
    "the box says expired last month can it still be used",
    "nearly had a fit when i saw the bill",
    "the fridge broke",
    "i will come back on monday",
    "call me back",
    "i had the injection two weeks ago",
]


@pytest.mark.parametrize(("text", "flag"), ALERTS)
def test_an_own_symptom_alerts_however_it_is_wrapped(triage: Triage, text: str, flag: str) -> None:
    hit = triage.check(text)
    assert hit is not None
    assert flag in {hit.flag, *hit.also}


@pytest.mark.parametrize("text", CALM)
def test_what_is_not_the_writers_now_does_not_alert(triage: Triage, text: str) -> None:
    assert triage.check(text) is None


@pytest.mark.parametrize(
    ("text", "flag"),
    [
        ("i dont have chest pain", "R2"),
        ("i had a stroke in 2015", "R2"),
        ("is throat swelling common?", "R1"),
        ("what if my throat swells", "R1"),
    ],
)
def test_a_red_flag_that_is_only_spoken_of_is_named_for_the_general_line(triage: Triage, text: str, flag: str) -> None:
    assert triage.mentions(text) == flag


def test_a_red_flag_that_alerts_is_not_also_only_spoken_of(triage: Triage) -> None:
    assert triage.mentions("i cant breathe") is None


def test_the_same_words_of_a_relative_alert_in_the_present_and_not_in_the_past(triage: Triage) -> None:
    assert triage.check("my mum is having a seizure") is not None
    assert triage.check("my mother had a seizure years ago") is None


def test_a_tooth_as_the_cause_makes_the_swelling_that_of_the_jaw(triage: Triage) -> None:
    hit = triage.check("face swelling up from tooth")
    assert hit is not None
    assert hit.flag == "R8"
    assert "R1" in hit.also


@pytest.mark.parametrize(
    "text", ["something is not right with me", "been sick four times since the jab", "i feel awful"]
)
def test_a_complaint_of_no_red_flag_is_a_complaint(triage: Triage, text: str) -> None:
    assert triage.check(text) is None
    assert triage.is_complaint(text)


@pytest.mark.parametrize(
    "text", ["how often do i need it", "does it hurt", "thank you", "is backache a side effect", ""]
)
def test_a_question_is_no_complaint(triage: Triage, text: str) -> None:
    assert not triage.is_complaint(text)


@pytest.mark.parametrize(
    ("text", "flag"),
    [
        ("my sister is wheezing badly, she isn't asthmatic", "R1"),
        ("cant go on no more", "R16"),
        ("my sister texted me that she is planning to kill herself", "R16"),
        ("the next injection, I hope it kills me", "R16"),
        ("my period hasn't come and I'm on Prolia", "R14"),
    ],
)
def test_a_denial_or_another_person_does_not_hide_what_is_meant(triage: Triage, text: str, flag: str) -> None:
    hit = triage.check(text)
    assert hit is not None
    assert hit.flag == flag


@pytest.mark.parametrize("text", ["should I go to A&E", "do i need an ambulance", "something is very wrong with me"])
def test_a_plea_that_names_nothing_meets_the_care_line(triage: Triage, text: str) -> None:
    assert triage.is_complaint(text)
