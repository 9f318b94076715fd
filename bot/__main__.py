"""The command line. JSON goes to standard output, all else to standard error. Exit codes: 0, 1 fault, 2 usage."""

import argparse
import asyncio
import os
import signal
import sys
from collections.abc import Sequence
from datetime import date, datetime
from pathlib import Path

from bot.app import DenosumabBot
from bot.clock import MovableClock
from bot.content import load_content
from bot.content.check import check
from bot.errors import BotError, SettingsError
from bot.logs import set_up_logging
from bot.preview import run as preview
from bot.schedule import jsonl as plan_jsonl
from bot.settings import Settings, load_settings
from bot.timing import Timing
from bot.understanding import jsonl as ask_jsonl

DONE, FAULT, USAGE = 0, 1, 2


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command; returns its exit code."""
    arguments, rest = _parser().parse_known_args(argv)
    command = arguments.command or "run"
    if rest and command not in ("ask", "plan"):
        _parser().error(f"unknown argument {rest[0]!r}")
    try:
        match command:
            case "run":
                return _run(or_preview=getattr(arguments, "or_preview", False))
            case "preview":
                return _preview(arguments.port, arguments.data)
            case "ask":
                return ask_jsonl.run(rest, load_content(_content_dir()), _today())
            case "plan":
                return plan_jsonl.run(rest, load_content(_content_dir()))
            case _:
                return _check()
    except BotError as error:
        print(error, file=sys.stderr)  # noqa: T201 - the command line speaks on standard error
        return FAULT
    except KeyboardInterrupt:
        return DONE


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m bot", description="A bot for people on denosumab injections.")
    commands = parser.add_subparsers(dest="command", metavar="COMMAND")
    run = commands.add_parser("run", help="the live bot (also with no command); needs BOT_TOKEN")
    run.add_argument("--or-preview", action="store_true", help="start the preview where no token is set")
    show = commands.add_parser("preview", help="the same bot in a browser: no token, no network")
    show.add_argument("--port", type=int, default=8080, help="port of the chat page (default 8080)")
    show.add_argument("--data", type=Path, default=Path("data/preview.db"), help="its database")
    commands.add_parser(
        "ask", help="what the bot would understand and answer: TEXT, or --jsonl FILE or -", add_help=False
    )
    commands.add_parser("plan", help="the reminders for given dates: --jsonl ...", add_help=False)
    commands.add_parser("check", help="validate settings and content")
    return parser


def _run(*, or_preview: bool) -> int:
    settings = load_settings()
    if settings.token is None and or_preview:
        print(  # noqa: T201 - the command line speaks on standard error
            "No BOT_TOKEN is set, so here is the preview. To go live: get a token from @BotFather in Telegram,\n"
            "copy .env.example to .env, put BOT_TOKEN=... into it, and run this command again.",
            file=sys.stderr,
        )
        return _preview(8080, Path("data/preview.db"))
    if settings.token is None:
        raise SettingsError("BOT_TOKEN: is not set; put the token from BotFather into .env, or run `make preview`")
    set_up_logging(settings.log_level, settings.log_format)
    os.umask(0o077)  # the database and its backups are health data: nobody else on this machine reads them
    asyncio.run(_live(settings))
    return DONE


async def _live(settings: Settings) -> None:
    bot = DenosumabBot(settings, kind="live")
    for number in (signal.SIGINT, signal.SIGTERM):
        asyncio.get_running_loop().add_signal_handler(number, bot.stop)
    async with bot:
        await bot.run_until_stopped()


def _preview_bot(settings: Settings, clock: MovableClock, timing: Timing) -> DenosumabBot:
    return DenosumabBot(settings, kind="preview", clock=clock, timing=timing)


def _preview(port: int, data: Path) -> int:
    set_up_logging("WARNING", "text")
    asyncio.run(preview.run(port, data, _preview_bot))
    return DONE


def _check() -> int:
    faults = [str(fault) for fault in check(_content_dir())]
    try:
        settings = load_settings()
        _ = settings.token
    except SettingsError as error:
        faults += str(error).splitlines()
    for fault in faults:
        print(fault, file=sys.stderr)  # noqa: T201 - the command line speaks on standard error
    if not faults:
        print("Settings and content are in order.", file=sys.stderr)  # noqa: T201 - as above
    return FAULT if faults else DONE


def _content_dir() -> Path:
    """The content folder; the commands that need no settings must not fail on wrong ones."""
    try:
        return load_settings().content_dir
    except SettingsError:
        return Path(Settings.model_fields["content_dir"].default)


def _today() -> date:
    return datetime.now().astimezone().date()


if __name__ == "__main__":
    sys.exit(main())
