"""How the Bot API says no: an error code, Telegram's own words, sometimes seconds to wait."""

from http import HTTPStatus
from typing import Any

from bot.errors import BotError


class Refusal(BotError):
    """The stand-in answers ``{"ok": false, ...}`` with this HTTP status and description."""

    def __init__(self, code: int, description: str, *, retry_after: int | None = None) -> None:
        super().__init__(description)
        self.code = code
        self.description = description
        self.retry_after = retry_after

    def as_api(self) -> dict[str, Any]:
        """The JSON body of the answer."""
        body: dict[str, Any] = {"ok": False, "error_code": self.code, "description": self.description}
        if self.retry_after is not None:
            body["parameters"] = {"retry_after": self.retry_after}
        return body


def bad_request(what: str) -> Refusal:
    """A refusal for good: the same request will never succeed."""
    return Refusal(HTTPStatus.BAD_REQUEST, f"Bad Request: {what}")


def forbidden(what: str) -> Refusal:
    """The person or chat does not let this bot write."""
    return Refusal(HTTPStatus.FORBIDDEN, f"Forbidden: {what}")


def too_many_requests(retry_after: int) -> Refusal:
    """Flood control: nothing was done; ask again after ``retry_after`` seconds."""
    return Refusal(
        HTTPStatus.TOO_MANY_REQUESTS,
        f"Too Many Requests: retry after {retry_after}",
        retry_after=retry_after,
    )


def conflict(what: str) -> Refusal:
    """Somebody else polls with this token, or a webhook is set."""
    return Refusal(HTTPStatus.CONFLICT, f"Conflict: {what}")


def unauthorized() -> Refusal:
    """The token has the right form but is not (or no longer) valid."""
    return Refusal(HTTPStatus.UNAUTHORIZED, "Unauthorized")


def not_found() -> Refusal:
    """No such method, or a malformed token."""
    return Refusal(HTTPStatus.NOT_FOUND, "Not Found")
