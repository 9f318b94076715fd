"""kill -9 at each named point between claim and record: what it costs, and that a repetition says nothing false."""

import signal
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from dying import POINTS
from test_kill import FIRST, due_today, rows

from bot.preview import StandIn, User
from process import BotProcess

TOKEN = "1000:stand-in-for-named-points"
PEOPLE = 10
KILLS = {"claiming": (1, 1)}  # the first claim takes them all, so there is no later one to die in
SENT_TWICE = {"accepted", "recording"}
"""Telegram has it, and no commit says so: the only points at which a kill makes a second message."""

every_point = pytest.mark.parametrize(
    "point", [pytest.param(name, marks=() if name == "accepted" else pytest.mark.crash) for name in POINTS]
)


@pytest.fixture
async def telegram():  # noqa: ANN201 - a generator of StandIn
    async with StandIn(TOKEN) as standin:
        yield standin


async def people_due(telegram: StandIn, folder: Path, number: int) -> list[User]:
    people = [telegram.user(FIRST + one, f"P{one}") for one in range(number)]
    for one in people:
        await one.say("hello")  # so that Telegram lets the bot write
    telegram.world.updates.waiting.clear()
    await due_today(folder, telegram, number)
    return people


def said(person: User) -> list[tuple[str, list[str]]]:
    """What the bot wrote to somebody, each with the captions of its buttons."""
    return [(one.text, [each.text for row in one.buttons for each in row]) for one in person.messages if one.from_bot]


def states(folder: Path) -> dict[str, int]:
    """How many reminders of today stand in which state, while no bot runs."""
    with closing(sqlite3.connect(folder / "bot.db")) as file:
        return dict(file.execute("SELECT status, count(*) FROM outbox WHERE key LIKE '%:D0:%' GROUP BY status"))


async def die_and_go_on(bot: BotProcess, telegram: StandIn, people: list[User], point: str) -> list[dict[str, int]]:
    """Kill the bot at this point a few times, then let one finish; returns how the rows stood after each kill."""
    after = []
    for times in KILLS.get(point, (1, 3)):
        await bot.start(dies_at=(point, times))
        assert await bot.wait() == -signal.SIGKILL
        after.append(states(bot.folder))
    waiting = len(people) - after[-1].get("sent", 0)
    before = len(telegram.calls.sends)
    await bot.start()
    await telegram.calls.wait_for(lambda call: call.is_send and call.done, count=before + waiting, within=60)
    assert await bot.terminate() == 0
    assert states(bot.folder) == {"sent": len(people)}
    return after


@every_point
async def test_with_one_message_in_flight_a_kill_costs_a_second_message_only_where_telegram_has_the_first(
    telegram: StandIn, tmp_path: Path, point: str
) -> None:
    people = await people_due(telegram, tmp_path, PEOPLE)
    bot = BotProcess(telegram, tmp_path, SEND_RATE=30, SENDS_IN_FLIGHT=1)

    after = await die_and_go_on(bot, telegram, people, point)

    doubled = sum(len(said(one)) - 1 for one in people)
    print(f"\nkilled at {point!r}: 0 of {PEOPLE} lost, {doubled} doubled by {len(after)} kills")
    assert all(said(one) for one in people)
    assert doubled == (len(after) if point in SENT_TWICE else 0)
    assert all(one.get("sending", 0) == (point in SENT_TWICE | {"marked"}) for one in after)
    for one in people:
        assert all(again == said(one)[0] for again in said(one)), "a repetition says what is still true"


@every_point
@pytest.mark.crash
async def test_with_four_in_flight_the_repetitions_are_at_most_those_marked_at_the_kill(
    telegram: StandIn, tmp_path: Path, point: str
) -> None:
    people = await people_due(telegram, tmp_path, 2 * PEOPLE)
    telegram.faults.latency = (0.02, 0.2)
    bot = BotProcess(telegram, tmp_path, SEND_RATE=30, SENDS_IN_FLIGHT=4)

    after = await die_and_go_on(bot, telegram, people, point)

    doubled = sum(len(said(one)) - 1 for one in people)
    marked = [one.get("sending", 0) for one in after]
    print(f"\nkilled at {point!r} with {marked} marked: 0 of {2 * PEOPLE} lost, {doubled} doubled")
    assert all(said(one) for one in people)
    assert doubled <= sum(marked)
    assert max(marked) <= 4
    for one in people:
        assert all(again == said(one)[0] for again in said(one))


async def test_who_answered_before_the_kill_is_not_asked_again(telegram: StandIn, tmp_path: Path) -> None:
    """Telegram has the reminder, and the bot's own record of it is still to come when the patient answers."""
    mary, tom = await people_due(telegram, tmp_path, 2)
    telegram.faults.add("hang", method="sendMessage", chat=mary.id)
    bot = BotProcess(telegram, tmp_path, SENDS_IN_FLIGHT=1)
    await bot.start()
    await telegram.wait_until(lambda: said(mary) or None, within=60)
    await mary.say("had it today")
    await telegram.wait_until(lambda: len(said(mary)) >= 2 or None, within=60)
    await mary.press(mary.messages[-1], "Yes")
    await telegram.wait_until(lambda: "is noted" in str(said(mary)) or None, within=10)
    reminder = said(mary)[0]
    await bot.kill()
    before = states(tmp_path)
    await bot.start()
    await telegram.wait_until(lambda: said(tom) or None, within=60)  # his comes after hers
    assert await bot.terminate() == 0

    assert before == {"sending": 1, "leased": 1}
    assert states(tmp_path) == {"dropped": 1, "sent": 1}
    assert said(mary).count(reminder) == 1
    assert rows(tmp_path, "SELECT count(*) FROM injections WHERE removed_at IS NULL") == 1
