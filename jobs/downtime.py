"""After the bot, the computer or Telegram was away: the admins hear once how much was late, and by how long."""

from datetime import datetime, timedelta

from bot.context import Services
from bot.outbox.message import Kind, NewMessage
from bot.storage import chats, health, late, outbox
from bot.storage.database import Connection
from bot.views.health import span_in_words

LATE = timedelta(hours=1)
EPISODE = "late"  # the beat that says since when reminders have been late


async def notice_lateness(db: Connection, services: Services, last_sweep: datetime | None) -> None:
    """
    Before anything is sent: are reminders late by more than an hour? Then the admins are told, once for each downtime.

    It lasts until nothing is late any more; a sweep that did not come for an hour begins another. While Telegram is
    out of reach the notice waits as well, and its figures grow.
    """
    now = services.now()
    before = now - LATE
    since = await health.last_beat(db, EPISODE)
    if not await late.any_late(db, before):
        if since is not None:
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
    text = "admin.late_one" if found.number == 1 else "admin.late"
    values = {"number": found.number, "late": span_in_words(services.content, now - found.oldest)}
    facts = {"text": text, "values": values}
    if begins:
        for key, admin in keys.items():
            await outbox.enqueue(db, NewMessage(key, Kind.NOTICE, admin, facts, now), now)
    elif all(known["values"]["number"] <= found.number for known in told):
        await late.retell(db, keys, facts)
