"""Two processes poll with one token: which of them is the newcomer?"""

from collections.abc import Callable
from enum import Enum
from time import monotonic


class Verdict(Enum):
    """What a poller does about a Conflict."""

    WAIT = "wait"  # poll again in a moment
    NOTE = "note"  # the first one of a newcomer: say so, and wait for the other one to hand over
    TELL = "tell"  # the first one of a settled poller: the admins hear of it, and it goes on
    GIVE_UP = "give up"  # a newcomer whose patience is over


class ConflictWatch:
    """
    A poller that had the token to itself for *patience* seconds is settled and goes on whatever comes.

    A younger one is taken for the newcomer of a deployment that hands over: it waits *patience* seconds at most.
    """

    def __init__(self, patience: float, clock: Callable[[], float] = monotonic) -> None:
        self._patience = patience
        self._clock = clock
        self._alone_since: float | None = None
        self._since: float | None = None
        self._settled = False

    def polled(self, began: float) -> None:
        """A poll that began then has ended well."""
        if self._alone_since is None:
            self._alone_since = began

    def conflict(self) -> Verdict:
        """A poll met another poller."""
        now = self._clock()
        if self._alone_since is not None and now - self._alone_since > self._patience:
            self._settled, self._since = True, None
        self._alone_since = None
        first = self._since is None
        since = self._since = now if self._since is None else self._since
        if self._settled:
            return Verdict.TELL if first else Verdict.WAIT
        if now - since > self._patience:
            return Verdict.GIVE_UP
        return Verdict.NOTE if first else Verdict.WAIT
