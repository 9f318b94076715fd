"""Deliveries run side by side, and the next batch does not wait for the last of this one."""

import asyncio
from collections.abc import Sequence
from datetime import timedelta

import pytest
from planting import plant, rows

from bot.outbox.message import Kind, NewMessage, OutboxMessage
from bot.storage import claims, outbox
from house import House, Talk
from jobs.sweep import LEASE
from jobs.underway import Underway


async def test_no_more_run_at_once_than_there_is_room_for() -> None:
    running, most = 0, 0

    async def one() -> None:
        nonlocal running, most
        running += 1
        most = max(most, running)
        await asyncio.sleep(0)
        running -= 1

    async with Underway(2) as underway:
        for _ in range(5):
            await underway.begin(None, one())

    assert (running, most) == (0, 2)


async def test_two_messages_of_one_person_never_run_at_once() -> None:
    said = list[str]()

    async def one(name: str) -> None:
        said.append(f"{name} begins")
        await asyncio.sleep(0)
        said.append(f"{name} ends")

    async with Underway(4) as underway:
        for person_id, name in ((1, "first"), (1, "second")):
            await underway.begin(person_id, one(name))

    assert said == ["first begins", "first ends", "second begins", "second ends"]


async def test_a_failure_comes_through_once_the_others_have_ended() -> None:
    ended, free = list[str](), asyncio.Event()

    async def fails() -> None:
        raise OSError("the disk is full")

    async def goes_on() -> None:
        await free.wait()
        ended.append("the other")

    async def sweep() -> None:
        async with Underway(2) as underway:
            await underway.begin(None, goes_on())
            await underway.begin(None, fails())
            asyncio.get_running_loop().call_later(0, free.set)
            await underway.end(asyncio.Event())

    with pytest.raises(OSError, match="full"):
        await sweep()

    assert ended == ["the other"]


async def test_a_failure_begins_nothing_more() -> None:
    begun = list[str]()

    async def fails() -> None:
        raise OSError("the disk is full")

    async def another() -> None:
        begun.append("another")

    async def sweep() -> None:
        async with Underway(1) as underway:
            await underway.begin(None, fails())
            await underway.begin(None, another())

    with pytest.raises(OSError, match="full"):
        await sweep()

    assert begun == []


async def test_whoever_is_cancelled_leaves_none_running() -> None:
    cancelled, waiting = list[str](), asyncio.Event()

    async def waits() -> None:
        waiting.set()
        try:
            await asyncio.Event().wait()
        except asyncio.CancelledError:
            cancelled.append("the delivery")
            raise

    async def sweep() -> None:
        async with Underway(2) as underway:
            await underway.begin(None, waits())
            await underway.end(asyncio.Event())

    task = asyncio.create_task(sweep())
    await waiting.wait()
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task

    assert cancelled == ["the delivery"]


async def test_the_next_batch_is_claimed_while_the_last_of_this_one_is_on_its_way(
    house: House, admin: Talk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("jobs.sweep.BATCH", 1)
    now, order, second_began = house.clock.now(), list[str](), asyncio.Event()
    async with house.database.transaction() as db:
        for key in ("first", "second"):
            await outbox.enqueue(db, NewMessage(key, Kind.NOTICE, admin.user.id, {}, now), now)

    async def deliver(rows: Sequence[OutboxMessage]) -> None:
        (row,) = rows
        if row.key == "first":
            await second_began.wait()
        second_began.set()
        order.append(row.key)
        async with house.database.transaction() as db:
            await claims.finish(db, [row.id], claims.Status.SENT, now)

    monkeypatch.setattr(house.bot.sweeper._deliverer, "deliver", deliver)

    assert await asyncio.wait_for(house.bot.sweeper.sweep(), 5) == 2
    assert sorted(order) == ["first", "second"]


async def test_what_a_delivery_leaves_behind_goes_in_the_same_sweep(
    house: House, admin: Talk, monkeypatch: pytest.MonkeyPatch
) -> None:
    now, order, looked = house.clock.now(), list[str](), asyncio.Event()
    claim = house.bot.sweeper._claim

    async def claim_and_say(*, first: bool, everything: bool) -> list[OutboxMessage]:
        claimed = await claim(first=first, everything=everything)
        if not claimed:
            looked.set()
        return claimed

    async with house.database.transaction() as db:
        await outbox.enqueue(db, NewMessage("answer", Kind.NOTICE, admin.user.id, {}, now), now)

    async def deliver(rows: Sequence[OutboxMessage]) -> None:
        (row,) = rows
        await looked.wait()  # in vain: there was nothing more yet
        order.append(row.key)
        async with house.database.transaction() as db:
            await claims.finish(db, [row.id], claims.Status.SENT, now)
            await outbox.enqueue(db, NewMessage("told", Kind.NOTICE, admin.user.id, {}, now), now)

    monkeypatch.setattr(house.bot.sweeper._deliverer, "deliver", deliver)
    monkeypatch.setattr(house.bot.sweeper, "_claim", claim_and_say)
    await asyncio.wait_for(house.bot.sweeper.sweep(), 5)

    assert order == ["answer", "told"]


async def test_a_heartbeat_does_not_wait_for_the_end_of_a_long_sweep(
    house: House, admin: Talk, monkeypatch: pytest.MonkeyPatch
) -> None:
    now, begun, free = house.clock.now(), asyncio.Event(), asyncio.Event()
    async with house.database.transaction() as db:
        await outbox.enqueue(db, NewMessage("long", Kind.NOTICE, admin.user.id, {}, now), now)

    async def deliver(rows: Sequence[OutboxMessage]) -> None:
        begun.set()
        await free.wait()
        async with house.database.transaction() as db:
            await claims.finish(db, [row.id for row in rows], claims.Status.SENT, now)

    monkeypatch.setattr(house.bot.sweeper._deliverer, "deliver", deliver)
    heartbeat = house.bot._timers._scheduler.get_job("sweep")
    await heartbeat.func(*heartbeat.args)
    await asyncio.wait_for(begun.wait(), 5)

    await asyncio.wait_for(heartbeat.func(*heartbeat.args), 5)
    free.set()


class Hanging:
    """Deliveries of which the one with the key "hangs" does not end before it may."""

    def __init__(self, house: House) -> None:
        self._house = house
        self.begun = list[str]()
        self.hangs, self.may_end = asyncio.Event(), asyncio.Event()

    async def deliver(self, rows: Sequence[OutboxMessage]) -> None:
        self.begun += [row.key for row in rows]
        if rows[0].key == "hangs":
            self.hangs.set()
            await self.may_end.wait()
        else:
            self.may_end.set()
        async with self._house.database.transaction() as db:
            await claims.finish(db, [row.id for row in rows], claims.Status.SENT, self._house.clock.now())

    async def queue(self, key: str, talk: Talk) -> None:
        now = self._house.clock.now()
        async with self._house.database.transaction() as db:
            await outbox.enqueue(db, NewMessage(key, Kind.NOTICE, talk.user.id, {}, now), now)


@pytest.fixture
def hanging(house: House, monkeypatch: pytest.MonkeyPatch) -> Hanging:
    hanging = Hanging(house)
    monkeypatch.setattr(house.bot.sweeper._deliverer, "deliver", hanging.deliver)
    return hanging


async def test_what_is_queued_while_the_last_one_hangs_does_not_wait_for_it(
    house: House, admin: Talk, hanging: Hanging
) -> None:
    await hanging.queue("hangs", admin)
    house.bot.services.wake.set()
    await asyncio.wait_for(hanging.hangs.wait(), 5)
    await hanging.queue("urgent", admin)
    house.bot.services.wake.set()
    await asyncio.wait_for(hanging.may_end.wait(), 5)
    await house.bot.sweeper.sweep()  # begins when that one has ended

    assert hanging.begun == ["hangs", "urgent"]


async def test_a_claim_that_outlives_its_lease_while_it_is_under_way_is_not_taken_again(
    house: House, admin: Talk, hanging: Hanging
) -> None:
    await hanging.queue("hangs", admin)
    house.bot.services.wake.set()
    await asyncio.wait_for(hanging.hangs.wait(), 5)
    house.clock.move_to(house.clock.now() + 2 * LEASE)
    await hanging.queue("later", admin)
    house.bot.services.wake.set()
    await asyncio.wait_for(hanging.may_end.wait(), 5)
    await house.bot.sweeper.sweep()  # begins when that one has ended

    assert [key for key in hanging.begun if key in ("hangs", "later")] == ["hangs", "later"]


async def test_what_a_cancelled_sweep_had_claimed_goes_in_the_next_one(
    house: House, admin: Talk, hanging: Hanging
) -> None:
    await hanging.queue("hangs", admin)
    sweep = asyncio.create_task(house.bot.sweeper.sweep())
    await hanging.hangs.wait()
    sweep.cancel()
    with pytest.raises(asyncio.CancelledError):
        await sweep
    hanging.may_end.set()
    await house.bot.sweeper.sweep()

    assert hanging.begun == ["hangs", "hangs"]


async def test_the_admins_hear_of_what_is_late_though_a_sweep_does_not_end(
    house: House, mary: Talk, admin: Talk, hanging: Hanging
) -> None:
    await plant(mary, house, given=(house.clock.now() - timedelta(days=170)).date())
    first = min(row.due_at for row in await rows(house, kind="reminder", status="pending"))
    await hanging.queue("hangs", admin)
    house.bot.services.wake.set()
    await asyncio.wait_for(hanging.hangs.wait(), 5)
    house.clock.move_to(first + timedelta(hours=2))
    house.bot.services.wake.set()
    await asyncio.wait_for(hanging.may_end.wait(), 5)
    await house.bot.sweeper.sweep()  # begins when that one has ended

    assert any(key.startswith("late:") for key in hanging.begun)
