"""What a reply of ours offered last, so that a typed yes, no or more can answer it in place of a press."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from bot.views.faq import Asked

STANDS_FOR = timedelta(minutes=30)  # a bare "yes" later than that answers something else


@dataclass(frozen=True, slots=True)
class Shown:
    """An answer (``entry``), a ``choice`` of entries, an ``offer`` to send words to the team, or an honest none."""

    asked: Asked
    entry: str | None = None
    offer: bool = False
    choice: bool = False

    def to_payload(self, now: datetime) -> dict[str, Any]:
        """As plain JSON, with when it ends."""
        marks, number = self.asked.args
        until = (now + STANDS_FOR).isoformat()
        what = {"entry": self.entry, "offer": self.offer, "choice": self.choice}
        return {"marks": marks, "number": number, **what, "until": until}


def shown_in(payload: dict[str, Any], now: datetime) -> Shown | None:
    """What still stands of the reply kept in a dialogue's payload."""
    kept = payload.get("shown")
    if not kept or datetime.fromisoformat(kept["until"]) < now:
        return None
    asked = Asked(kept["number"], "c" in kept["marks"], "g" in kept["marks"])
    return Shown(asked, kept["entry"], kept["offer"], kept["choice"])
