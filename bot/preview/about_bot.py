"""The Bot API methods about the bot itself, its menu of commands, chats and files."""

import re
from datetime import timedelta
from typing import Any

from bot.preview.as_api import bot_json, chat_json, file_json, message_json
from bot.preview.refusals import bad_request
from bot.preview.sending import writable
from bot.preview.state import World

TYPING_FOR = timedelta(seconds=5)
MOST_COMMANDS = 100
_COMMAND = re.compile(r"[a-z0-9_]{1,32}")


def get_me(world: World, params: dict[str, Any]) -> dict[str, Any]:  # noqa: ARG001 (all methods take both)
    """GetMe."""
    return bot_json(world.bot)


def scope_key(scope: dict[str, Any] | None, language: str = "") -> str:
    """The key under which a menu is kept: "default", "all_private_chats", "chat:42", with ":en" for a language."""
    scope = scope or {"type": "default"}
    key = str(scope["type"])
    if "chat_id" in scope:
        key += f":{scope['chat_id']}"
    return f"{key}/{language}" if language else key


def _scoped(world: World, params: dict[str, Any]) -> str:
    scope = params.get("scope") or {}
    if "chat_id" in scope:
        world.chat(scope["chat_id"])
    return scope_key(scope or None, params.get("language_code", ""))


def set_my_commands(world: World, params: dict[str, Any]) -> bool:
    """setMyCommands, for one scope and language."""
    commands = params["commands"]
    if len(commands) > MOST_COMMANDS:
        raise bad_request("BOT_COMMANDS_TOO_MUCH")
    for command in commands:
        if not _COMMAND.fullmatch(command["command"].removeprefix("/")):
            raise bad_request("BOT_COMMAND_INVALID")
        if not 1 <= len(command["description"]) <= 256:
            raise bad_request("BOT_COMMAND_DESCRIPTION_INVALID")
    world.commands[_scoped(world, params)] = commands
    world.touch_all()
    return True


def delete_my_commands(world: World, params: dict[str, Any]) -> bool:
    """deleteMyCommands: the next wider scope shows again."""
    world.commands.pop(_scoped(world, params), None)
    world.touch_all()
    return True


def get_my_commands(world: World, params: dict[str, Any]) -> list[dict[str, str]]:
    """getMyCommands, of exactly this scope and language."""
    return world.commands.get(_scoped(world, params), [])


def menu_for(world: World, chat_id: int, language: str = "en") -> list[dict[str, str]]:
    """The commands a person sees in their private chat: the narrowest scope wins."""
    for scope in (f"chat:{chat_id}", "all_private_chats", "default"):
        for key in (f"{scope}/{language}", scope):
            if commands := world.commands.get(key):
                return commands
    return []


def set_my_description(world: World, params: dict[str, Any]) -> bool:
    """setMyDescription: what an empty chat shows."""
    return _describe(world, "description", params.get("description", ""), 512)


def set_my_short_description(world: World, params: dict[str, Any]) -> bool:
    """setMyShortDescription: what the bot's profile shows."""
    return _describe(world, "short_description", params.get("short_description", ""), 120)


def _describe(world: World, name: str, text: str, longest: int) -> bool:
    if len(text) > longest:
        raise bad_request(f"{name} is too long")
    world.descriptions[name] = text
    world.touch_all()
    return True


def send_chat_action(world: World, params: dict[str, Any]) -> bool:
    """sendChatAction: "typing" for five seconds or until the next message."""
    chat = writable(world, params["chat_id"])
    chat.typing_until = world.now() + TYPING_FOR
    world.touch(chat.id)
    return True


def leave_chat(world: World, params: dict[str, Any]) -> bool:
    """leaveChat: groups and channels only."""
    chat = writable(world, params["chat_id"])
    if chat.kind == "private":
        raise bad_request("chat member status can't be changed in private chats")
    chat.bot_status = "left"
    world.touch(chat.id)
    return True


def get_chat(world: World, params: dict[str, Any]) -> dict[str, Any]:
    """getChat: a ChatFullInfo with the fields that are always there."""
    chat = world.chat(params["chat_id"])
    full = chat_json(world, chat) | {
        "accent_color_id": 0,
        "max_reaction_count": 11,
        "accepted_gift_types": {
            "unlimited_gifts": False,
            "limited_gifts": False,
            "unique_gifts": False,
            "premium_subscription": False,
            "gifts_from_channels": False,
        },
    }
    pinned = world.message(chat.id, chat.pinned) if chat.pinned else None
    return full | ({"pinned_message": message_json(world, pinned)} if pinned else {})


def get_file(world: World, params: dict[str, Any]) -> dict[str, Any]:
    """getFile: where to download a file."""
    file = world.files.get(params["file_id"])
    if file is None:
        raise bad_request("invalid file_id")
    return file_json(file) | {"file_path": f"files/{file.id}"}
