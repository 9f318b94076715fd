"""Reply markup: what Telegram refuses in a keyboard."""

from typing import Any

from bot.preview.refusals import bad_request

MOST_BUTTONS = 100
MOST_CALLBACK_BYTES = 64
_ACTIONS = {"url", "callback_data", "web_app", "login_url", "switch_inline_query", "callback_game", "pay"} | {
    "switch_inline_query_current_chat",
    "switch_inline_query_chosen_chat",
    "copy_text",
    "disabled",
}


def inline_keyboard(markup: dict[str, Any] | None) -> list[list[dict[str, Any]]]:
    """The rows of buttons under the message; empty for none or for another kind of markup."""
    if not markup:
        return []
    rows: list[list[dict[str, Any]]] = markup.get("inline_keyboard", [])
    kept = [row for row in rows if row]
    if sum(len(row) for row in kept) > MOST_BUTTONS:
        raise bad_request("reply markup is too long")
    for row in kept:
        for button in row:
            _check(button)
    return kept


def _check(button: dict[str, Any]) -> None:
    if not button["text"].strip():
        raise bad_request("can't parse inline keyboard button: Text of the button must be non-empty")
    actions = [name for name in button if name in _ACTIONS]
    if not actions:
        raise bad_request("can't parse inline keyboard button: Text buttons are unallowed in the inline keyboard")
    if len(set(actions) - {"disabled"}) > 1:
        raise bad_request("can't parse inline keyboard button: exactly one action must be given")
    if "callback_data" in button:
        size = len(button["callback_data"].encode())
        if not 1 <= size <= MOST_CALLBACK_BYTES:
            raise bad_request("BUTTON_DATA_INVALID")
    if "url" in button and not button["url"].startswith(("http://", "https://", "tg://")):
        raise bad_request(f"inline keyboard button URL '{button['url']}' is invalid: Unsupported URL protocol")
