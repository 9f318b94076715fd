"""The clock behind the page's buttons. The bot's application owns it; the page only asks."""

from collections.abc import Awaitable, Callable
from datetime import datetime, timedelta
from typing import Protocol

from dateutil.relativedelta import relativedelta

ADVANCES: dict[str, relativedelta] = {
    "hour": relativedelta(hours=1),
    "day": relativedelta(days=1),
    "week": relativedelta(weeks=1),
    "six_months": relativedelta(months=6),
}
ABSENCES: dict[str, timedelta] = {
    "hour": timedelta(hours=1),
    "three_days": timedelta(days=3),
    "sixty_days": timedelta(days=60),
}


class ClockControl(Protocol):
    """What the page needs of the simulated clock. Each method returns when everything it caused has been sent."""

    def now(self) -> datetime:
        """The simulated time, aware."""

    async def advance(self, to: datetime) -> None:
        """Go to this time; everything due on the way arrives in its order."""

    async def advance_to_next(self) -> None:
        """Go to the next planned message; nothing happens if there is none."""

    async def off_for(self, delta: timedelta) -> None:
        """Let this time pass with the bot switched off, then switch it on."""

    async def reset(self) -> None:
        """Forget everything and begin at the real time."""


def move(clock: ClockControl, how: str) -> Callable[[], Awaitable[None]] | None:
    """What a clock button does: "day", "week", "six_months", "next", or "off:three_days". None if unknown."""
    if how == "next":
        return clock.advance_to_next
    if how in ADVANCES:
        return lambda: clock.advance(clock.now() + ADVANCES[how])
    absence = ABSENCES.get(how.removeprefix("off:")) if how.startswith("off:") else None
    return None if absence is None else lambda: clock.off_for(absence)
