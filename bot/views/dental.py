"""Dental visits: the kinds, what was recorded, the list, and one visit with what can be done about it."""

from collections.abc import Sequence
from datetime import date, timedelta

from bot.content import Content
from bot.content.marks import to_html, to_plain
from bot.schedule import DentalKind, InjectionFacts, Visit
from bot.views.common import caption, day_in_words, notice
from bot.views.entry import message
from bot.views.next import Coming, coming_line
from bot.views.reminders import day_and_time, kind_in_words
from bot.views.reply import Button, Reply, button

KINDS = tuple(DentalKind)
SHOWN_AFTER = timedelta(days=60)  # the last healing check is on day 56
MOST_SHOWN = 6


def kind_captions(content: Content) -> dict[str, str]:
    """What the button of each kind says."""
    return {kind.value: to_plain(content.text(f"dental.button_kind_{kind.value}")) for kind in KINDS}


def ask_kind(content: Content, token: int) -> Reply:
    """What is the visit for? Not sure is an answer."""
    captions = kind_captions(content)
    kinds = [button(captions[kind.value], "dent.kind", token, position) for position, kind in enumerate(KINDS)]
    return notice(content, "dental.ask_kind", *kinds)


def ask_whose(content: Content, token: int) -> Reply:
    """Whose visit is it? The dates of an injection belong on the card of that person alone."""
    return notice(
        content,
        "dental.ask_whose",
        caption(content, "dental.button_whose_own", "dent.whose", token, "own"),
        caption(content, "dental.button_whose_other", "dent.whose", token, "other"),
        caption(content, "entry.button_not_now", "inj.leave", token),
    )


def registered(content: Content, visit: Visit, replaced: int, place: dict[str, str]) -> Reply:
    """What this kind of work means with denosumab, and what to tell the dentist, at once."""
    text = content.reminder("dental", "registered", visit.kind.value)
    values = {"visit": day_and_time(visit.on, visit.at, content), "last": "", "due": ""}
    other = content.text("dental.other_dates") if visit.of_other else ""
    return message(
        _of_other(content, visit), text.fill(**values, **place), other, buttons=_after(content, visit, replaced)
    )


def moved(content: Content, visit: Visit, replaced: int, coming: Coming | None) -> Reply:
    """The same work on another day."""
    noted = content.text(
        "dental.moved", kind=kind_in_words(visit, content), when=day_and_time(visit.on, visit.at, content)
    )
    return message(noted, coming_line(content, coming), buttons=_after(content, visit, replaced))


def past(content: Content, visit: Visit, replaced: int, coming: Coming | None, *, checks: bool) -> Reply:
    """A visit that has been: only the healing is asked about, while *checks* are still ahead."""
    key = "dental.past" if checks else "dental.past_over"
    noted = content.text(key, kind=kind_in_words(visit, content), when=day_in_words(visit.on))
    return message(noted, coming_line(content, coming), buttons=_after(content, visit, replaced))


def done_instead(content: Content, visit: Visit, replaced: int, check: str) -> Reply:
    """Other work than planned was done: whom to tell, and when its healing is asked about (*check*, raw marks)."""
    text = content.reminder("dental", "done_instead", visit.kind.value)
    told = text.fill(visit=day_and_time(visit.on, visit.at, content))
    return message(_of_other(content, visit), told, check, buttons=_after(content, visit, replaced))


def not_booked(content: Content, kind: str, injection: InjectionFacts | None) -> Reply:
    """No day yet: what to know and to ask before the visit is booked, and both injection dates."""
    text = content.reminder("dental", "not_booked", kind).text
    due = content.text("dental.not_booked_due", day=day_in_words(injection.due)) if injection else ""
    return message(
        text,
        due,
        buttons=[
            caption(content, "dental.button_coming_up", "dent.coming"),
            caption(content, "dental.button_card", "dent.card"),
        ],
    )


def with_known_visit(content: Content, reply: Reply, visit: Visit, *, headed: bool) -> Reply:
    """An answer with a button to the visit on record; *headed*: it begins with that visit."""
    when = day_and_time(visit.on, visit.at, content)
    line = to_html(content.text("dental.you_have", kind=kind_in_words(visit, content), when=when).strip())
    see = caption(content, "dental.button_see_visit", "dent.see", visit.record)
    begun = reply.headed(line) if headed else reply
    return begun.model_copy(update={"rows": (*reply.rows, (see,))})


def with_new_visit(content: Content, reply: Reply) -> Reply:
    """An answer with the way to note a visit."""
    coming = caption(content, "dental.button_coming_up", "dent.coming")
    return reply.model_copy(update={"rows": (*reply.rows, (coming,))})


def that_matter(visits: Sequence[Visit], today: date) -> list[Visit]:
    """The visits ahead, and those whose healing may still be asked about; the latest ones where there are many."""
    return [visit for visit in visits if visit.on >= today - SHOWN_AFTER][-MOST_SHOWN:]


def both_dates(content: Content, visit: Visit, due: date, place: dict[str, str]) -> Reply:
    """The visit is near the due date: both teams should know both dates."""
    values = {"visit": day_and_time(visit.on, visit.at, content), "due": day_in_words(due), "last": ""}
    return message(content.reminder("dental", "both_dates").fill(**values, **place))


def if_not_started(content: Content) -> Reply:
    """No injection is known, and perhaps there was none: what is advised before the first one."""
    return message(content.reminder("dental", "not_started").text)


def skip_shot(content: Content, place: dict[str, str]) -> Reply:
    """The dentist wants the injection left out or put off: who has to talk to whom before any change."""
    values = {"visit": "", "last": "", "due": ""}
    return message(
        content.reminder("dental", "skip_shot").fill(**values, **place),
        buttons=[
            caption(content, "dental.button_card", "dent.card"),
            caption(content, "button.read_about_it", "faq.show", "dental-care"),
        ],
    )


def visit_list(content: Content, visits: Sequence[Visit]) -> Reply:
    """The visits as buttons, and the ways to add one and to see the card."""
    shown = [
        button(to_plain(f"{_button(content, visit)}: {day_in_words(visit.on)}"), "dent.visit", visit.record)
        for visit in visits
    ]
    return notice(
        content,
        "dental.list",
        *shown,
        caption(content, "dental.button_add", "dent.add"),
        caption(content, "dental.button_card", "dent.card"),
    )


def one_visit(content: Content, visit: Visit) -> Reply:
    """A visit and what can be changed about it."""
    return notice(
        content,
        "dental.one",
        caption(content, "dental.button_move", "dent.move", visit.record),
        caption(content, "dental.button_change_kind", "dent.other_kind", visit.record),
        caption(content, "dental.button_remove", "dent.remove", visit.record),
        caption(content, "button.back", "dent.list"),
        kind=kind_in_words(visit, content),
        when=day_and_time(visit.on, visit.at, content),
    )


def removed(content: Content, visit: Visit) -> Reply:
    """The visit is gone, and its reminders with it."""
    return notice(
        content,
        "dental.removed",
        caption(content, "entry.button_undo", "dent.restore", visit.record),
        caption(content, "next.button_show", "next.show"),
        kind=kind_in_words(visit, content),
        when=day_in_words(visit.on),
    )


def _after(content: Content, visit: Visit, replaced: int) -> list[Button]:
    unsure = visit.kind is DentalKind.UNSURE
    return [
        *([caption(content, "dental.button_kind_known", "dent.other_kind", visit.record)] if unsure else []),
        caption(content, "entry.button_undo", "dent.undo", visit.record, replaced),
        caption(content, "dental.button_this_visit", "dent.visit", visit.record),
        caption(content, "next.button_show", "next.show"),
    ]


def _of_other(content: Content, visit: Visit) -> str:
    """Above what is said of somebody else's visit (raw marks)."""
    return content.text("dental.of_other") if visit.of_other else ""


def _button(content: Content, visit: Visit) -> str:
    kind = content.text(f"dental.button_kind_{visit.kind.value}")
    return content.text("dental.kind_of_other", kind=kind) if visit.of_other else kind
