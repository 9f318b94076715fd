"""What the stand-in knows, written as the Bot API's JSON objects."""

from datetime import datetime
from typing import Any

from bot.preview.state import Chat, Message, Person, StoredFile, World

PHOTO_SIDE = 640


def person_json(person: Person) -> dict[str, Any]:
    """A User object."""
    user: dict[str, Any] = {"id": person.id, "is_bot": person.is_bot, "first_name": person.first_name}
    for name in ("last_name", "username", "language_code"):
        if value := getattr(person, name):
            user[name] = value
    return user


def bot_json(bot: Person) -> dict[str, Any]:
    """The User object of getMe, with a bot's abilities."""
    user = person_json(bot)
    user.pop("language_code", None)
    return user | {
        "can_join_groups": True,
        "can_read_all_group_messages": False,
        "supports_inline_queries": False,
        "can_connect_to_business": False,
        "has_main_web_app": False,
    }


def chat_json(world: World, chat: Chat) -> dict[str, Any]:
    """A Chat object."""
    if chat.kind != "private":
        return {"id": chat.id, "type": chat.kind, "title": chat.title}
    person = person_json(world.people[chat.id])
    names = {name: person[name] for name in ("first_name", "last_name", "username") if name in person}
    return {"id": chat.id, "type": "private"} | names


def seconds(moment: datetime) -> int:
    """Unix time, as Telegram dates everything."""
    return int(moment.timestamp())


def message_json(world: World, message: Message, *, with_reply: bool = True) -> dict[str, Any]:
    """A Message object."""
    chat = world.chats[message.chat_id]
    body: dict[str, Any] = {
        "message_id": message.id,
        "date": seconds(message.date),
        "chat": chat_json(world, chat),
    }
    if chat.kind == "channel":
        body["sender_chat"] = body["chat"]
    else:
        body["from"] = person_json(world.people[message.sender_id])
    if message.edited is not None:
        body["edit_date"] = seconds(message.edited)
    words = "text" if message.attachment is None else "caption"
    if message.text:
        body[words] = message.text
        if message.entities:
            body["entities" if words == "text" else "caption_entities"] = message.entities
    if message.attachment is not None:
        body |= _attachment_json(world, message)
    if message.keyboard:
        body["reply_markup"] = {"inline_keyboard": message.keyboard}
    if message.service:
        body |= message.service
    if with_reply and message.reply_to is not None:
        replied = world.message(message.chat_id, message.reply_to)
        if replied is not None:
            body["reply_to_message"] = message_json(world, replied, with_reply=False)
    return body


def _attachment_json(world: World, message: Message) -> dict[str, Any]:
    attachment = message.attachment
    if attachment is None or attachment.file_id is None:
        return {attachment.kind: attachment.extra} if attachment else {}
    file = world.files[attachment.file_id]
    described = file_json(file) | attachment.extra
    if attachment.kind == "photo":
        return {"photo": [described | {"width": PHOTO_SIDE, "height": PHOTO_SIDE}]}
    if attachment.kind == "document":
        described |= {"file_name": file.name, "mime_type": file.mime}
    if attachment.kind == "voice":
        described |= {"mime_type": file.mime}
    return {attachment.kind: described}


def file_json(file: StoredFile) -> dict[str, Any]:
    """The fields every kind of file has."""
    return {"file_id": file.id, "file_unique_id": file.id[:12], "file_size": len(file.data)}
