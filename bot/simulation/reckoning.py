"""
What a person is to be told and when, reckoned from the papers alone: docs/medical-brief.md, sections 4 and 5, and the
contract of `plan` in docs/contracts.md.

It is written apart from bot/schedule and shares nothing with it (a test sees to that): the simulation holds the two
against each other. Where the papers leave a choice, a step is ``optional``: it may be sent and need not be.
"""

from collections.abc import Iterator, Mapping
from collections.abc import Set as AbstractSet
from dataclasses import replace
from datetime import date, datetime, timedelta

from bot.simulation.days import instant, months_later, next_at_hour
from bot.simulation.facts import FOLLOWING, RESTED, Facts, Key, Step

FROM_DUE = {
    "B1": -28, "B2": -14, "B3": -7, "B4": -1, "D0": 0, "D1": 1,
    "O1": 7, "O2": 14, "O3": 28, "O4": 56, "O5": 84, "O6": 112, "L1": 140, "L2": 168, "L3": 196,
}  # fmt: skip
BEFORE = ("B1", "B2", "B3", "B4")
OVERDUE = ("O1", "O2", "O3", "O4", "O5", "O6", "L1", "L2", "L3")
QUIETLY_LEFT_OUT = ("O1", "O2")  # before the appointment; the later ones ask for an earlier date
CAUGHT_UP = ("D1", "O1", "O2", "O3", "O4", "O5", "O6", "L1", "L2")
URGENCY = (
    "O6", "L1", "L2", "L3", "O5", "O4", "O3", "T0", "T-1", "H3", "H7", "H14", "H28", "H56",
    "D0", "D1", RESTED, "O2", "O1", "T-7", "B4", "B3", "B2", "B1", "Y1",
)  # fmt: skip
EVENING = 18  # B4, where nothing goes with it
MAY_BE_LEFT_OUT = ("B2", "B3", "B4", "Y1")  # and H7 after a check-up: nothing that asks to book, nothing overdue

BONE = ("T-7", "T-1", "T0", "H3", "H14", "H28", "H56")
AT_VISIT = {
    "checkup": ("T-1", "T0", "H7"),
    "filling": ("T-1", "T0", "H7"),
    "root_canal": ("T-7", "T0", "H7", "H28"),
    "extraction": BONE,
    "surgery": BONE,
    "unsure": BONE,
    "implant": (*BONE, "Y1"),
}


def plan(facts: Facts, now: datetime, done: Mapping[Key, date], given_up: AbstractSet[Key] = frozenset()) -> list[Step]:
    """
    What is still to be told, if these are the facts at *now* and *done* was told or given up (and its day).

    What was *given_up* as overtaken may come back when what had overtaken it is taken back.
    """
    if facts.silent:
        return []
    every, begin = every_step(facts, now), _begins(facts, now)
    ahead = [
        step for step in every if step.by > (begin if step.subject == "injection" else now) and step.key not in done
    ]
    missed = _missed(facts, every, ahead, begin, done, given_up)
    return _by_day(facts, now, _break_over(facts, [*ahead, *missed]))


def every_step(facts: Facts, now: datetime) -> list[Step]:
    """All steps that hang on these facts, past ones too."""
    if facts.silent:
        return []
    every = [*_injection(facts, _begins(facts, now)), *_rested(facts), *_dental(facts, now)]
    return [step for step in every if step.name not in facts.unwanted or not _may_be_left_out(facts, step)]


def _may_be_left_out(facts: Facts, step: Step) -> bool:
    if step.name == "H7":
        return any(visit.record == step.record and visit.kind == "checkup" for visit in facts.visits)
    return step.name in MAY_BE_LEFT_OUT


def _begins(facts: Facts, now: datetime) -> datetime:
    """From when on messages about the injection come: now, or just before the hour at which a break ends."""
    if facts.resting_until is None:
        return now
    return max(now, instant(facts.resting_until, facts.hour, facts.zone) - timedelta(microseconds=1))


def _rested(facts: Facts) -> Iterator[Step]:
    """At the end of a break it is asked how things stand."""
    if facts.resting_until is None or not facts.injection_on or not (facts.given or facts.appointment):
        return
    at = instant(facts.resting_until, facts.hour, facts.zone)
    yield Step("injection", facts.record, RESTED, facts.resting_until, at, at)


def _break_over(facts: Facts, steps: list[Step]) -> list[Step]:
    """Where another message of that day asks the same, the question need not come as well."""
    asking = any(
        step.subject == "injection"
        and step.day == facts.resting_until
        and step.name[0] in "DOL"
        and not step.told_since
        for step in steps
    )
    return [replace(step, optional=True) if step.name == RESTED and asking else step for step in steps]


def _injection(facts: Facts, now: datetime) -> Iterator[Step]:
    booked = facts.appointment
    # Where the last injection is not known, its appointment stands for the due date: nobody is left in silence.
    due = facts.due or (booked.day if booked else None)
    if due is None or not facts.injection_on:
        return
    if booked is None:
        yield from (_step(facts, name, due) for name in FROM_DUE)
        return
    yield from (_step(facts, name, booked.day, booked=booked.day) for name in FOLLOWING)
    # Long before the due date an appointment that has passed leaves the whole plan ahead; the papers do not say
    # whether steps around the due date come back after one that was near it.
    early = booked.day + timedelta(days=1) < due + timedelta(days=FROM_DUE["B1"])
    for name, days in FROM_DUE.items():
        day = due + timedelta(days=days)
        if day > booked.day:
            if name in OVERDUE or early:
                yield _step(facts, name, due)
            elif facts.has_passed(now) and facts.due is not None:
                yield replace(_step(facts, name, due), optional=True)
        elif name in OVERDUE and name not in QUIETLY_LEFT_OUT:
            yield replace(_step(facts, name, due, booked=booked.day), optional=day == booked.day)


def _step(facts: Facts, name: str, base: date, booked: date | None = None) -> Step:
    day = base + timedelta(days=FROM_DUE[name])
    at = instant(day, EVENING if name == "B4" else facts.hour, facts.zone)
    last_day = base if name in BEFORE else base + timedelta(days=1) if name == "D0" else None
    ends = instant(last_day, 0, facts.zone) if last_day else None
    return Step("injection", facts.record, name, day, at, at, ends, booked)


def _dental(facts: Facts, now: datetime) -> Iterator[Step]:
    for visit in facts.visits:
        early = visit.at is not None and (visit.at.hour, visit.at.minute) < (facts.hour + 1, 0)
        for name in AT_VISIT[visit.kind]:
            if name == "Y1":
                day = months_later(visit.day, 12)
            elif name == "T0":
                day = visit.day - timedelta(days=1 if early else 0)
            else:
                day = visit.day + timedelta(days=int(name[1:]))
            at = instant(day, facts.hour, facts.zone)
            last_day = {"T-7": visit.day, "T-1": visit.day, "T0": visit.day + timedelta(days=1)}.get(name)
            ends = instant(last_day, 0, facts.zone) if last_day else None
            step = Step("dental", visit.record, name, day, at, at, ends)
            on_the_day = instant(visit.day, facts.hour, facts.zone)
            if name == "T0" and early and at <= now and visit.at is not None and facts.hour < visit.at.hour + 1:
                # Too late for the day before: nothing is said of an hour that is still before the visit.
                yield replace(step, day=visit.day, at=on_the_day, by=on_the_day, optional=True)
            yield step


def _missed(
    facts: Facts,
    every: list[Step],
    ahead: list[Step],
    now: datetime,
    done: Mapping[Key, date],
    given_up: AbstractSet[Key],
) -> Iterator[Step]:
    """The last past step from D1 on, once, at the next hour; none where a later one of that day takes its place."""
    past = [step for step in every if step.subject == "injection" and step.name not in (*BEFORE, "D0", RESTED)]
    past = sorted((step for step in past if step.by <= now), key=lambda step: (step.day, not step.optional))
    overdue = [_step(facts, name, facts.due) for name in OVERDUE] if facts.due and facts.injection_on else []
    overdue = [step for step in overdue if step.by <= now]
    unsettled = False
    if facts.has_passed(now) and overdue:
        # After L3 there is nothing, by one sentence of the papers; an appointment after it is asked about, by another.
        unsettled = overdue[-1].name not in CAUGHT_UP
        past = past if unsettled else overdue
    at = next_at_hour(now, facts.hour, facts.zone)
    day = at.astimezone(facts.zone).date()
    of_day = [step for step in ahead if step.subject == "injection" and step.day == day and step.name != RESTED]
    if any(not step.optional for step in of_day):
        return
    certain = [step for step in past if not step.optional]
    # Either of the two where it is not certain that the last one comes back.
    last = {step.key: step for step in (*certain[-1:], *past[-1:])}
    for step in last.values():
        if step.name not in CAUGHT_UP or step.key in done.keys() - given_up:
            continue
        # Told since of an appointment, say: nothing says whether the older step is still to come.
        told_since = any(
            key[:2] == step.key[:2] and key[2] != RESTED and then >= step.day for key, then in done.items()
        )
        optional = len(last) > 1 or step.optional or told_since or unsettled or step.key in given_up
        yield replace(step, day=day, at=at, by=at, optional=optional, told_since=told_since)


def _by_day(facts: Facts, now: datetime, steps: list[Step]) -> list[Step]:
    """Steps of one day go together at the person's hour, the more urgent first."""
    days: dict[date, list[Step]] = {}
    for step in steps:
        days.setdefault(step.day, []).append(step)
    out = []
    for day, together in days.items():
        hour = instant(day, facts.hour, facts.zone)
        others = [step for step in together if step.name != "B4"]
        for step in together:
            changed = step
            if step.name == "B4" and others and hour > now:
                certain = any(not other.optional for other in others)
                changed = replace(step, at=min(hour, step.at), by=hour if certain else max(step.by, hour))
            out.append(changed)
    return sorted(out, key=lambda step: (step.at, URGENCY.index(step.name)))
