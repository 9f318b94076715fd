"""A broadcast goes out at most once to each, unless Telegram's answer proves that it did not arrive; all is counted."""

from datetime import timedelta

import pytest
from planting import plant, rows
from sqlalchemy import select, update

from bot.preview import StandIn
from bot.storage import broadcasts, chats, outbox
from bot.storage.broadcasts import Tally
from bot.storage.tables import broadcasts as drafts
from bot.storage.tables import outbox as table
from house import House, Talk
from jobs.broadcast import show_progress

TEXT = "The clinic is closed on Monday."


async def subscribers(house: House, number: int) -> list[Talk]:
    talks = [house.person(300 + one) for one in range(number)]
    for talk in talks:
        await plant(talk, house)
        async with house.database.transaction() as db:
            await chats.set_news(db, talk.user.id, news=True)
    return talks


async def confirmed(house: House, admin: Talk) -> int:
    async with house.database.transaction() as db:
        now = house.clock.now()
        number = await broadcasts.add_draft(db, admin.user.id, TEXT, safety=False, now=now)
        assert await broadcasts.confirm(db, number, now)
    return number


async def tally(house: House, number: int) -> Tally:
    async with house.database.read() as db:
        return await broadcasts.tally(db, number)


def copies(talk: Talk) -> int:
    return sum(TEXT in text for text in talk.texts)


@pytest.mark.parametrize("kind", ["lost", "hang"])
async def test_a_lost_answer_is_counted_uncertain_and_never_sent_again(
    house: House, admin: Talk, standin: StandIn, kind: str
) -> None:
    mary, tom = await subscribers(house, 2)
    standin.faults.add(kind, text=TEXT, chat=mary.user.id)  # type: ignore[arg-type]
    number = await confirmed(house, admin)
    await house.advance(timedelta(days=1))

    assert (copies(mary), copies(tom)) == (1, 1)
    assert await tally(house, number) == Tally(delivered=1, uncertain=1)


@pytest.mark.parametrize("kind", ["429", "400"])
async def test_what_telegram_s_answer_proves_undelivered_is_tried_again(
    house: House, admin: Talk, standin: StandIn, kind: str
) -> None:
    mary, tom = await subscribers(house, 2)
    standin.faults.add(kind, text=TEXT, chat=mary.user.id, times=2, description="unheard of")  # type: ignore[arg-type]
    number = await confirmed(house, admin)
    await house.advance(timedelta(days=1))

    assert (copies(mary), copies(tom)) == (1, 1)
    assert await tally(house, number) == Tally(delivered=2)


async def test_one_that_telegram_never_understands_fails_and_the_broadcast_ends(
    house: House, admin: Talk, standin: StandIn
) -> None:
    mary, tom = await subscribers(house, 2)
    standin.faults.add("400", text=TEXT, chat=mary.user.id, times=None, description="unheard of")
    number = await confirmed(house, admin)
    await house.advance(timedelta(days=1))

    assert (copies(mary), copies(tom)) == (0, 1)
    assert await tally(house, number) == Tally(delivered=1, failed=1)
    async with house.database.read() as db:
        assert await db.scalar(select(drafts.c.status)) == "done"


async def test_one_that_was_cut_off_while_it_was_sent_is_uncertain_and_one_only_claimed_goes_out(
    house: House, admin: Talk
) -> None:
    mary, tom = await subscribers(house, 2)
    number = await confirmed(house, admin)
    async with house.database.transaction() as db:
        await db.execute(update(table).where(table.c.chat_id == mary.user.id).values(status="sending"))
        await db.execute(update(table).where(table.c.chat_id == tom.user.id).values(status="leased"))
    await house.switch_off()
    await house.switch_on()
    await house.settled()

    assert (copies(mary), copies(tom)) == (0, 1)
    assert await tally(house, number) == Tally(delivered=1, uncertain=1)


async def test_an_action_that_breaks_after_the_mark_is_uncertain_and_never_repeated(
    house: House, admin: Talk, monkeypatch: pytest.MonkeyPatch
) -> None:
    (mary,) = await subscribers(house, 1)
    perform, broken = house.bot.sender.perform, []

    async def breaks_once(action: object) -> object:
        outcome = await perform(action)  # type: ignore[arg-type]
        if not broken and TEXT in str(action):
            broken.append(action)
            raise ValueError("a bug, after it was sent")
        return outcome

    monkeypatch.setattr(house.bot.sender, "perform", breaks_once)
    number = await confirmed(house, admin)
    await house.advance(timedelta(days=1))

    assert copies(mary) == 1
    assert await tally(house, number) == Tally(uncertain=1)


async def test_a_draft_is_confirmed_once(house: House, admin: Talk) -> None:
    (mary,) = await subscribers(house, 1)
    number = await confirmed(house, admin)
    async with house.database.transaction() as db:
        assert not await broadcasts.confirm(db, number, house.clock.now())
    await house.settled()

    assert copies(mary) == 1


async def test_reminders_and_answers_go_before_a_broadcast_that_waits(
    house: House, admin: Talk, standin: StandIn
) -> None:
    await subscribers(house, 3)
    await confirmed(house, admin)
    async with house.database.transaction() as db:
        await db.execute(update(table).values(due_at=house.clock.now()))
        notice = outbox.NewMessage(
            "late", outbox.Kind.NOTICE, admin.user.id, {"text": "common.old_button"}, house.clock.now()
        )
        await outbox.enqueue(db, notice, house.clock.now())
    standin.calls.clear()
    await house.settled()

    assert standin.calls.sends[0].chat_id == admin.user.id


async def test_an_admin_who_blocked_the_bot_does_not_keep_a_broadcast_open(
    house: House, admin: Talk, standin: StandIn
) -> None:
    (mary,) = await subscribers(house, 1)
    await confirmed(house, admin)
    await house.bot.sweeper.sweep()
    standin.faults.add("403", chat=admin.user.id, times=None)
    await show_progress(house.bot.services, house.bot.sender)

    assert copies(mary) == 1
    async with house.database.read() as db:
        assert await db.scalar(select(drafts.c.status)) == "done"
        assert not await rows(house, status="pending")


async def test_a_broadcast_that_is_cancelled_reaches_nobody_who_still_waited_for_their_turn(
    house: House, admin: Talk, monkeypatch: pytest.MonkeyPatch
) -> None:
    talks = await subscribers(house, 3)
    number = await confirmed(house, admin)
    pacer = house.bot.sweeper._deliverer._pacer
    turn = pacer.turn

    async def cancelled_meanwhile(chat_id: int) -> bool:
        async with house.database.transaction() as db:
            await broadcasts.cancel(db, number, house.clock.now())
        return await turn(chat_id)

    monkeypatch.setattr(pacer, "turn", cancelled_meanwhile)
    await house.settled()

    assert [copies(talk) for talk in talks] == [0, 0, 0]
    assert await tally(house, number) == Tally(cancelled=3)
