"""The house rules, read off the syntax trees: who may import what, how long a module may be, and what is explained."""

import ast
from collections.abc import Iterator
from pathlib import Path, PurePosixPath
from typing import NamedTuple

import pytest

ROOT = Path(__file__).parent.parent
LONGEST = 260

ROOTS = ("bot/app.py", "bot/__main__.py")

RULES = ("bot/content", "bot/understanding", "bot/schedule", "bot/outbox/message.py", "bot/outbox/retry.py")

RECKONING = ("days", "facts", "reckoning", "told", "weather", "promises", "account")
APART = tuple(f"bot/simulation/{name}.py" for name in RECKONING)

# (where, what never, so that)
BANS = (
    (
        RULES,
        ("telegram", "sqlalchemy", "apscheduler", "bot.storage", "bot.settings", "jobs"),
        "the rules run and are tested with plain values",
    ),
    (("bot/views",), ("telegram.ext", "telegram.error", "sqlalchemy", "bot.storage"), "a view only builds"),
    (
        ("bot/handlers",),
        ("sqlalchemy", "apscheduler", "telegram.error", "jobs"),
        "handlers never write SQL, schedule or judge failures",
    ),
    (
        ("bot/storage",),
        ("telegram", "apscheduler", "bot.handlers", "bot.views", "jobs"),
        "rows know nothing of chats or timers",
    ),
    (
        APART,
        ("bot.schedule", "bot.planning", "bot.storage", "bot.handlers", "bot.views", "bot.outbox", "jobs", "telegram"),
        "what is owed is reckoned apart from the rules that it is held against",
    ),
    (("jobs",), ("sqlalchemy", "bot.handlers", "bot.app"), "a job calls storage, rules and sender, as a handler does"),
)


class Import(NamedTuple):
    """One imported module, or name of a module, and where it stands."""

    path: str
    line: int
    module: str

    def __str__(self) -> str:
        return f"{self.path}:{self.line}: {self.module}"


def modules() -> list[str]:
    return sorted(
        path.relative_to(ROOT).as_posix() for package in ("bot", "jobs") for path in (ROOT / package).rglob("*.py")
    )


def tree_of(path: str) -> ast.Module:
    return ast.parse((ROOT / path).read_text(encoding="utf-8"), path)


def imports_in(path: str, source: str | None = None) -> list[Import]:
    """Everything imported; ``from bot import storage`` counts as bot and as bot.storage."""
    tree = tree_of(path) if source is None else ast.parse(source)
    found = []
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            found += [Import(path, node.lineno, one.name) for one in node.names]
        elif isinstance(node, ast.ImportFrom):
            base = absolute(path, node)
            found.append(Import(path, node.lineno, base))
            found += [Import(path, node.lineno, f"{base}.{one.name}") for one in node.names]
    return found


def absolute(path: str, node: ast.ImportFrom) -> str:
    if node.level == 0:
        return node.module or ""
    package = PurePosixPath(path).parts[: -node.level]
    return ".".join([*package, node.module or ""]).rstrip(".")


def lies_in(path: str, places: tuple[str, ...]) -> bool:
    return any(path == place or path.startswith(f"{place}/") for place in places)


def reaches(module: str, banned: str) -> bool:
    return module == banned or module.startswith(f"{banned}.")


def broken(found: list[Import]) -> Iterator[str]:
    for one in found:
        for places, never, so_that in BANS:
            hit = next((banned for banned in never if reaches(one.module, banned)), None)
            if lies_in(one.path, places) and hit:
                yield f"{one} is imported, but {' and '.join(places)} never import {hit}, so that {so_that}"
        if reaches(one.module, "bot.app") and one.path not in ROOTS:
            yield f"{one} is imported, but only {' and '.join(ROOTS)} import the root"


def test_no_import_breaks_a_ban() -> None:
    faults = list(dict.fromkeys(fault for path in modules() for fault in broken(imports_in(path))))

    assert not faults, "\n" + "\n".join(faults)


@pytest.mark.parametrize(
    ("path", "source"),
    [
        ("bot/schedule/plan.py", "import telegram"),
        ("bot/schedule/plan.py", "import sqlalchemy.ext.asyncio as db"),
        ("bot/understanding/triage/engine.py", "from bot import storage"),
        ("bot/content/loader.py", "from bot.storage.database import Database"),
        ("bot/outbox/retry.py", "from bot.settings import Settings"),
        ("bot/outbox/message.py", "from apscheduler.triggers.cron import CronTrigger"),
        ("bot/views/faq.py", "from telegram import ext"),
        ("bot/views/faq.py", "from bot import storage as rows"),
        ("bot/views/faq.py", "from ..storage import chats"),
        ("bot/handlers/text.py", "from telegram.error import Forbidden"),
        ("bot/handlers/text.py", "from jobs.sweep import Sweeper"),
        ("bot/storage/chats.py", "def f():\n    from telegram import Bot"),
        ("jobs/sweep.py", "from bot.handlers import all_handlers"),
        ("jobs/sweep.py", "from bot import app"),
        ("bot/preview/run.py", "import bot.app"),
        ("bot/simulation/reckoning.py", "from bot.schedule import due_date"),
    ],
)
def test_a_banned_import_is_found_however_it_is_written(path: str, source: str) -> None:
    assert list(broken(imports_in(path, source)))


@pytest.mark.parametrize(
    ("path", "source"),
    [
        ("bot/views/faq.py", "from telegram import InlineKeyboardMarkup"),
        ("bot/schedule/plan.py", "from bot.scheduled import x"),
        ("bot/planning.py", "from bot.storage import outbox"),
        ("bot/context.py", "from bot.storage.database import Database"),
        ("bot/outbox/sender.py", "from telegram.error import Forbidden"),
        ("bot/__main__.py", "from bot.app import DenosumabBot"),
    ],
)
def test_what_is_allowed_is_left_alone(path: str, source: str) -> None:
    assert not list(broken(imports_in(path, source)))


def test_the_sender_alone_reads_telegram_s_errors_on_the_way_out() -> None:
    outbox_and_jobs = [path for path in modules() if lies_in(path, ("bot/outbox", "jobs"))]
    readers = {
        one.path for path in outbox_and_jobs for one in imports_in(path) if reaches(one.module, "telegram.error")
    }

    assert readers == {"bot/outbox/sender.py"}


def test_what_stands_apart_exists() -> None:
    assert all((ROOT / path).exists() for path in APART)


def test_no_import_stands_inside_a_function() -> None:
    inside = [
        f"{path}:{node.lineno}"
        for path in modules()
        for function in ast.walk(tree_of(path))
        if isinstance(function, ast.FunctionDef | ast.AsyncFunctionDef)
        for node in ast.walk(function)
        if isinstance(node, ast.Import | ast.ImportFrom)
    ]

    assert not inside, f"an import inside a function hides a cycle: {inside}"


def test_every_public_module_class_and_function_says_what_it_promises() -> None:
    silent = []
    for path in modules():
        tree = tree_of(path)
        silent += [f"{path}:1: the module"] if is_silent(tree) and not migration(path) else []
        silent += [f"{path}:{node.lineno}: {node.name}" for node in public_parts(tree, path) if is_silent(node)]

    assert not silent, "a docstring is missing:\n" + "\n".join(silent)


def is_silent(node: ast.Module | ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef) -> bool:
    empty = isinstance(node, ast.Module) and not node.body
    return not empty and not ast.get_docstring(node)


def migration(path: str) -> bool:
    return path.startswith("bot/storage/migrations/")  # Alembic calls these; each has one entry, described at the top


def public_parts(
    tree: ast.Module | ast.ClassDef, path: str
) -> Iterator[ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef]:
    """Public classes, functions and methods; what is defined inside a function is its own affair."""
    for node in tree.body:
        if not isinstance(node, ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef):
            continue
        if node.name.startswith("_") or migration(path):
            continue
        yield node
        if isinstance(node, ast.ClassDef):
            yield from public_parts(node, path)


def test_a_module_fits_into_a_reader_s_head() -> None:
    lengths = {path: len((ROOT / path).read_text(encoding="utf-8").splitlines()) for path in modules()}
    long = [f"{path}: {lines} lines" for path, lines in lengths.items() if lines >= LONGEST]

    assert not long, f"split by subject what has {LONGEST} lines or more:\n" + "\n".join(long)


def test_nothing_is_put_into_a_drawer() -> None:
    drawers = {"utils.py", "util.py", "helpers.py", "misc.py", "common_utils.py"}

    assert not [path for path in modules() if PurePosixPath(path).name in drawers]


def test_the_environment_is_read_in_one_place() -> None:
    readers = {
        path
        for path in modules()
        for node in ast.walk(tree_of(path))
        if isinstance(node, ast.Attribute) and node.attr in ("environ", "getenv")
    }

    assert readers <= {
        "bot/settings.py",
        "bot/__init__.py",
    }  # the latter tells a library how it is used, and reads nothing
