"""The Bot API methods that change or remove what is in a chat, and answer pressed buttons."""

from datetime import timedelta
from typing import Any

from bot.preview.as_api import message_json
from bot.preview.keyboards import inline_keyboard
from bot.preview.refusals import bad_request
from bot.preview.sending import text_of, writable
from bot.preview.state import Message, World

DELETABLE_FOR = timedelta(hours=48)
ANSWERABLE_FOR = timedelta(minutes=15)
LONGEST_TOAST = 200
NOT_MODIFIED = (
    "message is not modified: specified new message content and reply markup are exactly the same "
    "as a current content and reply markup of the message"
)


def _own(world: World, params: dict[str, Any]) -> Message:
    if "chat_id" not in params or "message_id" not in params:
        raise bad_request("message identifier is not specified")
    message = world.message(writable(world, params["chat_id"]).id, params["message_id"])
    if message is None:
        raise bad_request("message to edit not found")
    if message.sender_id != world.bot.id or message.service:
        raise bad_request("message can't be edited")
    return message


def edit_message_text(world: World, params: dict[str, Any]) -> dict[str, Any]:
    """EditMessageText. Without a reply_markup the buttons go, as on Telegram."""
    message = _own(world, params)
    if message.attachment is not None:
        raise bad_request("there is no text in the message to edit")
    text = text_of(params)
    keyboard = inline_keyboard(params.get("reply_markup"))
    if (text.plain, text.html, keyboard) == (message.text, message.html, message.keyboard):
        raise bad_request(NOT_MODIFIED)
    message.earlier.append(message.html)
    message.text, message.html, message.entities = text.plain, text.html, text.entities
    message.keyboard = keyboard
    message.edited = world.now()
    world.changed(message)
    return message_json(world, message)


def edit_message_reply_markup(world: World, params: dict[str, Any]) -> dict[str, Any]:
    """editMessageReplyMarkup: other buttons, or none."""
    message = _own(world, params)
    keyboard = inline_keyboard(params.get("reply_markup"))
    if keyboard == message.keyboard:
        raise bad_request(NOT_MODIFIED)
    message.keyboard = keyboard
    world.changed(message)
    return message_json(world, message)


def delete_message(world: World, params: dict[str, Any]) -> bool:
    """deleteMessage: for 48 hours, in private chats also what the person wrote."""
    chat = world.chat(params["chat_id"])
    message = world.message(chat.id, params["message_id"])
    if message is None:
        raise bad_request("message to delete not found")
    foreign = message.sender_id != world.bot.id and chat.kind != "private"
    if foreign or world.now() - message.date > DELETABLE_FOR:
        raise bad_request("message can't be deleted for everyone")
    message.deleted = True
    message.text = message.html = ""
    message.entities, message.keyboard, message.earlier, message.attachment = [], [], [], None
    world.changed(message)
    return True


def pin_chat_message(world: World, params: dict[str, Any]) -> bool:
    """PinChatMessage."""
    chat = writable(world, params["chat_id"])
    message = world.message(chat.id, params["message_id"])
    if message is None:
        raise bad_request("message to pin not found")
    chat.pinned = message.id
    world.changed(message)
    return True


def answer_callback_query(world: World, params: dict[str, Any]) -> bool:
    """answerCallbackQuery: once, and soon (15 minutes here; Telegram does not say how long)."""
    query = world.queries.get(params["callback_query_id"])
    if query is None or query.answer is not None or world.now() - query.asked > ANSWERABLE_FOR:
        raise bad_request("query is too old and response timeout expired or query ID is invalid")
    text = params.get("text", "")
    if len(text) > LONGEST_TOAST:
        raise bad_request("MESSAGE_TOO_LONG")
    query.answer = text
    query.alert = params.get("show_alert", False)
    query.version = world.touch(query.chat_id)
    return True
