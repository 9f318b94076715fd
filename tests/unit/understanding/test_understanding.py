"""What patients mean, above all where one word turns the meaning round."""

from collections.abc import Callable

import pytest

from bot.understanding import Outcome, Understanding

Read = Callable[[str], Understanding]


@pytest.mark.parametrize(
    ("text", "entry"),
    [
        ("hw oftn do i need the prolia inj", "how-often"),
        ("what happens if i miss my denosumab", "missed-dose"),
        ("can i come off prolia", "stopping"),
        ("wat r the side affects of prolea", "side-effects"),
        ("do i tell the dentist about my injection", "dental-care"),
        ("my syringe was left out of the fridge", "storage"),
        ("hello dear, hope you are well, is prolia bad for my kidneys, regards Mrs Nair", "kidney-disease"),
    ],
)
def test_a_plain_question_gets_its_entry(read: Read, text: str, entry: str) -> None:
    result = read(text)
    assert (result.outcome, result.ids) == (Outcome.ANSWER, (entry,))


@pytest.mark.parametrize(
    ("outside", "inside", "entry"),
    [
        ("can I take metformin", "can I take metformin with prolia", "combining-medicines"),
        ("how often should I take metformin", "how often should I have prolia", "how-often"),
        ("what are the side effects of lisinopril", "what are the side effects of denosumab", "side-effects"),
        ("where do I keep my insulin", "where do I keep my prolia syringe", "storage"),
        ("what is golimumab", "what is denosumab", "what-is-denosumab"),
    ],
)
def test_another_medicine_is_answered_only_together_with_ours(
    read: Read, outside: str, inside: str, entry: str
) -> None:
    assert read(outside).outcome is Outcome.NONE
    assert entry in read(inside).ids


@pytest.mark.parametrize("text", ["how do i boil an egg", "zzzz", "dime el tiempo de mañana", "what is gout", "?", ""])
def test_a_message_that_is_not_for_us_is_not_answered(read: Read, text: str) -> None:
    assert read(text).outcome not in {Outcome.ANSWER, Outcome.SUGGEST}


@pytest.mark.parametrize(
    "text",
    [
        "had prolia on wednesday, can i go swimming",
        "extraction on monday, do i skip my jab?",
        "are you a real doctor",
        "should i stop the injections",
        "i had a mini stroke in 2012, is prolia allowed",
        "do i need to talk to my doctor before stopping prolia",
        "flu jab was on friday",
    ],
)
def test_a_question_is_not_taken_for_an_intent(read: Read, text: str) -> None:
    assert read(text).outcome in {Outcome.ANSWER, Outcome.SUGGEST, Outcome.NONE}


@pytest.mark.parametrize(
    ("text", "outcome", "day", "kind"),
    [
        ("had my shot on Thursday", Outcome.LOG_INJECTION, "2026-11-19", None),
        ("mum's denosumab was given yesterday by the district nurse", Outcome.LOG_INJECTION, "2026-11-21", None),
        ("next jab is on the 9th of december", Outcome.BOOK_INJECTION, "2026-12-09", None),
        ("I'm having prolia tomorrow", Outcome.BOOK_INJECTION, "2026-11-23", None),
        ("root canal booked for dec 11th", Outcome.PLAN_DENTAL, "2026-12-11", "root_canal"),
        ("tooth coming out tomorrow", Outcome.PLAN_DENTAL, "2026-11-23", "extraction"),
        ("dentist on friday", Outcome.PLAN_DENTAL, "2026-11-27", "unsure"),
        ("teeth clean 9 dec", Outcome.PLAN_DENTAL, "2026-12-09", "checkup"),
    ],
)
def test_a_note_of_a_day_is_an_intent_with_its_date(
    read: Read, text: str, outcome: Outcome, day: str, kind: str | None
) -> None:
    result = read(text)
    assert (result.outcome, str(result.date), result.kind) == (outcome, day, kind)


def test_an_ambiguous_day_is_handed_on_with_all_its_readings(read: Read) -> None:
    result = read("having a molar pulled on 3/12")
    assert result.date is None
    assert sorted(map(str, result.dates)) == ["2026-12-03", "2027-03-12"]


@pytest.mark.parametrize(
    ("text", "outcome", "kind"),
    [
        ("my wife died on sunday", Outcome.STOP_MESSAGES, "death"),
        ("this isn't Margaret's phone", Outcome.STOP_MESSAGES, "wrong_person"),
        ("quit sending me these", Outcome.STOP_MESSAGES, None),
        ("remove me from your list", Outcome.STOP_MESSAGES, None),
        ("remove all the info you hold on me", Outcome.DELETE_DATA, None),
        ("could somebody ring me", Outcome.CONTACT, None),
        ("hello Mary", Outcome.SMALLTALK, None),
        ("ok thank you very much for the info", Outcome.SMALLTALK, None),
    ],
)
def test_what_asks_nothing_is_recognised(read: Read, text: str, outcome: Outcome, kind: str | None) -> None:
    result = read(text)
    assert (result.outcome, result.kind, result.ids) == (outcome, kind, ())


def test_a_red_flag_wins_over_everything_else_in_the_message(read: Read) -> None:
    result = read("had my jab today, thanks, and my face and tongue are swelling up")
    assert (result.outcome, result.level, result.ids) == (Outcome.URGENT, "now", ("allergic-reaction",))


def test_suggestions_are_two_or_three_different_entries(read: Read, index: object) -> None:
    for text in ("how can i avoid falling over at home", "boniva upset my stomach so what are my choices", "my jaw"):
        result = read(text)
        if result.outcome is Outcome.SUGGEST:
            assert len(set(result.ids)) == len(result.ids)
            assert len(result.ids) in {2, 3}


def test_every_phrasing_finds_its_own_entry_among_the_first(read: Read, content: object) -> None:
    entries = content.entries.values()  # type: ignore[attr-defined]
    phrasings = [(phrasing, entry.id) for entry in entries for phrasing in entry.phrasings]
    lost = 0
    for phrasing, entry in phrasings:
        trace = read(phrasing).trace
        assert trace is not None
        lost += entry not in [each.entry for each in trace.ranking.entries[:3]]
    assert lost <= len(phrasings) // 100


def test_the_trace_names_corrections_and_the_words_nobody_knows(read: Read) -> None:
    trace = read("is densoumab good for my snorkelling").trace
    assert trace is not None
    assert ("densoumab", "denosumab") in trace.reading.corrections
    assert "snorkelling" in trace.decision.strangers
