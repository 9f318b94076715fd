"""Every pause of the process in one place, in seconds; tests hand in a quick one in place of waiting."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Timing:
    """Pauses and patience, in seconds of real time."""

    retry_pauses: tuple[float, ...] = (1, 5, 30, 120)  # a handler that raised, a reply that did not go through
    poll_pauses: tuple[float, ...] = (1, 2, 5, 10, 30)  # Telegram out of reach
    database_pauses: tuple[float, ...] = (1, 2, 5)  # the disk is full: red flags must not wait for long
    long_poll: int = 30  # how long Telegram holds an empty getUpdates
    conflict_patience: float = 60  # another poller in our first minute: a deployment hands over
    request_timeout: float = 10  # one request to Telegram
    stop_patience: float = 20  # what is under way may finish
    urgent_patience: float = 3  # a red flag behind others of its chat; then it is answered from memory as well
    sweep_every: float = 15
    progress_every: float = 5
    reload_every: float = 10
    watch_every: float = 60
    chat_interval: float = 1  # between two unprompted messages to one chat
    pace: float = 1  # how much of the true gap between unprompted messages is waited; 0 where nobody limits us


QUICK = Timing(
    retry_pauses=(0.01, 0.02, 0.03),
    poll_pauses=(0.02,),
    database_pauses=(0.02,),
    long_poll=1,
    conflict_patience=0.5,
    request_timeout=0.5,
    stop_patience=2,
    sweep_every=3600,
    progress_every=3600,
    reload_every=3600,
    watch_every=3600,
    chat_interval=0,
    pace=0,
)
