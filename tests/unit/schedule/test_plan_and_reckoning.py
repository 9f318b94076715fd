"""
The planner and the simulation's reckoning, written apart, say the same of facts that were just told.

reckoning.py beside this file is a third one, day by day and exact, for what is planned of untouched facts. That of the
simulation deals with what was told before and changes since, and says "may" where the medical brief leaves a choice.
"""

from datetime import timedelta

from hypothesis import given, settings
from hypothesis import strategies as st
from test_plan_properties import Situation, situations

from bot.schedule import OPTIONAL_STEPS, plan
from bot.simulation.facts import Booked, Dental, Facts, Given
from bot.simulation.reckoning import plan as reckon

breaks = st.none() | st.integers(-20, 14)  # days from today to its end
left_out = st.sets(st.sampled_from(sorted(OPTIONAL_STEPS)))


@given(situations(timed=True), breaks, left_out)
@settings(max_examples=400, deadline=None)
def test_all_that_is_owed_is_planned_and_nothing_else(
    situation: Situation, rest: int | None, unwanted: set[str]
) -> None:
    injection, visits, zone, hour, now = situation
    until = None if rest is None else now.astimezone(zone).date() + timedelta(days=rest)
    facts = Facts(
        zone,
        hour,
        given=(Given(7, injection.given),) if injection and injection.given else (),
        booked=Booked(7, injection.booked) if injection and injection.booked else None,
        visits=tuple(Dental(one.record, one.kind.value, one.on, one.at) for one in visits),
        resting_until=until,
        unwanted=frozenset(unwanted),
    )

    steps = plan(injection, visits, zone=zone, hour=hour, now=now, skip=unwanted, paused_until=until)
    planned = {(one.subject, abs(one.record), one.step, one.utc) for one in steps}
    reckoned = reckon(facts, now, {})
    owed = {(one.subject, abs(one.record), one.name, one.by) for one in reckoned if not one.optional}
    may_come = {(one.subject, abs(one.record), one.name, at) for one in reckoned for at in (one.at, one.by)}

    assert owed <= planned
    assert planned <= may_come
