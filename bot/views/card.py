"""The card to show the dentist, as a message and as a page to print: known dates, blanks for the others."""

from dataclasses import dataclass
from datetime import date

from bot.content import Content
from bot.content.marks import to_plain
from bot.content.models import Review
from bot.schedule import InjectionFacts, Visit
from bot.views.common import caption, day_in_words
from bot.views.entry import message
from bot.views.reminders import day_and_time, days_in_words
from bot.views.reply import Reply
from bot.views.sheet import Mark, Row, Sheet

BY_HAND = ("steroids", "bisphosphonate", "smoking", "cancer_care")  # never asked, never stored


@dataclass(frozen=True, slots=True)
class CardFacts:
    """
    What stands on a card made on *today*: the injection and the next visit, where they are known, and the clinic.

    ``ended``: the injections were stopped or changed, so that none is due.
    """

    injection: InjectionFacts | None
    visit: Visit | None
    today: date
    clinic: str | None
    ended: bool = False

    @property
    def given(self) -> date | None:
        """The day of the last injection."""
        return self.injection.given if self.injection else None

    @property
    def due(self) -> date | None:
        """When the next one is due; an appointment alone says nothing of that."""
        return self.injection.due if self.injection and self.given and not self.ended else None

    @property
    def expected(self) -> date | None:
        """When the next injection is to be had: its due date, or the appointment where only that is known."""
        return self.injection.due if self.injection and not self.ended else None

    @property
    def weeks(self) -> int | None:
        """Whole weeks since the last injection."""
        return (self.today - self.given).days // 7 if self.given else None


def card(content: Content, facts: CardFacts, *, page_follows: bool = False) -> Reply:
    """The message: as short as can be read at a reception desk. Its page is one press away, unless it follows."""
    blank = content.text("dental.blank")
    text = content.reminder("dental", "card")
    filled = text.fill(
        last=day_in_words(facts.given) if facts.given else blank,
        weeks_since=blank if facts.weeks is None else facts.weeks,
        due=_due(content, facts) or blank,
        visit=day_and_time(facts.visit.on, facts.visit.at, content) if facts.visit else blank,
        clinic=facts.clinic or blank,
    )
    made = content.text("dental.card_made", day=day_in_words(facts.today), review=_review(content, text.review))
    page = caption(content, "sheet.button_print", "dent.print", facts.visit.record if facts.visit else 0)
    buttons = [] if page_follows else [page]
    if facts.given is None and not (facts.visit and facts.visit.of_other):
        buttons += [
            caption(content, "next.button_register", "inj.start"),
            caption(content, "entry.button_not_started", "dent.not_started"),
        ]
    return message(filled, made, buttons=buttons)


def card_sheet(content: Content, facts: CardFacts) -> Sheet:
    """The same as a page to print, with what only the patient fills in, by hand."""

    def say(name: str, **values: object) -> str:
        return to_plain(content.text(f"sheet.{name}", **values)).strip()

    visit, day = facts.visit, day_in_words(facts.today)
    kind = content.text(f"dental.kind_{visit.kind.value}") if visit else ""
    values = {
        "medicine": say("medicine_value"),
        "last": day_in_words(facts.given) if facts.given else None,
        "weeks": None if facts.weeks is None else str(facts.weeks),
        "due": _due(content, facts),
        "visit": say("visit_value", kind=kind, when=day_and_time(visit.on, visit.at, content)) if visit else None,
        "clinic": facts.clinic,
    }
    return Sheet(
        filename=f"dentist-card-{facts.today.isoformat()}.pdf",
        title=say("title"),
        subtitle=say("subtitle"),
        rows=tuple(Row(label=say(name), value=value) for name, value in values.items()),
        timeline=say("timeline"),
        marks=(
            Mark(what="last", label=say("timeline_last"), day=facts.given),
            Mark(what="today", label=say("timeline_today"), day=facts.today),
            Mark(what="visit", label=say("timeline_visit"), day=visit.on if visit else None),
            Mark(what="due", label=say("timeline_due"), day=facts.due),
        ),
        by_hand=say("by_hand"),
        lines=(say("name"),),
        ticks=tuple(say(name) for name in BY_HAND),
        yes=say("yes"),
        no=say("no"),
        notes_title=say("for_dentist"),
        notes=tuple(say("for_dentist_lines").splitlines()),
        made=f"{say('made_on', day=day)} {_review(content, content.texts['sheet.title'].review)}",
        sources=say("sources"),
        made_on=facts.today,
    )


def _due(content: Content, facts: CardFacts) -> str | None:
    """The due date, and by how much it has passed."""
    if facts.due is None:
        return None
    if facts.due >= facts.today:
        return day_in_words(facts.due)
    late = days_in_words((facts.today - facts.due).days, content)
    return content.text("sheet.due_overdue", due=day_in_words(facts.due), late=late)


def _review(content: Content, review: Review) -> str:
    """Whether a clinician has checked the words of the card."""
    if review.reviewed_by is None or review.reviewed_on is None:
        return content.text("sheet.unreviewed")
    return content.text("sheet.reviewed", who=review.reviewed_by, day=day_in_words(review.reviewed_on))
