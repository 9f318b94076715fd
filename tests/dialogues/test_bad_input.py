"""Whatever arrives gets a fitting word, or is left alone on purpose; nothing ever fails on it."""

import logging

import pytest

from bot.preview import StandIn
from bot.storage import chats
from house import MARY, House, Talk

ODD = [
    "🦷🦷🦷",
    "😀",
    "...",
    "12345678901234567890",
    "कृपया मदद करें",
    "שלום, מתי הזריקה הבאה שלי?",
    "متى موعد الحقنة القادمة؟",
    "\u202egnirts desrever\u202c",
    "<b>bold</b> & <script>alert(1)</script>",
    "a < b && c > d",
    "**stars** _and_ `ticks` {clinic} {0}",
    "é" * 50,
    "word " * 800,
    "x" * 4096,
    "\u200b\u200b\u200b",
    "1|faq.pick|how-often",
    "'; DROP TABLE chats; --",
]


@pytest.mark.parametrize("text", ODD, ids=range(len(ODD)))
async def test_every_odd_text_gets_a_reply_and_no_apology(
    mary: Talk, text: str, caplog: pytest.LogCaptureFixture
) -> None:
    reply = await mary.say(text)

    assert reply.text
    assert "something went wrong" not in reply.text
    assert not [record for record in caplog.records if record.levelno >= logging.ERROR]


async def test_another_script_is_told_that_only_english_is_understood(mary: Talk) -> None:
    reply = await mary.say("متى موعد الحقنة القادمة؟")

    assert "I only understand English" in reply.text
    assert "call 999" in reply.text


async def test_numbers_alone_are_asked_to_be_words(mary: Talk) -> None:
    assert "I can only read words" in (await mary.say("12345678901234567890")).text


async def test_a_long_story_is_asked_for_one_question(mary: Talk) -> None:
    reply = await mary.say("and then the neighbour came with the dog and the fence fell over again " * 20)

    assert "one question" in reply.text


async def test_each_kind_of_message_gets_its_own_word(mary: Talk, house: House) -> None:
    sent = {
        "I cannot look at pictures": mary.user.photo,
        "I cannot listen": mary.user.voice,
        "I cannot read files": mary.user.document,
        "I can only read words": mary.user.sticker,
        "do not keep this one": mary.user.location,
    }
    for words, send in sent.items():
        await send()
        await house.settled()

        assert words in mary.last.text


async def test_a_caption_is_read_like_any_words(mary: Talk, house: House) -> None:
    await mary.user.photo("How often do I have the injection?")
    await house.settled()

    assert mary.last.text.startswith("How often do I have the injection?")


async def test_a_picture_with_a_caption_that_says_nothing_is_not_looked_at(mary: Talk, house: House) -> None:
    await mary.user.photo("my dog in the garden")
    await house.settled()

    assert "I cannot look at pictures" in mary.last.text


async def test_an_unknown_command_points_to_plain_words(mary: Talk) -> None:
    assert "I don't know that command" in (await mary.say("/nonsense")).text


async def test_a_block_pauses_and_any_sign_of_life_resumes(mary: Talk, house: House) -> None:
    await mary.say("hello")
    await mary.user.block()
    await house.settled()
    async with house.database.read() as db:
        blocked = await chats.get_chat(db, MARY)
    await mary.user.unblock()
    await house.settled()

    async with house.database.read() as db:
        back = await chats.get_chat(db, MARY)
    assert blocked is not None
    assert not blocked.reachable
    assert back is not None
    assert back.reachable


async def test_a_group_is_left_without_a_word(house: House, standin: StandIn) -> None:
    group = standin.group(-500)
    await group.add_bot(house.person(MARY).user.person)
    await house.settled()

    assert "leaveChat" in [call.method for call in standin.calls]
    assert not [one for one in group.messages if one.from_bot]


async def test_the_same_press_twice_is_harmless(mary: Talk, house: House) -> None:
    answer = await mary.say("How often do I have the injection?")
    button = answer.button("Yes")

    await mary.user.press(answer, button)
    await mary.user.press(answer, button)
    await house.settled()

    assert len(mary.texts) == 1
    assert mary.captions == ["More"]
