"""Messages from and to people: never markup, never over Telegram's limit."""

import re
from html import unescape
from zoneinfo import ZoneInfo

import pytest

from bot.content import Content
from bot.context import Knowledge
from bot.settings import load_settings
from bot.views import admin, rights, team
from bot.views.reply import MAX_UNITS

NASTY = "<b>&amp; </i> **bold** {clinic} \U0001f9b7\u202e"
LONGEST = "\U0001f9b7" * 4096  # two UTF-16 units each


@pytest.fixture
def content(knowledge: Knowledge) -> Content:
    return knowledge.source.current


def units(html: str) -> int:
    """Length as Telegram counts it: after the entities are parsed."""
    return len(unescape(re.sub(r"</?[bi]>", "", html)).encode("utf-16-le")) // 2


def test_a_patient_s_words_are_shown_and_not_obeyed(content: Content) -> None:
    card = admin.question_card(content, 7, NASTY, None)

    assert "&lt;b&gt;&amp;amp; &lt;/i&gt; **bold** {clinic}" in card.text


@pytest.mark.parametrize("text", ["a", LONGEST, "<" * 4096])
def test_people_s_words_always_fit_into_a_message(content: Content, text: str) -> None:
    shown = [
        admin.question_card(content, 123_456, text, "What is osteoporosis?"),
        admin.answered_card(content, 123_456, text, 9_999_999_999),
        admin.team_answer(content, text, text),
        admin.broadcast_message(content, text, safety=True),
        admin.please_reply(content, 123_456),
        team.offer(content, text, 7),
    ]

    assert [units(one.text) for one in shown if units(one.text) > MAX_UNITS] == []


def test_what_was_cut_says_so(content: Content) -> None:
    assert team.cut(content, "x" * 100, 10) == "xxxxxxxxxx … (shortened)"
    assert team.cut(content, "x" * 10, 10) == "x" * 10


def test_a_surrogate_pair_is_never_torn(content: Content) -> None:
    assert team.cut(content, "\U0001f9b7" * 10, 3).startswith("\U0001f9b7 …")


@pytest.mark.parametrize(
    ("number", "words"), [(1, "1 minute"), (1500, "1 minute"), (1501, "2 minutes"), (10_000, "7 minutes")]
)
def test_the_minutes_of_a_broadcast_are_rounded_up(content: Content, number: int, words: str) -> None:
    assert f"about {words}" in admin.broadcast_question(content, 1, number, 25, safety=False).text


def test_my_data_of_nobody_is_still_a_message(content: Content) -> None:
    empty = {name: [] for name in ("chats", "persons", "outbox", "injections", "appointments", "visits", "questions")}

    pages = rights.my_data(content, empty, ZoneInfo("UTC"))

    assert len(pages) == 1
    assert "none are" in pages[0].text


def test_a_way_out_speaks_of_stopping_only_where_it_is_due(content: Content) -> None:
    settings = load_settings(None)
    facts = "do not stop or miss it without a plan"

    assert facts in rights.ask_forget(content, settings, with_facts=True).text
    assert facts not in rights.ask_forget(content, settings, with_facts=False).text
    assert facts not in rights.farewell(content, settings, "death", can_resume=True).text
