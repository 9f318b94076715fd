"""
A stand-in for Telegram that costs next to nothing, for ``benchmarks.updates``; a process of its own.

Two hundred people write in turn. A hundred new messages arrive whenever fewer than two hundred wait for an answer, so
there is always work. Prints its address, then, when the last answer is in, one line of figures.
"""

import argparse
import asyncio
import json
import re
import sys
import time
from collections import Counter, deque
from collections.abc import Sequence
from pathlib import Path
from urllib.parse import parse_qs

from aiohttp import web

CHATS = 200
FIRST_CHAT = 10_000
WAITING = 200
BATCH = 100  # Telegram's own limit for getUpdates
QUIET = 1.0  # seconds without a message: nothing more comes
ME = {"id": 1000, "is_bot": True, "first_name": "Bench", "username": "bench_bot"}


class Telegram:
    """Hands out *texts* and counts the answers; every answer of its own comes after *latency* seconds."""

    def __init__(self, texts: Sequence[str], warm: int, latency: float) -> None:
        self._updates = deque(update(number, text) for number, text in enumerate(texts))
        self._number, self._warm = len(texts), warm
        self._latency = latency
        self._room = asyncio.Event()  # few wait: the next ones arrive
        self._unanswered: Counter[int] = Counter()  # by chat
        self._answered = self._sent = 0
        self._began = self._ended = self._cpu = 0.0
        self._done = asyncio.Event()
        self._room.set()

    async def handle(self, request: web.BaseRequest) -> web.Response:
        """Any method of the Bot API."""
        body = await request.read()
        method = request.path.rpartition("/")[2]
        if method == "getUpdates":
            result = await self._get_updates(f"{request.query_string}&{body.decode()}")
        elif method == "sendMessage":
            result = self._taken(body)
        else:
            result = json.dumps(ME) if method == "getMe" else "true"
        if self._latency:
            await asyncio.sleep(self._latency)
        return web.Response(text=f'{{"ok":true,"result":{result}}}', content_type="application/json")

    async def _get_updates(self, query: str) -> str:
        asked = re.search(r"timeout=(\d+)", query)
        try:
            async with asyncio.timeout(float(asked[1]) if asked else 0):
                await self._room.wait()
        except TimeoutError:
            return "[]"
        batch = [self._updates.popleft() for _ in range(min(BATCH, len(self._updates)))]
        self._unanswered.update(chat for chat, _ in batch)
        self._make_room()
        return f"[{','.join(text for _, text in batch)}]"

    def _make_room(self) -> None:
        if self._updates and self._unanswered.total() < WAITING:
            self._room.set()
        else:
            self._room.clear()

    def _taken(self, body: bytes) -> str:
        now = time.monotonic()
        given = parse_qs(body.decode())
        chat = int(given["chat_id"][0])
        self._sent += 1
        self._ended = now
        if self._unanswered[chat]:
            self._unanswered[chat] -= 1
            self._answered += 1
            if self._answered == self._warm:
                self._began, self._cpu = now, time.process_time()
                print("warm", flush=True)
            if self._answered == self._number:
                self._cpu = time.process_time() - self._cpu
                self._done.set()
            self._make_room()
        markup = f',"reply_markup":{given["reply_markup"][0]}' if "reply_markup" in given else ""
        return (
            f'{{"message_id":{2 * self._sent},"date":{int(time.time())},"from":{json.dumps(ME)},'
            f'"chat":{{"id":{chat},"type":"private","first_name":"Mary"}},'
            f'"text":{json.dumps(given["text"][0])}{markup}}}'
        )

    async def figures(self) -> dict[str, float]:
        """What was measured, once nothing more comes; the last message counts as the end."""
        await self._done.wait()
        while (quiet_for := time.monotonic() - self._ended) < QUIET:  # noqa: ASYNC110 - it is the silence that is awaited
            await asyncio.sleep(QUIET - quiet_for)
        span, count = self._ended - self._began, self._answered - self._warm
        return {"rate": count / span, "sent": self._sent, "busy": self._cpu / span}


def update(number: int, text: str) -> tuple[int, str]:
    """An update and its chat."""
    chat = FIRST_CHAT + number % CHATS
    person = {"id": chat, "is_bot": False, "first_name": "Mary", "language_code": "en"}
    room = {"id": chat, "type": "private", "first_name": "Mary"}
    message = {"message_id": 2 * number + 1, "from": person, "chat": room, "date": int(time.time()), "text": text}
    return chat, json.dumps({"update_id": 500_000 + number, "message": message})


async def main(telegram: Telegram) -> None:
    runner = web.ServerRunner(web.Server(telegram.handle, access_log=None))
    await runner.setup()
    site = web.TCPSite(runner, "127.0.0.1", 0)
    await site.start()
    host, port = runner.addresses[0][:2]
    print(f"http://{host}:{port}", flush=True)
    print(json.dumps(await telegram.figures()), flush=True)
    await asyncio.get_running_loop().run_in_executor(None, sys.stdin.read)  # until whoever started us is done
    await runner.cleanup()


if __name__ == "__main__":
    parser = argparse.ArgumentParser()
    parser.add_argument("texts", type=Path)
    parser.add_argument("--warm", type=int, required=True)
    parser.add_argument("--latency", type=float, required=True)
    given = parser.parse_args()
    asyncio.run(main(Telegram(json.loads(given.texts.read_text("utf-8")), given.warm, given.latency)))
