"""The pace of unprompted messages and the order of those who wait for a slot."""

import asyncio
from datetime import timedelta
from math import floor
from time import monotonic

import pytest

from bot.inbox.slots import Slots
from bot.outbox.pacer import Pacer, catch_up_at


async def moments(pacer: Pacer, chat_ids: list[int]) -> list[float]:
    began = monotonic()

    async def one(chat_id: int) -> float:
        assert await pacer.turn(chat_id)
        return monotonic() - began

    return list(await asyncio.gather(*(one(chat_id) for chat_id in chat_ids)))


async def test_messages_are_a_gap_apart() -> None:
    got = await moments(Pacer(gap=0.02, chat_interval=0), [1, 2, 3, 4])

    assert all(moment >= 0.02 * place - 0.001 for place, moment in enumerate(got))


async def test_moments_that_nobody_took_are_made_up_for_but_only_the_last_few() -> None:
    pacer = Pacer(gap=3600, chat_interval=0, catch_up=7200)
    for chat_id in (1, 2, 3):
        assert await asyncio.wait_for(pacer.turn(chat_id), 60)
    fourth = asyncio.create_task(pacer.turn(4))
    await asyncio.sleep(0)
    pacer.close()

    assert await fourth is False


@pytest.mark.parametrize("rate", [0.1, 1, 20, 25, 27, 28, 29, 30])
def test_no_second_is_too_full_for_telegram_when_moments_are_made_up_for(rate: float) -> None:
    in_a_second = 1 + floor(round((1 + catch_up_at(rate)) * rate, 6))

    assert catch_up_at(rate) >= 0
    assert in_a_second <= max(28, rate + 1)


async def test_one_chat_gets_one_at_a_time_and_holds_up_no_other() -> None:
    same, again, other = await moments(Pacer(gap=0, chat_interval=0.2), [1, 1, 2])

    assert same < 0.1
    assert again >= 0.199
    assert other < 0.1


async def test_a_pause_holds_also_for_those_who_wait_already() -> None:
    pacer = Pacer(gap=0.05, chat_interval=0)
    waiting = asyncio.create_task(moments(pacer, [1, 2, 3]))
    for _ in range(3):
        await asyncio.sleep(0)
    pacer.pause(timedelta(seconds=0.3))

    first, second, third = await waiting
    assert first < 0.05
    assert min(second, third) >= 0.29


async def test_at_the_end_whoever_waits_is_told_at_once_that_nothing_goes_any_more() -> None:
    pacer = Pacer(gap=3600, chat_interval=0)
    assert await pacer.turn(1)
    waiting = asyncio.create_task(pacer.turn(2))
    await asyncio.sleep(0)
    pacer.close()

    assert await asyncio.wait_for(waiting, 1) is False
    assert await pacer.turn(3) is False


async def test_a_red_flag_takes_the_next_slot_before_all_who_wait() -> None:
    slots, order = Slots(1), list[str]()

    async def one(name: str, *, urgent: bool) -> None:
        async with slots.taken(urgent=urgent):
            order.append(name)
            await asyncio.sleep(0)

    names = [("first", False), ("second", False), ("third", False), ("red flag", True)]
    await asyncio.gather(*(one(name, urgent=urgent) for name, urgent in names))

    assert order == ["first", "red flag", "second", "third"]


async def test_a_slot_is_not_lost_with_somebody_who_gives_up_waiting() -> None:
    slots = Slots(1)

    async def hold(release: asyncio.Event) -> None:
        async with slots.taken(urgent=False):
            await release.wait()

    release = asyncio.Event()
    holder = asyncio.create_task(hold(release))
    await asyncio.sleep(0)
    waiter = asyncio.create_task(hold(release))
    await asyncio.sleep(0)
    release.set()
    await asyncio.sleep(0)
    waiter.cancel()  # in the very moment in which the slot was handed to it
    await asyncio.gather(holder, waiter, return_exceptions=True)

    async with asyncio.timeout(1), slots.taken(urgent=False):
        pass
