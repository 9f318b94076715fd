"""Keeps the page to this computer: other hosts, other origins and other people's scripts stay out."""

from collections.abc import Awaitable, Callable
from urllib.parse import urlsplit

from aiohttp import web

_LOCAL = {"127.0.0.1", "localhost", "::1"}
_HEADERS = {
    "Content-Security-Policy": (
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; "
        "base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
    ),
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Cache-Control": "no-cache",
}


def _is_local(address: str) -> bool:
    try:
        return urlsplit(f"//{address}").hostname in _LOCAL
    except ValueError:
        return False


@web.middleware
async def guard(
    request: web.Request, handler: Callable[[web.Request], Awaitable[web.StreamResponse]]
) -> web.StreamResponse:
    """Refuse other hosts and other origins; send the safety headers with everything."""
    origin = request.headers.get("Origin")
    if not _is_local(request.host) or (origin is not None and urlsplit(origin).netloc != request.host):
        raise web.HTTPForbidden(text="This page is for this computer only.")
    if request.method == "POST" and request.headers.get("X-Preview") != "1":
        raise web.HTTPForbidden(text="The header X-Preview is missing.")
    response = await handler(request)
    response.headers.update(_HEADERS)
    return response
