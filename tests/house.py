"""A whole bot in a test: the stand-in it talks to, its clock, and the people who speak with it."""

import asyncio
import contextlib
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from bot.app import DenosumabBot
from bot.clock import MovableClock
from bot.context import Knowledge
from bot.preview import Shown, StandIn, User
from bot.settings import Settings, load_settings
from bot.timing import QUICK, Timing
from jobs.advance import advance
from jobs.broadcast import show_progress

ROOT = Path(__file__).parent.parent
NOW = datetime(2026, 11, 22, 12, 0, tzinfo=UTC)  # a Sunday, as in the labelled messages
TOKEN = "1000:stand-in-for-tests"
MARY, ADMIN, SECOND_ADMIN = 101, 900, 901


class Talk:
    """One person's chat with the bot. Each step waits until the bot has answered everything."""

    def __init__(self, house: "House", user: User) -> None:
        self.house = house
        self.user = user

    @property
    def last(self) -> Shown:
        """The newest message of the bot."""
        return [one for one in self.user.messages if one.from_bot][-1]

    @property
    def texts(self) -> list[str]:
        """Everything that the bot has said here and that still stands, oldest first."""
        return [one.text for one in self.user.messages if one.from_bot]

    @property
    def captions(self) -> list[str]:
        """The captions of the buttons under the newest message."""
        return [one.text for row in self.last.buttons for one in row]

    async def say(self, text: str, **options: Any) -> Shown:
        """Write, and return the bot's newest message once it has answered."""
        await self.user.say(text, **options)
        await self.house.settled()
        return self.last

    async def press(self, caption: str, message: Shown | None = None) -> Shown:
        """Press a button of the newest message (or of *message*) by its caption, and return the newest message."""
        await self.user.press(message or self.last, caption)
        await self.house.settled()
        return self.last

    async def forge(self, data: str, message: Shown | None = None) -> Shown:
        """Send callback data of our own making."""
        await self.user.press_forged(message or self.last, data)
        await self.house.settled()
        return self.last


class House:
    """A whole bot on a temporary database, the stand-in it talks to, and the clock it lives by."""

    def __init__(self, standin: StandIn, clock: MovableClock, settings: Settings, knowledge: Knowledge) -> None:
        self.standin = standin
        self.clock = clock
        self.settings = settings
        self._knowledge = knowledge
        self._stack = contextlib.AsyncExitStack()
        self.bot: DenosumabBot

    async def switch_on(self, settings: Settings | None = None, timing: Timing = QUICK) -> None:
        bot = DenosumabBot(
            settings or self.settings, kind="live", clock=self.clock, timing=timing, knowledge=self._knowledge
        )
        self.bot = await self._stack.enter_async_context(bot)

    async def switch_off(self) -> None:
        await self._stack.aclose()

    def person(self, user_id: int, first_name: str = "Mary") -> Talk:
        return Talk(self, self.standin.user(user_id, first_name))

    async def settled(self) -> None:
        """Everything that people did has been answered, and what became due at once has been sent."""
        try:
            await asyncio.wait_for(self.bot.caught_up.wait(), 5)
            await self.standin.confirmed()
        except TimeoutError:
            self.bot.check()  # an intake that has ended says why
            raise
        await self.bot.queues.idle()
        await self.bot.sweeper.sweep()
        await show_progress(self.bot.services, self.bot.sender)
        await self.bot.queues.idle()

    async def advance(self, to: datetime | timedelta) -> None:
        """Move the clock; everything due on the way is sent at its own instant."""
        await self.settled()
        target = to if isinstance(to, datetime) else self.clock.now() + to
        await advance(self.bot.services, self.bot.sweeper, self.clock, target)
        await self.settled()

    @property
    def database(self):  # noqa: ANN201 - a test looks into the database as it is
        return self.bot.services.database


def settings_for(standin: StandIn, folder: Path, **more: Any) -> Settings:
    """Settings of a bot at the stand-in, with its data in *folder*."""
    given: dict[str, Any] = {
        "bot_token": TOKEN,
        "bot_api_base_url": standin.base_url,
        "admin_ids": [ADMIN, SECOND_ADMIN],
        "database_url": f"sqlite+aiosqlite:///{folder / 'bot.db'}",
        "backup_dir": folder / "backups",
        "content_dir": ROOT / "content",
        "default_timezone": "Europe/London",
        "region": "uk",
        "clinic_name": "Elm Street Clinic",
        "clinic_phone": "01632 960 960",
        "send_rate": 30,
    }
    return load_settings(None, **(given | more))
