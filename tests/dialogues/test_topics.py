"""Browsing all topics."""

from bot.content import Content
from bot.context import Knowledge
from house import Talk

PAGER = {"Next page", "Previous page", "Back to the topics"}


async def test_every_topic_can_be_reached_by_browsing(mary: Talk, knowledge: Knowledge) -> None:
    content: Content = knowledge.source.current
    seen = []
    for section in ("The medicine and the injections", "Side effects and warning signs"):
        await mary.say("/topics")
        await mary.press(section)
        seen += [one for one in mary.captions if one not in PAGER]
        while "Next page" in mary.captions:
            await mary.press("Next page")
            seen += [one for one in mary.captions if one not in PAGER]

    assert seen == [entry.question for entry in (*content.faq, *content.side_effects)]


async def test_a_page_never_has_more_than_eight_topics(mary: Talk) -> None:
    await mary.say("/topics")
    await mary.press("The medicine and the injections")

    assert len([one for one in mary.captions if one not in PAGER]) == 8


async def test_back_from_a_topic_leads_to_the_page_that_lists_it(mary: Talk) -> None:
    await mary.say("/topics")
    await mary.press("The medicine and the injections")
    await mary.press("Next page")
    page = mary.last.text
    await mary.press(mary.captions[0])

    await mary.press("Back to the list")

    assert mary.last.text == page


async def test_a_topic_chosen_by_name_is_not_asked_about(mary: Talk) -> None:
    await mary.say("/topics")
    await mary.press("Side effects and warning signs")
    await mary.press(mary.captions[0])

    assert "Was this it?" not in mary.last.text
    assert "not yet been checked by a clinician" in mary.last.text


async def test_a_page_beyond_the_end_shows_the_last_one(mary: Talk) -> None:
    await mary.say("/topics")

    await mary.forge("1|topic.list|faq|999")

    assert "Next page" not in mary.captions
    assert "Previous page" in mary.captions
