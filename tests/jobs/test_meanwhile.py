"""What happens while a message waits or is on its way: people stop, delete everything, or are no admins any more."""

import asyncio
from datetime import timedelta

import pytest
from planting import plant, rows
from sqlalchemy import select, update
from test_broadcasts_sent import confirmed, copies, subscribers, tally

from bot.outbox.message import Kind, NewMessage
from bot.preview import StandIn
from bot.storage import broadcasts, chats, outbox, questions, rights
from bot.storage.broadcasts import Tally
from bot.storage.tables import chats as chats_table
from bot.storage.tables import outbox as table
from house import ADMIN, SECOND_ADMIN, House, Talk
from jobs.broadcast import show_progress

WORDS = "who won the football on saturday"


async def forget(house: House, chat_id: int) -> None:
    async with house.database.transaction() as db:
        await rights.forget(db, chat_id, house.clock.now())


async def test_whoever_ends_news_while_a_broadcast_runs_is_not_sent_it_any_more(house: House, admin: Talk) -> None:
    mary, tom = await subscribers(house, 2)
    number = await confirmed(house, admin)
    async with house.database.transaction() as db:
        await chats.set_news(db, mary.user.id, news=False)
    await house.settled()

    assert (copies(mary), copies(tom)) == (0, 1)
    assert await tally(house, number) == Tally(delivered=1)


async def test_a_stopped_broadcast_does_not_come_back_after_flood_control(
    house: House, admin: Talk, standin: StandIn
) -> None:
    talks = await subscribers(house, 3)
    standin.faults.add("429", method="sendMessage", times=3, retry_after=1)
    number = await confirmed(house, admin)
    sweep = asyncio.create_task(house.bot.sweeper.sweep())
    await standin.calls.wait_for(lambda call: call.status == 429, count=3)
    async with house.database.transaction() as db:
        await broadcasts.cancel(db, number, house.clock.now())
    await sweep
    await house.advance(timedelta(minutes=1))
    await show_progress(house.bot.services, house.bot.sender)

    assert [copies(talk) for talk in talks] == [0, 0, 0]
    assert await tally(house, number) == Tally(cancelled=3)
    assert "3" in admin.last.text
    async with house.database.read() as db:
        assert not await broadcasts.being_sent(db)


async def test_a_question_deleted_while_its_copy_is_on_its_way_is_closed_when_it_has_arrived(
    house: House, mary: Talk, admin: Talk, standin: StandIn
) -> None:
    await mary.say(WORDS)
    standin.faults.add("hang", method="sendMessage", chat=ADMIN, seconds=0.2)
    await mary.user.press(mary.last, "Send it to the team")
    await standin.calls.wait_for(lambda call: call.chat_id == ADMIN and "football" in str(call.params.get("text")))
    await forget(house, mary.user.id)
    await house.settled()

    assert "football" not in " ".join(admin.texts)
    assert "was deleted by the patient" in admin.last.text
    assert not await rows(house, status="pending")


async def test_an_answer_arrives_once_though_the_admin_who_wrote_it_has_deleted_everything(
    house: House, mary: Talk, admin: Talk
) -> None:
    await mary.say("/start")
    now = house.clock.now()
    async with house.database.transaction() as db:
        question = await questions.add_question(db, mary.user.id, WORDS, now)
        facts = {"question_id": question, "text": "City, two to one.", "admin_id": ADMIN}
        await outbox.enqueue(db, NewMessage("answer:1", Kind.ANSWER, mary.user.id, facts, now), now)
    await forget(house, ADMIN)
    await house.advance(timedelta(hours=3))

    assert sum("City" in text for text in mary.texts) == 1


async def test_an_undelivered_answer_of_an_admin_who_deleted_everything_ends(
    house: House, mary: Talk, admin: Talk, standin: StandIn
) -> None:
    await mary.say("/start")
    now = house.clock.now()
    async with house.database.transaction() as db:
        question = await questions.add_question(db, mary.user.id, WORDS, now)
        facts = {"question_id": question, "text": "City, two to one.", "admin_id": ADMIN}
        await outbox.enqueue(db, NewMessage("answer:1", Kind.ANSWER, mary.user.id, facts, now), now)
    await forget(house, ADMIN)
    fault = standin.faults.add("403", method="sendMessage", chat=mary.user.id, times=None)
    await house.advance(timedelta(hours=3))

    assert fault.hits == 1
    assert [row.status for row in await rows(house, key="answer:1")] == ["failed"]


async def test_a_patient_s_words_do_not_reach_somebody_who_is_no_admin_any_more(
    house: House, mary: Talk, admin: Talk, standin: StandIn
) -> None:
    second = house.person(SECOND_ADMIN, "Jim")
    await second.say("/start")
    for one in (ADMIN, SECOND_ADMIN):
        standin.faults.add("502", method="sendMessage", chat=one)
    await mary.say(WORDS)
    await mary.press("Send it to the team")
    await house.switch_off()
    await house.switch_on(house.settings.model_copy(update={"admin_ids": frozenset([ADMIN])}))
    await house.advance(timedelta(minutes=1))

    assert "football" in admin.last.text
    assert "football" not in " ".join(second.texts)


async def test_after_a_clock_that_was_wrong_for_a_while_reminders_go_on(house: House, mary: Talk) -> None:
    await plant(mary, house, given=(house.clock.now() - timedelta(days=184)).date())
    async with house.database.transaction() as db:
        row = (await rows(house, kind="reminder"))[0]
        await db.execute(
            update(table)
            .where(table.c.id == row.id)
            .values(status="sent", finished_at=house.clock.now() + timedelta(days=365))
        )
    await house.advance(timedelta(days=30))

    assert len([one for one in await rows(house, status="sent") if one.id != row.id]) >= 2


async def test_blocking_after_deleting_everything_leaves_no_trace(house: House, mary: Talk) -> None:
    await mary.say("/forget")
    await mary.press("Delete everything now")
    await mary.user.block()
    await house.settled()

    async with house.database.read() as db:
        assert (await db.scalars(select(chats_table.c.chat_id))).all() == []


@pytest.mark.parametrize("safety", [False, True])
async def test_whoever_dies_in_the_midst_of_a_broadcast_gets_nothing_of_it(
    house: House, admin: Talk, mary: Talk, *, safety: bool
) -> None:
    await plant(mary, house, given=house.clock.now().date())
    now = house.clock.now()
    async with house.database.transaction() as db:
        await chats.set_news(db, mary.user.id, news=True)
        number = await broadcasts.add_draft(db, ADMIN, "Please read this.", safety=safety, now=now)
        assert await broadcasts.confirm(db, number, now)
    await mary.say("my mother has died, she was your patient")

    assert not [text for text in mary.texts if "Please read this." in text]
