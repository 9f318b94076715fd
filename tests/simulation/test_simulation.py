"""Years of many people break no promise; and where the bot's own rules are bent, the simulation says so."""

from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest

from bot.context import Knowledge
from bot.handlers import rights
from bot.planning import Facts
from bot.schedule import injections, planner, to_utc
from bot.settings import load_settings
from bot.simulation.engine import TOKEN
from bot.simulation.run import Result, Simulation
from bot.storage import outbox
from bot.storage import rights as stored_rights
from bot.storage.people import Person
from house import ROOT
from jobs import reminder

Make = Callable[..., Simulation]


@pytest.fixture
def simulation(tmp_path: Path, knowledge: Knowledge) -> Make:
    """A simulation on a temporary file."""

    def make(number: int, years: float, seed: int) -> Simulation:
        settings = load_settings(
            None,
            bot_token=TOKEN,
            database_url=f"sqlite+aiosqlite:///{tmp_path / 'simulation.db'}",
            backup_dir=tmp_path / "backups",
            content_dir=ROOT / "content",
            default_timezone="UTC",
        )
        return Simulation(settings, knowledge, number=number, years=years, seed=seed)

    return make


async def run(simulation: Simulation) -> Result:
    return await simulation.run(lambda _share, _messages: None)


async def test_two_years_of_twenty_people_break_no_promise(simulation: Make) -> None:
    result = await run(simulation(20, 2, 1))

    assert result.breach is None, "\n".join([result.breach or "", *result.story, *result.weather])
    assert result.checked["messages"] > 100
    assert result.befell["the process was killed while it sent"] > 5
    assert result.checked["came twice, as may be"] > 0


async def test_the_same_seed_is_the_same_years(simulation: Make, tmp_path: Path) -> None:
    first = await run(simulation(8, 1, 3))
    (tmp_path / "simulation.db").unlink()
    second = await run(simulation(8, 1, 3))

    assert first.checked == second.checked
    assert first.befell == second.befell


def lost(simulation: Simulation, _patch: pytest.MonkeyPatch) -> None:
    arrived, seen = simulation._engine._arrived, []

    def sometimes(action: Any, number: int, loss: Any) -> None:
        seen.append(number)
        if len(seen) % 20:
            arrived(action, number, loss)

    simulation._engine._arrived = sometimes


def doubled(simulation: Simulation, _patch: pytest.MonkeyPatch) -> None:
    arrived, seen = simulation._engine._arrived, []

    def sometimes(action: Any, number: int, loss: Any) -> None:
        seen.append(number)
        arrived(action, number, None)
        if len(seen) % 20 == 0:
            arrived(action, number, None)

    simulation._engine._arrived = sometimes


def at_night(_simulation: Simulation, patch: pytest.MonkeyPatch) -> None:
    patch.setattr(planner, "to_utc", lambda *moment: to_utc(*moment) + timedelta(hours=12))
    patch.setattr(reminder, "next_window", lambda now, *_: now)


def after_a_stop(_simulation: Simulation, patch: pytest.MonkeyPatch) -> None:
    cancel = outbox.cancel_plan

    async def cancels_nothing_stopped(db: Any, person: int, why: str, *rest: Any, **more: Any) -> int:
        return 0 if why == "stopped" else await cancel(db, person, why, *rest, **more)

    patch.setattr(outbox, "cancel_plan", cancels_nothing_stopped)
    patch.setattr(Facts, "may_remind", True)
    patch.setattr(Facts, "planned_injection", property(lambda facts: facts.injection))


def a_day_late(_simulation: Simulation, patch: pytest.MonkeyPatch) -> None:
    due = injections.due_date
    patch.setattr(injections, "due_date", lambda given: due(given) + timedelta(days=1))


def after_26_weeks(_simulation: Simulation, patch: pytest.MonkeyPatch) -> None:
    def weeks(given: date) -> date:
        return given + timedelta(weeks=26)

    patch.setattr(injections, "due_date", weeks)


def all_that_was_missed(_simulation: Simulation, patch: pytest.MonkeyPatch) -> None:
    patch.setattr(reminder, "_that_still_fit", lambda rows, *_: list(rows))


def one_message_a_day_forgotten(_simulation: Simulation, patch: pytest.MonkeyPatch) -> None:
    async def none(*_: object) -> int:
        return 0

    patch.setattr(outbox, "sent_between", none)


def through_a_break(_simulation: Simulation, patch: pytest.MonkeyPatch) -> None:
    patch.setattr(planner._Calendar, "after", lambda calendar, _day: calendar)
    patch.setattr(Person, "is_paused", lambda *_: False)


def silent_after_a_break(_simulation: Simulation, patch: pytest.MonkeyPatch) -> None:
    patch.setattr(planner, "_break_over", lambda *_: [])


def what_is_not_wanted(_simulation: Simulation, patch: pytest.MonkeyPatch) -> None:
    patch.setattr(planner, "OPTIONAL_STEPS", frozenset())


def by_the_clock_of_nowhere(_simulation: Simulation, patch: pytest.MonkeyPatch) -> None:
    patch.setattr(reminder, "place_name", lambda _zone: "")


def nothing_about_stopping(_simulation: Simulation, patch: pytest.MonkeyPatch) -> None:
    async def never(_context: object) -> bool:
        return False

    patch.setattr(rights, "_facts_are_due", never)


def erased_in_part(_simulation: Simulation, patch: pytest.MonkeyPatch) -> None:
    async def dates_alone(db: Any, chat_id: int, now: Any, **_: object) -> None:
        await stored_rights.withdraw_consent(db, chat_id, now)

    async def nothing(*_: object, **__: object) -> dict[str, int]:
        return {}

    patch.setattr(stored_rights, "forget", dates_alone)
    patch.setattr(stored_rights, "count_left", nothing)


def a_step_left_out(_simulation: Simulation, patch: pytest.MonkeyPatch) -> None:
    steps = planner.injection_steps
    patch.setattr(planner, "injection_steps", lambda facts: [step for step in steps(facts) if step.step != "O3"])


LONG = pytest.mark.crash  # some ten seconds each


@pytest.mark.parametrize(
    ("bend", "seed", "says"),  # the first of some years in which it matters
    [
        (lost, 6, "did not come"),
        (doubled, 6, "told before"),
        (at_night, 6, "outside 09:00 to 19:00|did not come"),
        pytest.param(after_a_stop, 6, "not owed|before its time", marks=LONG),
        (a_day_late, 6, "due date|did not come"),
        (after_26_weeks, 6, "due date|did not come|before its time"),
        (all_that_was_missed, 6, "overtaken|makes no sense|speaks of the appointment"),
        (one_message_a_day_forgotten, 6, "second message"),
        pytest.param(through_a_break, 6, "in a break|not owed|before its time", marks=LONG),
        (silent_after_a_break, 6, "PAUSE, owed by|the next message"),
        pytest.param(what_is_not_wanted, 3, "told before|not owed|the next message", marks=LONG),
        (nothing_about_stopping, 6, "facts about stopping are not told"),
        (erased_in_part, 6, "after an erasure"),
        (by_the_clock_of_nowhere, 4, "by the clock of"),
        (a_step_left_out, 6, "O3, owed by|L1"),
    ],
    ids=lambda value: getattr(value, "__name__", ""),
)
async def test_a_bent_rule_is_noticed(
    simulation: Make,
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
    bend: Callable[..., None],
    seed: int,
    says: str,
) -> None:
    result = None
    for again in range(6):  # which years these are depends on the content, as people answer what they read
        (tmp_path / "simulation.db").unlink(missing_ok=True)
        made = simulation(20, 2, seed + again)
        with monkeypatch.context() as bent:
            bend(made, bent)
            result = await run(made)
        if result.breach is not None:
            break

    assert result is not None
    assert result.breach is not None
    assert any(words in result.breach for words in says.split("|")), result.breach
    assert result.story
