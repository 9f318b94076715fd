"""
The errors of this application, one tree.

    BotError
    ├── SettingsError          a setting is wrong: name, fault, right example
    ├── ContentError           content/*.yaml is wrong: one line per fault
    ├── StorageError
    │   ├── DatabaseRefused    this file must not be used: foreign, newer, read-only, in use
    │   └── DatabaseUnavailable  a write failed for now: disk full, locked, I/O error
    └── IntakeStopped          polling cannot go on: refused token, another poller
"""

from dataclasses import dataclass


class BotError(Exception):
    """Something went wrong that we can name; the message says what to do about it."""


class SettingsError(BotError):
    """A setting is missing or wrong. The message never holds a secret's value."""


@dataclass(frozen=True, slots=True)
class Fault:
    """One mistake in a content file: where it is, what is wrong, and what to do."""

    file: str
    line: int
    entry: str
    what: str

    def __str__(self) -> str:
        return f"{self.file}:{self.line}: {self.entry}: {self.what}"


class ContentError(BotError):
    """The content cannot be used. ``faults`` holds every mistake found, in file order."""

    def __init__(self, *faults: Fault) -> None:
        super().__init__("\n".join(str(fault) for fault in faults))
        self.faults = faults


class StorageError(BotError):
    """The database could not do what was asked."""


class DatabaseRefused(StorageError):
    """This file must not be used by this bot; nothing in it was changed."""


class DatabaseUnavailable(StorageError):
    """A write did not go through for now (disk full, locked, I/O error); nothing of it was kept."""


class IntakeStopped(BotError):
    """Updates can no longer be fetched; the process ends with exit code 1."""
