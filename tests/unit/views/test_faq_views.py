"""Red-flag messages and answers, rendered without a chat."""

import pytest

from bot.content import Content, Review
from bot.context import Knowledge
from bot.settings import Settings, load_settings
from bot.understanding.triage import RedFlagHit
from bot.views import faq as views
from bot.views.faq import Asked
from bot.views.presses import parse_press, press_data

UK = load_settings(None, region="uk", clinic_name="Elm <Street> & Co", clinic_phone="01632 960 960")


@pytest.fixture
def content(knowledge: Knowledge) -> Content:
    return knowledge.source.current


@pytest.mark.parametrize("region", ["us", "uk", "eu", "ca", "au", "other"])
def test_every_red_flag_at_every_level_is_whole_in_every_region(content: Content, region: str) -> None:
    settings = load_settings(None, region=region)
    for flag in content.red_flags.values():
        raised = [level for level, text in (("now", flag.text_now), ("today", flag.text_today)) if text]
        for level in (flag.level, *raised):
            hit = RedFlagHit(flag.id, level, flag.entry, raised=level != flag.level)
            text = views.alert(hit, content, settings).text

            assert "{" not in text
            assert text.startswith("<b>")


def test_a_raised_red_flag_shows_its_stronger_text(content: Content) -> None:
    plain = views.alert(RedFlagHit("R4", "today", "hypocalcemia"), content, UK)
    raised = views.alert(RedFlagHit("R4", "now", "hypocalcemia", raised=True), content, UK)

    assert "999" in raised.text.splitlines()[0]
    assert plain.text != raised.text


def test_only_a_crisis_has_no_button(content: Content) -> None:
    without = [
        flag.id
        for flag in content.red_flags.values()
        if not views.alert(RedFlagHit(flag.id, flag.level, flag.entry), content, UK).rows
    ]

    assert without == ["R16"]


def test_a_clinic_s_name_is_never_taken_for_markup(content: Content) -> None:
    text = views.alert(RedFlagHit("R19", "week", "missed-dose"), content, UK).text

    assert "Elm &lt;Street&gt; &amp; Co, 01632 960 960" in text


def test_a_text_says_who_checked_it_once_somebody_has(content: Content) -> None:
    entry = content.entries["how-often"].model_copy(
        update={"reviewed_by": "Dr A. Weber, rheumatologist", "reviewed_on": "2026-10-01"}
    )
    review = Review.model_validate(
        {"reviewed_by": entry.reviewed_by, "reviewed_on": entry.reviewed_on, "review_due": "2027-10-01"}
    )

    line = views.review_line(review, content)

    assert line == "<i>Checked by Dr A. Weber, rheumatologist, on Thursday 1 October 2026.</i>"


def test_every_answer_fits_every_button_into_64_bytes(content: Content) -> None:
    asked = Asked(9_999_999, net=True, mention=True)
    for entry in content.entries.values():
        views.answer(entry, content, UK, asked)
        views.more(entry, content, UK, asked)
        views.suggestions([entry], content, UK, asked)


@pytest.mark.parametrize("asked", [Asked(), Asked(7), Asked(7, net=True), Asked(12, net=True, mention=True)])
def test_what_was_asked_comes_back_from_a_button(asked: Asked) -> None:
    press = parse_press(press_data("faq.more", "how-often", *asked.args))

    assert press is not None
    assert Asked.read(press, 1) == asked


@pytest.mark.parametrize("data", ["1|faq.more|how-often", "1|faq.more|how-often|x|y", "1|faq.more|how-often||-3"])
def test_a_forged_button_means_that_nothing_was_asked(data: str) -> None:
    press = parse_press(data)

    assert press is not None
    assert Asked.read(press, 1) == Asked()


def test_without_a_team_only_the_topics_are_offered(content: Content) -> None:
    alone = views.nothing_found(content, UK, Asked(7), team=False)
    with_team = views.nothing_found(content, UK, Asked(7), team=True)

    assert [one.text for row in alone.rows for one in row] == ["List of topics"]
    assert "they see your words" not in alone.text
    assert "they see your words" in with_team.text


def test_no_place_is_invented_where_none_is_set(content: Content) -> None:
    settings: Settings = load_settings(None)

    text = views.nothing_found(content, settings, Asked(7), team=False).text

    assert "call your clinic" in text
