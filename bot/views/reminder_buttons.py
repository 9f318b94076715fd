"""The buttons under a reminder, and what a press answers."""

from collections.abc import Sequence

from bot.content import Content
from bot.outbox.message import OutboxMessage
from bot.schedule import PAUSE_OVER, Visit, urgency
from bot.views.common import caption
from bot.views.reply import Button, column
from bot.views.visit_buttons import dental_buttons

Step = tuple[str, str, int, str]  # subject, step, record, variant

ASKS_WHETHER_HAD = frozenset({PAUSE_OVER, "D0", "D1", "O1", "O2", "O3", "O4", "O5", "O6", "L1", "L2", "L3"})
ASKS_TO_BOOK = frozenset({"B1", "B2"})


def buttons_for(
    content: Content, steps: Sequence[Step], snoozes: Sequence[int], visits: Sequence[Visit] = ()
) -> tuple[tuple[Button, ...], ...]:
    """
    One button a row for the message that carries *steps*, the most urgent step's first.

    *snoozes* are the days after which the injection's message may come again; *visits* those that stand.
    """
    kinds = {visit.record: visit.kind for visit in visits}
    buttons: list[Button] = []
    ordered = sorted(steps, key=lambda each: urgency(each[1]))
    together = len({subject for subject, *_ in ordered}) > 1
    for subject, step, record, variant in ordered:
        if subject == "injection":
            buttons += injection_buttons(content, step, record, snoozes, booked=variant == "booked")
        else:
            buttons += dental_buttons(content, step, record, kinds.get(record), together=together)
    by_caption: dict[str, Button] = {}
    for one in buttons:
        by_caption.setdefault(one.text, one)  # two visits may ask the same on one day; a yes is a yes
    return column(*by_caption.values())


def step_of(row: OutboxMessage) -> Step:
    """The step that a row of the outbox keeps."""
    facts = row.facts
    return str(facts["subject"]), str(facts["step"]), int(facts["record"]), str(facts.get("variant", "plain"))


def injection_buttons(
    content: Content, step: str, record: int, snoozes: Sequence[int], *, booked: bool
) -> list[Button]:
    """
    Had it, an appointment, not yet, the doctor changed it, and later; before the due date only the appointment.

    Under a message that speaks of an appointment (*booked*): that it was moved or cancelled.
    """
    if booked:
        appointment = [
            caption(content, "entry.button_move_appointment", "rem.book", record),
            caption(content, "rem.button_cancelled", "rem.cancelled", record),
        ]
    else:
        appointment = [caption(content, "entry.button_have_appointment", "rem.book", record)]
    if step in ASKS_TO_BOOK or (booked and step not in ASKS_WHETHER_HAD):
        return appointment
    if step not in ASKS_WHETHER_HAD:
        return []
    return [
        caption(content, "entry.button_had_it", "rem.had", record),
        *appointment,
        caption(content, "rem.button_not_yet", "rem.not_yet", record, step),
        caption(content, "rem.button_changed", "rem.changed", record),
        *snooze_buttons(content, step, record, snoozes),
    ]


def snooze_buttons(content: Content, step: str, record: int, snoozes: Sequence[int]) -> list[Button]:
    """Remind me later, where that ends before the next message; with more than one choice, which is asked then."""
    if len(snoozes) > 1:
        return [caption(content, "rem.button_later", "rem.later", record, step)]
    return snooze_choices(content, step, record, snoozes)


def snooze_choices(content: Content, step: str, record: int, snoozes: Sequence[int]) -> list[Button]:
    """Tomorrow, in three days, in a week."""
    return [caption(content, f"rem.button_snooze_{days}", "rem.snooze", record, step, days) for days in snoozes]
