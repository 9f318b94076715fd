"""
``python dying.py POINT TIMES``: the real bot, which kills itself (-9) when it comes to POINT for the TIMES-th time.

Only from inside can a process die at one statement and no other. The product has no such switch: what it calls on its
way is wrapped here, from outside, before its own command line starts.
"""

import os
import runpy
import signal
import sys
from collections.abc import Callable
from typing import Any

from bot.outbox.actions import SendMessage
from bot.outbox.message import Status
from bot.outbox.pacer import Pacer
from bot.outbox.sender import Sender
from bot.storage import claims
from jobs.deliver import Deliverer

Seam = tuple[Any, str, str, Callable[..., bool]]


def _always(*_arguments: object, **_named: object) -> bool:
    return True


def _a_message(_sender: object, action: object) -> bool:
    return isinstance(action, SendMessage)


def _as_sent(_db: object, _ids: object, status: Status, *_more: object, **_named: object) -> bool:
    return status is Status.SENT


# In the order in which a message comes by; the words in -ing are just before a commit.
POINTS: dict[str, Seam] = {
    "claiming": (claims, "claim", "after", _always),
    "claimed": (Pacer, "turn", "before", _always),
    "marking": (claims, "mark_sending", "after", _always),
    "marked": (Sender, "perform", "before", _a_message),
    "accepted": (Sender, "perform", "after", _a_message),
    "recording": (claims, "finish", "after", _as_sent),
    "recorded": (Deliverer, "deliver", "after", _always),
}


def die_at(point: str, times: int) -> None:
    """Wrap the function of this point; each time it passes counts."""
    owner, name, when, counts = POINTS[point]
    wrapped = getattr(owner, name)
    left = times

    def pass_by() -> None:
        nonlocal left
        left -= 1
        if left == 0:
            os.kill(os.getpid(), signal.SIGKILL)

    async def dying(*arguments: Any, **named: Any) -> Any:
        counted = counts(*arguments, **named)
        if counted and when == "before":
            pass_by()
        result = await wrapped(*arguments, **named)
        if counted and when == "after":
            pass_by()
        return result

    setattr(owner, name, dying)


if __name__ == "__main__":
    die_at(sys.argv[1], int(sys.argv[2]))
    sys.argv = ["bot", "run"]
    runpy.run_module("bot", run_name="__main__", alter_sys=True)
