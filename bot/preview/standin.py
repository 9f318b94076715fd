"""
The stand-in: a local Bot API for one bot, with people who write to it.

    standin = StandIn()
    base = await standin.start()            # python-telegram-bot: base_url=f"{base}/bot"
    mary = standin.user(1001, "Mary")
    await mary.say("/start")
    reply = await mary.next()
    await mary.press(reply, "Yes")
    await standin.stop()
"""

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any, Self

from aiohttp import web

from bot.preview.about_bot import menu_for
from bot.preview.calls import CallLog
from bot.preview.changes import Found
from bot.preview.faults import Faults
from bot.preview.places import PATIENCE, Group
from bot.preview.state import Chat, ChatKind, Person, World
from bot.preview.telegram_api import LARGEST_BODY, BotApi
from bot.preview.user import User
from bot.preview.webhook import Webhook

LOOPBACK = "127.0.0.1"
TOKEN = "1000:preview"  # noqa: S105 (valid nowhere but here)


def _now() -> datetime:
    return datetime.now(UTC)


class StandIn:
    """
    A Bot API server on loopback for one token, its people and its faults.

    ``now`` gives the date of messages; it must return an aware datetime. ``world`` holds the raw state.
    """

    def __init__(
        self,
        token: str = TOKEN,
        now: Callable[[], datetime] = _now,
        *,
        bot_name: str = "Denosumab bot",
        username: str = "denosumab_preview_bot",
    ) -> None:
        bot = Person(int(token.split(":", maxsplit=1)[0]), bot_name, username=username, language_code=None, is_bot=True)
        self.world = World(bot, now)
        self.calls = CallLog()
        self.faults = Faults()
        self._api = BotApi(self.world, token, self.calls, self.faults)
        self._users: dict[int, User] = {}
        self._runner: web.AppRunner | None = None
        self.port = 0

    @property
    def token(self) -> str:
        """The token that works now."""
        return self._api.token

    @property
    def webhook(self) -> Webhook:
        """Where updates are delivered, if the bot set a webhook; ``webhook.reverse_proxy`` may redirect them."""
        return self._api.webhook

    @property
    def base_url(self) -> str:
        """The address to give to a bot, without "/bot". The server must have been started."""
        return f"http://{LOOPBACK}:{self.port}"

    async def start(self, port: int = 0) -> str:
        """Listen on loopback (port 0: any free one; the same again after a stop). Returns the base URL."""
        app = web.Application(client_max_size=LARGEST_BODY)
        app.add_routes(self._api.routes())
        self._runner = web.AppRunner(app, access_log=None, shutdown_timeout=0.2)
        await self._runner.setup()
        await web.TCPSite(self._runner, LOOPBACK, port or self.port).start()
        self.port = self._runner.addresses[0][1]
        return self.base_url

    async def stop(self) -> None:
        """Stop listening ("no network" for the bot); what is known stays, and ``start`` goes on with it."""
        await self.webhook.stop()
        self.world.updates.wake("closed")
        self.faults.release()
        if self._runner is not None:
            await self._runner.cleanup()
            self._runner = None

    async def __aenter__(self) -> Self:
        await self.start()
        return self

    async def __aexit__(self, *error: object) -> None:
        await self.stop()

    def user(
        self,
        user_id: int,
        first_name: str = "Mary",
        last_name: str | None = None,
        username: str | None = None,
        language_code: str | None = "en",
    ) -> User:
        """
        The person with this id, made at the first call; later calls need the id alone.

        Until they write for the first time the bot gets "chat not found".
        """
        if user_id not in self._users:
            person = self.world.people.setdefault(
                user_id, Person(user_id, first_name, last_name, username, language_code)
            )
            self.world.chats.setdefault(user_id, Chat(user_id))
            self._users[user_id] = User(self.world, person)
        return self._users[user_id]

    def group(self, group_id: int, title: str = "Family", kind: ChatKind = "group") -> Group:
        """A group, supergroup or channel (negative id); the bot is not in it before ``add_bot``."""
        return Group(self.world, self.world.chats.setdefault(group_id, Chat(group_id, kind, title, bot_status="left")))

    def menu(self, chat_id: int) -> list[dict[str, str]]:
        """The commands (command, description) a person sees in their chat: the narrowest scope."""
        return menu_for(self.world, chat_id, self.world.people[chat_id].language_code or "en")

    def push(self, update: dict[str, Any]) -> dict[str, Any]:
        """Queue a raw update. With an ``update_id`` given before, it is delivered a second time."""
        return self.world.updates.push(update)

    @property
    def unconfirmed(self) -> list[dict[str, Any]]:
        """The updates the bot has not confirmed yet."""
        return [item.update for item in self.world.updates.waiting]

    def revoke_token(self) -> None:
        """BotFather revokes the token: every call gets 401 from now on; a waiting poll ends."""
        self._api.token = f"{self.world.bot.id}:revoked"
        self.world.updates.wake("closed")

    async def wait_until(self, check: Callable[[], Found | None], *, within: float = PATIENCE) -> Found:
        """Wait until ``check`` returns something true, looking after every change. Raises TimeoutError."""
        return await self.world.changes.until(check, within=within)

    async def confirmed(self, *, within: float = PATIENCE) -> None:
        """Wait until the bot has confirmed every update. Raises TimeoutError."""
        await self.wait_until(lambda: not self.world.updates.waiting or None, within=within)
