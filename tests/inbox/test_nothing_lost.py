"""What comes in: saved first, answered in order, tried until Telegram takes the answer, never twice, never lost."""

import asyncio
import sqlite3
from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import func, select

from bot.inbox import answering
from bot.preview import StandIn
from bot.preview.calls import Call
from bot.storage.tables import chats, injections, updates
from bot.timing import QUICK
from house import House, Talk

SEVERE = "I can't breathe and my face is swollen"
QUESTION = "What is denosumab?"
FAULTS = ["429", "500", "502", "drop", "hang", "lost", "400"]


def chat_sends(standin: StandIn, chat_id: int) -> list[Call]:
    return standin.calls.of("sendMessage", chat=chat_id)


async def statuses(house: House) -> list[str]:
    async with house.database.read() as db:
        return list((await db.scalars(select(updates.c.status).order_by(updates.c.id))).all())


async def test_a_batch_is_on_disk_before_its_offset_confirms_it(house: House, mary: Talk, standin: StandIn) -> None:
    file = sqlite3.connect(house.database.path)
    missing: list[int] = []

    def look(call: Call) -> None:
        if call.method == "getUpdates" and "offset" in call.params:
            saved = {number for (number,) in file.execute("SELECT update_id FROM updates")}
            told = {one["update_id"] for one in standin.unconfirmed if one["update_id"] < int(call.params["offset"])}
            missing.extend(told - saved)

    standin.calls.listeners.append(look)
    for number in range(30):
        await mary.user.say(f"{QUESTION} {number}")
    await house.settled()
    file.close()

    assert await statuses(house) == ["done"] * 30
    assert not missing


async def test_an_answered_update_keeps_no_words(house: House, mary: Talk) -> None:
    await mary.say(SEVERE)

    async with house.database.read() as db:
        (row,) = (await db.execute(select(updates))).all()
    assert (row.status, row.raw, row.actions, row.chat_id) == ("done", None, None, None)


@pytest.mark.parametrize("text", [QUESTION, SEVERE], ids=["an ordinary answer", "a red flag's answer"])
@pytest.mark.parametrize("kind", FAULTS)
async def test_an_answer_arrives_whatever_telegram_and_the_network_do(
    house: House, mary: Talk, standin: StandIn, kind: str, text: str
) -> None:
    fault = standin.faults.add(
        kind, method="sendMessage", times=1 if kind == "429" else 3, description="Bad Request: X"
    )

    await mary.say(text)

    assert fault.hits >= 1
    assert mary.texts, "nothing arrived"
    assert await statuses(house) == ["done"]


async def test_an_answer_is_never_given_up_while_telegram_is_down(house: House, mary: Talk, standin: StandIn) -> None:
    down = standin.faults.add("502", method="sendMessage", times=None)
    await mary.user.say(SEVERE)
    await standin.calls.wait_for(lambda call: call.is_send and call.status == 502, count=12)
    standin.faults.remove(down)
    await house.settled()

    assert "999" in mary.last.text
    assert await statuses(house) == ["done"]


async def test_flood_control_pauses_the_lane_and_costs_no_try(house: House, mary: Talk, standin: StandIn) -> None:
    other = house.person(202, "Tom")
    standin.faults.add("429", method="sendMessage", chat=mary.user.id, retry_after=1)
    await mary.user.say(QUESTION)
    (refused,) = await standin.calls.wait_for(lambda call: call.status == 429)
    await other.say(QUESTION)

    assert refused.finished is not None
    later = [call for call in standin.calls.sends if call is not refused]
    assert {call.chat_id for call in later} == {mary.user.id, other.user.id}
    assert min(call.arrived for call in later) - refused.finished > 0.9


async def test_flood_control_holds_also_for_an_answer_that_waits_for_its_slot(
    house: House, standin: StandIn, monkeypatch: pytest.MonkeyPatch
) -> None:
    await house.switch_off()
    monkeypatch.setattr(answering, "AT_ONCE", 1)
    people = [house.person(300), house.person(301)]
    for one in people:
        await one.user.say(QUESTION)
    standin.faults.latency = 0.05
    standin.faults.add("429", method="sendMessage", retry_after=1)
    await house.switch_on()
    await house.settled()

    refused, *later = standin.calls.sends
    assert refused.status == 429
    assert len(later) == 2
    assert min(call.arrived for call in later) - (refused.finished or 0) > 0.9


async def test_a_handler_that_fails_keeps_nothing_and_is_tried_again(
    house: House, mary: Talk, monkeypatch: pytest.MonkeyPatch
) -> None:
    left: list[object] = []
    kept = answering.dump_actions

    def fails_twice(actions: list[answering.Action]) -> str:
        left.append(actions)
        if len(left) <= 2:
            raise RuntimeError("after the handler's writes")
        return kept(actions)

    monkeypatch.setattr(answering, "dump_actions", fails_twice)
    await mary.say("/start")

    assert len(left) == 3
    assert len(mary.texts) == 1
    assert await statuses(house) == ["done"]


async def test_a_handler_that_goes_on_failing_is_parked_with_an_apology_and_the_admins_hear_of_it(
    house: House, mary: Talk, admin: Talk, standin: StandIn, monkeypatch: pytest.MonkeyPatch
) -> None:
    tried = []

    def always(actions: list[answering.Action]) -> str:
        tried.append(actions)
        raise RuntimeError("a bug")

    with monkeypatch.context() as broken:
        broken.setattr(answering, "dump_actions", always)
        standin.faults.add("502", method="sendMessage", chat=mary.user.id)  # the apology must survive this as well
        await mary.user.say("/start")
        await standin.confirmed()
        await house.bot.queues.idle()
    await house.bot.sweeper.sweep()
    await house.advance(timedelta(seconds=10))

    assert len(tried) == 1 + len(QUICK.retry_pauses)
    assert "something went wrong" in mary.last.text
    assert "RuntimeError" in admin.last.text
    assert (await statuses(house))[-1] == "parked"
    async with house.database.read() as db:
        assert await db.scalar(select(chats.c.started_at).where(chats.c.chat_id == mary.user.id)) is None
    assert "What is denosumab" in (await mary.say(QUESTION)).text


async def test_a_red_flag_is_answered_from_memory_where_its_handler_fails(
    house: House, mary: Talk, monkeypatch: pytest.MonkeyPatch
) -> None:
    def always(actions: list[answering.Action]) -> str:
        raise RuntimeError("a bug")

    monkeypatch.setattr(answering, "dump_actions", always)
    await mary.say(SEVERE)

    assert [text for text in mary.texts if "999" in text]


async def test_a_red_flag_does_not_wait_behind_a_message_that_holds_up_its_chat(
    house: House, mary: Talk, standin: StandIn
) -> None:
    await house.switch_off()
    await house.switch_on(timing=replace(QUICK, urgent_patience=0.01))
    standin.faults.add("hang", method="sendMessage", text="What is denosumab", times=None, done=False)
    await mary.user.say(QUESTION)
    await standin.calls.wait_for(lambda call: call.is_send)
    await mary.user.say(SEVERE)

    shown = await mary.user.wait_for("999")
    assert "999" in shown.text
    standin.faults.clear()


async def test_an_update_that_cannot_be_parsed_is_parked_and_blocks_nobody(
    house: House, mary: Talk, admin: Talk, standin: StandIn
) -> None:
    broken = {"message_id": 5, "chat": {"id": mary.user.id, "type": "private"}, "text": SEVERE}
    standin.push({"message": broken})
    standin.push({"message": "no object at all"})
    await mary.say(QUESTION)

    assert sorted(await statuses(house)) == ["done", "done", "parked", "parked"]
    assert any("999" in text for text in mary.texts), "its red flag is answered all the same"
    assert "What is denosumab" in " ".join(mary.texts)
    assert "unreadable" in " ".join(admin.texts)


async def test_the_same_update_twice_is_answered_once(house: House, mary: Talk, standin: StandIn) -> None:
    await mary.say(QUESTION)
    first = standin.calls.of("getUpdates")
    async with house.database.read() as db:
        number = await db.scalar(select(updates.c.update_id))
    standin.push({"update_id": number, "message": message_of(mary, QUESTION)})
    await mary.say("thank you")

    assert first
    assert sum("What is denosumab" in text for text in mary.texts) == 1


async def test_an_update_id_that_comes_round_again_after_days_is_a_new_message(
    house: House, mary: Talk, standin: StandIn
) -> None:
    await mary.say("/help")
    standin.push({"message": {"message_id": 5, "chat": {"id": mary.user.id, "type": "private"}}})
    await house.settled()
    async with house.database.read() as db:
        number = await db.scalar(select(updates.c.update_id).where(updates.c.status == "parked"))
    house.clock.move_to(house.clock.now() + timedelta(days=3))
    standin.push({"update_id": number, "message": message_of(mary, QUESTION)})
    await house.settled()

    assert any("What is denosumab" in text for text in mary.texts)


def message_of(talk: Talk, text: str) -> dict[str, object]:
    person = {"id": talk.user.id, "is_bot": False, "first_name": "Mary"}
    chat = {"id": talk.user.id, "type": "private", "first_name": "Mary"}
    date = int(talk.house.clock.now().timestamp())
    return {"message_id": 99, "from": person, "chat": chat, "date": date, "text": text}


async def test_answers_keep_the_order_of_a_chat_s_messages(house: House, standin: StandIn) -> None:
    standin.faults.latency = (0.001, 0.02)
    standin.faults.add("500", method="sendMessage", text="What is denosumab", times=4)
    asked = ["/next", QUESTION, "/help", SEVERE, "/about"]
    people = [house.person(300 + number) for number in range(3)]
    for text in asked:
        for one in people:
            await one.user.say(text)
    await house.settled()

    alone = house.person(400)
    expected = [(await alone.say(text)).text for text in asked]
    for one in people:
        assert one.texts == expected


async def test_a_chatty_person_delays_another_by_less_than_one_reply(house: House, standin: StandIn) -> None:
    await house.switch_off()
    chatty, other = house.person(301), house.person(302)
    for _ in range(30):
        await chatty.user.say(QUESTION)
    await other.user.say(QUESTION)
    standin.faults.latency = 0.02
    await house.switch_on()
    await house.settled()

    order = [call.chat_id for call in standin.calls.sends]
    assert order.count(301) == 30
    assert order.index(302) <= 1


async def test_at_most_sixteen_answers_run_at_once(house: House, standin: StandIn) -> None:
    await house.switch_off()
    people = [house.person(500 + number) for number in range(40)]
    for one in people:
        await one.user.say(QUESTION)
    standin.faults.add("hang", method="sendMessage", times=answering.AT_ONCE)
    await house.switch_on(timing=replace(QUICK, request_timeout=30))
    await standin.calls.wait_for(lambda call: call.is_send, count=answering.AT_ONCE)
    standin.faults.latency = 0.01
    standin.faults.release()
    await house.settled()

    assert all(len(one.texts) == 1 for one in people)
    assert standin.calls.most_sends_in_flight == answering.AT_ONCE


async def test_whoever_waits_for_another_try_holds_nobody_up(house: House, standin: StandIn) -> None:
    await house.switch_off()
    await house.switch_on(timing=replace(QUICK, retry_pauses=(3600,)))
    for number in range(answering.AT_ONCE + 4):
        standin.faults.add("500", method="sendMessage", chat=600 + number, times=None)
        await house.person(600 + number).user.say(QUESTION)
    await standin.calls.wait_for(lambda call: call.status == 500, count=answering.AT_ONCE + 4)
    other = house.person(700)
    await other.user.say(QUESTION)

    assert await other.user.next()
    async with asyncio.timeout(1):  # and a stop does not wait for those pauses either
        await house.switch_off()
    assert await left_over(house) == ["answered"] * (answering.AT_ONCE + 4)


async def left_over(house: House) -> list[str]:
    with sqlite3.connect(house.settings.database_url.removeprefix("sqlite+aiosqlite:///")) as file:
        rows = file.execute("SELECT status FROM updates WHERE status <> 'done'").fetchall()
    file.close()
    return [status for (status,) in rows]


async def test_an_answer_more_than_ten_minutes_late_says_so(house: House, mary: Talk, standin: StandIn) -> None:
    await house.switch_off()
    await mary.user.say(QUESTION)
    house.clock.move_to(house.clock.now() + timedelta(minutes=11))
    await house.switch_on()
    await house.settled()
    assert mary.last.text.startswith("Sorry, this answer is late.")

    assert not (await mary.say(QUESTION)).text.startswith("Sorry")


async def test_an_answer_that_becomes_late_while_telegram_is_down_says_so_too(
    house: House, mary: Talk, standin: StandIn
) -> None:
    down = standin.faults.add("500", method="sendMessage", times=None)
    await mary.user.say(QUESTION)
    await standin.calls.wait_for(lambda call: call.status == 500)
    house.clock.move_to(house.clock.now() + timedelta(minutes=11))
    standin.faults.remove(down)
    await house.settled()

    assert mary.last.text.startswith("Sorry, this answer is late.")


async def test_after_a_restart_red_flags_come_first_and_what_was_decided_is_only_sent(
    house: House, standin: StandIn
) -> None:
    down = standin.faults.add("500", method="sendMessage", times=None)
    people = [house.person(800 + number) for number in range(3 * answering.AT_ONCE)]
    for one in people[:-1]:
        await one.user.say("/start")
    await people[-1].user.say("/start")
    await people[-1].user.say(SEVERE)
    await standin.confirmed()
    await standin.calls.wait_for(lambda call: call.status == 500, count=len(people))
    await house.switch_off()
    standin.faults.remove(down)
    standin.calls.clear()
    standin.faults.latency = 0.02
    await house.switch_on()
    await house.settled()

    # Those that are under way together may overtake each other.
    assert people[-1].user.id in [call.chat_id for call in standin.calls.sends[: answering.AT_ONCE]]
    assert [len(one.texts) for one in people] == [1] * (len(people) - 1) + [2]


async def test_a_replayed_answer_changes_nothing_a_second_time(house: House, mary: Talk, standin: StandIn) -> None:
    await mary.say("I had my injection on 1 November 2026")
    while "Yes" in " ".join(mary.captions) and await injections_of(house) == 0:
        down = standin.faults.add("500", times=None, chat=mary.user.id)
        await mary.user.press(mary.last, next(one for one in mary.captions if one.startswith("Yes")))
        await standin.calls.wait_for(lambda call: call.status == 500)
        await house.switch_off()
        standin.faults.remove(down)
        standin.calls.clear()
        await house.switch_on()
        await house.settled()

    assert await injections_of(house) == 1
    assert not [text for text in mary.texts if "second" in text.lower()]


async def injections_of(house: House) -> int:
    async with house.database.read() as db:
        return await db.scalar(select(func.count()).select_from(injections)) or 0
