"""What came in was read for red flags before it was saved: that reading answers it too, so none is read twice."""

from datetime import date

from bot.understanding import Index, Understanding, understand

MOST = 500  # some 20 KB each; where more wait, the oldest are read once more


class Understood:
    """Readings that wait for their messages to be answered, in memory only."""

    def __init__(self) -> None:
        self._waiting: dict[tuple[str, date], tuple[Index, Understanding]] = {}

    def ahead(self, text: str, today: date, index: Index) -> Understanding:
        """Read *text*, and keep the reading until it is taken."""
        meaning = understand(text, today, index)
        if len(self._waiting) >= MOST:
            del self._waiting[next(iter(self._waiting))]
        self._waiting[text, today] = index, meaning
        return meaning

    def take(self, text: str, today: date, index: Index) -> Understanding:
        """The reading of *text*: the one kept ahead, which is forgotten here, else a new one."""
        by, meaning = self._waiting.pop((text, today), (None, None))
        return meaning if by is index and meaning is not None else understand(text, today, index)
