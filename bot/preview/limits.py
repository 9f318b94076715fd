"""Telegram's limits for sending, as documented: about 30 messages a second overall, one a second to a chat."""

import math
import time
from collections.abc import Callable
from dataclasses import dataclass, field

from bot.preview.refusals import too_many_requests


@dataclass(slots=True)
class _Bucket:
    left: float
    at: float


@dataclass(slots=True)
class Limits:
    """
    Refuses with 429 what comes too fast. ``burst`` and ``chat_burst`` messages may come at once.

    ``slack`` forgives a little jitter of the network: a bot that keeps the pace is never refused.
    """

    per_second: float = 30
    chat_per_second: float = 1
    burst: float = 30
    chat_burst: float = 1
    slack: float = 0.1
    clock: Callable[[], float] = time.monotonic
    refused: int = 0
    _buckets: dict[int | None, _Bucket] = field(default_factory=dict)

    def admit(self, chat_id: int | None) -> None:
        """Count one message to this chat. Raises Refusal 429 with the seconds to wait."""
        now = self.clock()
        overall = self._filled(None, self.per_second, self.burst, now)
        chat = self._filled(chat_id or 0, self.chat_per_second, self.chat_burst, now)
        waits = [
            (1 - self.slack - bucket.left) / rate
            for bucket, rate in ((overall, self.per_second), (chat, self.chat_per_second))
        ]
        if max(waits) > 0:
            self.refused += 1
            raise too_many_requests(max(1, math.ceil(max(waits))))
        overall.left -= 1
        chat.left -= 1

    def _filled(self, key: int | None, rate: float, most: float, now: float) -> _Bucket:
        bucket = self._buckets.setdefault(key, _Bucket(most, now))
        bucket.left = min(most, bucket.left + (now - bucket.at) * rate)
        bucket.at = now
        return bucket
