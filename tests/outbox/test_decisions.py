"""What becomes of a message after a try, and how Telegram's answers are read."""

from datetime import UTC, date, datetime, timedelta

import aiohttp
import pytest
from hypothesis import given
from hypothesis import strategies as st
from telegram.error import (
    BadRequest,
    ChatMigrated,
    Conflict,
    Forbidden,
    NetworkError,
    RetryAfter,
    TelegramError,
    TimedOut,
)

from bot.outbox.actions import (
    Action,
    AnswerPress,
    EditMessage,
    LeaveChat,
    SendFile,
    SendMessage,
    SendSheet,
    SetMenu,
    dump_actions,
    load_actions,
)
from bot.outbox.retry import (
    BROADCAST_TRIES,
    Delivered,
    Failed,
    Flooded,
    GiveUp,
    Misunderstood,
    Outcome,
    Refusal,
    Refused,
    RetryAt,
    Sent,
    TryLater,
    Unknown,
    decide,
)
from bot.outbox.sender import _judge
from bot.views.reply import Reply, button, column
from bot.views.sheet import Mark, Row, Sheet

NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)
SEND = SendMessage(chat_id=1, reply=Reply(text="hello"))
KEY = aiohttp.client_reqrep.ConnectionKey(
    "api.telegram.org", 443, is_ssl=True, ssl=True, proxy=None, proxy_auth=None, proxy_headers_hash=None
)
NOBODY_LISTENS = aiohttp.ClientConnectorError(KEY, OSError(111, "refused"))


def caused(error: TelegramError, cause: Exception) -> TelegramError:
    error.__cause__ = cause
    return error


@pytest.mark.parametrize(
    ("error", "outcome"),
    [
        (RetryAfter(7), Flooded(timedelta(seconds=7))),
        (Forbidden("Forbidden: bot was blocked by the user"), Refused(Refusal.BLOCKED)),
        (Forbidden("Forbidden: user is deactivated"), Refused(Refusal.DEACTIVATED)),
        (Forbidden("Forbidden: bot can't initiate conversation with a user"), Refused(Refusal.NOT_FOUND)),
        (Forbidden("Forbidden: something new"), Misunderstood("Forbidden: something new")),
        (BadRequest("Chat not found"), Refused(Refusal.NOT_FOUND)),
        (BadRequest("PEER_ID_INVALID"), Refused(Refusal.NOT_FOUND)),
        (BadRequest("Button_data_invalid"), Misunderstood("Button_data_invalid")),
        (ChatMigrated(-5), Misunderstood("ChatMigrated")),
        (TimedOut(), TryLater("timeout", maybe_delivered=True)),
        (caused(TimedOut(), aiohttp.ConnectionTimeoutError()), TryLater("timeout", maybe_delivered=False)),
        (caused(NetworkError("x"), NOBODY_LISTENS), TryLater("ClientConnectorError", maybe_delivered=False)),
        (
            caused(NetworkError("x"), aiohttp.ServerDisconnectedError()),
            TryLater("ServerDisconnectedError", maybe_delivered=True),
        ),
        (NetworkError("Bad Gateway"), TryLater("server", maybe_delivered=True)),
        (TelegramError("Invalid server response"), TryLater("server", maybe_delivered=True)),
        (Conflict("x"), TryLater("server", maybe_delivered=True)),
    ],
)
def test_a_failure_is_read_as_what_it_is(error: TelegramError, outcome: Outcome) -> None:
    assert _judge(error, SEND) == outcome


def test_what_telegram_quotes_of_our_text_goes_no_further() -> None:
    outcome = _judge(BadRequest('Can\'t parse "my secret words" at 5'), SEND)

    assert outcome == Misunderstood("Can't parse ...")


@pytest.mark.parametrize("action", [AnswerPress(query_id="1"), LeaveChat(chat_id=-1)])
def test_a_press_that_is_too_old_and_a_group_that_is_left_are_done(action: Action) -> None:
    assert _judge(BadRequest("query is too old"), action) == Delivered()


outcomes = st.one_of(
    st.builds(Delivered, st.integers()),
    st.builds(Flooded, st.timedeltas(min_value=timedelta(0), max_value=timedelta(days=1))),
    st.builds(TryLater, st.text(), maybe_delivered=st.booleans()),
    st.builds(Refused, st.sampled_from(Refusal)),
    st.builds(Misunderstood, st.text()),
)


@given(outcomes, st.integers(min_value=1, max_value=100))
def test_a_reminder_ends_only_as_sent_or_at_a_chat_that_cannot_be_reached(outcome: Outcome, attempts: int) -> None:
    decision = decide(outcome, attempts=attempts, repeatable=True, now=NOW)

    if isinstance(decision, Sent):
        assert isinstance(outcome, Delivered)
    elif isinstance(decision, GiveUp):
        assert isinstance(outcome, Refused)
    else:
        assert isinstance(decision, RetryAt)
        assert decision.counted is not isinstance(outcome, Flooded)


@given(outcomes, st.integers(min_value=1, max_value=100))
def test_a_broadcast_that_may_have_arrived_is_never_tried_again(outcome: Outcome, attempts: int) -> None:
    decision = decide(outcome, attempts=attempts, repeatable=False, now=NOW)

    if isinstance(outcome, TryLater) and outcome.maybe_delivered:
        assert decision == Unknown(outcome.reason)
    if isinstance(outcome, Misunderstood):
        assert isinstance(decision, Failed) is (attempts >= BROADCAST_TRIES)


def test_pauses_grow_and_telegram_s_own_troubles_never_keep_a_message_for_more_than_ten_minutes() -> None:
    later = [
        decide(TryLater("x", maybe_delivered=True), attempts=number, repeatable=True, now=NOW) for number in range(1, 9)
    ]
    pauses = [decision.at - NOW for decision in later if isinstance(decision, RetryAt)]

    assert len(pauses) == 8
    assert pauses == sorted(pauses)
    assert pauses[-1] == timedelta(minutes=10)


SHEET = Sheet(
    filename="card.pdf",
    title="t",
    subtitle="s",
    rows=(Row(label="Last"), Row(label="Due", value="1 May")),
    timeline="line",
    marks=(Mark(what="last", label="Last"), Mark(what="due", label="Due", day=date(2027, 5, 1))),
    by_hand="by hand",
    lines=("Name",),
    ticks=("Smoking",),
    yes="yes",
    no="no",
    notes_title="notes",
    notes=("One.",),
    made="today",
    sources="none",
    made_on=date(2026, 11, 22),
)


def test_actions_come_back_from_the_disk_as_they_went() -> None:
    reply = Reply(text="<b>hello</b>", rows=column(button("Yes", "inj.yes", 1)))
    actions: list[Action] = [
        AnswerPress(query_id="9", text="noted"),
        SendMessage(chat_id=1, reply=reply),
        EditMessage(chat_id=1, message_id=2, reply=reply),
        SendFile(chat_id=1, filename="a.json", content="{}", caption="c"),
        SendSheet(chat_id=1, sheet=SHEET, caption="c"),
        SetMenu(chat_id=1, commands=(("next", "When?"),)),
        LeaveChat(chat_id=-5),
    ]

    assert load_actions(dump_actions(actions)) == actions
