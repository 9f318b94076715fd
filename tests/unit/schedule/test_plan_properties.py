from collections import defaultdict
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from hypothesis import given, settings
from hypothesis import strategies as st
from reckoning import reckon, six_months_after

from bot.schedule import DentalKind, InjectionFacts, PlannedStep, Visit, plan

ZONES = [
    *("UTC", "Europe/London", "Europe/Berlin", "America/New_York", "America/St_Johns", "Asia/Kolkata"),
    *("Asia/Kathmandu", "Australia/Lord_Howe", "Pacific/Apia", "Pacific/Kiritimati", "Pacific/Chatham"),
    *("America/Santiago", "Africa/Casablanca", "Pacific/Honolulu"),
]

Situation = tuple[InjectionFacts | None, list[Visit], ZoneInfo, int, datetime]

zones = st.sampled_from(ZONES).map(ZoneInfo)
hours = st.integers(9, 19)
days = st.dates(date(2026, 1, 1), date(2030, 12, 31))
instants = st.datetimes(datetime(2026, 6, 1), datetime(2030, 6, 1)).map(lambda local: local.replace(tzinfo=UTC))  # noqa: DTZ001
kinds = st.sampled_from(DentalKind)


@st.composite
def situations(draw: st.DrawFn, *, timed: bool = False) -> Situation:
    """Facts around a moment: dates from long past to far ahead, most of them near the steps' days."""
    now = draw(instants)
    near = st.integers(-420, 60).map(lambda days: now.date() + timedelta(days=days))
    ahead = st.integers(-300, 260).map(lambda days: now.date() + timedelta(days=days))
    given_on = draw(st.none() | near)
    booked = draw(st.none() | ahead)
    injection = InjectionFacts(7, given_on, booked) if given_on or booked else None
    at = st.none() | st.times().map(lambda moment: moment.replace(second=0, microsecond=0))
    visits = [
        Visit(
            number, now.date() + timedelta(days=draw(st.integers(-400, 80))), draw(kinds), draw(at) if timed else None
        )
        for number in range(draw(st.integers(0, 3)))
    ]
    return injection, visits, draw(zones), draw(hours), now


def lines(steps: list[PlannedStep]) -> list[tuple[datetime, str, int, str]]:
    return [
        (step.utc, step.subject, step.record, step.step + ("B" if step.variant == "booked" else "")) for step in steps
    ]


@given(situations())
@settings(max_examples=150, deadline=None)
def test_the_plan_is_what_the_brief_says_day_by_day(situation: Situation) -> None:
    injection, visits, zone, hour, now = situation

    planned = plan(injection, visits, zone=zone, hour=hour, now=now)

    assert lines(planned) == reckon(injection, visits, zone, hour, now)


@given(situations(timed=True))
@settings(max_examples=400, deadline=None)
def test_one_message_a_day_inside_the_hours_and_never_in_the_past(situation: Situation) -> None:
    injection, visits, zone, hour, now = situation
    by_day: dict[date, set[datetime]] = defaultdict(set)

    planned = plan(injection, visits, zone=zone, hour=hour, now=now)

    for step in planned:
        by_day[step.local.date()].add(step.utc)
        assert time(9) <= step.local.time() <= time(19)
        assert step.utc > now
        assert step.utc.astimezone(zone).replace(tzinfo=None) == step.local
    assert all(len(instants) == 1 for instants in by_day.values())
    assert [step.utc for step in planned] == sorted(step.utc for step in planned)
    assert len({step.key for step in planned}) == len(planned)


@given(situations(timed=True), st.floats(0, 1))
@settings(max_examples=400, deadline=None)
def test_planning_again_at_any_later_moment_changes_nothing(situation: Situation, share: float) -> None:
    injection, visits, zone, hour, now = situation
    planned = plan(injection, visits, zone=zone, hour=hour, now=now)
    later = now + (planned[-1].utc - now + timedelta(days=1)) * share if planned else now
    handled = {step.key for step in planned if step.utc <= later}

    again = plan(injection, visits, zone=zone, hour=hour, now=later, handled=handled)

    assert again == [step for step in planned if step.utc > later]


@given(situations(timed=True), zones, hours)
@settings(max_examples=200, deadline=None)
def test_a_new_zone_or_hour_sends_nothing_a_second_time(situation: Situation, zone: ZoneInfo, hour: int) -> None:
    injection, visits, old_zone, old_hour, now = situation
    planned = plan(injection, visits, zone=old_zone, hour=old_hour, now=now)
    handled = {step.key for step in planned[: len(planned) // 2]}
    moved = planned[len(planned) // 2].utc if planned else now

    again = plan(injection, visits, zone=zone, hour=hour, now=moved, handled=handled)

    assert not handled & {step.key for step in again}


@given(situations(timed=True))
@settings(max_examples=200, deadline=None)
def test_the_order_in_which_visits_are_entered_changes_no_time(situation: Situation) -> None:
    injection, visits, zone, hour, now = situation

    one_way = plan(injection, visits, zone=zone, hour=hour, now=now)
    other_way = plan(injection, visits[::-1], zone=zone, hour=hour, now=now)

    assert {(step.key, step.utc) for step in one_way} == {(step.key, step.utc) for step in other_way}


@given(situations(timed=True))
@settings(max_examples=200, deadline=None)
def test_nothing_overdue_can_be_switched_off(situation: Situation) -> None:
    injection, visits, zone, hour, now = situation
    everything = {
        "B1",
        "B2",
        "B3",
        "B4",
        "D0",
        "D1",
        "O1",
        "O2",
        "O3",
        "O6",
        "L1",
        "T-1",
        "T0",
        "H3",
        "H7",
        "H14",
        "Y1",
    }

    planned = plan(injection, visits, zone=zone, hour=hour, now=now)
    fewer = plan(injection, visits, zone=zone, hour=hour, now=now, skip=everything)

    lost = {step.step for step in planned} - {step.step for step in fewer}
    assert lost <= {"B2", "B3", "B4", "H7", "Y1"}


@given(situations(), st.integers(-20, 20))
@settings(max_examples=100, deadline=None)
def test_nothing_of_the_injection_comes_before_a_break_ends_and_then_what_fits(
    situation: Situation, length: int
) -> None:
    injection, visits, zone, hour, now = situation
    until = now.astimezone(zone).date() + timedelta(days=length)

    planned = plan(injection, visits, zone=zone, hour=hour, now=now, paused_until=until)

    of_injection = [step for step in planned if step.subject == "injection"]
    assert all(step.local.date() >= until for step in of_injection)
    assert lines(planned) == reckon(injection, visits, zone, hour, now, until)


@given(situations(timed=True), st.integers(-20, 20))
@settings(max_examples=200, deadline=None)
def test_a_break_takes_no_dental_message_away(situation: Situation, length: int) -> None:
    injection, visits, zone, hour, now = situation
    until = now.astimezone(zone).date() + timedelta(days=length)

    planned = plan(injection, visits, zone=zone, hour=hour, now=now, paused_until=until)

    dental = [step for step in plan(None, visits, zone=zone, hour=hour, now=now) if step.subject == "dental"]
    assert {(step.key, step.utc) for step in planned if step.subject == "dental"} == {
        (step.key, step.utc) for step in dental
    }


@given(st.dates(date(2000, 1, 1), date(2090, 1, 1)), st.none() | st.integers(-200, 400), zones, hours)
@settings(max_examples=300, deadline=None)
def test_the_next_due_date_is_six_calendar_months_from_the_last_injection_whatever_is_booked(
    given_on: date, booked_after: int | None, zone: ZoneInfo, hour: int
) -> None:
    booked = None if booked_after is None else given_on + timedelta(days=booked_after)
    due = six_months_after(given_on)
    now = datetime.combine(given_on, time(12), zone)

    planned = plan(InjectionFacts(1, given_on, booked), [], zone=zone, hour=hour, now=now)

    assert {step.due for step in planned} == {due}
    a_week_late = due + timedelta(days=7)
    still_booked = booked is not None and booked > given_on and booked >= a_week_late
    gentle = [step.local.date() for step in planned if step.step == "O1"]
    assert gentle == ([] if still_booked else [a_week_late])
    if booked is None or booked <= given_on:
        assert [step.local.date() for step in planned if step.step == "D0"] == [due]


@given(situations(timed=True))
@settings(max_examples=200, deadline=None)
def test_a_whole_life_of_plans_made_anew_sends_no_two_messages_on_a_local_day(situation: Situation) -> None:
    """Planned anew after every single message, as a person who keeps pressing buttons makes the bot do."""
    injection, visits, zone, hour, now = situation
    handled: set[str] = set()
    sent: list[datetime] = []
    while ahead := plan(injection, visits, zone=zone, hour=hour, now=now, handled=handled):
        now = ahead[0].utc
        sent.append(now)
        handled |= {step.key for step in ahead if step.utc == now}

    days = [instant.astimezone(zone).date() for instant in sent]
    assert len(days) == len(set(days))
    assert len({step for step in handled if step.startswith("injection")}) <= 20
