"""The stand-in, talked to by the real python-telegram-bot over HTTP."""

import asyncio
from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta
from typing import Any

import httpx
import pytest
from telegram import Bot, BotCommand, BotCommandScopeChat, InlineKeyboardButton, InlineKeyboardMarkup, Update
from telegram.error import BadRequest, Conflict, Forbidden, InvalidToken, NetworkError, RetryAfter, TimedOut
from telegram.request import HTTPXRequest

from bot.preview import Limits, NotPossible, StandIn, User

NOON = datetime(2026, 11, 22, 12, tzinfo=UTC)
PNG = b"\x89PNG\r\n\x1a\n0000"


class Clock:
    def __init__(self) -> None:
        self.at = NOON

    def __call__(self) -> datetime:
        return self.at


@pytest.fixture(autouse=True)
def _seconds_as_timedelta(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PTB_TIMEDELTA", "1")  # else python-telegram-bot warns at each RetryAfter


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
async def standin(clock: Clock) -> AsyncIterator[StandIn]:
    async with StandIn(now=clock) as standin:
        yield standin


def bot_of(standin: StandIn, token: str | None = None, read_timeout: float = 5) -> Bot:
    request = HTTPXRequest(connection_pool_size=8, read_timeout=read_timeout)
    base = standin.base_url
    return Bot(
        token or standin.token,
        base_url=f"{base}/bot",
        base_file_url=f"{base}/file/bot",
        request=request,
        get_updates_request=HTTPXRequest(connection_pool_size=4),
    )


@pytest.fixture
async def bot(standin: StandIn) -> AsyncIterator[Bot]:
    async with bot_of(standin) as bot:
        yield bot


@pytest.fixture
async def mary(standin: StandIn) -> User:
    user = standin.user(1001, "Mary", last_name="Clark")
    await user.say("/start")
    return user


def yes_no(data: str = "1|yes") -> InlineKeyboardMarkup:
    return InlineKeyboardMarkup([[InlineKeyboardButton("Yes", callback_data=data)]])


async def test_what_a_person_writes_comes_as_an_update_with_its_command(bot: Bot, mary: User) -> None:
    (update,) = await bot.get_updates(timeout=0)
    assert update.message is not None
    assert update.message.text == "/start"
    assert update.message.date == NOON
    assert [entity.type for entity in update.message.entities] == ["bot_command"]
    assert update.effective_user is not None
    assert update.effective_user.full_name == "Mary Clark"


async def test_updates_stay_until_an_offset_confirms_them(bot: Bot, mary: User) -> None:
    await mary.say("one")
    await mary.say("two")
    first = await bot.get_updates(limit=2, timeout=0)
    again = await bot.get_updates(limit=2, timeout=0)
    assert [u.update_id for u in first] == [u.update_id for u in again]
    rest = await bot.get_updates(offset=first[-1].update_id + 1, timeout=0)
    assert [u.message and u.message.text for u in rest] == ["two"]


async def test_a_long_poll_returns_as_soon_as_somebody_writes(bot: Bot, mary: User) -> None:
    (start,) = await bot.get_updates(timeout=0)
    poll = asyncio.create_task(bot.get_updates(offset=start.update_id + 1, timeout=30))
    await asyncio.sleep(0)
    await mary.say("hello")
    (update,) = await asyncio.wait_for(poll, 2)
    assert update.message is not None
    assert update.message.text == "hello"


async def test_updates_older_than_a_day_are_gone(bot: Bot, mary: User, clock: Clock) -> None:
    clock.at += timedelta(hours=25)
    assert await bot.get_updates(timeout=0) == ()


async def test_the_older_of_two_pollers_gets_conflict(standin: StandIn, bot: Bot, mary: User) -> None:
    (start,) = await bot.get_updates(timeout=0)
    older = asyncio.create_task(bot.get_updates(offset=start.update_id + 1, timeout=30))
    await standin.calls.wait_for(lambda call: call.method == "getUpdates", count=2)
    async with bot_of(standin) as second:
        newer = asyncio.create_task(second.get_updates(timeout=30))
        with pytest.raises(Conflict, match="terminated by other getUpdates"):
            await older
        await mary.say("hello")
        assert len(await newer) == 1


async def test_only_allowed_kinds_are_queued_and_the_setting_stays(bot: Bot, mary: User) -> None:
    await bot.get_updates(timeout=0, allowed_updates=[Update.CALLBACK_QUERY])
    await mary.say("hello")
    updates = await bot.get_updates(offset=-1, timeout=0)
    assert [u.message and u.message.text for u in updates] == ["/start"]


async def test_the_same_update_can_come_twice(standin: StandIn, bot: Bot, mary: User) -> None:
    (update,) = await bot.get_updates(timeout=0)
    raw = update.to_dict()
    assert await bot.get_updates(offset=update.update_id + 1, timeout=0) == ()
    standin.push(raw)
    (again,) = await bot.get_updates(offset=update.update_id + 1, timeout=0)
    assert again.update_id == update.update_id
    assert await bot.get_updates(offset=update.update_id + 1, timeout=0) == ()


async def test_people_who_never_pressed_start_cannot_be_written_to(standin: StandIn, bot: Bot) -> None:
    standin.user(7, "Ann")
    with pytest.raises(BadRequest, match="Chat not found"):
        await bot.send_message(7, "hello")


async def test_block_tells_the_bot_and_then_refuses(bot: Bot, mary: User) -> None:
    await mary.block()
    updates = await bot.get_updates(timeout=0)
    assert updates[-1].my_chat_member is not None
    assert updates[-1].my_chat_member.new_chat_member.status == "kicked"
    with pytest.raises(Forbidden, match="bot was blocked by the user"):
        await bot.send_message(mary.id, "hello")
    with pytest.raises(NotPossible):
        await mary.say("hello")
    await mary.unblock()
    await bot.send_message(mary.id, "hello")
    assert mary.texts == ["hello"]


async def test_a_deleted_account_is_refused(bot: Bot, mary: User) -> None:
    mary.deactivate()
    with pytest.raises(Forbidden, match="user is deactivated"):
        await bot.send_message(mary.id, "hello")


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("a < b", 'unsupported start tag "" at byte offset 2'),
        ("é <x>", 'unsupported start tag "x" at byte offset 3'),
        ("<b>bold", 'can\'t find end tag corresponding to start tag "b"'),
        ("<b>bold</i>", 'expected "</b>", found "</i>"'),
        ("bold</b>", "unexpected end tag at byte offset 4"),
        ("1 <b", "unclosed start tag at byte offset 2"),
    ],
)
async def test_bad_html_is_refused_in_telegrams_words(bot: Bot, mary: User, text: str, fault: str) -> None:
    with pytest.raises(BadRequest) as refused:
        await bot.send_message(mary.id, text, parse_mode="HTML")
    assert refused.value.message.startswith("Can't parse entities: ")
    assert fault in refused.value.message
    assert mary.messages == []


async def test_good_html_is_shown_plain_and_marked(bot: Bot, mary: User) -> None:
    sent = await bot.send_message(mary.id, "<b>Call &lt;us&gt;</b> &amp; <i>wait</i> 😀 <u>x</u>", parse_mode="HTML")
    assert mary.last.text == "Call <us> & wait 😀 x"
    assert mary.last.html == "<b>Call &lt;us&gt;</b> &amp; <i>wait</i> 😀 <u>x</u>"
    assert [sent.parse_entity(entity) for entity in sent.entities] == ["Call <us>", "wait", "x"]


async def test_length_is_counted_in_utf16_after_the_marks_are_read(bot: Bot, mary: User) -> None:
    await bot.send_message(mary.id, "<b>" + "a" * 4096 + "</b>", parse_mode="HTML")
    with pytest.raises(BadRequest, match="Message is too long"):
        await bot.send_message(mary.id, "a" * 4095 + "😀")
    await bot.send_document(mary.id, b"x", caption="a" * 1024)
    with pytest.raises(BadRequest, match="caption is too long"):
        await bot.send_document(mary.id, b"x", caption="a" * 1023 + "😀")


async def test_an_empty_text_is_refused(bot: Bot, mary: User) -> None:
    with pytest.raises(BadRequest, match="Message text is empty"):
        await bot.send_message(mary.id, " \n")


async def test_callback_data_over_64_bytes_is_refused(bot: Bot, mary: User) -> None:
    await bot.send_message(mary.id, "ok", reply_markup=yes_no("ж" * 32))
    with pytest.raises(BadRequest, match="Button_data_invalid"):
        await bot.send_message(mary.id, "no", reply_markup=yes_no("ж" * 33))


async def test_an_edit_that_changes_nothing_is_refused(bot: Bot, mary: User) -> None:
    sent = await bot.send_message(mary.id, "one", reply_markup=yes_no())
    with pytest.raises(BadRequest, match="Message is not modified"):
        await bot.edit_message_text("one", mary.id, sent.message_id, reply_markup=yes_no())
    await bot.edit_message_text("two", mary.id, sent.message_id)
    assert (mary.last.text, mary.last.buttons, mary.last.earlier) == ("two", [], ["one"])
    with pytest.raises(BadRequest, match="Message is not modified"):
        await bot.edit_message_reply_markup(mary.id, sent.message_id)
    with pytest.raises(BadRequest, match="Message to edit not found"):
        await bot.edit_message_text("x", mary.id, 99)
    with pytest.raises(BadRequest, match="Message can't be edited"):
        await bot.edit_message_text("x", mary.id, mary.conversation[0].id)


async def test_a_press_is_answered_once_and_in_time(bot: Bot, mary: User, clock: Clock) -> None:
    await bot.send_message(mary.id, "Was this it?", reply_markup=yes_no())
    query = await mary.press(mary.last, "Yes")
    updates = await bot.get_updates(timeout=0)
    assert updates[-1].callback_query is not None
    assert updates[-1].callback_query.data == "1|yes"
    await bot.answer_callback_query(query.id, "Thank you")
    assert await mary.answered(query) == "Thank you"
    for wrong in (query.id, "12345"):
        with pytest.raises(BadRequest, match="Query is too old"):
            await bot.answer_callback_query(wrong)
    late = await mary.press(mary.last, "Yes")
    clock.at += timedelta(hours=1)
    with pytest.raises(BadRequest, match="Query is too old"):
        await bot.answer_callback_query(late.id)


async def test_stale_and_forged_presses_reach_the_bot(bot: Bot, mary: User) -> None:
    sent = await bot.send_message(mary.id, "Was this it?", reply_markup=yes_no())
    yes = mary.last.button("Yes")
    await bot.edit_message_text("Thank you", mary.id, sent.message_id)
    with pytest.raises(NotPossible, match="no single button"):
        await mary.press(mary.last, "Yes")
    await mary.press(mary.last, yes)
    await mary.press_forged(mary.last, "1|admin")
    updates = await bot.get_updates(timeout=0)
    assert [u.callback_query.data for u in updates if u.callback_query] == ["1|yes", "1|admin"]


async def test_a_deleted_message_is_gone_and_48_hours_are_the_limit(bot: Bot, mary: User, clock: Clock) -> None:
    first = await bot.send_message(mary.id, "one")
    second = await bot.send_message(mary.id, "two")
    assert await bot.delete_message(mary.id, first.message_id)
    assert mary.texts == ["two"]
    with pytest.raises(BadRequest, match="Message to delete not found"):
        await bot.delete_message(mary.id, first.message_id)
    clock.at += timedelta(hours=49)
    with pytest.raises(BadRequest, match="Message can't be deleted for everyone"):
        await bot.delete_message(mary.id, second.message_id)


async def test_documents_and_pictures_travel_as_files(bot: Bot, mary: User) -> None:
    sent = await bot.send_document(
        mary.id, b'{"a": 1}', filename="mydata.json", caption="<b>Yours</b>", parse_mode="HTML"
    )
    assert mary.last.document is not None
    assert (mary.last.document.name, mary.last.document.data) == ("mydata.json", b'{"a": 1}')
    assert (mary.last.text, mary.last.html) == ("Yours", "<b>Yours</b>")
    assert sent.document is not None
    again = await bot.send_document(mary.id, sent.document.file_id)
    assert again.document is not None
    file = await bot.get_file(again.document.file_id)
    assert bytes(await file.download_as_bytearray()) == b'{"a": 1}'
    await bot.send_photo(mary.id, PNG)
    assert mary.last.kind == "photo"
    with pytest.raises(BadRequest, match="Image_process_failed"):
        await bot.send_photo(mary.id, b"no picture")
    with pytest.raises(BadRequest, match="File must be non-empty"):
        await bot.send_document(mary.id, b"")
    with pytest.raises(BadRequest, match="Wrong remote file identifier"):
        await bot.send_document(mary.id, "unknown")


async def test_a_copy_carries_words_and_file_but_no_buttons(standin: StandIn, bot: Bot, mary: User) -> None:
    admin = standin.user(900, "Nurse")
    await admin.say("/start")
    question = await mary.say("Can I swim?")
    copied = await bot.copy_message(admin.id, mary.id, question.id, reply_markup=yes_no())
    assert (admin.last.text, admin.last.id, admin.last.captions) == ("Can I swim?", copied.message_id, ["Yes"])
    with pytest.raises(BadRequest, match="Message to copy not found"):
        await bot.copy_message(admin.id, mary.id, 999)


async def test_everything_a_person_can_send_parses(bot: Bot, mary: User) -> None:
    await mary.photo("look")
    await mary.voice()
    await mary.sticker()
    await mary.document()
    await mary.location()
    await mary.edit(mary.conversation[0], "/help")
    await mary.inline_query("swim")
    updates = await bot.get_updates(timeout=0)
    messages = [u.message for u in updates if u.message]
    assert messages[1].photo
    assert messages[1].caption == "look"
    assert messages[2].voice
    assert messages[3].sticker
    assert messages[4].document
    assert messages[5].location
    assert updates[6].edited_message is not None
    assert updates[6].edited_message.text == "/help"
    assert updates[7].inline_query is not None


async def test_groups_and_channels_send_their_own_kinds(standin: StandIn, bot: Bot, mary: User) -> None:
    group = standin.group(-100, "Family")
    with pytest.raises(Forbidden, match="not a member of the group"):
        await bot.send_message(-100, "hello")
    await group.add_bot(mary.person)
    await group.say(mary.person, "/help")
    channel = standin.group(-200, "News", "channel")
    await channel.add_bot(mary.person)
    await channel.say(None, "a post")
    updates = await bot.get_updates(timeout=0)
    assert updates[1].my_chat_member is not None
    assert updates[2].message is not None
    assert updates[2].message.new_chat_members[0].id == bot.id
    assert updates[3].effective_chat is not None
    assert updates[3].effective_chat.type == "group"
    assert updates[-1].channel_post is not None
    await bot.leave_chat(-100)
    with pytest.raises(Forbidden):
        await bot.send_message(-100, "hello")


async def test_menus_have_scopes(standin: StandIn, bot: Bot, mary: User) -> None:
    await bot.set_my_commands([BotCommand("help", "Help")])
    await bot.set_my_commands([BotCommand("stats", "Numbers")], scope=BotCommandScopeChat(mary.id))
    assert [c.command for c in await bot.get_my_commands()] == ["help"]
    assert [c["command"] for c in standin.menu(mary.id)] == ["stats"]
    await bot.delete_my_commands(scope=BotCommandScopeChat(mary.id))
    assert [c["command"] for c in standin.menu(mary.id)] == ["help"]
    with pytest.raises(BadRequest, match="Bot_command_invalid"):
        await bot.set_my_commands([BotCommand("No", "x")])
    with pytest.raises(BadRequest, match="Chat not found"):
        await bot.set_my_commands([BotCommand("x", "x")], scope=BotCommandScopeChat(5))


async def test_the_other_methods_answer_as_documented(bot: Bot, mary: User) -> None:
    assert (await bot.get_me()).username == "denosumab_preview_bot"
    sent = await bot.send_message(mary.id, "one")
    assert await bot.pin_chat_message(mary.id, sent.message_id)
    chat = await bot.get_chat(mary.id)
    assert chat.first_name == "Mary"
    assert chat.pinned_message is not None
    assert await bot.send_chat_action(mary.id, "typing")
    assert await bot.set_my_description("What I do")
    assert await bot.set_my_short_description("Short")


async def test_a_wrong_token_is_refused(standin: StandIn) -> None:
    with pytest.raises(InvalidToken):
        async with bot_of(standin, "1000:wrong"):
            pass


async def test_a_revoked_token_ends_polling(standin: StandIn, bot: Bot) -> None:
    standin.revoke_token()
    with pytest.raises(InvalidToken):
        await bot.get_updates(timeout=0)


async def test_a_request_must_fit_the_table_of_methods(standin: StandIn, mary: User) -> None:
    keyboard = {"inline_keyboard": [[{"text": "a", "callback": "b"}]]}
    wrong: list[tuple[str, dict[str, Any], str]] = [
        ("sendMessage", {"text": "x"}, "chat_id is empty"),
        ("sendMessage", {"chat_id": 1001, "txt": "x"}, 'unknown parameter "txt" of sendMessage'),
        ("deleteMessage", {"chat_id": 1001, "message_id": "one"}, '"message_id" must be of type Integer'),
        ("sendMessage", {"chat_id": 1001, "text": "x", "reply_markup": keyboard}, 'unknown field "callback"'),
        ("sendMessage", {"chat_id": 1001, "text": "x", "reply_markup": "{"}, "as JSON"),
        ("sendGift", {}, "Not Found"),
    ]
    async with httpx.AsyncClient() as client:
        for method, params, description in wrong:
            answer = await client.post(f"{standin.base_url}/bot{standin.token}/{method}", json=params)
            assert description in answer.json()["description"]
    assert mary.messages == []


async def test_flood_control_carries_its_seconds_and_does_nothing(standin: StandIn, bot: Bot, mary: User) -> None:
    standin.faults.add("429", retry_after=3, times=2)
    for _ in range(2):
        with pytest.raises(RetryAfter) as refused:
            await bot.send_message(mary.id, "hello")
        assert refused.value.retry_after == timedelta(seconds=3)
    await bot.send_message(mary.id, "hello")
    assert mary.texts == ["hello"]


@pytest.mark.parametrize(
    ("kind", "error"), [("403", Forbidden), ("400", BadRequest), ("500", NetworkError), ("502", NetworkError)]
)
async def test_refusals_on_demand(standin: StandIn, bot: Bot, mary: User, kind: str, error: type[Exception]) -> None:
    standin.faults.add(kind, method="sendMessage")  # type: ignore[arg-type]
    with pytest.raises(error):
        await bot.send_message(mary.id, "hello")
    assert mary.messages == []
    await bot.send_message(mary.id, "hello")


async def test_a_fault_hits_its_chat_and_words_alone(standin: StandIn, bot: Bot, mary: User) -> None:
    ann = standin.user(1002, "Ann")
    await ann.say("/start")
    fault = standin.faults.add("400", chat=mary.id, text="secret", times=None)
    await bot.send_message(ann.id, "secret")
    await bot.send_message(mary.id, "hello")
    with pytest.raises(BadRequest):
        await bot.send_message(mary.id, "a secret")
    assert fault.hits == 1
    standin.faults.remove(fault)
    await bot.send_message(mary.id, "a secret")


async def test_a_dropped_connection_does_nothing_and_a_lost_answer_did_it(
    standin: StandIn, bot: Bot, mary: User
) -> None:
    standin.faults.add("drop")
    with pytest.raises(NetworkError):
        await bot.send_message(mary.id, "dropped")
    standin.faults.add("lost")
    with pytest.raises(NetworkError):
        await bot.send_message(mary.id, "lost")
    assert mary.texts == ["lost"]
    assert [(call.status, call.done) for call in standin.calls.sends] == [(0, False), (0, True)]


async def test_a_hang_ends_in_a_timeout_and_the_message_is_there(standin: StandIn, mary: User) -> None:
    async with bot_of(standin, read_timeout=0.05) as bot:
        standin.faults.add("hang", method="sendMessage")
        with pytest.raises(TimedOut):
            await bot.send_message(mary.id, "slow")
        assert mary.texts == ["slow"]
        assert standin.calls.sends_in_flight == 1
        standin.faults.release()
        await standin.calls.wait_for(lambda call: call.is_send and call.finished is not None)


async def test_sends_in_flight_are_counted(standin: StandIn, bot: Bot, mary: User) -> None:
    standin.faults.latency = (60, 90)
    sends = [asyncio.create_task(bot.send_message(mary.id, "x")) for _ in range(3)]
    await standin.calls.wait_for(lambda call: call.is_send, count=3)
    assert standin.calls.sends_in_flight == 3
    standin.faults.clear()
    await asyncio.gather(*sends)
    assert standin.calls.sends_in_flight == 0
    assert standin.calls.most_sends_in_flight == 3


async def test_the_limits_refuse_the_second_message_of_a_second(standin: StandIn, bot: Bot, mary: User) -> None:
    seconds = [0.0]
    standin.faults.limits = Limits(clock=lambda: seconds[0])
    await bot.send_message(mary.id, "one")
    with pytest.raises(RetryAfter):
        await bot.send_message(mary.id, "two")
    seconds[0] = 0.95
    await bot.send_message(mary.id, "two")
    assert standin.faults.limits.refused == 1


async def test_no_network_means_network_error_and_start_goes_on(standin: StandIn, bot: Bot, mary: User) -> None:
    await standin.stop()
    with pytest.raises(NetworkError):
        await bot.send_message(mary.id, "hello")
    await standin.start()
    await bot.send_message(mary.id, "hello")
    assert mary.texts == ["hello"]


async def test_waiting_wakes_for_new_messages_and_for_edits(bot: Bot, mary: User) -> None:
    waiting = asyncio.create_task(mary.wait_for("done"))
    sent = await bot.send_message(mary.id, "working")
    assert (await mary.next()).text == "working"
    await bot.edit_message_text("done", mary.id, sent.message_id)
    assert (await waiting).id == sent.message_id
    with pytest.raises(TimeoutError, match="no other message"):
        await mary.next(within=0.01)


async def test_a_send_whose_bot_was_killed_meanwhile_is_done_and_no_longer_in_flight(
    standin: StandIn, mary: User
) -> None:
    standin.faults.latency = 60
    body = b'{"chat_id": 1001, "text": "hello"}'
    head = f"POST /bot{standin.token}/sendMessage HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\n"
    _, writer = await asyncio.open_connection("127.0.0.1", standin.port)
    arriving = asyncio.create_task(standin.calls.next("sendMessage"))
    writer.write(f"{head}Content-Length: {len(body)}\r\n\r\n".encode() + body)
    call = await arriving
    writer.transport.abort()
    assert standin.calls.sends_in_flight == 1
    standin.faults.clear()
    await standin.calls.wait_for(lambda one: one is call and one.finished is not None)
    assert standin.calls.sends_in_flight == 0
    assert mary.texts == ["hello"]


async def test_a_poller_that_was_killed_takes_no_updates_with_it(standin: StandIn, bot: Bot, mary: User) -> None:
    await bot.get_updates(offset=-1, timeout=0)
    (start,) = await bot.get_updates(timeout=0)
    await bot.get_updates(offset=start.update_id + 1, timeout=0)
    _, writer = await asyncio.open_connection("127.0.0.1", standin.port)
    arriving = asyncio.create_task(standin.calls.next("getUpdates"))
    writer.write(f"GET /bot{standin.token}/getUpdates?timeout=30 HTTP/1.1\r\nHost: x\r\n\r\n".encode())
    await arriving
    writer.transport.abort()
    await mary.say("hello")
    (update,) = await bot.get_updates(timeout=30)
    assert update.message is not None
    assert update.message.text == "hello"
