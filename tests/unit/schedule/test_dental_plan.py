from collections.abc import Collection
from datetime import UTC, date, datetime, time
from zoneinfo import ZoneInfo

import pytest

from bot.schedule import DentalKind, InjectionFacts, Visit, plan, touches_bone, visits_close_to

OSLO = ZoneInfo("Europe/Oslo")
DAY = date(2027, 3, 10)
BONE = ["T-7 03-03", "T-1 03-09", "T0 03-10", "H3 03-13", "H14 03-24", "H28 04-07", "H56 05-05"]


def shown(
    *visits: Visit,
    now: str = "2027-01-01 12:00",
    given: date | None = None,
    hour: int = 9,
    handled: Collection[str] = (),
    skip: Collection[str] = (),
) -> list[str]:
    facts = InjectionFacts(1, given) if given else None
    instant = datetime.fromisoformat(now).replace(tzinfo=OSLO)
    steps = plan(facts, visits, zone=OSLO, hour=hour, now=instant, handled=handled, skip=skip)
    assert all(step.local.time() in (time(hour), time(18)) for step in steps)
    return [f"{step.step} {step.local:%m-%d}" for step in steps]


@pytest.mark.parametrize(
    ("kind", "steps"),
    [
        ("checkup", ["T-1 03-09", "T0 03-10", "H7 03-17"]),
        ("filling", ["T-1 03-09", "T0 03-10", "H7 03-17"]),
        ("root_canal", ["T-7 03-03", "T0 03-10", "H7 03-17", "H28 04-07"]),
        ("extraction", BONE),
        ("surgery", BONE),
        ("unsure", BONE),
        ("implant", [*BONE, "Y1 03-10"]),
    ],
)
def test_each_kind_of_visit_has_its_own_steps(kind: str, steps: list[str]) -> None:
    assert shown(Visit(1, DAY, DentalKind(kind))) == steps


def test_the_yearly_nudge_after_an_implant_on_29_february_comes_on_the_28th() -> None:
    assert shown(Visit(1, date(2028, 2, 29), DentalKind.IMPLANT))[-1] == "Y1 02-28"


def test_only_work_on_bone_and_what_may_be_counts_as_touching_bone() -> None:
    assert {kind.value for kind in DentalKind if touches_bone(kind)} == {"extraction", "implant", "surgery", "unsure"}


def test_a_visit_that_is_over_goes_straight_to_the_healing_checks() -> None:
    assert shown(Visit(1, DAY, DentalKind.EXTRACTION), now="2027-03-20 12:00") == [
        "H14 03-24",
        "H28 04-07",
        "H56 05-05",
    ]
    assert shown(Visit(1, DAY, DentalKind.CHECKUP), now="2027-06-01 12:00") == []


@pytest.mark.parametrize(
    ("at", "steps"),
    [
        (time(9, 59), ["T0 03-09", "T-1 03-09", "H7 03-17"]),
        (time(10), ["T-1 03-09", "T0 03-10", "H7 03-17"]),
        (time(8), ["T0 03-09", "T-1 03-09", "H7 03-17"]),
        (None, ["T-1 03-09", "T0 03-10", "H7 03-17"]),
    ],
)
def test_what_to_say_at_an_early_visit_is_said_the_day_before(at: time | None, steps: list[str]) -> None:
    assert shown(Visit(1, DAY, DentalKind.FILLING, at)) == steps


def test_an_early_root_canal_has_its_message_the_day_before_too() -> None:
    assert shown(Visit(1, DAY, DentalKind.ROOT_CANAL, time(9)))[:2] == ["T-7 03-03", "T0 03-09"]


def test_an_early_visit_entered_the_evening_before_is_still_announced_where_there_is_time() -> None:
    evening = "2027-03-09 20:00"

    assert shown(Visit(1, DAY, DentalKind.FILLING, time(9, 30)), now=evening) == ["T0 03-10", "H7 03-17"]
    assert shown(Visit(1, DAY, DentalKind.FILLING, time(9)), now=evening) == ["H7 03-17"]
    sent = {"dental:1:T0", "dental:1:T-1"}
    assert shown(Visit(1, DAY, DentalKind.FILLING, time(9, 30)), now=evening, handled=sent) == ["H7 03-17"]


def test_steps_of_one_day_are_one_message_with_the_urgent_first() -> None:
    # due on 10 March 2027 as well: B4 goes with T-1, D0 with T0
    steps = shown(Visit(1, DAY, DentalKind.EXTRACTION), given=date(2026, 9, 10))

    assert steps[steps.index("T-1 03-09") : steps.index("D1 03-11")] == [
        "T-1 03-09",
        "B4 03-09",
        "T0 03-10",
        "D0 03-10",
    ]
    assert steps[steps.index("T-7 03-03") + 1] == "B3 03-03"


def test_the_evening_step_moves_only_for_a_message_that_is_still_to_come() -> None:
    visit = Visit(1, DAY, DentalKind.CHECKUP)
    facts = InjectionFacts(1, date(2026, 9, 10))

    def first(now: datetime) -> tuple[str, str]:
        step = plan(facts, [visit], zone=OSLO, hour=9, now=now)[0]
        return step.step, f"{step.local:%H:%M}"

    assert first(datetime(2027, 3, 9, 7, 59, tzinfo=UTC)) == ("T-1", "09:00")
    assert first(datetime(2027, 3, 9, 8, tzinfo=UTC)) == ("B4", "18:00")
    handled = plan(facts, [visit], zone=OSLO, hour=9, now=datetime(2027, 3, 9, 7, tzinfo=UTC), handled={"dental:1:T-1"})
    assert (handled[0].step, handled[0].local.hour) == ("B4", 18)


def test_a_late_injection_step_goes_with_the_dental_step_of_that_day() -> None:
    # due on 1 February 2027, five weeks ago: O3 is sent tomorrow, with T-1
    steps = plan(
        InjectionFacts(1, date(2026, 8, 1)),
        [Visit(1, DAY, DentalKind.EXTRACTION)],
        zone=OSLO,
        hour=9,
        now=datetime(2027, 3, 8, 12, tzinfo=UTC),
    )

    assert [(step.step, step.local) for step in steps[:2]] == [
        ("O3", datetime(2027, 3, 9, 9)),  # noqa: DTZ001 - the patient's wall clock
        ("T-1", datetime(2027, 3, 9, 9)),  # noqa: DTZ001 - the same
    ]


def test_equal_steps_of_two_visits_stand_in_the_order_given() -> None:
    visits = [Visit(2, DAY, DentalKind.EXTRACTION), Visit(1, DAY, DentalKind.CHECKUP)]
    steps = plan(None, visits, zone=OSLO, hour=9, now=datetime(2027, 3, 8, 12, tzinfo=UTC))

    assert [step.key for step in steps[:4]] == ["dental:2:T-1", "dental:1:T-1", "dental:2:T0", "dental:1:T0"]


def test_the_question_after_a_check_up_is_optional_and_the_one_after_a_root_canal_is_not() -> None:
    assert shown(Visit(1, DAY, DentalKind.CHECKUP), skip={"H7"}) == ["T-1 03-09", "T0 03-10"]
    assert "H7 03-17" in shown(Visit(1, DAY, DentalKind.ROOT_CANAL), skip={"H7"})


@pytest.mark.parametrize(
    ("on", "kind", "today", "close"),
    [
        (date(2027, 3, 10), "extraction", date(2027, 1, 1), True),  # due date itself
        (date(2027, 4, 21), "extraction", date(2027, 1, 1), True),  # six weeks
        (date(2027, 4, 22), "extraction", date(2027, 1, 1), False),
        (date(2027, 1, 27), "implant", date(2027, 1, 1), True),
        (date(2027, 1, 26), "implant", date(2027, 1, 1), False),
        (date(2027, 3, 10), "filling", date(2027, 1, 1), False),
        (date(2027, 9, 1), "surgery", date(2027, 3, 11), True),  # overdue
        (date(2027, 3, 1), "surgery", date(2027, 3, 11), False),  # over
    ],
)
def test_both_teams_hear_of_both_dates_when_they_are_near(on: date, kind: str, today: date, *, close: bool) -> None:
    visit = Visit(1, on, DentalKind(kind))

    assert visits_close_to(date(2027, 3, 10), [visit], today) == ((visit,) if close else ())


def test_nothing_known_is_nothing_planned() -> None:
    assert shown() == []
