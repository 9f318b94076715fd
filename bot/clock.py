"""What time it is: the real clock, and one that the preview and the tests move."""

from datetime import UTC, datetime, timedelta


class Clock:
    """The real time, in aware UTC."""

    def now(self) -> datetime:
        """This instant."""
        return datetime.now(UTC)


class MovableClock(Clock):
    """The real time plus an offset that can only grow; ``frozen`` ones stand still between moves."""

    def __init__(self, start: datetime | None = None, *, frozen: bool = False) -> None:
        self._frozen_at = (start or super().now()) if frozen else None
        self._offset = (start - super().now()) if start is not None else timedelta()

    def now(self) -> datetime:
        """The simulated instant."""
        return self._frozen_at if self._frozen_at is not None else super().now() + self._offset

    def move_to(self, instant: datetime) -> None:
        """Go forward to *instant*; an earlier one is ignored, as time does not run back."""
        ahead = instant - self.now()
        if ahead <= timedelta():
            return
        self._offset += ahead
        if self._frozen_at is not None:
            self._frozen_at = instant

    def restart(self) -> None:
        """Go back to the real time: a new beginning, for a bot that has forgotten everything."""
        self._offset = timedelta()
        if self._frozen_at is not None:
            self._frozen_at = super().now()
