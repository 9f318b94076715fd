"""The buttons under a message about a dental visit."""

from bot.content import Content
from bot.schedule import DentalKind
from bot.views.common import caption
from bot.views.reply import Button


def dental_buttons(
    content: Content, step: str, record: int, kind: DentalKind | None, *, together: bool
) -> list[Button]:
    """
    Have they talked, did it go well, is it healing? With an injection's buttons beside them (*together*) those of a
    healing check name the mouth. *kind* is None where the visit is gone.
    """
    match step:
        case "T-7":
            return _week_before(content, record, kind)
        case "T-1":
            return [caption(content, "dental.button_card", "dent.card", record)]
        case "T0":
            other = "rem.button_what_was_done" if kind is DentalKind.UNSURE else "rem.button_other_kind"
            return [
                caption(content, "rem.button_went_fine", "rem.fine", record),
                caption(content, "rem.button_went_wrong", "rem.wrong", record),
                caption(content, "rem.button_visit_moved", "rem.visit_moved", record),
                caption(content, other, "rem.other_kind", record),
            ]
        case "Y1":
            return [caption(content, "dental.button_coming_up", "dent.add")]
    about = "mouth_" if together else ""
    return [
        caption(content, f"rem.button_{about}yes", "rem.heal_yes", record, step),
        caption(content, f"rem.button_{about}no", "rem.heal_no", record, step),
        caption(content, f"rem.button_{about}unsure", "rem.heal_unsure", record, step),
    ]


def _week_before(content: Content, record: int, kind: DentalKind | None) -> list[Button]:
    """Before a root canal the question is which kind of it; where the kind is not known, it may be by now."""
    not_yet = caption(content, "rem.button_not_talked", "rem.not_talked", record)
    if kind is DentalKind.ROOT_CANAL:
        return [
            caption(content, "rem.button_standard", "rem.standard", record),
            caption(content, "rem.button_surgical", "rem.surgical", record),
            not_yet,
        ]
    talked = caption(content, "rem.button_talked", "rem.talked", record)
    if kind is DentalKind.UNSURE:
        return [talked, not_yet, caption(content, "dental.button_kind_known", "rem.other_kind", record)]
    return [talked, not_yet]
