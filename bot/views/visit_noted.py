"""All that is said when a dental visit is noted, moved or changed: decided here, from facts alone."""

from collections.abc import Sequence
from dataclasses import dataclass

from bot.content import Content
from bot.schedule import DentalKind, PlannedStep, Visit, visits_close_to
from bot.views import dental as views
from bot.views.card import CardFacts, card
from bot.views.next import Coming
from bot.views.reply import Reply
from bot.views.visit_answers import next_check


@dataclass(frozen=True, slots=True)
class Noted:
    """
    The visit now on record, and what its reply hangs on.

    ``replaced`` is the record that it stands for, 0 for none, and ``was`` the kind of that one. ``steps`` is the plan
    as it is now; ``facts`` is what a card made today says.
    """

    visit: Visit
    replaced: int
    was: DentalKind | None
    steps: Sequence[PlannedStep]
    facts: CardFacts
    place: dict[str, str]

    @property
    def own_steps(self) -> list[PlannedStep]:
        """The steps of this visit that are still to come."""
        return [step for step in self.steps if (step.subject, step.record) == ("dental", self.visit.record)]


def visit_noted(content: Content, noted: Noted) -> list[Reply]:
    """
    What the patient reads at once.

    Ahead: what this kind of work means, both dates where they are near each other, what is advised before the first
    injection where none is known, and the card. Done otherwise than
    planned: whom to tell, and both dates. Past: the signs to watch for, and the next check.
    """
    visit, replaced, today = noted.visit, noted.replaced, noted.facts.today
    if noted.was not in (None, visit.kind) and visit.on <= today:
        check = next_check(content, _coming([step for step in noted.own_steps if step.step.startswith("H")]))
        return [views.done_instead(content, visit, replaced, check), *both_dates(content, noted)]
    if visit.on < today:
        return [views.past(content, visit, replaced, _coming(noted.steps), checks=bool(noted.own_steps))]
    if noted.was is visit.kind:
        told = views.moved(content, visit, replaced, _coming(noted.steps))
    else:
        told = views.registered(content, visit, replaced, noted.place)
    unknown = noted.facts.injection is None and not visit.of_other
    mouth_check = [views.if_not_started(content)] if unknown else []
    return [told, *both_dates(content, noted), *mouth_check, card(content, noted.facts)]


def both_dates(content: Content, noted: Noted) -> list[Reply]:
    """Both dates side by side, where both teams should know them."""
    due = noted.facts.expected
    if due is None or not visits_close_to(due, [noted.visit], noted.facts.today):
        return []
    return [views.both_dates(content, noted.visit, due, noted.place)]


def _coming(steps: Sequence[PlannedStep]) -> Coming | None:
    return Coming(steps[0].local, steps[0].subject) if steps else None
