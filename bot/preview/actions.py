"""What people do in Telegram, turned into messages and updates. Pure but for the world it changes."""

import re
import secrets
from typing import Any

from bot.preview.as_api import chat_json, message_json, person_json, seconds
from bot.preview.markup import unmarked, utf16_length
from bot.preview.state import Attachment, BotStatus, CallbackQuery, Chat, Message, Person, World

_COMMAND = re.compile(r"(?<![\w/])/[A-Za-z0-9_]{1,32}(?:@\w+)?(?![\w/])")


class NotPossible(AssertionError):
    """A person cannot do this in Telegram as things stand (blocked the bot, no such button...)."""


def _entities(text: str) -> list[dict[str, Any]]:
    return [
        {
            "type": "bot_command",
            "offset": utf16_length(text[: match.start()]),
            "length": utf16_length(match[0]),
        }
        for match in _COMMAND.finditer(text)
    ]


def _open_chat(chat: Chat) -> None:
    if chat.bot_status in {"kicked", "left"}:
        raise NotPossible("the bot is blocked or gone here; unblock it or add it first")
    chat.started = True


def write(
    world: World,
    chat: Chat,
    sender: Person,
    text: str,
    *,
    attachment: Attachment | None = None,
    reply_to: int | None = None,
    service: dict[str, Any] | None = None,
) -> Message:
    """Somebody writes into a chat: the message appears and the bot gets an update."""
    if service is None:
        _open_chat(chat)
    marked = unmarked(text)
    message = world.add(
        Message(
            id=0,
            chat_id=chat.id,
            sender_id=sender.id,
            date=world.now(),
            text=marked.plain,
            html=marked.html,
            entities=_entities(marked.plain),
            attachment=attachment,
            reply_to=reply_to,
            service=service,
        )
    )
    kind = "channel_post" if chat.kind == "channel" else "message"
    world.updates.push({kind: message_json(world, message)})
    return message


def rewrite(world: World, message: Message, text: str) -> None:
    """The author edits a message of theirs: the bot gets an edited_message."""
    _open_chat(world.chats[message.chat_id])
    marked = unmarked(text)
    message.earlier.append(message.html)
    message.text, message.html = marked.plain, marked.html
    message.entities = _entities(marked.plain)
    message.edited = world.now()
    world.changed(message)
    kind = "edited_channel_post" if world.chats[message.chat_id].kind == "channel" else "edited_message"
    world.updates.push({kind: message_json(world, message)})


def press(world: World, person: Person, chat_id: int, message_id: int, data: str) -> CallbackQuery:
    """A button is pressed. The data is not checked against the keyboard: clients can be forged or stale."""
    _open_chat(world.chats[chat_id])
    query = CallbackQuery(
        id=str(secrets.randbits(60)),
        person_id=person.id,
        chat_id=chat_id,
        message_id=message_id,
        data=data,
        asked=world.now(),
    )
    world.queries[query.id] = query
    message = world.message(chat_id, message_id)
    chat = world.chats[chat_id]
    world.updates.push(
        {
            "callback_query": {
                "id": query.id,
                "from": person_json(person),
                "chat_instance": str(chat_id),
                "data": data,
                "message": message_json(world, message)
                if message is not None
                else {"chat": chat_json(world, chat), "message_id": message_id, "date": 0},
            }
        }
    )
    query.version = world.touch(chat_id)
    return query


def set_bot_status(world: World, chat: Chat, person: Person, status: BotStatus) -> None:
    """The bot is blocked, unblocked, added or removed: it gets a my_chat_member."""
    before = chat.bot_status
    if before == status:
        return
    chat.bot_status = status
    world.touch(chat.id)
    world.updates.push(
        {
            "my_chat_member": {
                "chat": chat_json(world, chat),
                "from": person_json(person),
                "date": seconds(world.now()),
                "old_chat_member": _member(world, before),
                "new_chat_member": _member(world, status),
            }
        }
    )


def _member(world: World, status: BotStatus) -> dict[str, Any]:
    member: dict[str, Any] = {"user": person_json(world.bot), "status": status}
    if status == "kicked":
        member["until_date"] = 0
    if status == "administrator":
        rights = (
            "can_be_edited is_anonymous can_manage_chat can_delete_messages can_manage_video_chats "
            "can_restrict_members can_promote_members can_change_info can_invite_users can_post_stories "
            "can_edit_stories can_delete_stories"
        )
        member |= dict.fromkeys(rights.split(), False)
    return member


def inline_query(world: World, person: Person, text: str) -> None:
    """Somebody types the bot's name and a question in another chat."""
    world.updates.push(
        {
            "inline_query": {
                "id": str(secrets.randbits(60)),
                "from": person_json(person),
                "query": text,
                "offset": "",
                "chat_type": "private",
            }
        }
    )
