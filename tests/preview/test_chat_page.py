"""The chat page's control API, its guards, and what it keeps over a restart."""

import asyncio
import json
import re
from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import aiohttp
import pytest
from telegram import Bot, InlineKeyboardButton, InlineKeyboardMarkup

from bot.preview import StandIn
from bot.preview.control import PAGE, ChatPage
from bot.preview.roster import ADMIN_ID, PEOPLE
from bot.preview.saving import SavedChats

NOON = datetime(2026, 11, 22, 12, tzinfo=UTC)
MARY, ANN = PEOPLE[0].id, PEOPLE[1].id


class PlainClock:
    """Moves at once; ``gate`` can hold it back."""

    def __init__(self) -> None:
        self.at = NOON
        self.gate = asyncio.Event()
        self.gate.set()
        self.was_off: list[timedelta] = []

    def now(self) -> datetime:
        return self.at

    async def advance(self, to: datetime) -> None:
        await self.gate.wait()
        self.at = to

    async def advance_to_next(self) -> None:
        self.at += timedelta(days=3)

    async def off_for(self, delta: timedelta) -> None:
        self.was_off.append(delta)
        self.at += delta

    async def reset(self) -> None:
        self.at = NOON


class Browser:
    """Talks to the page as its script does."""

    def __init__(self, session: aiohttp.ClientSession, url: str) -> None:
        self.session = session
        self.url = url

    async def post(self, action: str, **body: Any) -> int:
        async with self.session.post(f"{self.url}preview/{action}", json=body, headers={"X-Preview": "1"}) as answer:
            return answer.status

    async def state(self, since: int = 0, epoch: str = "", wait: float = 0) -> dict[str, Any]:
        query = {"since": str(since), "epoch": epoch, "wait": str(wait)}
        async with self.session.get(f"{self.url}preview/state", params=query) as answer:
            state: dict[str, Any] = await answer.json()
            return state


@pytest.fixture
def clock() -> PlainClock:
    return PlainClock()


@pytest.fixture
async def standin(clock: PlainClock) -> AsyncIterator[StandIn]:
    async with StandIn(now=clock.now) as standin:
        yield standin


@pytest.fixture
async def browser(standin: StandIn, clock: PlainClock) -> AsyncIterator[Browser]:
    page = ChatPage(standin, clock)
    async with aiohttp.ClientSession() as session:
        yield Browser(session, await page.start(0))
    await page.stop()


@pytest.fixture
async def bot(standin: StandIn) -> AsyncIterator[Bot]:
    async with Bot(standin.token, base_url=f"{standin.base_url}/bot") as bot:
        yield bot


async def test_what_is_typed_on_the_page_reaches_the_bot_and_answers_come_back(browser: Browser, bot: Bot) -> None:
    assert await browser.post("say", user=MARY, text="/start") == 200
    (update,) = await bot.get_updates(timeout=0)
    assert update.message is not None
    assert update.message.text == "/start"
    before = await browser.state()
    waiting = asyncio.create_task(browser.state(before["version"], before["epoch"], wait=20))
    await bot.send_message(MARY, "<b>Hello</b>", parse_mode="HTML")
    after = await waiting
    assert [(m["chat"], m["html"], m["mine"]) for m in after["messages"]] == [(MARY, "<b>Hello</b>", False)]


async def test_a_press_its_toast_and_the_edit_show(browser: Browser, bot: Bot) -> None:
    await browser.post("say", user=MARY, text="/start")
    yes = InlineKeyboardMarkup([[InlineKeyboardButton("Yes", callback_data="yes")]])
    sent = await bot.send_message(MARY, "Was this it?", reply_markup=yes)
    before = await browser.state()
    assert await browser.post("press", user=MARY, message=sent.message_id, data="yes") == 200
    query = (await bot.get_updates(timeout=0))[-1].callback_query
    assert query is not None
    await bot.answer_callback_query(query.id, "Noted", show_alert=True)
    await bot.edit_message_text("Thank you", MARY, sent.message_id)
    after = await browser.state(before["version"], before["epoch"])
    assert [(t["text"], t["alert"]) for t in after["toasts"]] == [("Noted", True)]
    assert [(m["text"], m["edited"], m["keyboard"]) for m in after["messages"]] == [("Thank you", True, [])]


async def test_edits_and_attachments_reach_the_bot(browser: Browser, bot: Bot) -> None:
    await browser.post("say", user=MARY, text="/start")
    first = (await browser.state())["messages"][0]["id"]
    assert await browser.post("edit", user=MARY, message=first, text="/help") == 200
    for kind in ("photo", "voice", "sticker", "document", "location"):
        assert await browser.post("attach", user=MARY, kind=kind, caption="look") == 200
    assert await browser.post("attach", user=MARY, kind="video") == 400
    updates = await bot.get_updates(timeout=0)
    assert updates[1].edited_message is not None
    assert [u.message.caption for u in updates[2:] if u.message] == ["look", None, None, "look", None]


async def test_a_picture_and_a_page_are_shown_and_other_documents_are_downloaded(browser: Browser, bot: Bot) -> None:
    await browser.post("say", user=MARY, text="/start")
    await browser.post("attach", user=MARY, kind="photo")
    await bot.send_document(MARY, b"<script>alert(1)</script>", filename="a.html")
    photo, document = [m["file"]["id"] for m in (await browser.state())["messages"] if "file" in m]
    async with browser.session.get(f"{browser.url}preview/file/{photo}") as answer:
        assert answer.content_type == "image/png"
        assert "Content-Disposition" not in answer.headers
    async with browser.session.get(f"{browser.url}preview/file/{document}") as answer:
        assert answer.headers["Content-Disposition"] == "attachment"
    await bot.send_document(MARY, b"%PDF-1.3", filename="card.pdf")
    page = (await browser.state())["messages"][-1]["file"]
    assert page["mime"] == "application/pdf"
    async with browser.session.get(f"{browser.url}preview/file/{page['id']}") as answer:
        assert (answer.content_type, "Content-Disposition" in answer.headers) == ("application/pdf", False)
    async with browser.session.get(f"{browser.url}preview/file/unknown") as answer:
        assert answer.status == 404


async def test_block_and_unblock_show_on_the_page(browser: Browser) -> None:
    await browser.post("say", user=MARY, text="/start")
    await browser.post("block", user=MARY)
    assert (await browser.state())["people"][0]["blocked"]
    assert await browser.post("say", user=MARY, text="hello") == 409
    await browser.post("unblock", user=MARY)
    assert await browser.post("say", user=MARY, text="hello") == 200


@pytest.mark.parametrize(
    ("move", "moved"),
    [
        ("day", NOON + timedelta(days=1)),
        ("week", NOON + timedelta(weeks=1)),
        ("six_months", datetime(2027, 5, 22, 12, tzinfo=UTC)),
        ("next", NOON + timedelta(days=3)),
        ("off:hour", NOON + timedelta(hours=1)),
        ("off:sixty_days", NOON + timedelta(days=60)),
    ],
)
async def test_the_clock_buttons_move_the_clock(browser: Browser, move: str, moved: datetime) -> None:
    assert await browser.post("clock", move=move) == 200
    assert datetime.fromisoformat((await browser.state())["now"]) == moved


@pytest.mark.parametrize("move", ["", "off:day", "year"])
async def test_an_unknown_move_is_refused(browser: Browser, clock: PlainClock, move: str) -> None:
    assert await browser.post("clock", move=move) == 400
    assert clock.at == NOON


async def test_only_one_movement_of_the_clock_at_a_time(browser: Browser, clock: PlainClock) -> None:
    clock.gate.clear()
    before = await browser.state()
    first = asyncio.create_task(browser.post("clock", move="day"))
    assert (await browser.state(before["version"], before["epoch"], wait=5))["busy"]
    assert await browser.post("clock", move="day") == 409
    clock.gate.set()
    assert await first == 200
    assert not (await browser.state())["busy"]


async def test_starting_over_forgets_chats_and_time(browser: Browser, bot: Bot) -> None:
    await browser.post("say", user=MARY, text="/start")
    await browser.post("clock", move="week")
    before = await browser.state()
    assert await browser.post("reset") == 200
    after = await browser.state(before["version"], before["epoch"])
    assert after["epoch"] != before["epoch"]
    assert after["messages"] == []
    assert datetime.fromisoformat(after["now"]) == NOON
    assert not any(person["started"] for person in after["people"])
    assert await bot.get_updates(timeout=0) == ()


async def test_a_deleted_message_disappears(browser: Browser, bot: Bot) -> None:
    await browser.post("say", user=MARY, text="/start")
    sent = await bot.send_message(MARY, "secret")
    before = await browser.state()
    await bot.delete_message(MARY, sent.message_id)
    after = await browser.state(before["version"], before["epoch"])
    assert [(m["id"], m["deleted"], m["text"]) for m in after["messages"]] == [(sent.message_id, True, "")]
    assert sent.message_id not in [m["id"] for m in (await browser.state())["messages"]]


@pytest.mark.parametrize(
    "headers",
    [
        {"Host": "evil.example", "X-Preview": "1"},
        {"Host": "127.0.0.1.evil.example", "X-Preview": "1"},
        {"Origin": "https://evil.example", "X-Preview": "1"},
        {"Origin": "null", "X-Preview": "1"},
        {},
    ],
)
async def test_other_hosts_and_origins_are_kept_out(browser: Browser, headers: dict[str, str]) -> None:
    body = {"user": MARY, "text": "/start"}
    async with browser.session.post(f"{browser.url}preview/say", json=body, headers=headers) as answer:
        assert answer.status == 403
    assert (await browser.state())["messages"] == []


async def test_people_outside_the_page_cannot_be_steered(browser: Browser) -> None:
    assert await browser.post("say", user=1, text="hello") == 400
    assert await browser.post("say", user=MARY, text=" ") == 400
    assert await browser.post("nonsense") == 404


async def test_every_file_of_the_page_is_served_with_a_strict_policy(browser: Browser) -> None:
    names = ["", *(f"page/{path.name}" for path in PAGE.iterdir())]
    for name in names:
        async with browser.session.get(browser.url + name) as answer:
            assert answer.status == 200
            policy = answer.headers["Content-Security-Policy"]
            assert "default-src 'none'" in policy
            assert "unsafe" not in policy
    async with browser.session.get(browser.url + "page/..%2fcontrol.py") as answer:
        assert answer.status == 404


def test_the_page_loads_nothing_from_elsewhere() -> None:
    for path in PAGE.iterdir():
        addresses = re.findall(r"https?://[^\s\"'`)]+", path.read_text("utf-8"))
        assert set(addresses) <= {"http://www.w3.org/2000/svg"}, path.name


async def test_a_restart_keeps_the_conversation(tmp_path: Path, clock: PlainClock) -> None:
    file = tmp_path / "chats.json"
    first = StandIn(now=clock.now)
    page = ChatPage(first, clock, saved=SavedChats(file, first.world))
    await page.start(0)
    mary = first.user(MARY)
    said = await mary.say("/start")
    await mary.photo("look")
    await mary.edit(said, "/help")
    await first.user(ADMIN_ID).say("/start")
    await first.user(ADMIN_ID).block()
    clock.at += timedelta(days=2)
    await page.stop()

    second = StandIn(now=clock.now)
    saved = SavedChats(file, second.world)
    assert saved.load() == clock.at
    page = ChatPage(second, clock, saved=saved)
    again = second.user(MARY)
    assert [(m.text, m.kind, m.is_edited) for m in again.conversation] == [
        ("/help", "text", True),
        ("look", "photo", False),
    ]
    assert again.conversation[1].document is not None
    assert again.chat.started
    assert second.user(ADMIN_ID).chat.bot_status == "kicked"
    assert not second.user(ANN).chat.started
    assert [u["update_id"] for u in second.unconfirmed] == [u["update_id"] for u in first.unconfirmed]
    newer = await again.say("hello")
    assert newer.id > max(m.id for m in mary.conversation)


async def test_changes_are_saved_while_the_preview_runs(tmp_path: Path, clock: PlainClock) -> None:
    file = tmp_path / "data" / "chats.json"
    standin = StandIn(now=clock.now)
    page = ChatPage(standin, clock, saved=SavedChats(file, standin.world))
    await page.start(0)
    await standin.user(MARY).say("/start")
    for _ in range(20):  # the saving task has its turn
        await asyncio.sleep(0)
    assert [m["text"] for m in json.loads(file.read_text("utf-8"))["messages"]] == ["/start"]
    assert file.stat().st_mode & 0o077 == 0
    await page.stop()


@pytest.mark.parametrize("content", ["{", "[]", '{"format": 99}', '{"format": 1}'])
def test_an_unreadable_file_is_put_aside(tmp_path: Path, clock: PlainClock, content: str) -> None:
    file = tmp_path / "chats.json"
    file.write_text(content, "utf-8")
    standin = StandIn(now=clock.now)
    assert SavedChats(file, standin.world).load() is None
    assert not file.exists()
    assert (tmp_path / "chats.json.unreadable").read_text("utf-8") == content
    assert standin.world.messages == {}
