"""The Bot API over HTTP: reads a request, checks it, meets it with the fault that waits for it, does it, answers."""

import json
from collections.abc import Awaitable, Callable
from typing import Any

from aiohttp import BodyPartReader, web

from bot.preview import about_bot, changing, refusals, sending
from bot.preview.calls import Call, CallLog
from bot.preview.faults import Fault, Faults
from bot.preview.refusals import Refusal
from bot.preview.requests import Upload, checked, method_named
from bot.preview.state import World
from bot.preview.webhook import Webhook

LARGEST_BODY = 60 * 1024 * 1024
GATEWAY_PAGE = "<html><head><title>502 Bad Gateway</title></head><body>nginx</body></html>"
Method = Callable[[World, dict[str, Any]], Any]

METHODS: dict[str, Method] = {
    "getMe": about_bot.get_me,
    "sendMessage": sending.send_message,
    "sendDocument": sending.send_document,
    "sendPhoto": sending.send_photo,
    "copyMessage": sending.copy_message,
    "editMessageText": changing.edit_message_text,
    "editMessageReplyMarkup": changing.edit_message_reply_markup,
    "deleteMessage": changing.delete_message,
    "pinChatMessage": changing.pin_chat_message,
    "answerCallbackQuery": changing.answer_callback_query,
    "setMyCommands": about_bot.set_my_commands,
    "getMyCommands": about_bot.get_my_commands,
    "deleteMyCommands": about_bot.delete_my_commands,
    "setMyDescription": about_bot.set_my_description,
    "setMyShortDescription": about_bot.set_my_short_description,
    "sendChatAction": about_bot.send_chat_action,
    "leaveChat": about_bot.leave_chat,
    "getChat": about_bot.get_chat,
    "getFile": about_bot.get_file,
}


class BotApi:
    """One bot's endpoint: ``/bot<token>/<method>`` and ``/file/bot<token>/<path>``."""

    def __init__(self, world: World, token: str, calls: CallLog, faults: Faults) -> None:
        self.token = token
        self.world = world
        self.calls = calls
        self.faults = faults
        self.webhook = Webhook(world)
        self._by_connection: dict[str, Callable[[dict[str, Any]], Awaitable[Any]]] = {
            "getUpdates": self._get_updates,
            "setWebhook": self.webhook.set,
            "deleteWebhook": self.webhook.delete,
        }

    def routes(self) -> list[web.RouteDef]:
        """The two addresses of the Bot API."""
        return [
            web.route("*", "/bot{token}/{method}", self._handle),
            web.get("/file/bot{token}/files/{file_id}", self._download),
        ]

    async def _handle(self, request: web.Request) -> web.StreamResponse:
        try:
            raw = await _parameters(request)
            method = self._admitted(request)
        except Refusal as no:
            return _refused(no)
        call = self.calls.arrive(method, _loggable(raw))
        status, description = 0, "connection ended"
        try:
            answer = await self._meet(request, call, raw)
            status = answer.status if isinstance(answer, web.Response) else 0
            description = answer.reason or ""
        except Refusal as no:
            answer = _refused(no)
            status, description = no.code, no.description
        finally:
            self.calls.finish(call, status, description)
        return answer

    def _admitted(self, request: web.Request) -> str:
        token = request.match_info["token"]
        if ":" not in token or not token.split(":")[0].isdigit():
            raise refusals.not_found()
        if token != self.token:
            raise refusals.unauthorized()
        return method_named(request.match_info["method"])

    async def _meet(self, request: web.Request, call: Call, raw: dict[str, Any]) -> web.StreamResponse:
        fault = self.faults.take(call)
        if fault is not None:
            if refusal := fault.refusal():
                await self.faults.hang(self.faults.delay())
                raise refusal
            if fault.kind == "502":
                return web.Response(status=502, text=GATEWAY_PAGE, content_type="text/html")
            if fault.kind == "drop" or (fault.kind == "hang" and not fault.done):
                await self.faults.hang(fault.seconds if fault.kind == "hang" else 0)
                return _cut(request)
        try:
            return await self._do(request, call, raw, fault)
        except Refusal:
            await self.faults.hang(self.faults.delay())
            raise

    async def _do(
        self, request: web.Request, call: Call, raw: dict[str, Any], fault: Fault | None
    ) -> web.StreamResponse:
        params = checked(call.method, raw)
        if call.is_send and self.faults.limits is not None:
            self.faults.limits.admit(call.chat_id)
        if act := self._by_connection.get(call.method):
            result = await act(params)
        elif call.method == "getWebhookInfo":
            result = self.webhook.info()
        else:
            result = METHODS[call.method](self.world, params)
        call.done = True
        if call.method != "getUpdates":
            await self.faults.hang(self.faults.delay())
        if fault is not None and fault.kind == "lost":
            return _cut(request)
        if fault is not None and fault.kind == "hang":
            await self.faults.hang(fault.seconds)
        return web.json_response({"ok": True, "result": result})

    async def _get_updates(self, params: dict[str, Any]) -> list[dict[str, Any]]:
        if self.webhook.url:
            raise refusals.conflict(
                "can't use getUpdates method while webhook is active; use deleteWebhook to delete the webhook first"
            )
        if "allowed_updates" in params:
            self.world.updates.allowed = params["allowed_updates"]
        return await self.world.updates.poll(params.get("offset"), params.get("limit", 100), params.get("timeout", 0))

    async def _download(self, request: web.Request) -> web.Response:
        file = self.world.files.get(request.match_info["file_id"])
        if request.match_info["token"] != self.token or file is None:
            return _refused(refusals.not_found())
        return web.Response(body=file.data, content_type=file.mime)


def _refused(refusal: Refusal) -> web.Response:
    return web.json_response(refusal.as_api(), status=refusal.code)


def _cut(request: web.Request) -> web.StreamResponse:
    """End the connection without an answer."""
    if request.transport is not None:
        request.transport.abort()
    return web.StreamResponse()


def _loggable(raw: dict[str, Any]) -> dict[str, Any]:
    kept = {name: value.name if isinstance(value, Upload) else value for name, value in raw.items()}
    chat = str(kept.get("chat_id", ""))
    return kept | ({"chat_id": int(chat)} if chat.lstrip("-").isdigit() else {})


async def _parameters(request: web.Request) -> dict[str, Any]:
    values: dict[str, Any] = dict(request.query)
    if request.content_type == "application/json":
        try:
            body = await request.json()
        except json.JSONDecodeError:
            raise refusals.bad_request("can't parse JSON object") from None
        if not isinstance(body, dict):
            raise refusals.bad_request("expected a JSON object")
        return values | body
    if request.content_type != "multipart/form-data":
        return values | dict(await request.post())
    async for part in await request.multipart():
        if isinstance(part, BodyPartReader) and part.name:
            data = bytes(await part.read(decode=True))
            if part.filename is None:
                values[part.name] = data.decode()
            else:
                mime = part.headers.get("Content-Type", "application/octet-stream")
                values[part.name] = Upload(part.filename, mime, data)
    return values
