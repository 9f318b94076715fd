"""From the facts in the database to the rows in the outbox: the same few steps for handlers and jobs."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.outbox.message import Kind, NewMessage
from bot.schedule import DentalKind, InjectionFacts, PlannedStep, Visit, plan
from bot.settings import Settings
from bot.storage import chats, injections, outbox, people, visits
from bot.storage.chats import Chat
from bot.storage.database import Connection
from bot.storage.people import Person

LONGEST_PLAN = timedelta(days=800)  # no step lies further from its date than Y1 and L3


@dataclass(frozen=True, slots=True)
class Facts:
    """
    What the plan of one person hangs on.

    ``injection.record`` is the injection's id; while only an appointment is known, minus the appointment's id.
    """

    chat: Chat
    person: Person
    injection: InjectionFacts | None
    visits: tuple[Visit, ...]

    @property
    def may_remind(self) -> bool:
        """Whether planned messages may go to this person at all."""
        return not self.person.is_silenced and self.chat.consent_at is not None

    @property
    def planned_injection(self) -> InjectionFacts | None:
        """The injection, unless its messages have been stopped."""
        return None if self.person.stopped_at is not None else self.injection


async def facts_of(db: Connection, person_id: int) -> Facts | None:
    """The facts as they stand, or None where the person is gone."""
    person = await people.get_person(db, person_id)
    chat = None if person is None else await chats.get_chat(db, person.chat_id)
    if person is None or chat is None:
        return None
    given = await injections.current_injection(db, person_id)
    booked = await injections.current_appointment(db, person_id)
    injection = None
    if given is not None or booked is not None:
        injection = InjectionFacts(
            record=given.id if given else -booked.id if booked else 0,
            given=given.given_on if given else None,
            booked=booked.booked_on if booked else None,
            booked_time=booked.booked_time if booked else None,
        )
    dental = tuple(
        Visit(one.id, one.visit_on, DentalKind(one.kind), one.visit_time, one.of_other)
        for one in await visits.visits_of(db, person_id)
    )
    return Facts(chat, person, injection, dental)


async def replan(db: Connection, settings: Settings, person_id: int, now: datetime) -> list[PlannedStep]:
    """
    Plan this person's messages anew from the facts as now known, in the caller's transaction.

    What waits and no longer fits is cancelled; what was sent is never queued again; doing it twice changes nothing.
    Returns the steps that wait now, in sending order; none where messages are stopped or dates may not be kept.
    """
    facts = await facts_of(db, person_id)
    if facts is None or not facts.may_remind:
        await outbox.cancel_plan(db, person_id, "stopped", now)
        return []
    handled = await outbox.handled_keys(db, person_id)
    steps = plan(
        facts.planned_injection,
        facts.visits,
        zone=facts.chat.zone_or(settings.default_timezone),
        hour=facts.chat.hour_or(settings.default_hour),
        now=now,
        handled=handled,
        skip=facts.chat.unwanted_steps,
        paused_until=facts.person.paused_until,
    )
    rows = [_row(facts.chat.chat_id, person_id, step) for step in steps if step.key not in handled]
    record = facts.planned_injection.record if facts.planned_injection is not None else None
    await outbox.replace_plan(
        db,
        person_id,
        rows,
        now,
        record=record,
        standing=lambda: {step.key for step in called_for(facts, settings, now)},
    )
    return steps


def called_for(facts: Facts, settings: Settings, now: datetime) -> list[PlannedStep]:
    """Every step that the facts as now known call for, be its day past or ahead, each once, a break's end too."""
    zone, hour = facts.chat.zone_or(settings.default_timezone), facts.chat.hour_or(settings.default_hour)
    steps: dict[str, PlannedStep] = {}
    # The first for what is caught up after a booked date has passed, the third for the question that ends a break: all
    # else counts as told, so that nothing takes its place.
    for moment, until in ((now, None), (now - LONGEST_PLAN, None), (now - LONGEST_PLAN, facts.person.paused_until)):
        told = steps if until is not None else ()
        planned = plan(
            facts.planned_injection,
            facts.visits,
            zone=zone,
            hour=hour,
            now=moment,
            handled=tuple(told),
            skip=facts.chat.unwanted_steps,
            paused_until=until,
        )
        steps |= {step.key: step for step in planned}
    return list(steps.values())


def _row(chat_id: int, person_id: int, step: PlannedStep) -> NewMessage:
    facts = {"subject": step.subject, "record": step.record, "step": step.step, "variant": step.variant}
    return NewMessage(step.key, Kind.REMINDER, chat_id, facts, step.utc, person_id)
