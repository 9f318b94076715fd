"""Logs hold no token and no patient's words, whoever writes the line."""

import asyncio
import json
import logging
import sys
import threading
from collections.abc import Callable, Iterator
from typing import Any, Literal

import httpx
import pytest
from logging_put_back import logging_put_back
from pydantic import BaseModel
from sqlalchemy import create_engine, text
from telegram import Bot
from telegram.ext import Application
from telegram.request import BaseRequest, RequestData

from bot.errors import BotError, DatabaseUnavailable
from bot.logs import SafeHandler, set_up_logging

TOKEN = "123456789:AAHdqTcvCH1vGWJxfSeofSAs0K5PALDsaw"
SECRET = TOKEN.partition(":")[2]
WORDS = "my jaw bone is showing since Tuesday"

Lines = Callable[[], str]


@pytest.fixture(autouse=True)
def _logging_is_put_back() -> Iterator[None]:
    with logging_put_back():
        yield


@pytest.fixture
def lines(capsys: pytest.CaptureFixture[str]) -> Lines:
    set_up_logging("INFO", "text")
    return lambda: capsys.readouterr().err


class Offline(BaseRequest):
    """Answers every request with the same result."""

    def __init__(self, result: object) -> None:
        self.result = result

    @property
    def read_timeout(self) -> float | None:
        return None

    async def initialize(self) -> None:
        """Open nothing."""

    async def shutdown(self) -> None:
        """Close nothing."""

    async def do_request(
        self, url: str, method: str, request_data: RequestData | None = None, **_: Any
    ) -> tuple[int, bytes]:
        return 200, json.dumps({"ok": True, "result": self.result}).encode()


def failing(problem: Exception) -> None:
    token_in_a_local = TOKEN
    raise problem from ValueError(f"{token_in_a_local} {WORDS}")


def logged_failure(problem: Exception, logger: str = "bot.handlers") -> None:
    try:
        failing(problem)
    except type(problem):
        logging.getLogger(logger).exception("a handler failed", extra={"update": 7})


def test_a_line_has_time_level_logger_message_and_fields(lines: Lines) -> None:
    logging.getLogger("bot.inbox").info("update answered", extra={"update": 12, "outcome": "Sent", "why": "two words"})

    time, rest = lines().split(" ", maxsplit=1)
    assert time.endswith("Z")
    assert rest == 'INFO bot.inbox: update answered update=12 outcome=Sent why="two words"\n'


def test_json_lines_parse_and_keep_numbers_as_numbers(capsys: pytest.CaptureFixture[str]) -> None:
    set_up_logging("INFO", "json")

    logging.getLogger("jobs.deliver").info("tried\ntwice", extra={"outbox": 3, "late": True, "reason": None})
    logged_failure(DatabaseUnavailable('the "disk" is full'))

    first, second = map(json.loads, capsys.readouterr().err.splitlines())
    assert {name: first[name] for name in first if name != "time"} == {
        "level": "INFO",
        "logger": "jobs.deliver",
        "message": "tried\ntwice",
        "outbox": 3,
        "late": True,
        "reason": None,
    }
    assert second["error"][0] == 'bot.errors.DatabaseUnavailable: the "disk" is full'
    assert second["update"] == 7


def test_a_field_cannot_take_the_place_of_time_or_level(capsys: pytest.CaptureFixture[str]) -> None:
    set_up_logging("INFO", "json")

    logging.getLogger("bot").warning("x", extra={"level": "NONE", "time": "never"})

    line = json.loads(capsys.readouterr().err)
    assert line["level"] == "WARNING"
    assert line["time"] != "never"


def test_a_line_break_in_a_message_or_field_makes_no_new_line(lines: Lines) -> None:
    logging.getLogger("bot").info("one\ntwo", extra={"reason": "three\nfour"})

    assert len(lines().splitlines()) == 1


def test_the_level_chosen_is_the_level_of_our_own_lines(capsys: pytest.CaptureFixture[str]) -> None:
    set_up_logging("WARNING", "text")

    logging.getLogger("bot.inbox").info("quiet")
    logging.getLogger("jobs.sweep").warning("loud")

    assert "quiet" not in (written := capsys.readouterr().err)
    assert "loud" in written


@pytest.mark.parametrize(
    "name", ["httpx", "httpcore.connection", "apscheduler.scheduler", "sqlalchemy.engine", "aiosqlite"]
)
def test_chatty_libraries_stay_quiet_even_at_debug(name: str, capsys: pytest.CaptureFixture[str]) -> None:
    set_up_logging("DEBUG", "text")

    logging.getLogger(name).info("%s", WORDS)

    assert capsys.readouterr().err == ""


def test_telegram_never_speaks_at_debug_where_it_prints_whole_updates(capsys: pytest.CaptureFixture[str]) -> None:
    set_up_logging("DEBUG", "text")

    logging.getLogger("telegram.Bot").debug("%s", WORDS)
    logging.getLogger("telegram.ext.Application").info("Application started")

    assert WORDS not in (written := capsys.readouterr().err)
    assert "Application started" in written


def test_setting_up_twice_writes_each_line_once(lines: Lines) -> None:
    set_up_logging("INFO", "text")

    logging.getLogger("bot").info("only once")

    assert lines().count("only once") == 1


def test_the_addresses_that_httpx_logs_hold_no_token(lines: Lines) -> None:
    logging.getLogger("httpx").setLevel(logging.INFO)  # as if somebody had turned it back on

    with httpx.Client(transport=httpx.MockTransport(lambda _: httpx.Response(200))) as client:
        client.get(f"https://api.telegram.org/bot{TOKEN}/getMe")

    assert "HTTP Request: GET https://api.telegram.org/[token]/getMe" in (written := lines())
    assert SECRET not in written


@pytest.mark.parametrize("format", ["text", "json"])
def test_the_token_in_the_repr_of_bot_and_application_is_hidden(
    format: Literal["text", "json"],  # noqa: A002 - named as the setting is
    capsys: pytest.CaptureFixture[str],
) -> None:
    set_up_logging("INFO", format)
    application = Application.builder().token(TOKEN).updater(None).job_queue(None).build()

    logging.getLogger("bot").info("%r %r", application.bot, application, extra={"bot": application.bot})
    logging.getLogger("bot").info(f"{application!r}")  # noqa: G004 - whichever way it is written

    written = capsys.readouterr().err
    assert written.count("[token]") == 4
    assert SECRET not in written


@pytest.mark.parametrize(
    "form", [f"https://x/bot{TOKEN}/getMe", f"bot{TOKEN}", TOKEN, f"https://x/bot{TOKEN.replace(':', '%3A')}/getMe"]
)
def test_a_token_is_hidden_in_message_arguments_and_fields(form: str, lines: Lines) -> None:
    logging.getLogger("bot").warning(f"at {form}")  # noqa: G004 - whichever way it is written
    logging.getLogger("bot").warning("at %s", form)
    logging.getLogger("bot").warning("at", extra={"url": form})

    assert SECRET not in (written := lines())
    assert written.count("[token]") == 3


def test_a_traceback_shows_our_frames_but_no_token_and_no_words(lines: Lines) -> None:
    logged_failure(RuntimeError(f"bot{TOKEN} could not read {WORDS!r}"))

    written = lines()
    assert "update=7\n    RuntimeError\n" in written
    assert "after ValueError\n" in written
    assert "test_logs.py" in written
    assert " failing\n" in written
    assert SECRET not in written
    assert WORDS not in written


def test_the_frames_of_our_packages_are_named_with_file_line_and_function(lines: Lines) -> None:
    try:
        set_up_logging("LOUD", "text")
    except KeyError:
        logging.getLogger("bot").exception("wrong level")

    assert "at bot/logs.py:" in (written := lines())
    assert " set_up_logging\n" in written


def test_our_own_errors_and_the_system_s_keep_their_message(lines: Lines) -> None:
    logged_failure(BotError(f"the answer, without {TOKEN}"))
    logged_failure(OSError(28, "No space left on device"))

    written = lines()
    assert "bot.errors.BotError: the answer, without [token]\n" in written
    assert "OSError: [Errno 28] No space left on device\n" in written


def test_every_member_of_a_group_of_errors_is_named(lines: Lines) -> None:
    logged_failure(ExceptionGroup(WORDS, [KeyError(WORDS), BotError("which one")]))

    written = lines()
    assert "with KeyError\n" in written
    assert "with bot.errors.BotError: which one\n" in written
    assert WORDS not in written


def test_what_a_translated_error_hides_is_shown_by_its_place_alone(lines: Lines) -> None:
    try:
        try:
            failing(KeyError(WORDS))
        except KeyError:
            raise DatabaseUnavailable("the database failed") from None
    except DatabaseUnavailable:
        logging.getLogger("bot").exception("failed")

    written = lines()
    assert "bot.errors.DatabaseUnavailable: the database failed\n" in written
    assert "after KeyError\n" in written
    assert " failing\n" in written
    assert WORDS not in written


def test_an_error_that_caused_itself_is_told_once(lines: Lines) -> None:
    first, second = BotError("first"), BotError("second")
    first.__context__, second.__context__ = second, first

    logging.getLogger("bot").error("round", exc_info=first)

    assert lines().count("BotError") == 2


def test_a_traceback_made_into_text_by_somebody_else_is_left_out(lines: Lines) -> None:
    record = logging.makeLogRecord({"name": "bot", "levelno": 40, "levelname": "ERROR", "msg": "x", "exc_text": WORDS})

    logging.getLogger().handle(record)

    assert "a traceback was left out" in (written := lines())
    assert WORDS not in written


async def test_an_update_that_cannot_be_parsed_is_reported_without_its_text(lines: Lines) -> None:
    bot = Bot(TOKEN, request=Offline([]), get_updates_request=Offline([{"update_id": 1, "message": {"text": WORDS}}]))

    with pytest.raises((KeyError, TypeError)):
        await bot.get_updates()

    assert "Error while parsing updates! Received data was [hidden]" in (written := lines())
    assert WORDS not in written
    assert SECRET not in written


@pytest.mark.parametrize("message", ["Received data was %r", "Received data was %(data)s", "Received data was %-10.5s"])
def test_arguments_of_a_library_s_warning_are_hidden_however_they_are_placed(message: str, lines: Lines) -> None:
    arguments = ({"data": WORDS},) if "(" in message else (WORDS,)

    logging.getLogger("telegram.ext").warning(message, *arguments)

    assert "Received data was [hidden]\n" in (written := lines())
    assert "my" not in written


async def test_a_task_nobody_waited_for_is_reported_without_its_error_s_message(lines: Lines) -> None:
    async def fail() -> None:
        raise RuntimeError(WORDS)

    task = asyncio.create_task(fail())
    await asyncio.sleep(0)
    await asyncio.sleep(0)
    loop = asyncio.get_running_loop()
    problem = task.exception()
    loop.call_exception_handler({"message": "Task exception was never retrieved", "exception": problem, "future": task})

    assert "Task exception was never retrieved\n    RuntimeError\n" in (written := lines())
    assert WORDS not in written


def test_a_failed_statement_is_reported_without_its_parameters(lines: Lines) -> None:
    with create_engine("sqlite://").connect() as connection:
        try:
            connection.execute(text("INSERT INTO nowhere VALUES (:words)"), {"words": WORDS})
        except Exception as error:
            logging.getLogger("bot.storage").exception("failed", extra={"reason": str(error)})
            logging.getLogger("bot.storage").warning("failed: %s", error)

    written = lines()
    assert "no such table" in written
    assert "sqlalchemy.exc.OperationalError\n" in written
    assert WORDS not in written


def test_a_refused_value_is_reported_without_the_value(lines: Lines) -> None:
    class Form(BaseModel):
        number: int

    try:
        Form.model_validate({"number": WORDS})
    except ValueError as error:
        logging.getLogger("bot").exception("refused", extra={"reason": str(error)})

    assert "input_value=[hidden]" in (written := lines())
    assert WORDS not in written


def test_a_line_that_cannot_be_written_is_named_and_not_printed(lines: Lines) -> None:
    [handler] = [one for one in logging.getLogger().handlers if isinstance(one, SafeHandler)]

    handler.handle(logging.LogRecord("bot.views", logging.INFO, __file__, 1, "%d", (WORDS,), None))

    assert lines() == "a log line of bot.views (INFO) could not be written: TypeError\n"


def test_an_error_that_nobody_catches_is_logged_without_its_message(lines: Lines) -> None:
    try:
        failing(RuntimeError(WORDS))
    except RuntimeError as error:
        sys.excepthook(type(error), error, error.__traceback__)

    assert "CRITICAL bot.logs: the program ended by an error\n    RuntimeError\n" in (written := lines())
    assert WORDS not in written


def test_an_error_in_a_thread_is_logged_without_its_message(lines: Lines) -> None:
    thread = threading.Thread(target=failing, args=(RuntimeError(WORDS),))
    thread.start()
    thread.join()

    assert "a thread ended by an error\n    RuntimeError\n" in (written := lines())
    assert WORDS not in written
