"""Answers about teeth and jaw lead to the dental visit: to the one that is known, or to a new one."""

from bot.content.models import Entry
from bot.context import BotContext
from bot.handlers.next import present
from bot.views.dental import with_known_visit, with_new_visit
from bot.views.reply import Reply

ABOUT_TEETH = frozenset({"dental-care", "jaw-osteonecrosis"})


async def with_visit(context: BotContext, entry: Entry, reply: Reply, *, care_first: bool) -> Reply:
    """
    *reply*, the answer of *entry*, beginning with the next visit and leading to it; to a new one where none is.

    With *care_first* it begins as it does: the care line stays on top.
    """
    if entry.id not in ABOUT_TEETH:
        return reply
    state = await present(context)
    ahead = next((visit for visit in state.visits if visit.on >= state.today), None)
    if ahead is None:
        return with_new_visit(context.content, reply)
    return with_known_visit(context.content, reply, ahead, headed=not care_first)
