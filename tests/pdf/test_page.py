"""The printed card: one page, whatever it holds; what stands on it is there as text, and nothing else is asked."""

from dataclasses import replace
from datetime import date, time, timedelta
from io import BytesIO

import pytest
from pypdf import PdfReader

from bot.content import Content
from bot.context import Knowledge
from bot.pdf import draw
from bot.pdf.timeline import _in_order
from bot.schedule import DentalKind, InjectionFacts, Visit
from bot.views.card import CardFacts, card, card_sheet
from bot.views.sheet import Mark

TODAY = date(2026, 11, 22)
FACTS = CardFacts(
    InjectionFacts(1, date(2026, 11, 1)),
    Visit(1, date(2026, 12, 4), DentalKind.EXTRACTION, time(9, 30)),
    TODAY,
    "Elm Street Clinic, 01632 960 960",
)


@pytest.fixture
def content(knowledge: Knowledge) -> Content:
    return knowledge.content


def page_of(content: Content, facts: CardFacts) -> str:
    """The text of the one page that there is."""
    pages = PdfReader(BytesIO(draw(card_sheet(content, facts)))).pages
    assert len(pages) == 1
    return " ".join(pages[0].extract_text().split())


def test_the_page_holds_every_fact_and_says_who_has_checked_it(content: Content) -> None:
    page = page_of(content, FACTS)

    for words in (
        "denosumab 60 mg",
        "Sunday 1 November 2026",
        "Weeks since then 3",
        "Saturday 1 May 2027",
        "Tooth out, Friday 4 December 2026 at 09:30",
        "Elm Street Clinic, 01632 960 960",
        "1 Nov 2026",
        "4 Dec 2026",
        "1 May 2027",
        "Name",
        "Steroids",
        "bisphosphonate",
        "Smoking",
        "Cancer care",
        "ECTS",
        "SDCEP",
        "Card made on Sunday 22 November 2026.",
        "Not reviewed by a clinician.",
    ):
        assert words in page


def test_what_is_not_known_is_left_to_be_written(content: Content) -> None:
    page = page_of(content, CardFacts(None, None, TODAY, None))

    assert "None" not in page
    assert "2027" not in page
    assert "Last injection" in page


@pytest.mark.parametrize(
    "facts",
    [
        replace(FACTS, visit=None),
        replace(FACTS, injection=None),
        replace(FACTS, injection=InjectionFacts(-1, None, booked=date(2026, 12, 1))),
        replace(FACTS, injection=InjectionFacts(1, date(2011, 3, 1))),
        replace(FACTS, injection=InjectionFacts(1, TODAY), visit=Visit(1, TODAY, DentalKind.CHECKUP)),
        replace(FACTS, visit=Visit(1, TODAY + timedelta(days=730), DentalKind.SURGERY)),
        replace(FACTS, clinic="Κλινική Łódź 漢字 🏥 <b>& co</b>, 0123"),
        replace(FACTS, clinic="🏥"),
        replace(FACTS, clinic="A very long name of a clinic " * 12),
        replace(FACTS, clinic="W" * 300),
    ],
)
def test_whatever_is_known_it_stays_one_page(content: Content, facts: CardFacts) -> None:
    assert "I have denosumab" in page_of(content, facts)


def test_an_overdue_injection_is_told_as_such(content: Content) -> None:
    facts = replace(FACTS, injection=InjectionFacts(1, date(2026, 4, 1)))

    assert "Thursday 1 October 2026 (7 weeks overdue)" in page_of(content, facts)
    assert "Next due: Thursday 1 October 2026 (7 weeks overdue)." in card(content, facts).text


def test_letters_of_many_scripts_are_printed_and_others_left_out(content: Content) -> None:
    page = page_of(content, replace(FACTS, clinic="Łódź Ωμέγα Клиника 漢字"))

    assert "Łódź Ωμέγα Клиника" in page
    assert "漢" not in page


def test_equal_cards_are_equal_files(content: Content) -> None:
    sheet = card_sheet(content, FACTS)

    assert draw(sheet) == draw(sheet)


def test_an_overdue_date_stands_before_the_day_of_the_card_also_where_no_visit_is_noted() -> None:
    marks = [
        Mark(what="last", label="Last injection", day=date(2026, 5, 15)),
        Mark(what="today", label="Card made", day=date(2026, 12, 17)),
        Mark(what="visit", label="Dental visit"),
        Mark(what="due", label="Next due", day=date(2026, 11, 15)),
    ]

    assert [mark.what for mark in _in_order(marks)] == ["last", "due", "today", "visit"]
