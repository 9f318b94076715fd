"""A full disk, no network, a refused token, another poller: said once, nothing lost, and on it goes."""

import asyncio
import contextlib
import logging
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any

import aiohttp
import pytest
from sqlalchemy import event, func, insert, select
from sqlalchemy.exc import OperationalError

from bot.app import DenosumabBot
from bot.clock import MovableClock
from bot.context import Knowledge
from bot.errors import IntakeStopped, SettingsError
from bot.inbox.conflict import ConflictWatch, Verdict
from bot.inbox.webhook import SECRET_HEADER
from bot.preview import StandIn
from bot.storage.tables import updates
from bot.timing import QUICK, Timing
from house import MARY, House, Talk, settings_for

SEVERE = "I can't breathe and my face is swollen"
QUESTION = "What is denosumab?"


@contextmanager
def full_disk(house: House) -> Iterator[None]:
    """No page more than there are now, on every connection, until the end of the block."""
    full = True

    def limit(connection: Any, _record: object, _proxy: object) -> None:
        cursor = connection.cursor()
        # SQLite raises the 1 to the pages in use.
        cursor.execute(f"PRAGMA max_page_count = {1 if full else 1_000_000}")
        cursor.close()

    event.listen(house.database.engine.sync_engine, "checkout", limit)
    yield
    full = False


async def fill(house: House) -> None:
    """Use up the room that is left, in the table of updates itself, so that not one more fits."""
    async with house.database.engine.connect() as connection:
        number = 0
        for size in (2000, 200, 1):
            with contextlib.suppress(OperationalError):
                while True:
                    number -= 1
                    row = {"bot_id": 1, "update_id": number, "raw": "x" * size, "status": "done", "urgent": False}
                    await connection.execute(insert(updates).values(**row, received_at=house.clock.now()))
                    await connection.commit()
            await connection.rollback()


async def saved(house: House) -> int:
    async with house.database.read() as db:
        return await db.scalar(select(func.count()).select_from(updates)) or 0


async def test_a_full_disk_answers_red_flags_from_memory_and_keeps_everything_for_later(
    house: House, mary: Talk, admin: Talk, standin: StandIn, caplog: pytest.LogCaptureFixture
) -> None:
    other = house.person(202, "Tom")
    before = len(admin.texts)
    with full_disk(house):
        await fill(house)
        known = await saved(house)
        await other.user.say(QUESTION + "x" * 3000)
        await mary.user.say(SEVERE)
        await mary.user.wait_for("999")
        polls = len(standin.calls.of("getUpdates"))
        await standin.calls.wait_for(lambda call: call.method == "getUpdates", count=polls + 3)

        assert len(standin.unconfirmed) == 2, "Telegram was told that they arrived"
        assert await saved(house) == known
        assert len(mary.texts) == 1, "from memory once, however often it is fetched"
        assert not other.texts
        told = admin.texts[before:]
        assert len(told) == 1
        assert "disk" in told[0].lower() or "database" in told[0].lower()
    await house.settled()

    assert not standin.unconfirmed
    assert other.texts
    assert "999" in mary.last.text
    assert len(admin.texts) == before + 1
    said = [record.message for record in caplog.records if "updates cannot be taken" in record.message]
    assert len(said) == 1


async def test_what_was_saved_before_the_disk_was_full_is_answered_when_there_is_room_again(
    house: House, mary: Talk, standin: StandIn
) -> None:
    standin.faults.add("hang", method="sendMessage", times=1)
    await mary.user.say(QUESTION)
    await standin.calls.wait_for(lambda call: call.is_send)
    with full_disk(house):
        await fill(house)
        standin.faults.release()
        await mary.user.wait_for("What is denosumab")
    await house.settled()

    async with house.database.read() as db:
        assert (await db.scalars(select(updates.c.status).where(updates.c.update_id > 0))).all() == ["done"]


async def test_no_network_later_is_said_once_and_it_goes_on(
    house: House, mary: Talk, standin: StandIn, caplog: pytest.LogCaptureFixture
) -> None:
    await mary.say("/start")
    with caplog.at_level(logging.INFO):
        await standin.stop()
        await mary.user.say(QUESTION)
        await until(lambda: any("cannot be taken" in one.message for one in caplog.records))
        await standin.start()
        await house.settled()

    assert "What is denosumab" in mary.last.text
    assert sum("cannot be taken" in one.message for one in caplog.records) == 1
    assert sum("taken again" in one.message for one in caplog.records) == 1


async def until(check: Callable[[], bool]) -> None:
    async with asyncio.timeout(5):
        while not check():  # noqa: ASYNC110 - a log line or a count wakes nobody
            await asyncio.sleep(0)


async def test_no_network_at_the_start_is_said_once_and_it_goes_on(
    standin: StandIn, clock: MovableClock, tmp_path: Path, knowledge: Knowledge, caplog: pytest.LogCaptureFixture
) -> None:
    house = House(standin, clock, settings_for(standin, tmp_path), knowledge)
    mary = house.person(MARY)
    await mary.user.say(QUESTION)
    await standin.stop()
    await house.switch_on()
    await until(lambda: any("cannot be reached" in one.message for one in caplog.records))
    await standin.start()
    await house.settled()
    await house.switch_off()

    assert "What is denosumab" in mary.last.text
    assert sum("cannot be reached" in one.message for one in caplog.records) == 1


async def test_a_token_refused_at_the_start_ends_the_process_in_one_line_without_the_token(
    standin: StandIn, clock: MovableClock, tmp_path: Path, knowledge: Knowledge
) -> None:
    settings = settings_for(standin, tmp_path, bot_token="1000:another-token-than-the-stand-in-s")
    bot = DenosumabBot(settings, kind="live", clock=clock, timing=QUICK, knowledge=knowledge)
    with pytest.raises(IntakeStopped, match="BotFather") as stopped:
        async with bot:
            await asyncio.wait_for(bot.run_until_stopped(), 5)

    assert "another-token" not in str(stopped.value)


async def test_a_token_revoked_later_ends_the_process(house: House, standin: StandIn) -> None:
    await house.settled()
    standin.revoke_token()

    with pytest.raises(IntakeStopped, match="BotFather"):
        await asyncio.wait_for(house.bot.run_until_stopped(), 5)


def watch(*moments: float) -> ConflictWatch:
    times = iter(moments)
    return ConflictWatch(60, lambda: next(times))


def test_a_newcomer_waits_a_minute_for_the_other_poller_to_hand_over() -> None:
    conflicts = watch(5, 40, 66)

    assert [conflicts.conflict() for _ in range(3)] == [Verdict.NOTE, Verdict.WAIT, Verdict.GIVE_UP]


def test_a_poller_that_had_the_token_to_itself_goes_on_and_tells_once_an_intruder() -> None:
    conflicts = watch(100, 130, 500)
    conflicts.polled(0)

    assert [conflicts.conflict(), conflicts.conflict()] == [Verdict.TELL, Verdict.WAIT]
    conflicts.polled(135)
    assert conflicts.conflict() is Verdict.TELL


def test_polls_between_the_conflicts_do_not_make_a_newcomer_settled() -> None:
    conflicts = watch(5, 40, 66)
    assert conflicts.conflict() is Verdict.NOTE
    conflicts.polled(30)
    assert conflicts.conflict() is Verdict.WAIT
    conflicts.polled(50)
    assert conflicts.conflict() is Verdict.GIVE_UP


async def test_a_sweep_that_something_cancelled_ends_the_bot_with_an_error_and_not_in_silence(house: House) -> None:
    (sweeping,) = [task for task in asyncio.all_tasks() if task.get_name() == "the sweep"]
    sweeping.cancel()

    with pytest.raises(IntakeStopped, match="the sweep ended by itself"):
        await asyncio.wait_for(house.bot.run_until_stopped(), 5)


async def test_of_two_pollers_with_one_token_the_young_one_ends_and_the_old_one_tells_the_admins(
    house: House, admin: Talk, standin: StandIn, clock: MovableClock, tmp_path: Path, knowledge: Knowledge
) -> None:
    polls = len(standin.calls.of("getUpdates"))
    await standin.calls.wait_for(lambda call: call.method == "getUpdates", count=polls + 2)
    (tmp_path / "other").mkdir()
    settings = settings_for(standin, tmp_path / "other")
    young = DenosumabBot(settings, kind="live", clock=clock, timing=QUICK, knowledge=knowledge)
    with pytest.raises(IntakeStopped, match="another process polls"):
        async with young:
            await asyncio.wait_for(young.run_until_stopped(), 5)
    await house.settled()

    assert sum("same token" in text or "another" in text.lower() for text in admin.texts) == 1
    assert "What is denosumab" in (await admin.say(QUESTION)).text


async def test_a_poller_that_hands_over_within_the_patience_ends_no_newcomer(
    house: House, standin: StandIn, clock: MovableClock, tmp_path: Path, knowledge: Knowledge
) -> None:
    await house.settled()
    (tmp_path / "other").mkdir()
    new = House(standin, clock, settings_for(standin, tmp_path / "other"), knowledge)
    await new.switch_on(timing=replace(QUICK, conflict_patience=5))
    await standin.calls.wait_for(lambda call: call.status == 409)
    await house.switch_off()
    mary = new.person(MARY)

    assert "What is denosumab" in (await mary.say(QUESTION)).text
    await new.switch_off()


SECRET = "a-long-secret-of-the-tests"


@pytest.fixture
async def webhook(
    standin: StandIn, clock: MovableClock, tmp_path: Path, knowledge: Knowledge, unused_port: int
) -> House:
    more = {
        "webhook_url": "https://bot.example.org/telegram",
        "webhook_secret": SECRET,
        "webhook_port": unused_port,
    }
    standin.webhook.reverse_proxy = f"http://127.0.0.1:{unused_port}"
    return House(standin, clock, settings_for(standin, tmp_path, **more), knowledge)


@pytest.fixture
async def unused_port() -> int:
    server = await asyncio.start_server(lambda _reader, _writer: None, "127.0.0.1", 0)
    port: int = server.sockets[0].getsockname()[1]
    server.close()
    await server.wait_closed()
    return port


async def post(house: House, secret: str, body: object) -> int:
    url = f"http://127.0.0.1:{house.settings.webhook_port}/telegram"
    async with aiohttp.ClientSession() as session, session.post(url, json=body, headers={SECRET_HEADER: secret}) as got:
        return got.status


async def test_a_webhook_update_is_saved_before_its_200_and_answered(webhook: House, standin: StandIn) -> None:
    mary = webhook.person(MARY)
    await webhook.switch_on()
    assert "What is denosumab" in (await mary.say(QUESTION)).text
    assert await saved(webhook) == 1

    update = {"update_id": 77, "message": {"message_id": 5, "chat": {"id": MARY, "type": "private"}}}
    assert await post(webhook, "wrong", update) == 403
    assert await saved(webhook) == 1
    assert await post(webhook, SECRET, update) == 200
    assert await saved(webhook) == 2
    assert await post(webhook, SECRET, update) == 200
    assert await saved(webhook) == 2
    assert await post(webhook, SECRET, ["no update"]) == 400
    await webhook.switch_off()


async def test_a_webhook_s_secret_of_strange_bytes_is_refused_like_any_other(webhook: House) -> None:
    await webhook.switch_on()
    await webhook.settled()
    reader, writer = await asyncio.open_connection("127.0.0.1", webhook.settings.webhook_port)
    head = f"POST /telegram HTTP/1.1\r\nHost: x\r\nContent-Length: 2\r\n{SECRET_HEADER}: "
    writer.write(head.encode() + b"\xff\xfe\r\n\r\n{}")
    answer = await reader.readline()
    writer.close()
    await writer.wait_closed()
    await webhook.switch_off()

    assert b" 403 " in answer


async def test_a_webhook_says_503_while_the_disk_is_full_and_red_flags_are_answered_all_the_same(
    webhook: House, standin: StandIn
) -> None:
    mary = webhook.person(MARY)
    await webhook.switch_on()
    await mary.say("/start")
    with full_disk(webhook):
        await fill(webhook)
        await mary.user.say(SEVERE)
        await mary.user.wait_for("999")
        await until(lambda: standin.webhook.refused >= 1)
        assert standin.webhook.last_error is not None
        assert "503" in standin.webhook.last_error
        assert standin.unconfirmed
    await webhook.settled()

    assert not standin.unconfirmed
    await webhook.switch_off()


async def test_a_port_that_is_taken_is_a_fault_of_its_setting(webhook: House, standin: StandIn) -> None:
    port = webhook.settings.webhook_port
    server = await asyncio.start_server(lambda _reader, _writer: None, "127.0.0.1", port)
    await webhook.switch_on()
    with pytest.raises(SettingsError, match=f"WEBHOOK_PORT: {port}"):
        await asyncio.wait_for(webhook.bot.run_until_stopped(), 5)
    await webhook.switch_off()
    server.close()
    await server.wait_closed()


async def test_polling_after_a_webhook_takes_what_waits(webhook: House, standin: StandIn, house: House) -> None:
    mary = webhook.person(MARY)
    await house.switch_off()
    await webhook.switch_on()
    await mary.say("/start")
    await webhook.switch_off()
    await mary.user.say(QUESTION)
    await house.switch_on()
    await house.settled()

    assert "What is denosumab" in mary.last.text


def test_the_pauses_of_a_live_bot_are_those_that_are_promised() -> None:
    timing = Timing()

    assert timing.retry_pauses == (1, 5, 30, 120)
    assert (timing.conflict_patience, timing.stop_patience) == (60, 20)
