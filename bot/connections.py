"""
The connections to the Bot API: aiohttp behind python-telegram-bot's own interface for such clients.

The library's default client (httpx) takes several times as long for a request, more than all else that an answer
needs. Certificates are checked against the same list, and the usual variables name a proxy (HTTPS_PROXY, NO_PROXY).
"""

from typing import Any

import aiohttp
import httpx
from telegram.error import NetworkError, TimedOut
from telegram.request import BaseRequest, RequestData

NEVER_SENT = (aiohttp.ClientConnectorError, aiohttp.ConnectionTimeoutError)
"""Causes of a failure before anything was sent: nobody listens, or no connection in time."""

FORM = {"Content-Type": "application/x-www-form-urlencoded"}


class Connections(BaseRequest):
    """
    At most *number* at once, used again and again; a request waits for a free one.

    Raises TimedOut where *patience* (seconds, for connecting and for each wait for an answer) is over, NetworkError
    where a connection fails; the cause of either is aiohttp's error.
    """

    def __init__(self, number: int, patience: float) -> None:
        self._number = number
        self._patience = patience
        self._session: aiohttp.ClientSession | None = None

    @property
    def read_timeout(self) -> float:
        """How long an answer may take where the caller does not say."""
        return self._patience

    async def initialize(self) -> None:
        """Open; harmless when it is open."""
        if self._session is None:
            self._session = aiohttp.ClientSession(
                connector=aiohttp.TCPConnector(limit=self._number, ssl=httpx.create_ssl_context()),
                cookie_jar=aiohttp.DummyCookieJar(),
                headers={"User-Agent": self.USER_AGENT},
                trust_env=True,
            )

    async def shutdown(self) -> None:
        """Close every connection; harmless when none is open."""
        if self._session is not None:
            session, self._session = self._session, None
            await session.close()

    async def do_request(
        self,
        url: str,
        method: str,
        request_data: RequestData | None = None,
        read_timeout: Any = BaseRequest.DEFAULT_NONE,  # noqa: ANN401 - the library's own type is private
        write_timeout: Any = BaseRequest.DEFAULT_NONE,  # noqa: ANN401, ARG002 - the library's signature
        connect_timeout: Any = BaseRequest.DEFAULT_NONE,  # noqa: ANN401, ARG002 - as above
        pool_timeout: Any = BaseRequest.DEFAULT_NONE,  # noqa: ANN401, ARG002 - as above
    ) -> tuple[int, bytes]:
        """One request: the status and the body of its answer."""
        if self._session is None:
            raise RuntimeError("the connections are not open")
        wait = self._patience if read_timeout is self.DEFAULT_NONE else read_timeout
        timeout = aiohttp.ClientTimeout(total=None, connect=self._patience, sock_read=wait)
        try:
            async with self._session.request(
                method, url, timeout=timeout, allow_redirects=False, **_body(request_data)
            ) as answer:
                return answer.status, await answer.read()
        except TimeoutError as error:
            raise TimedOut from error
        except (aiohttp.ClientError, OSError) as error:
            raise NetworkError(f"aiohttp.{type(error).__name__}") from error  # its words could hold the address


def _body(given: RequestData | None) -> dict[str, Any]:
    if given is None:
        return {}
    if not given.contains_files:
        return {"data": given.url_encoded_parameters().encode(), "headers": FORM}
    form = aiohttp.FormData(given.json_parameters)
    for name, (filename, content, kind) in (given.multipart_data or {}).items():
        form.add_field(name, content, filename=filename, content_type=kind)
    return {"data": form}
