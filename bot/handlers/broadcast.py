"""/broadcast: write, see it as they will, confirm once; the sending itself is a job's. And the way out of news."""

from telegram import Update
from telegram.ext import CallbackQueryHandler

from bot.content.marks import to_html
from bot.context import BotContext, pressed
from bot.handlers.commands import Handlers, command, for_admins
from bot.handlers.other import on_old_button, on_unknown_command
from bot.storage import broadcasts, chats, dialogs
from bot.storage.broadcasts import Broadcast
from bot.views import admin as views
from bot.views.common import caption, notice
from bot.views.presses import verb_pattern
from bot.views.reply import Reply

WRITING = "admin.broadcast"


async def on_broadcast(update: Update, context: BotContext) -> None:  # noqa: ARG001 - a handler's shape
    """The command: wait for the text."""
    await dialogs.open_dialog(context.db, context.chat.chat_id, WRITING, {}, context.in_time(hours=1))
    cancel = caption(context.content, "button.cancel", "adm.cancel")
    context.reply(notice(context.content, "admin.broadcast_write", cancel))


async def preview(context: BotContext, text: str) -> None:
    """Keep the text as a draft; show it exactly as each recipient will see it, then how many there are."""
    await dialogs.close_dialog(context.db, context.chat.chat_id)
    await _show_draft(context, text, safety=False)


async def on_safety(update: Update, context: BotContext) -> None:
    """The same text as a safety notice: a new draft in place of the old one."""
    draft = await _draft(update, context)
    if draft is not None:
        context.toast(update)
        await broadcasts.cancel(context.db, draft.id, context.now)
        context.revise(update, notice(context.content, "admin.now_safety"))
        await _show_draft(context, draft.text, safety=True)


async def on_send(update: Update, context: BotContext) -> None:
    """Confirmed: queue it for every recipient. This message becomes the progress that a job keeps up to date."""
    draft = await _draft(update, context)
    if draft is None:
        return
    context.toast(update)
    number = await chats.count_recipients(context.db, safety=draft.safety)
    if number == 0 or number > (pressed(update).number(1) or 0):
        question = _question(context, draft.id, number, safety=draft.safety)
        more = to_html(context.say("admin.broadcast_more"))
        context.revise(update, question.headed(more) if number else question)
        return
    await broadcasts.confirm(context.db, draft.id, context.now)
    context.revise(update, views.broadcast_progress(context.content, draft.id, 0, number))
    message = update.callback_query.message if update.callback_query else None
    if message is not None:
        await broadcasts.note_progress(context.db, draft.id, message_id=message.message_id, shown=f"0/{number}")


async def on_stop(update: Update, context: BotContext) -> None:
    """Keep back what has not gone out yet; the job that shows the progress reports the rest."""
    broadcast = await _own(update, context)
    if broadcast is None:
        return
    if broadcast.status != "sending":
        context.toast(update, context.say("admin.broadcast_over"))
        return
    context.toast(update, context.say("admin.broadcast_stopping"))
    await broadcasts.cancel(context.db, broadcast.id, context.now)


async def on_drop(update: Update, context: BotContext) -> None:
    """Not sent after all."""
    draft = await _draft(update, context)
    if draft is not None:
        await broadcasts.cancel(context.db, draft.id, context.now)
        context.toast(update)
        context.revise(update, notice(context.content, "admin.broadcast_cancelled"))


async def on_no_more_news(update: Update, context: BotContext) -> None:
    """A recipient wants no more news; the message itself stays."""
    await chats.set_news(context.db, context.chat.chat_id, news=False)
    context.toast(update)
    context.reply(notice(context.content, "news.ended"))


async def _show_draft(context: BotContext, text: str, *, safety: bool) -> None:
    number = await broadcasts.add_draft(context.db, context.chat.chat_id, text, safety=safety, now=context.now)
    to = await chats.count_recipients(context.db, safety=safety)
    context.reply(views.broadcast_message(context.content, text, safety=safety))
    context.reply(_question(context, number, to, safety=safety))


def _question(context: BotContext, draft_id: int, number: int, *, safety: bool) -> Reply:
    return views.broadcast_question(context.content, draft_id, number, context.settings.send_rate, safety=safety)


async def _draft(update: Update, context: BotContext) -> Broadcast | None:
    """This admin's draft; one that was confirmed or cancelled answers the press, and nothing happens."""
    draft = await _own(update, context)
    if draft is not None and draft.status != "draft":
        context.toast(update, context.say("admin.broadcast_over"))
        return None
    return draft


async def _own(update: Update, context: BotContext) -> Broadcast | None:
    """This admin's broadcast behind the button; None, and how things stand is said, where it is another's or none."""
    broadcast = await broadcasts.get_broadcast(context.db, pressed(update).number(0) or 0)
    if broadcast is not None and broadcast.admin_chat_id == context.chat.chat_id:
        return broadcast
    await on_old_button(update, context)
    return None


def handlers() -> Handlers:
    """The command and its buttons."""
    presses = {"adm.safety": on_safety, "adm.send": on_send, "adm.drop": on_drop, "adm.stop": on_stop}
    return [
        command("broadcast", for_admins(on_broadcast, on_unknown_command)),
        *(
            CallbackQueryHandler(for_admins(callback, on_old_button), pattern=verb_pattern(verb))
            for verb, callback in presses.items()
        ),
        CallbackQueryHandler(on_no_more_news, pattern=verb_pattern("news.off")),
    ]
