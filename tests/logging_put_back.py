"""For tests that set up the bot's logging: afterwards everything is as it was."""

import contextlib
import logging
import sys
import threading
from collections.abc import Iterator

from bot.logs import SafeHandler


@contextlib.contextmanager
def logging_put_back() -> Iterator[None]:
    """Restore levels, handlers and the hooks for uncaught errors."""
    root = logging.getLogger()
    hooks = sys.excepthook, threading.excepthook, sys.unraisablehook
    levels = [(one, one.level) for one in (root, *map(logging.getLogger, list(root.manager.loggerDict)))]
    try:
        yield
    finally:
        sys.excepthook, threading.excepthook, sys.unraisablehook = hooks
        for logger, level in levels:
            logger.setLevel(level)
        for handler in [one for one in root.handlers if isinstance(one, SafeHandler)]:
            root.removeHandler(handler)
