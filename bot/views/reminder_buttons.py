"""The buttons under a reminder, and what a press answers."""

from collections.abc import Sequence

from bot.content import Content
from bot.outbox.message import OutboxMessage
from bot.schedule import PAUSE_OVER, urgency
from bot.views.common import caption
from bot.views.reply import Button, column

Step = tuple[str, str, int, str]  # subject, step, record, variant

ASKS_WHETHER_HAD = frozenset({PAUSE_OVER, "D0", "D1", "O1", "O2", "O3", "O4", "O5", "O6", "L1", "L2", "L3"})
ASKS_TO_BOOK = frozenset({"B1", "B2"})


def buttons_for(content: Content, steps: Sequence[Step], snoozes: Sequence[int]) -> tuple[tuple[Button, ...], ...]:
    """
    One button a row for the message that carries *steps*, the most urgent step's first.

    *snoozes* are the days after which the injection's message may come again.
    """
    buttons: list[Button] = []
    ordered = sorted(steps, key=lambda each: urgency(each[1]))
    together = len({subject for subject, *_ in ordered}) > 1
    for subject, step, record, variant in ordered:
        if subject == "injection":
            buttons += injection_buttons(content, step, record, snoozes, booked=variant == "booked")
        else:
            buttons += dental_buttons(content, step, record, together=together)
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


def dental_buttons(content: Content, step: str, record: int, *, together: bool) -> list[Button]:
    """Have they talked, did it go well, is it healing? With an injection's buttons beside them they name the mouth."""
    about = "mouth_" if together else ""
    if step == "T-7":
        return [
            caption(content, "rem.button_talked", "rem.talked", record),
            caption(content, "rem.button_not_talked", "rem.not_talked", record),
        ]
    if step == "T-1":
        return [caption(content, "dental.button_card", "dent.card")]
    if step == "T0":
        return [
            caption(content, "rem.button_went_fine", "rem.fine", record),
            caption(content, "rem.button_went_wrong", "rem.wrong", record),
            caption(content, "dental.button_change_kind", "dent.other_kind", record),
        ]
    if not step.startswith("H"):
        return []
    return [
        caption(content, f"rem.button_{about}yes", "rem.heal_yes", record),
        caption(content, f"rem.button_{about}no", "rem.heal_no", record),
        caption(content, f"rem.button_{about}unsure", "rem.heal_unsure", record),
    ]
