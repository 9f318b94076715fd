"""What a person is about to have stored. It lives in the open dialogue, and nowhere else, until they have said yes."""

from dataclasses import dataclass, replace
from datetime import date, time, timedelta
from typing import Any, Literal

from bot.context import BotContext
from bot.storage.dialogs import Dialog, close_dialog, current_dialog, open_dialog

What = Literal["given", "booked", "visit", "settings"]
Whose = Literal["own", "other", "ask"]
OPEN_FOR = timedelta(days=1)  # an unanswered question, with the date in it, is forgotten after a day
ASKED = "asked"  # the questions asked last, kept in any open dialogue for "Send it to the team"
SUBJECT = {"given": "inj", "booked": "inj", "visit": "dental", "settings": "set"}


@dataclass(frozen=True, slots=True)
class Draft:
    """
    A date being entered.

    ``token`` stands in every button of the present question, so that a button of an older one does nothing;
    ``answered`` stood in those of the question before it, which may be pressed twice. ``record`` is the record that
    this one is to replace, 0 for none; ``kept`` the one that holds it, as ``kept_as`` says, until the last
    question is answered (see unfinished.py). ``sure`` names what the person has confirmed already; ``later`` holds
    other visits named in the same words, which are asked about next. ``whose`` visit it is: of the person whose
    injections are kept, of somebody else, or to be asked.
    """

    token: int
    what: What
    answered: int = 0
    day: date | None = None
    days: tuple[date, ...] = ()
    at: time | None = None
    kind: str | None = None
    record: int = 0
    sure: frozenset[str] = frozenset()
    zones: tuple[str, ...] = ()
    kept: int = 0
    kept_as: str = ""
    later: tuple[tuple[date, str | None], ...] = ()
    whose: Whose = "own"

    @property
    def held(self) -> str:
        """What there is to record, in one string: "given 2026-06-01"."""
        return " ".join(str(part) for part in (self.what, self.day, self.at, self.kind) if part is not None)

    def but(self, **changes: Any) -> "Draft":  # noqa: ANN401 - the fields of a draft are of many types
        """The same with *changes*."""
        return replace(self, **changes)

    def asked_anew(self, token: int) -> "Draft":
        """The same under a new question: the buttons of the one before no longer count."""
        return self if token == self.token else self.but(token=token, answered=self.token)

    def confirmed(self, *what: str) -> "Draft":
        """The same, with *what* confirmed."""
        return self.but(sure=self.sure | set(what))

    def with_day(self, day: date | None, *, at: time | None = None) -> "Draft":
        """The same about another day: what was confirmed about the former one no longer counts."""
        return self.but(day=day, days=(), at=at or self.at, sure=self.sure & {"consent"})

    def to_payload(self) -> dict[str, Any]:
        """As plain JSON."""
        return {
            "token": self.token,
            "what": self.what,
            "answered": self.answered,
            "day": self.day.isoformat() if self.day else None,
            "days": [day.isoformat() for day in self.days],
            "at": self.at.isoformat() if self.at else None,
            "kind": self.kind,
            "record": self.record,
            "sure": sorted(self.sure),
            "zones": list(self.zones),
            "kept": self.kept,
            "kept_as": self.kept_as,
            "whose": self.whose,
            "later": [(day.isoformat(), kind) for day, kind in self.later],
        }


def from_payload(payload: dict[str, Any]) -> Draft:
    """The draft behind to_payload's JSON."""
    return Draft(
        token=payload["token"],
        what=payload["what"],
        answered=payload["answered"],
        day=date.fromisoformat(payload["day"]) if payload["day"] else None,
        days=tuple(date.fromisoformat(day) for day in payload["days"]),
        at=time.fromisoformat(payload["at"]) if payload["at"] else None,
        kind=payload["kind"],
        record=payload["record"],
        sure=frozenset(payload["sure"]),
        zones=tuple(payload["zones"]),
        kept=payload.get("kept", 0),
        kept_as=payload.get("kept_as", ""),
        whose=payload.get("whose", "own"),
        later=tuple((date.fromisoformat(day), kind) for day, kind in payload.get("later", [])),
    )


def new_draft(context: BotContext, what: What, **values: Any) -> Draft:  # noqa: ANN401 - as Draft.but
    """A draft whose buttons no older message has."""
    return Draft(token=context.turn.update_number, what=what, **values)


async def keep_draft(context: BotContext, draft: Draft, step: str) -> None:
    """Wait for the answer to *step* about *draft*, in place of whatever was asked before."""
    name = f"{SUBJECT[draft.what]}.{step}"
    before = await current_dialog(context.db, context.chat.chat_id, context.now)
    asked = {ASKED: before.payload[ASKED]} if before and ASKED in before.payload else {}
    await open_dialog(context.db, context.chat.chat_id, name, draft.to_payload() | asked, context.now + OPEN_FOR)


async def drop_draft(context: BotContext) -> None:
    """Wait for nothing any more."""
    await close_dialog(context.db, context.chat.chat_id)


def draft_of(dialog: Dialog | None) -> tuple[str, Draft] | None:
    """The step and the draft of a dialogue, or None where it is none of these."""
    if dialog is None or "token" not in dialog.payload:
        return None
    return dialog.step.partition(".")[2], from_payload(dialog.payload)


async def open_draft(context: BotContext) -> tuple[str, Draft] | None:
    """What is being entered in this chat, and the step that waits for an answer."""
    return draft_of(await current_dialog(context.db, context.chat.chat_id, context.now))
