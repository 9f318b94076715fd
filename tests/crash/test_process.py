"""The bot as a process: an orderly stop, a second one on the same file, a refused token; exit codes and output."""

from pathlib import Path

import pytest
from test_kill import FIRST, due_today

from bot.preview import StandIn
from process import BotProcess, sends_begun

TOKEN = "1000:stand-in-for-processes"


@pytest.fixture
async def telegram():  # noqa: ANN201 - a generator of StandIn
    async with StandIn(TOKEN) as standin:
        yield standin


async def test_sigterm_loses_and_repeats_no_message(telegram: StandIn, tmp_path: Path) -> None:
    patients = [telegram.user(500 + number, f"P{number}") for number in range(5)]
    for _ in range(8):
        for patient in patients:
            await patient.say("What is denosumab?")
    telegram.faults.latency = (0.05, 0.15)
    bot = BotProcess(telegram, tmp_path)
    await bot.start()
    await sends_begun(telegram, 7)
    assert await bot.terminate() == 0
    assert telegram.calls.sends_in_flight == 0, "what was in flight was awaited"
    before = sum(patient.received for patient in patients)
    assert before < 40
    await bot.start()
    await telegram.wait_until(lambda: sum(patient.received for patient in patients) >= 40, within=60)
    assert await bot.terminate() == 0

    assert [patient.received for patient in patients] == [8] * 5


async def test_sigterm_loses_and_repeats_no_reminder(telegram: StandIn, tmp_path: Path) -> None:
    number = 60
    people = [telegram.user(FIRST + one) for one in range(number)]
    for one in people:
        await one.say("hello")
    telegram.world.updates.waiting.clear()
    await due_today(tmp_path, telegram, number)
    telegram.faults.latency = (0.05, 0.15)
    bot = BotProcess(telegram, tmp_path, SEND_RATE=30)
    await bot.start()
    await sends_begun(telegram, 10)
    assert await bot.terminate() == 0
    assert sum(one.received for one in people) < number
    await bot.start()
    await telegram.wait_until(lambda: all(one.received for one in people), within=60)
    assert await bot.terminate() == 0

    assert [one.received for one in people] == [1] * number


async def test_of_two_bots_with_one_database_the_second_ends_with_one_clear_line(
    telegram: StandIn, tmp_path: Path
) -> None:
    first = BotProcess(telegram, tmp_path)
    await first.start()
    second = BotProcess(telegram, tmp_path)
    second.log = tmp_path / "second.log"
    with pytest.raises(RuntimeError, match="ended with 1"):
        await second.start()
    said = second.log.read_text().splitlines()
    assert await first.terminate() == 0

    assert len(said) == 1
    assert "another bot is running on this database" in said[0]


async def test_a_refused_token_ends_with_one_clear_line_and_is_shown_nowhere(telegram: StandIn, tmp_path: Path) -> None:
    secret = "1000:another-token-that-nobody-may-see"
    bot = BotProcess(telegram, tmp_path, BOT_TOKEN=secret)
    # It asks who it is and is refused before the stand-in counts a call.
    with pytest.raises(RuntimeError, match="ended with 1"):
        await bot.start()
    said = bot.log.read_text()

    assert said.splitlines()[-1] == "Telegram refused the token; take the right one from BotFather"
    assert "that-nobody-may-see" not in said
    assert "Traceback" not in said


async def test_no_word_of_a_patient_and_no_token_is_in_the_log_of_a_whole_day(
    telegram: StandIn, tmp_path: Path
) -> None:
    mary = telegram.user(500, "Wilhelmina")
    bot = BotProcess(telegram, tmp_path, LOG_LEVEL="DEBUG")
    await bot.start()
    words = ["/start", "my grandmother's marmalade", "had my injection last Tuesday", "I can't breathe", "/help"]
    for text, kind in zip(words, ("429", "500", "drop", "lost", "400"), strict=True):
        telegram.faults.add(kind, method="sendMessage", description="nothing known")  # type: ignore[arg-type]
        seen = mary.received
        await mary.say(text)
        await mary.wait_for_count(seen + 1, within=30)
    telegram.push({"message": {"message_id": 9, "chat": {"id": 500, "type": "private"}, "text": "marmalade again"}})
    await telegram.confirmed(within=30)
    assert await bot.terminate() == 0
    log = bot.log.read_text()

    assert "update answered" in log
    for secret in ("marmalade", "Wilhelmina", "breathe", "Tuesday", TOKEN.partition(":")[2]):
        assert secret not in log
