"""A question of ours that no draft waits for: kept, so that a yes, a no or a caption can be typed for a press."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.context import BotContext
from bot.handlers.faq import REMEMBERED
from bot.storage.dialogs import Dialog, current_dialog, open_dialog, set_payload
from bot.views.reply import Button, Reply

STANDS_FOR = timedelta(minutes=30)  # a bare "yes" later than that answers something else
KEPT = "asked_back"


@dataclass(frozen=True, slots=True)
class AskedBack:
    """Its buttons, and which of them a bare yes and a bare no choose: None where such a word does not settle it."""

    buttons: Sequence[Button]
    yes: int | None
    no: int | None

    def row_of(self, said: str | None) -> Button | None:
        """The button that *said*, a yes or a no, chooses."""
        at = {"yes": self.yes, "no": self.no}.get(said or "")
        return None if at is None else self.buttons[at]


async def ask(context: BotContext, reply: Reply, *, yes: int | None, no: int | None) -> None:
    """Send the question *reply*, and let its buttons be typed; those of an earlier one can still be pressed."""
    context.reply(reply)
    buttons = [row[0] for row in reply.rows]
    asked = {
        "buttons": [one.model_dump() for one in buttons],
        "yes": yes,
        "no": no,
        "until": (context.now + STANDS_FOR).isoformat(),
    }
    chat_id = context.chat.chat_id
    dialog = await current_dialog(context.db, chat_id, context.now)
    kept = (dialog.payload if dialog else {}) | {KEPT: asked, "shown": None}
    if dialog is None:
        await open_dialog(context.db, chat_id, REMEMBERED, kept, context.now + STANDS_FOR)
    else:
        await set_payload(context.db, chat_id, kept)


def asked_in(dialog: Dialog, now: datetime) -> AskedBack | None:
    """The question that still waits beside *dialog*; None where there is none, or it was asked long ago."""
    kept = dialog.payload.get(KEPT)
    if not kept or datetime.fromisoformat(kept["until"]) < now:
        return None
    return AskedBack([Button(**one) for one in kept["buttons"]], kept["yes"], kept["no"])


async def settle(context: BotContext, dialog: Dialog) -> None:
    """It is answered: the next yes is not meant for it."""
    await set_payload(context.db, context.chat.chat_id, dialog.payload | {KEPT: None})
