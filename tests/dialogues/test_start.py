"""The first minute, and the way back later."""

from bot.preview import StandIn
from bot.storage import chats
from house import ADMIN, MARY, House, Talk
from registering import register


async def test_start_says_what_it_is_what_it_is_not_and_who_has_checked_it(mary: Talk) -> None:
    reply = await mary.say("/start")

    assert "not for emergencies" in reply.text
    assert "call 999" in reply.text
    assert "No clinician has checked my texts yet." in reply.text
    assert len(reply.text.split()) <= 120
    assert mary.captions == ["Note my last injection", "Ask a question", "List of topics"]


async def test_a_link_with_a_word_in_it_starts_like_any_other(mary: Talk, house: House) -> None:
    reply = await mary.say("/start leaflet-7")

    assert "not for emergencies" in reply.text
    async with house.database.read() as db:
        chat = await chats.get_chat(db, MARY)
    assert chat is not None
    assert chat.started_at == house.clock.now()


async def test_a_known_patient_reads_the_next_date_first(mary: Talk) -> None:
    await register(mary)

    reply = await mary.say("/start")

    assert "1 May 2027" in reply.text.splitlines()[0]
    assert mary.captions[0] == "My next injection"


async def test_asking_needs_no_dialogue(mary: Talk) -> None:
    await mary.say("/start")
    await mary.press("Ask a question")

    reply = await mary.say("How often do I have the injection?")

    assert reply.text.startswith("How often do I have the injection?")


async def test_an_admin_gets_the_admins_menu(house: House, standin: StandIn) -> None:
    await house.person(ADMIN, "Joan").say("/start")
    await house.person(MARY, "Mary").say("/start")

    assert "broadcast" in [one["command"] for one in standin.menu(ADMIN)]
    assert "broadcast" not in [one["command"] for one in standin.menu(MARY)]


async def test_about_counts_the_reviews_and_names_the_sources(mary: Talk) -> None:
    reply = await mary.say("/about")

    assert "not medical advice" in reply.text
    assert "No clinician has checked my texts yet." in reply.text
    assert "EU leaflet" in reply.text


async def test_help_teaches_by_examples(mary: Talk) -> None:
    reply = await mary.say("/help")

    assert "Had my jab last Tuesday" in reply.text
    assert "/forget" in reply.text
