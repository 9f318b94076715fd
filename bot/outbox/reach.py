"""Whether Telegram can be reached, as the unprompted messages find it."""

from datetime import datetime

from bot.outbox.retry import Outcome, TryLater


class Reach:
    """``since`` is when Telegram began to answer us without a break; None while it does not, or we do not know."""

    def __init__(self) -> None:
        self.since: datetime | None = None

    def forget(self) -> None:
        """We were away ourselves: whether it answered meanwhile, nobody knows."""
        self.since = None

    def note(self, outcome: Outcome, now: datetime) -> None:
        """A refusal is an answer, too."""
        if isinstance(outcome, TryLater):
            self.since = None
        elif self.since is None:
            self.since = now
