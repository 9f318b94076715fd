"""Webhooks, met by a small server that plays the bot."""

from collections.abc import AsyncIterator
from typing import Any

import pytest
from aiohttp import web
from telegram import Bot
from telegram.error import BadRequest, Conflict

from bot.preview import StandIn


class Receiver:
    """Answers with the statuses it is given, then with 200; keeps what came."""

    def __init__(self) -> None:
        self.statuses: list[int] = []
        self.came: list[tuple[dict[str, Any], str | None]] = []
        self.url = ""

    async def handle(self, request: web.Request) -> web.Response:
        self.came.append((await request.json(), request.headers.get("X-Telegram-Bot-Api-Secret-Token")))
        return web.Response(status=self.statuses.pop(0) if self.statuses else 200)


@pytest.fixture
async def receiver() -> AsyncIterator[Receiver]:
    receiver = Receiver()
    app = web.Application()
    app.router.add_post("/telegram", receiver.handle)
    runner = web.AppRunner(app, access_log=None, shutdown_timeout=0.2)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    receiver.url = f"http://127.0.0.1:{runner.addresses[0][1]}"
    yield receiver
    await runner.cleanup()


@pytest.fixture
async def standin() -> AsyncIterator[StandIn]:
    async with StandIn() as standin:
        yield standin


@pytest.fixture
async def bot(standin: StandIn) -> AsyncIterator[Bot]:
    async with Bot(standin.token, base_url=f"{standin.base_url}/bot") as bot:
        yield bot


async def test_an_update_is_posted_with_the_secret_until_the_bot_says_200(
    standin: StandIn, bot: Bot, receiver: Receiver
) -> None:
    receiver.statuses = [500, 403]
    await bot.set_webhook(f"{receiver.url}/telegram", secret_token="s3cret")
    await standin.user(1, "Mary").say("hello")
    await standin.confirmed()
    assert [update["message"]["text"] for update, _ in receiver.came] == ["hello"] * 3
    assert {secret for _, secret in receiver.came} == {"s3cret"}
    info = await bot.get_webhook_info()
    assert info.pending_update_count == 0
    assert info.last_error_message is not None
    assert info.last_error_message.startswith("Wrong response from the webhook: 403")


async def test_an_https_address_is_reached_through_the_operators_proxy(
    standin: StandIn, bot: Bot, receiver: Receiver
) -> None:
    standin.webhook.reverse_proxy = receiver.url
    await bot.set_webhook("https://bot.example.org/telegram")
    mary = standin.user(1, "Mary")
    await mary.say("one")
    await mary.say("two")
    await standin.confirmed()
    assert [update["message"]["text"] for update, _ in receiver.came] == ["one", "two"]


async def test_polling_is_refused_while_a_webhook_is_set(standin: StandIn, bot: Bot, receiver: Receiver) -> None:
    await bot.set_webhook(f"{receiver.url}/telegram")
    with pytest.raises(Conflict, match="while webhook is active"):
        await bot.get_updates(timeout=0)
    await bot.delete_webhook()
    await standin.user(1, "Mary").say("hello")
    assert len(await bot.get_updates(timeout=0)) == 1
    assert receiver.came == []


async def test_a_plain_http_address_elsewhere_is_refused(bot: Bot) -> None:
    with pytest.raises(BadRequest, match="Bad webhook"):
        await bot.set_webhook("http://bot.example.org/telegram")
    with pytest.raises(BadRequest, match="Secret token contains unallowed characters"):
        await bot.set_webhook("https://bot.example.org/telegram", secret_token="a b")
