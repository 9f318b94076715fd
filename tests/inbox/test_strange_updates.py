"""Whatever shape an update has, it ends the intake for nobody, and the next one is answered."""

import asyncio
import json
from typing import Any

import pytest
from sqlalchemy import select

from bot.inbox.emergency import Emergency
from bot.inbox.intake import Intake, chat_of, text_of, written_at
from bot.preview import StandIn
from bot.storage.tables import updates
from house import NOW, House, Talk

QUESTION = "What is denosumab?"
HUGE = 10**30

STRANGE: list[dict[str, Any]] = [
    {"message": {"message_id": 5, "chat": {"id": 7, "type": "private"}, "text": "half a pair \ud83d"}},
    {"message": {"message_id": 5, "chat": {"id": HUGE, "type": "private"}, "text": "hello"}},
    {"message": {"message_id": 5, "date": HUGE, "chat": {"id": 7, "type": "private"}, "text": "hello"}},
    {"callback_query": {"id": "1", "from": {"id": 7}, "message": "words"}},
    {"callback_query": {"id": "1", "from": "nobody", "data": 5}},
    {"message": {"chat": "here"}},
    {"message": {"chat": {"id": "7"}}},
    {"message": ["a", "b"]},
    {"my_chat_member": {"chat": {"id": 7, "type": "private"}, "new_chat_member": None}},
    {"edited_message": {"text": {"a": 1}, "chat": {"id": 7}}},
    {"unheard_of": {"chat": {"id": 7}}},
    {},
]


@pytest.mark.parametrize("strange", STRANGE, ids=lambda one: ascii(json.dumps(one))[:60])
async def test_a_strange_update_holds_up_nobody(
    house: House, mary: Talk, standin: StandIn, strange: dict[str, Any]
) -> None:
    standin.push(strange)
    reply = await mary.say(QUESTION)

    assert "What is denosumab" in reply.text
    async with house.database.read() as db:
        assert set((await db.scalars(select(updates.c.status))).all()) <= {"done", "parked"}


def intake_of(house: House) -> Intake:
    """An intake beside the bot's own, which hands on to nobody."""
    return Intake(house.bot.services, 1000, Emergency(house.bot.services, house.bot.sender), lambda _saved: None)


@pytest.mark.parametrize("number", [HUGE, -HUGE, True, "12", None, 1.5])
async def test_an_update_without_a_number_that_can_be_kept_is_left_out(house: House, number: object) -> None:
    await intake_of(house).accept([{"update_id": number, "message": {"text": "hello"}}])

    async with house.database.read() as db:
        assert (await db.scalars(select(updates.c.id))).all() == []


@pytest.mark.parametrize("raw", [*STRANGE, {"message": {"date": -1}}, {"message": {"date": True}}])
def test_reading_the_shape_of_an_update_never_fails(raw: dict[str, Any]) -> None:
    assert isinstance(text_of(raw), str)
    assert isinstance(chat_of(raw), int | None)
    assert written_at(raw, NOW).tzinfo is not None


async def test_a_batch_of_long_messages_does_not_stop_the_loop_for_all_of_them_together(house: House) -> None:
    """Triage of one long message takes up to a quarter of a second; others must get their turn in between."""
    turns = 0

    async def others() -> None:
        nonlocal turns
        while True:
            turns += 1
            await asyncio.sleep(0)

    busy = asyncio.create_task(others())
    batch = [
        {"update_id": number, "message": {"chat": {"id": -7, "type": "group"}, "text": "hello"}} for number in range(50)
    ]
    await asyncio.sleep(0)
    before = turns
    await intake_of(house).accept(batch)
    busy.cancel()

    assert turns - before >= 50


async def test_nothing_stays_in_memory_of_chats_that_were_answered(house: House) -> None:
    for number in range(30):
        await house.person(2000 + number).user.say("I can't breathe and my face is swollen")
        await house.person(2000 + number).user.say(QUESTION)
    await house.settled()

    queues, application = house.bot.queues, house.bot._answerer._application
    assert not any((queues._waiting, queues._running, queues._hurrying))
    assert not any((application.chat_data, application.user_data, application.bot_data))
