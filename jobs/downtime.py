"""After the bot, the computer or Telegram was away: the admins hear once how much was late, and by how long."""

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any

from bot.context import Services
from bot.outbox.message import Kind, NewMessage
from bot.storage import chats, health, late, outbox
from bot.storage.database import Connection
from bot.storage.late import Late
from bot.views.health import span_in_words

LATE = timedelta(hours=1)
EPISODE = "late"  # the beat that says since when reminders have been late


async def notice_lateness(
    db: Connection, services: Services, last_sweep: datetime | None, *, midway: bool = False
) -> None:
    """
    Before anything is sent: are reminders late by more than an hour? Then the admins are told, once for each downtime.

    It lasts until nothing is late any more and Telegram answers (at night nothing is tried, so nothing is late); a
    sweep that did not come for an hour begins another. While Telegram is away the notice waits, and its figures grow.
    *midway* through a sweep no downtime ends: what is on its way may come back.
    """
    now = services.now()
    before = now - LATE
    since = await health.last_beat(db, EPISODE)
    if not await late.any_late(db, before):
        if since is not None and services.reach.since is not None and not midway:
            await health.silence(db, EPISODE)
        return
    begins = since is None or (last_sweep is not None and last_sweep <= before)
    if begins:
        await health.beat(db, EPISODE, now)
    admins = await chats.reachable_of(db, services.settings.admin_ids)
    keys = {f"late:{now if begins else since:%Y%m%d%H%M%S}:{admin}": admin for admin in admins}
    told = [] if begins else await late.untold(db, keys)
    found = await late.what_is_late(db, before) if begins or told else None
    if found is None:
        return
    facts = _facts(services, found, told, now)
    if begins:
        for key, admin in keys.items():
            await outbox.enqueue(db, NewMessage(key, Kind.NOTICE, admin, facts, now), now)
    else:
        await late.retell(db, keys, facts)


def _facts(services: Services, found: Late, told: Sequence[Mapping[str, Any]], now: datetime) -> dict[str, Any]:
    """What the notice says; what it said before it could be sent is not taken back (a newer step replaces an older)."""
    number = max([found.number, *(known["values"]["number"] for known in told)])
    oldest = min([found.oldest, *(datetime.fromisoformat(known["oldest"]) for known in told)])
    text = "admin.late_one" if number == 1 else "admin.late"
    values = {"number": number, "late": span_in_words(services.content, now - oldest)}
    return {"text": text, "values": values, "oldest": oldest.isoformat()}
