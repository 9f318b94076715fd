"""Medical brief, section 3: every example of the table, what must not alert, and what must still alert."""

import pytest

from bot.content import Content
from bot.understanding.triage import Triage

TABLE = {
    "R1": [
        "can't breathe",
        "my face is swollen",
        "throat closing",
        "tongue is huge",
        "wheezing since the shot",
        "hives all over and dizzy",
        "lips puffing up",
    ],
    "R2": [
        "chest pain",
        "crushing in my chest",
        "pain down my left arm",
        "face drooping",
        "can't lift one arm",
        "speech slurred",
        "sudden blindness",
        "half my body is weak",
    ],
    "R3": [
        "having a fit",
        "seizure",
        "hands locked in a claw",
        "throat spasm",
        "passed out",
        "very confused",
        "heart all over the place",
        "face won't stop twitching",
    ],
    "R4": [
        "tingling round my mouth",
        "pins and needles in fingers",
        "cramps in legs all night",
        "muscles twitching",
        "numb lips",
        "fingers feel fizzy",
        "toes numb since injection",
    ],
    "R5": [
        "skin coming off",
        "blisters and fever",
        "rash with sores in mouth",
        "eyes red and raw with rash",
        "skin peeling like a burn",
        "painful purple rash spreading",
        "blisters on lips",
    ],
    "R6": [
        "leg red and hot",
        "redness is spreading",
        "swollen red calf and fever",
        "skin burning and shiny",
        "red streaks up my leg",
        "hot lump with shivers",
    ],
    "R7": [
        "burning when I pee",
        "blood in urine",
        "high fever",
        "bad belly pain and fever",
        "chills and cough",
        "fever for two days",
    ],
    "R8": [
        "jaw swollen and can't swallow",
        "can't open my mouth and fever",
        "swelling under my jaw spreading",
        "face swelling up from tooth",
        "drooling, can't swallow",
        "neck swelling after tooth out",
    ],
    "R9": [
        "bone showing in my gum",
        "sharp bit of bone in mouth",
        "socket not healing",
        "pus from gum",
        "jaw feels numb",
        "loose tooth suddenly",
        "jaw ache for weeks",
        "bad taste, gum open",
    ],
    "R10": [
        "back pain and legs weak",
        "can't feel my legs",
        "can't pee and back pain",
        "numb between my legs",
        "wet myself with back pain",
        "legs giving way",
    ],
    "R11": [
        "sudden terrible back pain",
        "felt a crack in my spine",
        "back went and I can't straighten",
        "got shorter and it hurts",
        "sharp pain mid back after sneezing",
        "bent over and back snapped",
    ],
    "R12": [
        "new ache in my thigh",
        "groin pain when walking",
        "hip hurts, no fall",
        "dull pain in upper leg",
        "thigh pain weeks",
        "pain at front of thigh at night",
    ],
    "R13": [
        "my leg snapped",
        "can't put weight on it",
        "fell and can't get up",
        "hip gave way",
        "fell and hit my head",
        "leg looks bent",
    ],
    "R14": [
        "I'm pregnant",
        "positive test on Prolia",
        "missed period after injection",
        "might be pregnant",
        "trying for a baby on it",
        "got pregnant 3 months after the last shot",
    ],
    "R15": [
        "had two injections",
        "got it twice this month",
        "took my husband's syringe",
        "given Xgeva by mistake",
        "injected twice by error",
        "child got hold of syringe",
        "expired syringe used",
    ],
    "R16": [
        "I want to die",
        "going to kill myself",
        "can't go on",
        "want to hurt myself",
        "better off dead",
        "no point living",
        "planning to end it",
    ],
    "R17": [
        "ear pain",
        "stuff leaking from my ear",
        "ear infection keeps coming back",
        "ear blocked and sore",
        "hearing worse with ear pain",
        "smelly ear",
    ],
    "R18": [
        "itchy rash",
        "eczema got worse",
        "dry red patches",
        "flaky skin since the shot",
        "scaly rash on arms",
        "bumps on skin",
    ],
    "R19": [
        "injection was due 3 months ago",
        "missed my shot",
        "I forgot it",
        "clinic cancelled me",
        "haven't had it in a year",
        "overdue 10 weeks",
    ],
}

NO_ALERT = [
    # denied
    "I don't have chest pain",
    "no trouble breathing",
    "never had a seizure",
    "my jaw is fine",
    # question
    "can it cause a stroke?",
    "what are signs of low calcium?",
    "is throat swelling common?",
    "could I get jaw necrosis?",
    # past
    "I had a stroke in 2015",
    "had tingling last year, it went",
    "was allergic to penicillin as a child",
    # someone
    "my mother broke her hip",
    "my aunt had jaw problems on it",
    "a friend died of a heart attack",
    # fear
    "I'm scared of blisters",
    "I read about seizures",
    "what if I fall?",
    "in case I get chest pain",
    # figure
    "cost will kill me",
    "dying to know",
    "pain in the neck to book",
    "heart-healthy diet",
    "my heart sank",
    # not preg
    "I'm past menopause, can't be pregnant",
    "is it safe in pregnancy?",
]

STILL = {
    "I can't breathe": "R1",
    "I can't feel my face": "R4",
    "I don't feel my legs": "R10",
    "not breathing well": "R1",
    "no feeling in my jaw": "R9",
    "I don't have chest pain but my tongue is swelling": "R1",
    "had chest pain yesterday and it is back": "R2",
    "nothing stops the cramps": "R4",
    "my mum is having a seizure right now": "R3",
    "is it normal that my lips are swollen?": "R1",
    "I don't want to live any more": "R16",
    "cant breath": "R1",
    "siezure": "R3",
    "no fever, just a rash": "R18",
    "he had a seizure today": "R3",
}


@pytest.mark.parametrize(("flag", "text"), [(flag, text) for flag, texts in TABLE.items() for text in texts])
def test_every_example_of_the_table_is_its_red_flag(triage: Triage, content: Content, flag: str, text: str) -> None:
    hit = triage.check(text)
    assert hit is not None
    assert (hit.flag, hit.entry) == (flag, content.red_flags[flag].entry)


@pytest.mark.parametrize("text", NO_ALERT)
def test_what_is_denied_asked_past_feared_or_a_figure_of_speech_does_not_alert(triage: Triage, text: str) -> None:
    assert triage.check(text) is None


@pytest.mark.parametrize(("text", "flag"), STILL.items())
def test_what_holds_a_negation_a_past_or_another_person_still_alerts(triage: Triage, text: str, flag: str) -> None:
    hit = triage.check(text)
    assert hit is not None
    assert flag in {hit.flag, *hit.also}


@pytest.mark.parametrize(
    ("text", "flag", "level"),
    [
        ("tingling round my mouth", "R4", "today"),
        ("tingling round my mouth and i am on dialysis", "R4", "now"),
        ("my fingers are tingling and it is getting worse", "R4", "now"),
        ("my leg is red and hot", "R6", "today"),
        ("my leg is red and hot and i am shaking all over", "R6", "now"),
        ("had two injections by mistake", "R15", "today"),
        ("a child got hold of the syringe", "R15", "now"),
        ("my jab is 10 weeks overdue", "R19", "week"),
        ("my jab is 17 weeks overdue", "R19", "today"),
        ("haven't had my injection in a year", "R19", "today"),
    ],
)
def test_what_makes_it_worse_lifts_the_level(triage: Triage, text: str, flag: str, level: str) -> None:
    hit = triage.check(text)
    assert hit is not None
    assert (hit.flag, hit.level, hit.raised) == (flag, level, level != {"R19": "week"}.get(flag, "today"))


def test_the_lifted_level_has_a_text_of_its_own(content: Content) -> None:
    assert all(content.red_flags[flag].text_now for flag in ("R4", "R6", "R11", "R15"))
    assert content.red_flags["R19"].text_today


@pytest.mark.parametrize(
    ("text", "first", "other"),
    [
        ("my thigh aches and now crushing in my chest", "R2", "R12"),
        ("missed my shot and there is bone showing in my gum", "R9", "R19"),
        ("itchy rash on my arms and i can't breathe", "R1", "R18"),
        ("back pain and legs weak since the back went", "R10", "R11"),
    ],
)
def test_of_several_red_flags_the_most_urgent_stands_first(triage: Triage, text: str, first: str, other: str) -> None:
    hit = triage.check(text)
    assert hit is not None
    assert hit.flag == first
    assert other in hit.also


@pytest.mark.parametrize(
    "text", ["my injection is three days late", "can i be 6 weeks late", "my shot is two weeks overdue"]
)
def test_a_short_or_only_asked_delay_is_no_red_flag(triage: Triage, text: str) -> None:
    assert triage.check(text) is None
