"""News of a dental visit: what has been, what became of it, and what is not booked; plans and questions are none."""

from datetime import date

import pytest

from bot.context import Knowledge
from bot.understanding.observing import Observed
from bot.understanding.visits import is_unbooked, kind_instead, may_tell_of_healing, visit_told

TODAY = date(2026, 11, 22)


def observed(knowledge: Knowledge, text: str) -> Observed:
    return knowledge.index.observer.observe(text, TODAY)


@pytest.mark.parametrize(
    ("text", "kind", "day"),
    [
        ("had two teeth pulled on 10 November", "extraction", "2026-11-10"),
        ("I had a tooth out last Tuesday", "extraction", "2026-11-17"),
        ("my implant was two weeks ago", "implant", "2026-11-08"),
        ("root canal done last Thursday", "root_canal", "2026-11-19"),
        ("went to the dentist yesterday", None, "2026-11-21"),
        ("I saw the dentist on 18 November and she put a crown on", "filling", "2026-11-18"),
        ("had a tooth out last week", "extraction", None),
    ],
)
def test_a_visit_that_has_been_is_read(knowledge: Knowledge, text: str, kind: str | None, day: str | None) -> None:
    told = visit_told(observed(knowledge, text))

    assert told is not None
    assert told.kind == kind
    assert told.when.date == (date.fromisoformat(day) if day else None)


@pytest.mark.parametrize(
    "text",
    [
        "having a tooth out on Friday",
        "Getting a wisdom tooth pulled Nov 30",
        "Mum has her dentures fitted on 5 december",
        "my crown is being fitted on the 12th",
        "got a filling monday",
        "bridge came loose, dentist fri",
        "should I worry I had a tooth out on Friday",
        "Had my Prolia last Monday. Dentist is this Friday, just the check-up",
        "I had my injection on 10 November",
        "my mother had a tooth out 3 years ago",
        "is it ok that I had a tooth out yesterday?",
    ],
)
def test_plans_questions_and_other_matters_are_no_past_visit(knowledge: Knowledge, text: str) -> None:
    assert visit_told(observed(knowledge, text)) is None


@pytest.mark.parametrize(
    ("text", "planned", "done"),
    [
        ("they pulled it instead of filling it", "filling", "extraction"),
        ("it turned into an extraction", "filling", "extraction"),
        ("ended up having it out", "filling", "extraction"),
        ("in the end only a filling", "extraction", "filling"),
        ("they did a filling instead of pulling it", "extraction", "filling"),
        ("it became an implant", "extraction", "implant"),
        ("they pulled it instead of filling it", "extraction", None),
        ("should they pull it instead", "filling", None),
    ],
)
def test_what_was_done_instead_is_read(knowledge: Knowledge, text: str, planned: str, done: str | None) -> None:
    assert kind_instead(observed(knowledge, text), planned) == done


@pytest.mark.parametrize(
    ("text", "unbooked"),
    [
        ("need a tooth out but it's not booked yet", True),
        ("I'm on the waiting list for an extraction", True),
        ("don't have an appointment yet", True),
        ("no date yet", True),
        ("booked for 3 Dec", False),
        ("having a tooth out on Friday", False),
    ],
)
def test_what_is_not_booked_is_read(knowledge: Knowledge, text: str, *, unbooked: bool) -> None:
    assert is_unbooked(observed(knowledge, text)) is unbooked


@pytest.mark.parametrize(
    ("text", "healing"), [("the hole looks fine", True), ("is it fine?", False), ("see you at the weekend", False)]
)
def test_what_may_tell_of_healing_is_read(knowledge: Knowledge, text: str, *, healing: bool) -> None:
    assert may_tell_of_healing(observed(knowledge, text)) is healing
