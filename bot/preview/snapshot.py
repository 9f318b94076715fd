"""What the chat page shows, as JSON: everything at first, later only what changed since a version."""

from typing import Any

from bot.preview.about_bot import menu_for
from bot.preview.roster import Member
from bot.preview.state import CallbackQuery, Message, World


def snapshot(world: World, people: tuple[Member, ...], since: int, *, busy: bool) -> dict[str, Any]:
    """
    The page's state. ``messages`` and ``toasts`` hold those changed after ``since``; at 0 old toasts are left out.

    ``epoch`` changes when everything was forgotten: the page then begins anew.
    """
    shown = {member.id for member in people}
    messages = [m for chat_id in shown for m in world.messages.get(chat_id, {}).values() if m.version > since]
    queries = [
        q for q in world.queries.values() if since and q.version > since and q.answer is not None and q.chat_id in shown
    ]
    return {
        "epoch": world.epoch,
        "version": world.version,
        "now": world.now().isoformat(),
        "busy": busy,
        "bot": world.bot.first_name,
        "description": world.descriptions.get("description", ""),
        "people": [_person(world, member) for member in people],
        "messages": [_message(world, m) for m in sorted(messages, key=lambda m: m.id) if since or not m.deleted],
        "toasts": [_toast(query) for query in queries],
    }


def _person(world: World, member: Member) -> dict[str, Any]:
    chat = world.chats[member.id]
    return {
        "id": member.id,
        "name": f"{member.first_name} {member.last_name}",
        "first_name": member.first_name,
        "about": member.about,
        "role": member.role,
        "started": chat.started,
        "blocked": chat.bot_status == "kicked",
        "typing": chat.typing_until is not None and world.now() < chat.typing_until,
        "commands": menu_for(world, member.id),
    }


def _message(world: World, message: Message) -> dict[str, Any]:
    body: dict[str, Any] = {
        "chat": message.chat_id,
        "id": message.id,
        "mine": message.sender_id != world.bot.id,
        "date": message.date.isoformat(),
        "deleted": message.deleted,
        "edited": message.edited is not None,
        "html": message.html,
        "text": message.text,
        "keyboard": message.keyboard,
        "reply_to": message.reply_to,
    }
    if message.attachment is not None:
        body["kind"] = message.attachment.kind
        body["extra"] = message.attachment.extra
        if message.attachment.file_id is not None:
            file = world.files[message.attachment.file_id]
            body["file"] = {"id": file.id, "name": file.name, "mime": file.mime, "size": len(file.data)}
    return body


def _toast(query: CallbackQuery) -> dict[str, Any]:
    return {"id": query.id, "chat": query.chat_id, "text": query.answer, "alert": query.alert}
