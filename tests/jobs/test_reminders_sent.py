"""Every reminder that is due arrives once, at its hour, and only while it makes sense."""

import asyncio
import logging
from datetime import UTC, date, datetime, timedelta

import pytest
from planting import plant, rows, steps, visit
from sqlalchemy import insert, update

from bot.outbox.actions import SendMessage
from bot.outbox.message import Kind, NewMessage
from bot.planning import replan
from bot.preview import StandIn
from bot.schedule import due_date
from bot.storage import chats, injections, outbox, people
from bot.storage.tables import outbox as table
from house import House, Talk

GIVEN = date(2026, 5, 29)  # due on 29 November 2026, a week after the tests' now
DUE = due_date(GIVEN)


def at(day: date, hour: int, minute: int = 0) -> datetime:
    return datetime(day.year, day.month, day.day, hour, minute, tzinfo=UTC)


async def test_two_years_without_an_answer_bring_every_step_once_and_no_two_on_a_day(mary: Talk, house: House) -> None:
    await plant(mary, house, given=date(2026, 11, 20))
    before = len(mary.texts)
    await house.advance(timedelta(days=730))

    sent = await rows(house, status="sent", kind="reminder")
    assert [row.facts["step"] for row in sent] == [
        "B1", "B2", "B3", "B4", "D0", "D1", "O1", "O2", "O3", "O4", "O5", "O6", "L1", "L2", "L3",
    ]  # fmt: skip
    assert len(mary.texts) - before == 15
    assert len({row.finished_at.date() for row in sent}) == 15
    assert all(row.finished_at == row.due_at for row in sent)


@pytest.mark.parametrize("kind", ["429", "500", "502", "drop", "hang", "lost", "400"])
async def test_a_reminder_arrives_whatever_telegram_and_the_network_do(
    mary: Talk, house: House, standin: StandIn, kind: str
) -> None:
    await plant(mary, house, given=GIVEN)
    fault = standin.faults.add(
        kind, method="sendMessage", chat=mary.user.id, times=3, description="something unheard of"
    )
    await house.advance(at(DUE, 18))

    assert fault.hits == 3
    assert "D0" in await steps(house, "sent")
    assert "due today" in mary.last.text
    attempts = {row.facts["step"]: row.attempts for row in await rows(house, status="sent") if row.kind == "reminder"}
    assert attempts["B4"] == (1 if kind == "429" else 4), "flood control costs no attempt"


async def test_flood_control_pauses_the_lane_of_reminders_and_not_that_of_replies(
    mary: Talk, house: House, standin: StandIn
) -> None:
    await house.switch_off()
    await house.switch_on(house.settings.model_copy(update={"sends_in_flight": 1}))
    await plant(mary, house, given=GIVEN)
    tom = house.person(202, "Tom")
    await plant(tom, house, given=GIVEN)
    house.clock.move_to(at(DUE, 12))
    standin.calls.clear()
    standin.faults.add("429", method="sendMessage", text="due today", retry_after=1)
    sweep = asyncio.create_task(house.bot.sweeper.sweep())
    (refused,) = await standin.calls.wait_for(lambda call: call.status == 429)
    await tom.user.say("/help")
    await sweep
    await house.advance(timedelta(seconds=5))

    reply, *reminders = [call for call in standin.calls.sends if call is not refused]
    assert "due today" not in reply.params["text"]
    assert [call.chat_id for call in reminders] == [202, mary.user.id]
    assert reminders[0].arrived - (refused.finished or 0) > 0.9


async def test_a_blocked_chat_keeps_its_plan_and_gets_no_replay(mary: Talk, house: House, standin: StandIn) -> None:
    await plant(mary, house, given=GIVEN)
    standin.faults.add("403", method="sendMessage", chat=mary.user.id)
    await house.advance(at(DUE, 12))

    async with house.database.read() as db:
        chat = await chats.get_chat(db, mary.user.id)
    assert chat is not None
    assert not chat.reachable
    assert (await steps(house, "failed"), await steps(house, "dropped")) == (["B4"], ["D0"])
    assert "O6" in await steps(house, "pending")

    before = len(mary.texts)
    await mary.say("/help")
    assert len(mary.texts) == before + 1, "nothing missed is sent after"
    await house.advance(at(DUE + timedelta(days=1), 12))
    assert (await steps(house, "sent"))[-1] == "D1"


@pytest.mark.parametrize(
    ("off", "expected"),
    [(timedelta(hours=1), "D0"), (timedelta(days=3), "D1"), (timedelta(days=60), "O4")],
)
async def test_after_downtime_one_sensible_message_comes_and_no_stale_one(
    mary: Talk, house: House, off: timedelta, expected: str
) -> None:
    await plant(mary, house, given=GIVEN)
    await house.advance(at(DUE, 8, 30))
    before, sent = len(mary.texts), await steps(house, "sent")
    await house.switch_off()
    house.clock.move_to(house.clock.now() + off)
    await house.switch_on()
    await house.settled()
    await house.advance(timedelta(hours=12))

    assert len(mary.texts) == before + 1
    assert (await steps(house, "sent"))[len(sent) :] == [expected]


async def test_back_at_night_the_message_waits_for_the_patient_s_hour(mary: Talk, house: House) -> None:
    await plant(mary, house, given=GIVEN)
    await house.advance(at(DUE, 12))
    await house.switch_off()
    house.clock.move_to(at(DUE + timedelta(days=7), 23))
    await house.switch_on()
    await house.settled()
    assert (await steps(house, "sent"))[-1] == "D0"

    await house.advance(timedelta(hours=12))
    last = (await rows(house, status="sent"))[-1]
    assert (last.facts["step"], last.finished_at.hour, last.attempts) == ("O1", 9, 1)


async def test_nothing_of_a_corrected_injection_is_sent_not_even_what_was_claimed(
    mary: Talk, house: House, standin: StandIn
) -> None:
    person_id = await plant(mary, house, given=GIVEN)
    await house.advance(at(DUE - timedelta(days=1), 12))
    before = len(mary.texts)
    house.clock.move_to(at(DUE, 12))
    now = house.clock.now()
    async with house.database.transaction() as db:
        current = await injections.current_injection(db, person_id)
        assert current is not None
        await injections.remove_injection(db, current.id, now)
        await injections.add_injection(db, person_id, date(2026, 11, 20), now)
        await replan(db, house.settings, person_id, now)
    await house.advance(timedelta(days=120))

    assert len(mary.texts) == before
    assert not await steps(house, "sent")


async def test_a_message_that_is_cancelled_while_it_waits_for_its_turn_is_not_sent(
    mary: Talk, house: House, standin: StandIn, monkeypatch: pytest.MonkeyPatch
) -> None:
    person_id = await plant(mary, house, given=GIVEN)
    house.clock.move_to(at(DUE, 12))
    before = len(mary.texts)
    pacer = house.bot.sweeper._deliverer._pacer
    turn = pacer.turn

    async def stopped_meanwhile(chat_id: int) -> bool:
        async with house.database.transaction() as db:
            await people.stop_messages(db, person_id, "asked", house.clock.now())
            await replan(db, house.settings, person_id, house.clock.now())
        return await turn(chat_id)

    monkeypatch.setattr(pacer, "turn", stopped_meanwhile)
    await house.bot.sweeper.sweep()

    assert len(mary.texts) == before
    assert not await steps(house, "sent")


async def test_reminders_of_one_day_go_out_as_one_message(mary: Talk, house: House) -> None:
    person_id = await plant(mary, house, given=GIVEN)
    await visit(house, person_id, DUE, "checkup")
    await house.advance(at(DUE, 8))
    before = len(mary.texts)
    await house.advance(at(DUE, 20))

    assert len(mary.texts) == before + 1
    assert {"D0", "T0"} <= set(await steps(house, "sent"))


async def test_a_second_message_of_the_day_moves_to_the_next(mary: Talk, house: House) -> None:
    person_id = await plant(mary, house, given=GIVEN)
    await house.advance(at(DUE, 12))
    record = (await rows(house))[0].facts["record"]
    snooze = NewMessage(
        f"snooze:{record}:D0:x",
        Kind.SNOOZE,
        mary.user.id,
        {"subject": "injection", "record": record, "step": "D0", "variant": "plain"},
        house.clock.now() + timedelta(hours=1),
        person_id,
    )
    before = len(mary.texts)
    async with house.database.transaction() as db:
        await outbox.enqueue(db, snooze, house.clock.now())
        await replan(db, house.settings, person_id, house.clock.now())
    await house.advance(at(DUE, 18))
    assert len(mary.texts) == before
    assert await steps(house, "pending")

    await house.advance(at(DUE + timedelta(days=1), 12))
    assert len(mary.texts) == before + 1


async def test_a_reminder_in_its_next_try_survives_a_change_of_the_plan(
    mary: Talk, house: House, standin: StandIn
) -> None:
    person_id = await plant(mary, house, given=GIVEN)
    house.clock.move_to(at(DUE - timedelta(days=7), 12))
    standin.faults.add("500", method="sendMessage", chat=mary.user.id)
    await house.advance(at(DUE - timedelta(days=1), 18))
    async with house.database.transaction() as db:
        await replan(db, house.settings, person_id, house.clock.now())
    await house.advance(timedelta(minutes=30))

    assert await steps(house, "sent") == ["B4"]


async def test_a_row_that_breaks_its_own_delivery_does_not_stop_the_line(
    mary: Talk, house: House, caplog: pytest.LogCaptureFixture
) -> None:
    now = house.clock.now()
    tom = house.person(202, "Tom")
    await plant(tom, house)
    async with house.database.transaction() as db:
        for number, (kind, facts) in enumerate([("notice", {}), ("card", {}), ("answer", {"x": 1}), ("future", {})]):
            values = {"key": f"poison:{number}", "kind": kind, "facts": facts, "chat_id": 202, "due_at": now}
            await db.execute(insert(table).values(**values, priority=0, status="pending", created_at=now))
    await plant(mary, house, given=GIVEN)
    with caplog.at_level(logging.ERROR):
        await house.advance(at(DUE, 12))

    assert (await steps(house, "sent")) == ["B4", "D0"]
    assert [row.kind for row in await rows(house, status="failed")] == ["future"]
    assert [row.kind for row in await rows(house, status="pending", reason="our fault")] == ["notice", "card", "answer"]


async def test_what_a_killed_bot_left_in_hand_goes_out_at_the_next_start(mary: Talk, house: House) -> None:
    await plant(mary, house, given=GIVEN)
    tom = house.person(202, "Tom")
    await plant(tom, house, given=GIVEN)
    await house.advance(at(DUE, 8))
    sent = {202: len(tom.texts), mary.user.id: len(mary.texts)}
    async with house.database.transaction() as db:
        taken = {"lease_until": at(DUE + timedelta(days=9), 0), "due_at": at(DUE, 9)}
        todays = table.c.key.like("injection:%:D0")
        await db.execute(update(table).where(todays, table.c.chat_id == 202).values(status="leased", **taken))
        mine = table.c.chat_id == mary.user.id
        await db.execute(update(table).where(todays, mine).values(status="sending", attempts=1, **taken))
    await house.switch_off()
    house.clock.move_to(at(DUE, 10))
    await house.switch_on()
    await house.settled()

    assert len(tom.texts) == sent[202] + 1
    assert len(mary.texts) == sent[mary.user.id] + 1


async def test_a_stop_in_the_middle_of_a_sweep_loses_and_repeats_nothing(house: House, standin: StandIn) -> None:
    people_due = [house.person(300 + number) for number in range(12)]
    for one in people_due:
        await plant(one, house, given=GIVEN)
    house.clock.move_to(at(DUE, 12))
    standin.calls.clear()
    standin.faults.latency = 0.05
    house.bot.services.wake.set()
    await standin.calls.wait_for(lambda call: call.is_send, count=2)
    await house.switch_off()
    in_time = len(standin.calls.sends)
    await house.switch_on()
    await house.settled()

    assert in_time < 12
    assert len(standin.calls.sends) == 12
    assert len({call.chat_id for call in standin.calls.sends}) == 12


async def test_at_most_so_many_reminders_are_in_flight_as_the_setting_says(house: House, standin: StandIn) -> None:
    for number in range(12):
        await plant(house.person(300 + number), house, given=GIVEN)
    house.clock.move_to(at(DUE, 12))
    standin.calls.clear()
    standin.faults.latency = 0.05
    await house.bot.sweeper.sweep()

    assert len(standin.calls.sends) == 12
    assert standin.calls.most_sends_in_flight <= house.settings.sends_in_flight


async def test_marks_that_telegram_refuses_are_sent_as_plain_words(mary: Talk, house: House, standin: StandIn) -> None:
    await plant(mary, house, given=GIVEN)
    standin.faults.add("400", chat=mary.user.id, description="can't parse entities: unsupported start tag")
    await house.advance(at(DUE, 12))

    assert "due today" in mary.last.text
    assert {row.attempts for row in await rows(house, status="sent")} == {1}


async def test_an_outcome_that_cannot_be_written_at_once_is_written_later_and_nothing_goes_out_twice(
    mary: Talk, house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    await plant(mary, house, given=GIVEN)
    house.clock.move_to(at(DUE, 12))
    deliverer = house.bot.sweeper._deliverer
    record, failures = deliverer._record, []

    async def fails_once(*arguments: object) -> None:
        if not failures:
            failures.append(arguments)
            async with house.database.transaction() as db:
                await db.exec_driver_sql("PRAGMA query_only = ON")
                try:
                    await chats.seen(db, 99, house.clock.now())
                finally:
                    await db.exec_driver_sql("PRAGMA query_only = OFF")
        await record(*arguments)  # type: ignore[arg-type]

    monkeypatch.setattr(deliverer, "_record", fails_once)
    before = len(mary.texts)
    await house.bot.sweeper.sweep()
    await house.bot.sweeper.sweep()

    assert failures
    assert len(mary.texts) == before + 1
    assert await steps(house, "sent") == ["D0"]


async def test_an_action_that_breaks_the_sender_is_reported_and_not_lost(
    mary: Talk, house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    await plant(mary, house, given=GIVEN)
    perform = house.bot.sender._do
    broken = []

    async def breaks_once(action: object) -> int | None:
        if isinstance(action, SendMessage) and not broken:
            broken.append(action)
            raise ValueError("a bug")
        return await perform(action)  # type: ignore[arg-type]

    monkeypatch.setattr(house.bot.sender, "_do", breaks_once)
    await house.advance(at(DUE, 12))

    assert await steps(house, "sent") == ["B4", "D0"]


async def test_a_snooze_outlives_a_change_of_plan_but_not_its_injection(mary: Talk, house: House) -> None:
    person_id = await plant(mary, house, given=GIVEN)
    now = house.clock.now()
    record = (await rows(house, kind="reminder"))[0].facts["record"]
    facts = {"subject": "injection", "record": record, "step": "D0", "variant": "plain"}
    snooze = NewMessage("snooze:1", Kind.SNOOZE, mary.user.id, facts, now + timedelta(days=3), person_id)
    async with house.database.transaction() as db:
        await outbox.enqueue(db, snooze, now)
        await chats.set_hour(db, mary.user.id, 18)
        await replan(db, house.settings, person_id, now)
    assert [row.status for row in await rows(house, kind="snooze")] == ["pending"]

    async with house.database.transaction() as db:
        await injections.add_injection(db, person_id, date(2026, 11, 20), now)
        await replan(db, house.settings, person_id, now)
    assert [row.status for row in await rows(house, kind="snooze")] == ["cancelled"]
