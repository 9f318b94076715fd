"""kill -9 at random moments: no message is lost, no reminder is lost, and what is doubled was in flight at a kill."""

import sqlite3
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from bot.context import Knowledge
from bot.planning import replan
from bot.preview import StandIn, User
from bot.settings import load_settings
from bot.storage import chats, injections, people
from bot.storage.database import Database
from bot.understanding import understand
from process import BotProcess, kill_points, sends_begun

TOKEN = "1000:stand-in-for-crashes"
LATENCY = (0.05, 0.15)
MESSAGES, CHATS = 200, 10
FEW, MANY = 3, 20
FIRST = 2000  # of the people with a reminder; the bot itself is 1000

how_often = pytest.mark.parametrize(
    "kills", [pytest.param(FEW, id="three kills"), pytest.param(MANY, id="twenty kills", marks=pytest.mark.crash)]
)


@how_often
async def test_two_hundred_messages_are_each_answered_in_order_whenever_the_bot_is_killed(
    kills: int, tmp_path: Path, knowledge: Knowledge
) -> None:
    asked = questions_with_one_answer(knowledge)[: MESSAGES // CHATS]
    async with StandIn(TOKEN) as standin:
        patients = [standin.user(500 + number, f"P{number}") for number in range(CHATS)]
        for question in asked:
            for patient in patients:
                await patient.say(question)
        bot = BotProcess(standin, tmp_path)
        standin.faults.latency = LATENCY
        in_flight = undone = 0
        for sends in kill_points(kills, MESSAGES, seed=kills):
            await bot.start()
            await sends_begun(standin, sends)
            in_flight += standin.calls.sends_in_flight > 0
            await bot.kill()
            undone += rows(tmp_path, "SELECT count(*) FROM updates WHERE status = 'answered'")
        await bot.start()

        def all_answered() -> bool | None:
            return all(len(answers_seen(patient, asked)) >= len(asked) for patient in patients) or None

        await standin.wait_until(all_answered, within=120)
        assert await bot.terminate() == 0

    doubled = sum(sum(one.from_bot for one in patient.messages) for patient in patients) - MESSAGES
    print(f"\n{MESSAGES} messages, {kills} kills, {in_flight} of them with a send in flight: {doubled} answered twice")
    assert in_flight * 2 >= kills
    assert doubled <= undone, "an answer that Telegram had taken before the kill came again"
    assert not rows(tmp_path, "SELECT count(*) FROM updates WHERE status <> 'done'")
    for patient in patients:
        assert answers_seen(patient, asked) == asked


def questions_with_one_answer(knowledge: Knowledge) -> list[str]:
    """Entries' own questions that the bot answers directly: each answer is known by its heading."""
    entries = knowledge.source.current.entries.values()
    today = datetime.now(UTC).date()
    return [
        entry.question for entry in entries if understand(entry.question, today, knowledge.index).ids == (entry.id,)
    ]


def answers_seen(patient: User, asked: list[str]) -> list[str]:
    """The questions answered in this chat in the order of their first answers."""
    headings = (heading for one in patient.messages if one.from_bot for heading in asked if heading in one.text)
    return list(dict.fromkeys(headings))


@how_often
async def test_five_hundred_due_reminders_all_arrive_whenever_the_bot_is_killed(kills: int, tmp_path: Path) -> None:
    people_due = 500
    flights = 4
    async with StandIn(TOKEN) as standin:
        for number in range(people_due):
            await standin.user(FIRST + number).say("hello")  # so that Telegram lets the bot write
        standin.world.updates.waiting.clear()
        await due_today(tmp_path, standin, people_due)
        bot = BotProcess(standin, tmp_path, SEND_RATE=30, SENDS_IN_FLIGHT=flights)
        standin.faults.latency = LATENCY
        at_kill: list[int] = []
        with_flight = 0
        for sends in kill_points(kills, people_due, seed=kills):
            await bot.start()
            await sends_begun(standin, sends)
            with_flight += standin.calls.sends_in_flight > 0
            await bot.kill()
            # As the bot saw it: marked before the send, and not yet recorded after it.
            at_kill.append(rows(tmp_path, "SELECT count(*) FROM outbox WHERE status = 'sending'"))
        await bot.start()

        def received() -> dict[int, int] | None:
            got = {
                number: sum(one.from_bot for one in standin.user(FIRST + number).messages)
                for number in range(people_due)
            }
            return got if all(got.values()) else None

        got = await standin.wait_until(received, within=120)
        assert await bot.terminate() == 0

    doubled = sum(count - 1 for count in got.values())
    print(f"\n{people_due} reminders, {kills} kills ({with_flight} with a send in flight): 0 lost, {doubled} doubled")
    assert with_flight * 2 >= kills
    assert doubled <= sum(at_kill)
    assert max(at_kill) <= flights
    assert rows(tmp_path, "SELECT count(*) FROM outbox WHERE status = 'sent'") == people_due


def rows(folder: Path, count: str) -> int:
    """What the database says while no bot runs on it."""
    with closing(sqlite3.connect(folder / "bot.db")) as file:
        (number,) = file.execute(count).fetchone()
    return int(number)


async def due_today(folder: Path, standin: StandIn, number: int) -> None:
    """Fill a database: so many people whose injection is booked for today; the hour of the reminder has struck."""
    database = Database(f"sqlite+aiosqlite:///{folder / 'bot.db'}")
    await database.open(bot_id=int(standin.token.partition(":")[0]), kind="live")
    now = datetime.now(UTC)
    zone = f"Etc/GMT{(now.hour - 12):+d}"  # where it is noon now (the sign of these names is turned round)
    settings = load_settings(None, bot_token=TOKEN)
    today = now.astimezone(ZoneInfo(zone)).date()
    async with database.transaction() as db:
        for chat_id in range(FIRST, FIRST + number):
            await chats.seen(db, chat_id, now)
            await chats.settle_zone(db, chat_id, zone)
            await chats.give_consent(db, chat_id, now)
            person = await people.ensure_person(db, chat_id, now)
            await injections.book_appointment(db, person.id, today, None, now - timedelta(days=30))
            await replan(db, settings, person.id, now - timedelta(hours=12))
    await database.close()
