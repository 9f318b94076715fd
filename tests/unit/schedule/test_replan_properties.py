"""
The plan as it stands in the database, whatever a person does and in whatever order.

One real SQLite file; each example is a new chat in it. What should wait there is reckoned apart from the planner.
"""

import asyncio
from collections.abc import Coroutine, Iterator
from datetime import UTC, date, datetime, time, timedelta
from itertools import count
from pathlib import Path
from typing import Any, TypeVar
from zoneinfo import ZoneInfo

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)
from reckoning import reckon, six_months_after
from sqlalchemy import select

from bot.outbox.message import Status
from bot.planning import facts_of, replan
from bot.schedule import DentalKind
from bot.settings import Settings, load_settings
from bot.storage import chats, claims, injections, outbox, people, visits
from bot.storage.database import Connection, Database
from bot.storage.people import OF_INJECTION
from bot.storage.tables import outbox as table

TOKEN = "1000:stand-in-for-tests"
T = TypeVar("T")
ZONES = ["UTC", "Europe/London", "America/St_Johns", "Australia/Lord_Howe", "Pacific/Apia", "America/Santiago"]
BEGIN = datetime(2027, 3, 10, 12, 0, tzinfo=UTC)
numbers = count(1)

zones, hours, kinds = st.sampled_from(ZONES), st.integers(9, 19), st.sampled_from(list(DentalKind))


class Store:
    """A real database with a loop of its own, so that hypothesis may drive it step by step."""

    def __init__(self, folder: Path) -> None:
        self.runner = asyncio.Runner()
        self.database = Database(f"sqlite+aiosqlite:///{folder / 'bot.db'}")
        self.settings: Settings = load_settings(None, bot_token=TOKEN)
        self.run(self.database.open(bot_id=1000, kind="live"))

    def run(self, work: Coroutine[Any, Any, T]) -> T:
        return self.runner.run(work)

    def close(self) -> None:
        self.run(self.database.close())
        self.runner.close()

    async def newcomer(self, now: datetime, zone: str, hour: int) -> int:
        chat_id = next(numbers)
        async with self.database.transaction() as db:
            await chats.seen(db, chat_id, now)
            await chats.settle_zone(db, chat_id, zone)
            await chats.set_hour(db, chat_id, hour)
            await chats.give_consent(db, chat_id, now)
            return (await people.ensure_person(db, chat_id, now)).id

    async def rows(self, person_id: int) -> list[tuple[Any, ...]]:
        async with self.database.read() as db:
            query = select(table).where(table.c.person_id == person_id).order_by(table.c.id)
            return [tuple(row) for row in await db.execute(query)]

    async def waiting(self, person_id: int) -> list[outbox.OutboxMessage]:
        async with self.database.read() as db:
            return await outbox.waiting_for_person(db, person_id)


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    opened = Store(tmp_path)
    yield opened
    opened.close()


def shape(rows: list[outbox.OutboxMessage]) -> list[tuple[datetime, str, str, str]]:
    """What waits, without the number of the record it is about."""
    return sorted((row.due_at, row.facts["subject"], row.facts["step"], row.facts["variant"]) for row in rows)


@given(
    days=st.lists(st.integers(0, 900), min_size=1, max_size=5),
    order=st.randoms(use_true_random=False),
    zone=zones,
    hour=hours,
    eager=st.booleans(),
)
@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_the_order_in_which_past_injections_are_entered_does_not_matter(
    store: Store, days: list[int], order: Any, zone: str, hour: int, *, eager: bool
) -> None:
    history = [BEGIN.date() - timedelta(days=each) for each in days]
    shuffled = list(history)
    order.shuffle(shuffled)

    async def enter(dates: list[date], *, plan_each: bool) -> list[outbox.OutboxMessage]:
        person_id = await store.newcomer(BEGIN, zone, hour)
        for number, each in enumerate(dates, start=1):
            async with store.database.transaction() as db:
                await injections.add_injection(db, person_id, each, BEGIN)
                if plan_each or number == len(dates):
                    await replan(db, store.settings, person_id, BEGIN)
        async with store.database.read() as db:
            facts = await facts_of(db, person_id)
        assert facts is not None
        assert facts.injection is not None
        assert facts.injection.due == six_months_after(max(dates))
        return await store.waiting(person_id)

    in_order = store.run(enter(sorted(history), plan_each=True))
    in_disorder = store.run(enter(shuffled, plan_each=eager))

    assert shape(in_disorder) == shape(in_order)
    assert len({row.facts["record"] for row in in_disorder}) <= 1


class Life(RuleBasedStateMachine):
    """One person's dates, wishes and time; after each step what waits is compared with the facts."""

    def __init__(self, store: Store) -> None:
        super().__init__()
        self.store = store
        self.now, self.zone, self.hour = BEGIN, "Europe/London", 9
        self.person = store.run(store.newcomer(self.now, self.zone, self.hour))
        self.chat = store.run(self._facts()).chat.chat_id
        self.sent = False

    async def _facts(self) -> Any:
        async with self.store.database.read() as db:
            return await facts_of(db, self.person)

    def change(self, *work: Any) -> None:
        """Change the facts and plan anew in one transaction, as a handler does."""

        async def changed() -> None:
            async with self.store.database.transaction() as db:
                for function, *arguments in work:
                    await function(db, *arguments)
                await replan(db, self.store.settings, self.person, self.now)

        self.store.run(changed())

    @property
    def today(self) -> date:
        return self.now.astimezone(ZoneInfo(self.zone)).date()

    @initialize(ago=st.integers(150, 420))
    def was_on_treatment(self, ago: int) -> None:
        self.had_it(ago)

    @rule(ago=st.integers(0, 420))
    def had_it(self, ago: int) -> None:
        self.change((injections.add_injection, self.person, self.today - timedelta(days=ago), self.now))

    @rule()
    def took_the_last_one_back(self) -> None:
        async def take_back(db: Connection) -> None:
            last = await injections.current_injection(db, self.person)
            if last is not None:
                await injections.remove_injection(db, last.id, self.now)

        self.change((take_back,))

    @rule(ahead=st.integers(0, 250))
    def booked(self, ahead: int) -> None:
        self.change((injections.book_appointment, self.person, self.today + timedelta(days=ahead), None, self.now))

    @rule()
    def cancelled(self) -> None:
        self.change((injections.end_appointments, self.person, self.now))

    @rule(kind=kinds, ahead=st.integers(-30, 60))
    def sees_the_dentist(self, kind: DentalKind, ahead: int) -> None:
        on = self.today + timedelta(days=ahead)
        self.change((visits.add_visit, self.person, kind.value, on, None, self.now))

    @rule(zone=zones)
    def moved(self, zone: str) -> None:
        self.zone = zone
        self.change((chats.settle_zone, self.chat, zone))

    @rule(hour=hours)
    def other_hour(self, hour: int) -> None:
        self.hour = hour
        self.change((chats.set_hour, self.chat, hour))

    @rule(reason=st.sampled_from([*OF_INJECTION, "asked", "death", "wrong_person"]))
    def stopped(self, reason: str) -> None:
        self.change((people.stop_messages, self.person, reason, self.now))

    @rule()
    def wants_them_back(self) -> None:
        self.change((people.resume_messages, self.person))

    @rule(days=st.integers(1, 14))
    def takes_a_break(self, days: int) -> None:
        self.change((people.pause_messages, self.person, self.today + timedelta(days=days)))

    @rule(days=st.integers(0, 60), minutes=st.integers(1, 1440))
    def time_passes(self, days: int, minutes: int) -> None:
        """Everything that falls due on the way is sent at its moment."""
        end = self.now + timedelta(days=days, minutes=minutes)

        async def send(db: Connection, ids: list[int], at: datetime) -> None:
            await claims.claim(db, at, limit=100, lease=timedelta(minutes=10))
            await claims.mark_sending(db, ids)
            await claims.finish(db, ids, Status.SENT, at)

        async def pass_by() -> None:
            while due := [row for row in await self.store.waiting(self.person) if row.due_at <= end]:
                at = due[0].due_at
                async with self.store.database.transaction() as db:
                    await send(db, [row.id for row in due if row.due_at == at], at)
                self.sent = True

        self.store.run(pass_by())
        self.now = end

    @invariant()
    def one_message_a_local_day_ahead_and_inside_the_hours(self) -> None:
        waiting = self.store.run(self.store.waiting(self.person))
        local = {row.due_at.astimezone(ZoneInfo(self.zone)) for row in waiting}
        assert all(time(9) <= each.time() <= time(19) for each in local)
        assert len({each.date() for each in local}) == len(local)
        assert all(row.due_at > self.now for row in waiting)

    @invariant()
    def nothing_after_a_stop_or_before_the_end_of_a_break(self) -> None:
        facts = self.store.run(self._facts())
        waiting = self.store.run(self.store.waiting(self.person))
        of_injection = [row for row in waiting if row.facts["subject"] == "injection"]
        if facts.person.stopped_at is not None:
            assert not of_injection
            assert not waiting or facts.person.stop_reason in OF_INJECTION
        if facts.person.paused_until is not None:
            days = [row.due_at.astimezone(ZoneInfo(self.zone)).date() for row in of_injection]
            assert all(day >= facts.person.paused_until for day in days)
        if facts.injection is not None:
            assert {row.facts["record"] for row in of_injection} <= {facts.injection.record}

    @invariant()
    def planning_again_changes_nothing(self) -> None:
        before = self.store.run(self.store.rows(self.person))
        self.change()
        assert self.store.run(self.store.rows(self.person)) == before

    @precondition(lambda self: not self.sent)
    @invariant()
    def what_waits_is_what_the_brief_says(self) -> None:
        facts = self.store.run(self._facts())
        zone, until = ZoneInfo(self.zone), facts.person.paused_until
        injection = None if facts.person.stopped_at is not None else facts.injection
        visits = list(facts.visits)
        wanted = reckon(injection, visits, zone, self.hour, self.now, until) if facts.may_remind else []
        waiting = self.store.run(self.store.waiting(self.person))
        assert sorted(shape(waiting)) == sorted(
            (at, subject, step.removesuffix("B"), "booked" if step.endswith("B") else "plain")
            for at, subject, _, step in wanted
        )


def test_whatever_a_person_does_the_plan_in_the_database_is_that_of_the_facts(store: Store) -> None:
    # A story of fifteen steps can be read as it is found; making it shorter (Phase.shrink) takes minutes.
    quick = settings(max_examples=20, stateful_step_count=15, deadline=None, phases=[Phase.reuse, Phase.generate])
    run_state_machine_as_test(lambda: Life(store), settings=quick)
