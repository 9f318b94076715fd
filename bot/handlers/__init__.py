"""Who answers what: one table in order; the first that takes an update answers it."""

from bot.handlers import (
    admin,
    broadcast,
    calendar,
    consent,
    dental,
    faq,
    health,
    injections,
    next,  # noqa: A004 - named after its command
    other,
    reminders,
    rights,
    settings,
    start,
    stats,
    team,
    text,
    topics,
    wishes,
)
from bot.handlers.commands import Handlers


def all_handlers() -> Handlers:
    """Commands and buttons by subject, then words, then everything else."""
    modules = (
        start, next, injections, dental, calendar, consent, settings, reminders, wishes,
        topics, faq, team, rights,
        admin, broadcast, stats, health,
        text, other,
    )  # fmt: skip
    return [handler for module in modules for handler in module.handlers()]
