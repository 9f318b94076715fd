"""The HTTP health endpoint, on loopback: is the sweep alive, and what waits?"""

from datetime import datetime, timedelta

from aiohttp import web

from bot.context import Services
from bot.errors import DatabaseUnavailable, SettingsError
from bot.storage import health, outbox, updates

STANDSTILL = timedelta(minutes=5)


async def state_of(services: Services) -> dict[str, object]:
    """
    Figures for /health and the endpoint: last sweep (UTC, ISO), due and unsent messages, unanswered and parked updates.

    ``healthy`` is False where the sweep has stood still for five minutes.
    """
    now = services.now()
    async with services.database.read() as db:
        swept: datetime | None = await health.last_beat(db, "sweep")
        waiting, oldest = await outbox.backlog(db, now)
        return {
            "healthy": swept is not None and now - swept < STANDSTILL,
            "last_sweep": swept.isoformat() if swept else None,
            "due_and_unsent": waiting,
            "oldest_due": oldest.isoformat() if oldest else None,
            "updates_unanswered": await updates.count_unfinished(db),
            "updates_parked": await updates.count_parked(db),
        }


class HealthServer:
    """Answers GET /health with 200, or 503 where the bot is unwell."""

    def __init__(self, services: Services, port: int) -> None:
        self._services = services
        self._port = port
        self._runner: web.AppRunner | None = None

    async def start(self) -> None:
        """Listen on loopback; raises SettingsError where the port is taken."""
        app = web.Application()
        app.router.add_get("/health", self._answer)
        self._runner = web.AppRunner(app, access_log=None)
        await self._runner.setup()
        try:
            await web.TCPSite(self._runner, "127.0.0.1", self._port).start()
        except OSError as error:
            await self._runner.cleanup()
            raise SettingsError(
                f"HEALTH_PORT: {self._port} cannot be listened on ({type(error).__name__}); choose a free port"
            ) from error

    async def stop(self) -> None:
        """Stop listening."""
        if self._runner is not None:
            await self._runner.cleanup()

    async def _answer(self, _request: web.Request) -> web.Response:
        try:
            state = await state_of(self._services)
        except DatabaseUnavailable:
            state = {"healthy": False, "database": "unavailable"}
        return web.json_response(state, status=200 if state["healthy"] else 503)
