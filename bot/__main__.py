"""The command line. JSON goes to standard output, all else to standard error. Exit codes: 0, 1 fault, 2 usage."""

import argparse
import asyncio
import logging
import os
import signal
import sys
from collections.abc import Iterator, Sequence
from datetime import date, datetime
from pathlib import Path

from bot.app import DenosumabBot
from bot.clock import MovableClock
from bot.content import load_content
from bot.content.check import check
from bot.content.loader import read
from bot.content.wordings import wordings
from bot.errors import BotError, Fault, SettingsError
from bot.knowledge import index_of
from bot.logs import set_up_logging
from bot.preview import run as preview
from bot.schedule import jsonl as plan_jsonl
from bot.settings import Settings, load_settings
from bot.simulation import command as simulation
from bot.timing import Timing
from bot.understanding import evaluation
from bot.understanding import jsonl as ask_jsonl
from bot.understanding.confusable import confusable

DONE, FAULT, USAGE = 0, 1, 2
PREVIEW_PORT, PREVIEW_DATA = 8080, Path("data/preview.db")

OURS_ALONE = 0o077  # databases and their copies are health data: nobody else on this machine reads them

logger = logging.getLogger("bot")

WITH_OWN_ARGUMENTS = ("ask", "plan", "evaluate", "simulate")


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command; returns its exit code."""
    arguments, rest = _parser().parse_known_args(argv)
    command = arguments.command or "run"
    if rest and command not in WITH_OWN_ARGUMENTS:
        _parser().error(f"unknown argument {rest[0]!r}")
    try:
        code = _command(command, arguments, rest)
        sys.stdout.flush()  # here, where a fault can still be told in words
    except BotError as error:
        _say(str(error))
        return FAULT
    except KeyboardInterrupt:
        return DONE if command in ("run", "preview") else FAULT
    except OSError as error:
        if command not in WITH_OWN_ARGUMENTS:
            raise
        _drop_output()
        if isinstance(error, BrokenPipeError):
            return DONE  # whoever reads has seen enough: plan ... | head
        _say(f"standard output cannot be written to ({error.strerror})")
        return FAULT
    return code


def _command(command: str, arguments: argparse.Namespace, rest: list[str]) -> int:
    match command:
        case "run":
            return _run(or_preview=getattr(arguments, "or_preview", False))
        case "preview":
            return _preview(arguments.port, arguments.data)
        case "ask":
            return ask_jsonl.run(rest, load_content(_content_dir()), _today(), index_of)
        case "evaluate":
            return evaluation.run(rest, load_content(_content_dir()), _today(), index_of)
        case "simulate":
            return simulation.run(rest, _content_dir())
        case "plan":
            return plan_jsonl.run(rest, load_content(_content_dir()))
        case _:
            return _check()


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m bot", description="A bot for people on denosumab injections.")
    commands = parser.add_subparsers(dest="command", metavar="COMMAND")
    run = commands.add_parser("run", help="the live bot (also with no command); needs BOT_TOKEN")
    run.add_argument("--or-preview", action="store_true", help="start the preview where no token is set")
    show = commands.add_parser("preview", help="the same bot in a browser: no token, no network")
    show.add_argument(
        "--port", type=_port, default=PREVIEW_PORT, help=f"port of the chat page (default {PREVIEW_PORT})"
    )
    show.add_argument("--data", type=Path, default=PREVIEW_DATA, help=f"its database (default {PREVIEW_DATA})")
    commands.add_parser(
        "ask", help="what the bot would understand and answer: TEXT, or --jsonl FILE or -", add_help=False
    )
    commands.add_parser("plan", help="the reminders for given dates: --jsonl ...", add_help=False)
    commands.add_parser("evaluate", help="count the answers to labelled messages: FILE...", add_help=False)
    commands.add_parser(
        "simulate",
        help="years of many people: is every reminder's promise kept? --people --years --seed",
        add_help=False,
    )
    commands.add_parser("check", help="validate settings and content")
    return parser


def _run(*, or_preview: bool) -> int:
    settings = load_settings()
    if settings.token is None and or_preview:
        _say("No BOT_TOKEN is set, so this is the preview. To go live, put one into .env: README.md, Going live.")
        return _preview(PREVIEW_PORT, PREVIEW_DATA)
    if settings.token is None:
        raise SettingsError("BOT_TOKEN: is not set; put the token from BotFather into .env, or run `make preview`")
    set_up_logging(settings.log_level, settings.log_format)
    os.umask(OURS_ALONE)
    try:
        asyncio.run(_live(settings))
    except BotError as error:
        if settings.log_format == "text":
            raise
        logger.critical(str(error))
        return FAULT
    return DONE


async def _live(settings: Settings) -> None:
    bot = DenosumabBot(settings, kind="live")
    for number in (signal.SIGINT, signal.SIGTERM):
        asyncio.get_running_loop().add_signal_handler(number, bot.stop)
    async with bot:  # a start that is refused says that alone
        logger.info("the live bot starts", extra={"intake": "webhook" if settings.webhook_url else "polling"})
        await bot.run_until_stopped()
        logger.info("the bot stops; what is under way is finished")
    logger.info("the bot has stopped")


def _preview_bot(settings: Settings, clock: MovableClock, timing: Timing) -> DenosumabBot:
    return DenosumabBot(settings, kind="preview", clock=clock, timing=timing)


def _preview(port: int, data: Path) -> int:
    set_up_logging("WARNING", "text")
    os.umask(OURS_ALONE)
    asyncio.run(preview.run(port, data, _preview_bot))
    return DONE


def _check() -> int:
    folder = _content_dir()
    faults = [str(fault) for fault in check(folder)]
    warnings = [] if faults else [f"warning: {fault}" for fault in _confusable(folder)]
    try:
        settings = load_settings()
        _ = settings.token
    except SettingsError as error:
        faults += str(error).splitlines()
    for line in [*warnings, *(faults or ["Settings and content are in order."])]:
        _say(line)
    return FAULT if faults else DONE


def _confusable(folder: Path) -> Iterator[Fault]:
    reading = read(folder)
    if reading.content:
        yield from confusable(reading.content, list(wordings(reading.files)))


def _content_dir() -> Path:
    """The content folder; the commands that need no settings must not fail on wrong ones."""
    try:
        return load_settings().content_dir
    except SettingsError:
        return Path(Settings.model_fields["content_dir"].default)


def _port(text: str) -> int:
    """A port to listen on; 0 is any free one."""
    if not (text.isascii() and text.isdecimal() and int(text) <= 65535):
        raise argparse.ArgumentTypeError(f"{text!r} is no port; a port is a number from 1 to 65535, like 8081")
    return int(text)


def _drop_output() -> None:
    """What Python still holds back for standard output would be tried again at the end, and fail again."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _say(line: str) -> None:
    print(line, file=sys.stderr)  # noqa: T201 - the command line speaks on standard error


def _today() -> date:
    return datetime.now().astimezone().date()


if __name__ == "__main__":
    sys.exit(main())
