"""What was noted when a button under a message about a dental visit was pressed."""

from collections.abc import Sequence
from datetime import date

from bot.content import Content
from bot.schedule import Visit
from bot.views.common import caption, day_in_words, notice
from bot.views.entry import message
from bot.views.next import Coming
from bot.views.reminders import day_and_time, kind_in_words, step_text
from bot.views.reply import Button, Reply


def talked(content: Content, visit: Visit, *, have: bool, place: dict[str, str]) -> Reply:
    """Dentist and prescriber have spoken, or not yet."""
    key = "rem.talked" if have else "rem.not_talked"
    other = "rem.not_talked" if have else "rem.talked"
    caption_of_other = "rem.button_not_after_all" if have else "rem.button_talked"
    return notice(
        content,
        key,
        caption(content, caption_of_other, other, visit.record),
        *_visit_buttons(content, visit),
        visit=day_and_time(visit.on, visit.at, content),
        **place,
    )


def standard(content: Content, visit: Visit) -> Reply:
    """No root-end surgery: nothing changes, and what to do if it does."""
    return notice(
        content,
        "rem.standard",
        caption(content, "rem.button_surgical", "rem.surgical", visit.record),
        *_visit_buttons(content, visit),
        visit=day_and_time(visit.on, visit.at, content),
    )


def not_been_yet(content: Content, visit: Visit) -> Reply:
    """How it went can be told once it has been."""
    return notice(
        content, "rem.not_been_yet", *_visit_buttons(content, visit), visit=day_and_time(visit.on, visit.at, content)
    )


def went_fine(content: Content, visit: Visit, check: Coming | None) -> Reply:
    """The visit went well; something may still turn up."""
    return message(
        content.text("rem.went_fine"),
        next_check(content, check),
        buttons=[
            caption(content, "rem.button_went_wrong", "rem.wrong", visit.record),
            caption(content, "dental.button_this_visit", "dent.visit", visit.record),
        ],
    )


def signs(content: Content, visit: Visit | None, step: str, *, place: dict[str, str], team: bool) -> Reply:
    """Whom to call today; what makes it an emergency is one press away. *team*: somebody there would read it."""
    text = content.reminder("dental", "healing_yes").fill(visit="", last="", due="", **place)
    buttons = [caption(content, "rem.button_worse", "rem.heal_worse")]
    if visit is not None and team:
        buttons.append(caption(content, "rem.button_tell_team", "rem.heal_tell", visit.record))
    return message(text, buttons=[*buttons, *_again(content, visit, step)])


def no_signs(content: Content, visit: Visit, step: str, check: Coming | None, place: dict[str, str]) -> Reply:
    """Thanks, and when the next check comes."""
    text = content.reminder("dental", "healing_no").fill(
        visit="", last="", due="", next=next_check(content, check), **place
    )
    return message(text, buttons=_again(content, visit, step))


def next_check(content: Content, check: Coming | None) -> str:
    """When the healing is asked about next, or that it is not any more (raw marks)."""
    if check is None:
        return content.text("rem.last_check")
    return content.text("rem.next_check", day=day_in_words(check.local.date()))


def check_again(
    content: Content, visit: Visit, step: str, today: date, place: dict[str, str], buttons: Sequence[Button]
) -> Reply:
    """The words of *step* once more."""
    clinic, emergency = place["clinic"], place["emergency"]
    return message(step_text(step, visit, content, today=today, clinic=clinic, emergency=emergency), buttons=buttons)


def words_for_team(content: Content, visit: Visit) -> str:
    """What the team reads of a sign that was named: the kind of visit, and no date."""
    return content.text("rem.words_for_team", kind=kind_in_words(visit, content)).strip()


def _again(content: Content, visit: Visit | None, step: str) -> list[Button]:
    return [caption(content, "rem.button_again", "rem.heal_again", visit.record, step)] if visit and step else []


def _visit_buttons(content: Content, visit: Visit) -> list[Button]:
    return [
        caption(content, "dental.button_this_visit", "dent.visit", visit.record),
        caption(content, "dental.button_card", "dent.card"),
    ]
