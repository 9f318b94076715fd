"""When the bot could send: spans in which it was off, had died, or Telegram was out of reach."""

from bisect import bisect_left, insort
from datetime import datetime, timedelta

NEEDED = timedelta(minutes=20)  # of fair weather: tries come again after up to ten minutes


class Weather:
    """Spans of foul weather, known once they have begun."""

    def __init__(self) -> None:
        self._spans: list[tuple[datetime, datetime]] = []
        self._longest = timedelta()

    def foul(self, start: datetime, end: datetime) -> None:
        """Nothing can be sent from *start* to *end*."""
        insort(self._spans, (start, end))
        self._longest = max(self._longest, end - start)

    def clear_from(self, moment: datetime) -> datetime:
        """The first moment from *moment* on after which it stays fair for a while."""
        first = bisect_left(self._spans, (moment - self._longest, moment - self._longest))
        for start, end in self._spans[first:]:
            if start >= moment + NEEDED:
                break
            moment = max(moment, end)
        return moment

    def recently(self, now: datetime, days: int) -> list[tuple[datetime, datetime]]:
        """The spans of the last so many days."""
        return [span for span in self._spans if span[1] > now - timedelta(days=days) and span[0] <= now]
