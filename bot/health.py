"""The HTTP health endpoint, on loopback: is the bot well, and what waits?"""

from datetime import datetime

from aiohttp import web

from bot.checkup import take_vitals
from bot.context import Services
from bot.errors import DatabaseUnavailable, SettingsError


async def state_of(services: Services) -> dict[str, object]:
    """
    What the endpoint answers: ``healthy``, the names of the ``faults`` (see bot.vitals), and the figures.

    Instants are UTC, ISO; null where it never happened, or nothing waits.
    """
    async with services.database.read() as db:
        vitals = await take_vitals(db, services)
    return {
        "healthy": vitals.well,
        "faults": [fault.value for fault in vitals.faults],
        "last_sweep": _iso(vitals.last_sweep),
        "due_and_unsent": vitals.waiting,
        "oldest_due": _iso(vitals.oldest),
        "last_delivered": _iso(vitals.last_delivered),
        "last_canary": _iso(vitals.last_canary),
        "last_backup": _iso(vitals.last_backup),
        "unreachable": vitals.unreachable,
        "unreachable_due": vitals.unreachable_due,
        "updates_unanswered": vitals.unanswered,
        "updates_parked": vitals.parked,
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
            state = {"healthy": False, "faults": ["database"], "database": "unavailable"}
        return web.json_response(state, status=200 if state["healthy"] else 503)


def _iso(instant: datetime | None) -> str | None:
    return instant.isoformat() if instant else None
