"""
The chat page and its small control API, on loopback only.

    GET  /preview/state?since=VERSION&epoch=EPOCH&wait=SECONDS   see snapshot(); waits for a change
    GET  /preview/file/ID
    POST /preview/say      {user, text, reply_to?}
    POST /preview/press    {user, message, data}
    POST /preview/edit     {user, message, text}
    POST /preview/attach   {user, kind, caption?}                photo, voice, sticker, document, location
    POST /preview/block    {user}      POST /preview/unblock {user}
    POST /preview/clock    {move}                                day, week, six_months, next, off:three_days...
    POST /preview/reset    {}

POST takes JSON and needs the header ``X-Preview: 1``; requests that name another host, or come from a page of
another origin, are refused: other web pages in the same browser must not read or steer the preview.
"""

import asyncio
import contextlib
import logging
from collections.abc import Awaitable, Callable
from http import HTTPStatus
from pathlib import Path
from typing import Any

from aiohttp import web

from bot.preview import samples
from bot.preview.actions import NotPossible
from bot.preview.clock import ClockControl, move
from bot.preview.guard import guard
from bot.preview.roster import PEOPLE, Member
from bot.preview.saving import SavedChats
from bot.preview.snapshot import snapshot
from bot.preview.standin import LOOPBACK, StandIn
from bot.preview.user import User

log = logging.getLogger(__name__)
PAGE = Path(__file__).parent / "page"
LONGEST_WAIT = 25.0
SETTLE = 0.03
Action = Callable[[dict[str, Any]], Awaitable[object]]


class ChatPage:
    """Serves the page for one stand-in. The people are made in the stand-in at once."""

    def __init__(
        self,
        standin: StandIn,
        clock: ClockControl,
        people: tuple[Member, ...] = PEOPLE,
        saved: SavedChats | None = None,
    ) -> None:
        self._standin = standin
        self._clock = clock
        self._people = people
        self._saved = saved
        self._busy = asyncio.Lock()
        self._runner: web.AppRunner | None = None
        self.url = ""
        for member in people:
            standin.user(member.id, member.first_name, last_name=member.last_name)
        self._actions: dict[str, Action] = {
            "say": self._say,
            "press": self._press,
            "edit": self._edit,
            "attach": self._attach,
            "block": lambda body: self._user(body).block(),
            "unblock": lambda body: self._user(body).unblock(),
            "clock": self._move_clock,
            "reset": self._reset,
        }

    async def start(self, port: int = 8080) -> str:
        """Listen on loopback. Returns the page's address. Raises OSError if the port is taken."""
        app = web.Application(middlewares=[guard])
        app.add_routes(
            [
                web.get("/", self._file_of_page),
                web.get("/page/{name}", self._file_of_page),
                web.get("/preview/state", self._state),
                web.get("/preview/file/{file_id}", self._download),
                web.post("/preview/{action}", self._act),
            ]
        )
        self._runner = web.AppRunner(app, access_log=None, shutdown_timeout=0.2)
        await self._runner.setup()
        await web.TCPSite(self._runner, LOOPBACK, port).start()
        self.url = f"http://{LOOPBACK}:{self._runner.addresses[0][1]}/"
        if self._saved is not None:
            self._saved.start()
        return self.url

    async def stop(self) -> None:
        """Stop serving; the chats are saved a last time."""
        if self._runner is not None:
            await self._runner.cleanup()
            self._runner = None
        if self._saved is not None:
            await self._saved.stop()

    async def _file_of_page(self, request: web.Request) -> web.StreamResponse:
        name = request.match_info.get("name", "index.html")
        path = PAGE / name
        if path.parent != PAGE or not path.is_file():
            raise web.HTTPNotFound
        return web.FileResponse(path)

    async def _state(self, request: web.Request) -> web.Response:
        world = self._standin.world
        since = int(request.query.get("since", "0"))
        wait = min(float(request.query.get("wait", "0")), LONGEST_WAIT)
        if request.query.get("epoch") != world.epoch:
            since = 0
        elif wait > 0:
            with contextlib.suppress(TimeoutError):
                epoch = world.epoch
                await self._standin.wait_until(lambda: world.version > since or world.epoch != epoch, within=wait)
                await asyncio.sleep(SETTLE)
            since = since if world.epoch == epoch else 0
        return web.json_response(snapshot(world, self._people, since, busy=self._busy.locked()))

    async def _download(self, request: web.Request) -> web.Response:
        file = self._standin.world.files.get(request.match_info["file_id"])
        if file is None:
            raise web.HTTPNotFound
        headers = {}
        is_picture = file.mime.startswith("image/") and "svg" not in file.mime
        if not is_picture and file.mime != "application/pdf":  # the browser shows a PDF beside the page, not in it
            headers["Content-Disposition"] = "attachment"
        return web.Response(body=file.data, content_type=file.mime, headers=headers)

    async def _act(self, request: web.Request) -> web.Response:
        action = self._actions.get(request.match_info["action"])
        if action is None:
            raise web.HTTPNotFound
        try:
            body = await request.json()
            await action(body)
        except NotPossible as no:
            return _no(HTTPStatus.CONFLICT, str(no))
        except (KeyError, TypeError, ValueError, AttributeError) as wrong:
            return _no(HTTPStatus.BAD_REQUEST, f"wrong request: {type(wrong).__name__} {wrong}")
        return web.json_response({"ok": True})

    def _user(self, body: dict[str, Any]) -> User:
        if body["user"] not in {member.id for member in self._people}:
            raise KeyError(body["user"])
        return self._standin.user(body["user"])

    async def _say(self, body: dict[str, Any]) -> None:
        text = str(body["text"]).strip()
        if not text:
            raise ValueError("text")
        await self._user(body).say(text, reply_to=body.get("reply_to"))

    async def _press(self, body: dict[str, Any]) -> None:
        await self._user(body).press_forged(int(body["message"]), str(body["data"]))

    async def _edit(self, body: dict[str, Any]) -> None:
        await self._user(body).edit(int(body["message"]), str(body["text"]))

    async def _attach(self, body: dict[str, Any]) -> None:
        await samples.send(self._user(body), body["kind"], str(body.get("caption", "")))

    async def _move_clock(self, body: dict[str, Any]) -> None:
        act = move(self._clock, str(body["move"]))
        if act is None:
            raise ValueError(body["move"])
        await self._alone(act)

    async def _reset(self, body: dict[str, Any]) -> None:  # noqa: ARG002 (all actions take a body)
        async def forget() -> None:
            self._standin.world.forget_chats()
            await self._clock.reset()
            self._standin.world.forget_chats()

        await self._alone(forget)

    async def _alone(self, act: Callable[[], Awaitable[None]]) -> None:
        """One movement of the clock at a time; the page shows that one is under way."""
        if self._busy.locked():
            raise NotPossible("the clock is moving already")
        try:
            async with self._busy:
                self._standin.world.touch_all()
                await act()
        except Exception as error:
            log.exception("the clock could not be moved")
            raise web.HTTPInternalServerError(text="The clock could not be moved; see the log.") from error
        finally:
            self._standin.world.touch_all()


def _no(status: HTTPStatus, why: str) -> web.Response:
    return web.json_response({"ok": False, "why": why}, status=status)
