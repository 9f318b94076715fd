"""The admin's view of a running broadcast: one message, edited in place, until the final counts."""

from bot.content import Content
from bot.context import Services
from bot.outbox.actions import EditMessage, SendMessage
from bot.outbox.retry import Delivered, Flooded, TryLater
from bot.outbox.sender import Sender
from bot.storage import broadcasts
from bot.storage.broadcasts import Broadcast, Tally
from bot.views.admin import broadcast_progress, broadcast_report
from bot.views.reply import Reply


async def show_progress(services: Services, sender: Sender) -> None:
    """Bring the progress message of every running broadcast up to date; close those that have ended."""
    async with services.database.read() as db:
        running = [(one, await broadcasts.tally(db, one.id)) for one in await broadcasts.being_sent(db)]
    for broadcast, tally in running:
        await _show(services, sender, broadcast, tally)


async def _show(services: Services, sender: Sender, broadcast: Broadcast, tally: Tally) -> None:
    over = tally.waiting == 0
    shown = f"{tally.total - tally.waiting}/{tally.total}{'.' if over else ''}"
    if shown != broadcast.progress_shown:
        reply = _report(services.content, tally) if over else _progress(services.content, broadcast.id, tally)
        chat_id, message_id = broadcast.admin_chat_id, broadcast.progress_message_id
        action = (
            SendMessage(chat_id=chat_id, reply=reply)
            if message_id is None
            else EditMessage(chat_id=chat_id, message_id=message_id, reply=reply)
        )
        outcome = await sender.perform(action)
        if isinstance(outcome, TryLater | Flooded):
            return  # shown at the next beat; the counts are in the database
        message_id = outcome.message_id if isinstance(outcome, Delivered) else None
        # An admin who cannot be written to is not tried again for the same counts.
        async with services.database.transaction() as db:
            await broadcasts.note_progress(db, broadcast.id, message_id=message_id, shown=shown)
    if over:
        async with services.database.transaction() as db:
            await broadcasts.close(db, broadcast.id, services.now())


def _progress(content: Content, broadcast_id: int, tally: Tally) -> Reply:
    return broadcast_progress(content, broadcast_id, tally.total - tally.waiting, tally.total)


def _report(content: Content, tally: Tally) -> Reply:
    return broadcast_report(
        content,
        total=tally.total,
        delivered=tally.delivered,
        blocked=tally.blocked,
        failed=tally.failed,
        uncertain=tally.uncertain,
        cancelled=tally.cancelled,
    )
