"""The connections to the Bot API: what a failure of each kind is taken for, and what must not go wrong unseen."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager

import pytest
from aiohttp import web
from telegram import Bot

from bot.connections import Connections
from bot.outbox.actions import SendFile, SendMessage
from bot.outbox.retry import Delivered, TryLater
from bot.outbox.sender import Sender
from bot.views.reply import Reply

TOKEN = "1000:stand-in-for-tests"
SEND = SendMessage(chat_id=1, reply=Reply(text="héllo & <b>more</b>"))
TAKEN = {"ok": True, "result": {"message_id": 7, "date": 1, "chat": {"id": 1, "type": "private"}, "text": "x"}}

Answer = Callable[[web.Request], Awaitable[web.StreamResponse]]


async def take(_request: web.Request) -> web.Response:
    return web.json_response(TAKEN)


@asynccontextmanager
async def server(answer: Answer, **options: float) -> AsyncIterator[str]:
    app = web.Application()
    app.router.add_route("*", "/{path:.*}", answer)
    runner = web.AppRunner(app, shutdown_timeout=0.1, **options)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    host, port = runner.addresses[0][:2]
    try:
        yield f"http://{host}:{port}"
    finally:
        await runner.cleanup()


@asynccontextmanager
async def sender(base_url: str, patience: float = 5) -> AsyncIterator[Sender]:
    request, polling = Connections(2, patience), Connections(1, patience)
    await request.initialize()
    try:
        yield Sender(Bot(TOKEN, f"{base_url}/bot", request=request, get_updates_request=polling), patience)
    finally:
        await request.shutdown()
        await polling.shutdown()


async def test_a_message_arrives_as_it_was_written() -> None:
    seen = {}

    async def note(request: web.Request) -> web.Response:
        seen.update(await request.post())
        return web.json_response(TAKEN)

    async with server(note) as url, sender(url) as one:
        assert await one.perform(SEND) == Delivered(7)
    assert seen["chat_id"] == "1"
    assert seen["text"] == "héllo & <b>more</b>"


async def test_a_file_arrives_with_its_name_and_words() -> None:
    seen = []

    async def note(request: web.Request) -> web.Response:
        given = await request.post()
        document = given["document"]
        assert isinstance(document, web.FileField)
        seen.append((given["chat_id"], given["caption"], document.filename, document.file.read().decode()))
        return web.json_response(TAKEN)

    file = SendFile(chat_id=1, filename="mydata.txt", content="all thät is held\n", caption="Your data")
    async with server(note) as url, sender(url) as one:
        assert await one.perform(file) == Delivered(7)
    assert seen == [("1", "Your data", "mydata.txt", "all thät is held\n")]


async def test_where_nobody_listens_nothing_can_have_arrived() -> None:
    async with server(take) as url:
        pass
    async with sender(url) as one:
        assert await one.perform(SEND) == TryLater("ClientConnectorError", maybe_delivered=False)


async def test_a_connection_that_breaks_after_the_request_may_have_delivered_it() -> None:
    async def drop(request: web.Request) -> web.Response:
        await request.read()
        assert request.transport is not None
        request.transport.abort()
        return web.Response()

    async with server(drop) as url, sender(url) as one:
        outcome = await one.perform(SEND)
    assert isinstance(outcome, TryLater)
    assert outcome.maybe_delivered


async def test_an_answer_that_does_not_come_may_have_been_delivered() -> None:
    async def hang(_request: web.Request) -> web.Response:
        await asyncio.Event().wait()
        return web.Response()

    async with server(hang) as url, sender(url, patience=0.05) as one:
        assert await one.perform(SEND) == TryLater("timeout", maybe_delivered=True)


async def test_a_connection_that_telegram_closed_while_idle_is_not_used_again() -> None:
    closed = asyncio.Event()

    async def take_and_close(request: web.Request) -> web.Response:
        transport = request.transport
        assert transport is not None
        loop = asyncio.get_running_loop()
        # Not announced by a header: the client thinks that it can be used again.
        loop.call_later(0.02, lambda: (transport.close(), closed.set()))
        return web.json_response(TAKEN)

    async with server(take_and_close) as url, sender(url) as one:
        assert await one.perform(SEND) == Delivered(7)
        await closed.wait()
        for _ in range(3):
            await asyncio.sleep(0)
        assert await one.perform(SEND) == Delivered(7)


async def test_the_usual_variable_names_a_proxy(monkeypatch: pytest.MonkeyPatch) -> None:
    async with server(take) as proxy:
        monkeypatch.setenv("HTTP_PROXY", proxy)
        async with sender("http://telegram.invalid") as one:
            assert await one.perform(SEND) == Delivered(7)


async def test_a_redirect_is_not_followed_with_the_token_in_hand() -> None:
    async def elsewhere(_request: web.Request) -> web.Response:
        return web.Response(status=307, headers={"Location": "http://127.0.0.1:9/elsewhere"})

    async with server(elsewhere) as url, sender(url) as one:
        assert await one.perform(SEND) == TryLater("TelegramError", maybe_delivered=True)
