"""The planner and the simulation's reckoning, written apart, say the same of facts that were just told."""

from hypothesis import given, settings
from test_plan_properties import Situation, situations

from bot.schedule import plan
from bot.simulation.facts import Booked, Dental, Facts, Given
from bot.simulation.reckoning import plan as reckon


@given(situations(timed=True))
@settings(max_examples=400, deadline=None)
def test_all_that_is_owed_is_planned_and_nothing_else(situation: Situation) -> None:
    injection, visits, zone, hour, now = situation
    facts = Facts(
        zone,
        hour,
        given=(Given(7, injection.given),) if injection and injection.given else (),
        booked=Booked(7, injection.booked) if injection and injection.booked else None,
        visits=tuple(Dental(one.record, one.kind.value, one.on, one.at) for one in visits),
    )

    steps = plan(injection, visits, zone=zone, hour=hour, now=now)
    planned = {(one.subject, abs(one.record), one.step, one.utc) for one in steps}
    reckoned = reckon(facts, now, {})
    owed = {(one.subject, abs(one.record), one.name, one.by) for one in reckoned if not one.optional}
    may_come = {(one.subject, abs(one.record), one.name, at) for one in reckoned for at in (one.at, one.by)}

    assert owed <= planned
    assert planned <= may_come
