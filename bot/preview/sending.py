"""The Bot API methods that put a message into a chat."""

from typing import Any

from bot.preview.as_api import message_json
from bot.preview.keyboards import inline_keyboard
from bot.preview.markup import Marked, parse_html, unmarked, utf16_length
from bot.preview.refusals import bad_request, forbidden
from bot.preview.requests import Upload
from bot.preview.state import Attachment, Chat, Message, World

LONGEST_TEXT = 4096
LONGEST_CAPTION = 1024
_PICTURES = (b"\x89PNG\r\n", b"\xff\xd8\xff", b"GIF8", b"RIFF")


def marked(text: str, parse_mode: str | None, entities: list[dict[str, Any]] | None = None) -> Marked:
    """The text with its marks read. MarkdownV2 is not supported: this project writes HTML."""
    if not parse_mode:
        plain = unmarked(text)
        return Marked(plain.plain, plain.html, entities or [])
    if parse_mode.lower() != "html":
        raise bad_request("unsupported parse_mode")
    return parse_html(text)


def text_of(params: dict[str, Any]) -> Marked:
    """The text of sendMessage and editMessageText, refused where Telegram refuses it."""
    text = marked(params["text"], params.get("parse_mode"), params.get("entities"))
    if not text.plain:
        raise bad_request("message text is empty")
    if utf16_length(text.plain) > LONGEST_TEXT:
        raise bad_request("message is too long")
    return text


def _caption_of(params: dict[str, Any]) -> Marked:
    text = marked(params.get("caption", ""), params.get("parse_mode"), params.get("caption_entities"))
    if utf16_length(text.plain) > LONGEST_CAPTION:
        raise bad_request("message caption is too long")
    return text


def writable(world: World, chat_id: object) -> Chat:
    """The chat, if the bot may write there now. Raises Refusal 400 or 403."""
    chat = world.chat(chat_id)
    if chat.kind == "private":
        if world.people[chat.id].deactivated:
            raise forbidden("user is deactivated")
        if chat.bot_status == "kicked":
            raise forbidden("bot was blocked by the user")
    elif chat.bot_status in {"kicked", "left"}:
        what = "was kicked from" if chat.bot_status == "kicked" else "is not a member of"
        raise forbidden(f"bot {what} the {chat.kind} chat")
    return chat


def _put(
    world: World, chat: Chat, params: dict[str, Any], text: Marked, attachment: Attachment | None = None
) -> Message:
    markup = params.get("reply_markup")
    keyboard = inline_keyboard(markup)
    reply = params.get("reply_parameters") or {}
    reply_to = reply.get("message_id")
    if reply_to is not None and world.message(chat.id, reply_to) is None:
        if not reply.get("allow_sending_without_reply"):
            raise bad_request("message to be replied not found")
        reply_to = None
    chat.typing_until = None
    return world.add(
        Message(
            id=0,
            chat_id=chat.id,
            sender_id=world.bot.id,
            date=world.now(),
            text=text.plain,
            html=text.html,
            entities=text.entities,
            keyboard=keyboard,
            other_markup=None if keyboard else markup,
            attachment=attachment,
            reply_to=reply_to,
            silent=params.get("disable_notification", False),
        )
    )


def send_message(world: World, params: dict[str, Any]) -> dict[str, Any]:
    """SendMessage."""
    chat = writable(world, params["chat_id"])
    return message_json(world, _put(world, chat, params, text_of(params)))


def send_document(world: World, params: dict[str, Any]) -> dict[str, Any]:
    """sendDocument: an upload, or the file_id of a file that is here already."""
    chat = writable(world, params["chat_id"])
    caption = _caption_of(params)
    document = Attachment("document", _file_id(world, params["document"]))
    return message_json(world, _put(world, chat, params, caption, document))


def send_photo(world: World, params: dict[str, Any]) -> dict[str, Any]:
    """sendPhoto: as sendDocument, for pictures."""
    chat = writable(world, params["chat_id"])
    caption = _caption_of(params)
    photo = params["photo"]
    if isinstance(photo, Upload) and photo.data and not photo.data.startswith(_PICTURES):
        raise bad_request("IMAGE_PROCESS_FAILED")
    return message_json(world, _put(world, chat, params, caption, Attachment("photo", _file_id(world, photo))))


def _file_id(world: World, given: Upload | str) -> str:
    if isinstance(given, str):
        if given not in world.files:
            raise bad_request("wrong remote file identifier specified: Wrong string length")
        return given
    if not given.data:
        raise bad_request("file must be non-empty")
    return world.store(given.name, given.mime, given.data).id


def copy_message(world: World, params: dict[str, Any]) -> dict[str, Any]:
    """copyMessage: the content without its buttons, with new ones if given."""
    chat = writable(world, params["chat_id"])
    original = world.message(world.chat(params["from_chat_id"]).id, params["message_id"])
    if original is None:
        raise bad_request("message to copy not found")
    if original.service:
        raise bad_request("message can't be copied")
    text = Marked(original.text, original.html, original.entities)
    if "caption" in params and original.attachment is not None:
        text = _caption_of(params)
    return {"message_id": _put(world, chat, params, text, original.attachment).id}
