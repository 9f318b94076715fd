"""What a whole bot writes into its log while people talk to it: ids and outcomes, none of their words."""

import json
from collections.abc import Iterator
from copy import copy
from datetime import timedelta
from typing import Any

import pytest
from logging_put_back import logging_put_back

from bot.logs import set_up_logging
from house import MARY, TOKEN, House, Talk

WORDS = "zebra pancake on my jaw"
NAME = "Philippa"


@pytest.fixture
def log(capsys: pytest.CaptureFixture[str]) -> Iterator[Any]:
    """Everything written since it was asked last, with the bot's logging at its most talkative."""
    with logging_put_back():
        set_up_logging("DEBUG", "json")
        yield lambda: capsys.readouterr().err


def assert_silent_about_people(written: str) -> None:
    secret = TOKEN.partition(":")[2]
    for word in ("zebra", "pancake", NAME, secret, "2026-11-17", "17 November"):
        assert word not in written


async def test_a_conversation_leaves_ids_and_outcomes_but_no_words_names_dates_or_token(log: Any, house: House) -> None:
    philippa = house.person(MARY, NAME)

    await philippa.say(f"{WORDS}?")
    await philippa.say("had my injection on 17 November")
    await philippa.press(philippa.captions[0])
    await philippa.user.photo(caption=WORDS)
    await philippa.user.block()
    await house.advance(timedelta(days=400))

    written = log()
    assert any(json.loads(line)["message"] == "update answered" for line in written.splitlines())
    assert_silent_about_people(written)


async def test_a_handler_that_fails_is_told_by_its_place_alone(log: Any, house: House, mary: Talk) -> None:
    services = house.bot.services
    services.knowledge = copy(services.knowledge)
    services.knowledge._in_force = (services.content, None)  # so that every handler of words fails

    await mary.say(WORDS)

    written = log()
    failures = [line for line in map(json.loads, written.splitlines()) if line["message"] == "a handler failed"]
    assert failures
    assert any("bot/handlers/" in place for place in failures[0]["error"])
    assert_silent_about_people(written)


async def test_an_update_that_cannot_be_parsed_leaves_no_words_in_the_log(log: Any, house: House) -> None:
    house.standin.push(
        {"message": {"text": WORDS, "from": {"first_name": NAME}, "chat": {"id": MARY, "type": "private"}}}
    )
    await house.settled()

    written = log()
    assert "an update was parked" in written
    assert_silent_about_people(written)
