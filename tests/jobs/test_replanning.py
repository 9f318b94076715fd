"""Each night every plan is worked out anew: what the zone database or the rules have changed is put right."""

from datetime import date, timedelta
from typing import Any

from planting import plant, rows, steps
from sqlalchemy import delete, event, update

from bot.storage import people
from bot.storage.tables import outbox as table
from house import House, Talk
from jobs.replanning import replan_everybody

GIVEN = date(2026, 5, 29)  # due on 29 November 2026, a week after the tests' now


async def a_night(house: House) -> int:
    return await replan_everybody(house.bot.services)


async def all_rows(house: House) -> list[Any]:
    return [tuple(row) for row in await rows(house)]


async def test_rows_at_a_wrong_instant_are_put_right_as_after_a_change_of_the_zone_database(
    house: House, mary: Talk
) -> None:
    await plant(mary, house, given=GIVEN)
    right = await all_rows(house)
    async with house.database.transaction() as db:
        for row in await rows(house):
            wrong = {"due_at": row.due_at + timedelta(hours=1)}
            await db.execute(update(table).where(table.c.id == row.id).values(**wrong))

    assert await a_night(house) == 1
    assert await all_rows(house) == right


async def test_where_nothing_has_changed_nothing_is_written(house: House, mary: Talk) -> None:
    for talk in (mary, house.person(202, "Tom")):
        await plant(talk, house, given=GIVEN)
    before = await all_rows(house)
    written: list[str] = []

    def note(_connection: object, _cursor: object, statement: str, *_more: object) -> None:
        if statement.startswith(("INSERT", "UPDATE", "DELETE")) and "outbox" in statement:
            written.append(statement)

    engine = house.database.engine.sync_engine
    event.listen(engine, "before_cursor_execute", note)
    assert await a_night(house) == 0
    event.remove(engine, "before_cursor_execute", note)

    assert await all_rows(house) == before
    assert all("status=" in statement for statement in written), "cancelling what is not there is all that is tried"


async def test_nothing_that_was_sent_or_dropped_is_queued_again(house: House, mary: Talk) -> None:
    await plant(mary, house, given=GIVEN)
    sent: list[list[str]] = []
    for _ in range(60):
        await house.advance(timedelta(days=1))
        await a_night(house)
        sent.append(await steps(house, "sent"))

    assert sent[-1] == ["B4", "D0", "D1", "O1", "O2", "O3"]
    keys = [row.key for row in await rows(house)]
    assert len(keys) == len(set(keys))


async def test_a_step_that_is_missing_is_planned_and_one_that_should_not_be_there_is_cancelled(
    house: House, mary: Talk
) -> None:
    await plant(mary, house, given=GIVEN)
    tom = house.person(202, "Tom")
    stopped = await plant(tom, house, given=GIVEN)
    async with house.database.transaction() as db:
        await db.execute(delete(table).where(table.c.key.like("%:O2"), table.c.chat_id == mary.user.id))
        await people.stop_messages(db, stopped, "asked", house.clock.now())

    assert await a_night(house) == 2
    waiting = await rows(house, status="pending")
    assert {row.chat_id for row in waiting} == {mary.user.id}
    assert "O2" in {row.facts["step"] for row in waiting}


async def test_what_is_due_at_this_very_moment_is_left_to_the_sweep(house: House, mary: Talk) -> None:
    await plant(mary, house, given=GIVEN)
    await house.advance(timedelta(days=6, hours=20))
    house.clock.move_to(house.clock.now() + timedelta(days=1, hours=1, minutes=1))  # D1 is due, and not yet sent
    await a_night(house)
    await house.settled()

    assert (await steps(house, "sent"))[-1] == "D1"


async def test_a_change_of_plan_does_not_put_off_what_is_due(house: House, mary: Talk) -> None:
    await plant(mary, house, given=GIVEN)
    await house.advance(timedelta(days=6, hours=20))
    house.clock.move_to(house.clock.now() + timedelta(days=1, hours=1, minutes=1))
    before = [row.due_at for row in await rows(house, key="injection:1:D1")]
    await plant(mary, house)  # plans anew

    assert [row.finished_at is not None for row in await rows(house, key="injection:1:D1")] == [True]
    assert [row.due_at for row in await rows(house, key="injection:1:D1")] == before


async def test_it_ends_early_where_the_bot_is_to_stop(house: House, mary: Talk) -> None:
    await plant(mary, house, given=GIVEN)
    async with house.database.transaction() as db:
        await db.execute(delete(table))

    assert await replan_everybody(house.bot.services, lambda: False) == 0
    assert await rows(house, status="pending") == []
