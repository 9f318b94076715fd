"""
Once a day a test message goes the whole way of a reminder: queued, claimed, sent, accepted, recorded.

It is quiet: sent to one admin without a sound, and deleted once Telegram has taken it. Admins who want to hear each day
that all is well get it as a message that stays, and then no quiet one is needed. Where an admin refuses it, it goes to
the next. One that is not delivered within an hour is a fault (see bot/vitals.py), and is tried anew each hour.
"""

from bot.context import Services
from bot.outbox.message import Kind, NewMessage
from bot.storage import chats, health, outbox
from bot.storage.database import Connection
from bot.vitals import CANARY_QUEUED, canary_is_awaited


async def queue_canary(db: Connection, services: Services) -> bool:
    """
    Queue a test message for whoever wants it, else for the first admin whom none waits for or refused one this hour.

    False where there is none. While an earlier one is on its way, the hour counts from that.
    """
    now = services.now()
    admins = await chats.reachable_of(db, services.settings.admin_ids)
    wishing = await chats.wanting_daily_word(db, admins)
    waiting = await outbox.awaiting(db, admins, Kind.CANARY)
    queued = False
    for admin in wishing or admins:
        if admin in waiting:
            continue  # theirs is tried on; whether it is their chat alone that fails, the next one shows
        message = NewMessage(f"canary:{now:%Y%m%d%H}:{admin}", Kind.CANARY, admin, {"quiet": not wishing}, now)
        queued = await outbox.enqueue(db, message, now) or queued
        if queued and not wishing:
            break
    if queued and not canary_is_awaited(await health.beats(db)):
        await health.beat(db, CANARY_QUEUED, now)
    return queued
