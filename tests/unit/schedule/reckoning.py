"""
The plan reckoned a second time, day by day, from the medical brief alone.

Written apart from bot.schedule and slow on purpose: it walks through every local day and asks what the brief
says for that day. Nothing of the planner is used here but the shapes of facts and visits.
"""

from calendar import monthrange
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from bot.schedule import InjectionFacts, Visit

DAY = timedelta(days=1)
OVERDUE = [("O1", 1), ("O2", 2), ("O3", 4), ("O4", 8), ("O5", 12), ("O6", 16), ("L1", 20), ("L2", 24), ("L3", 28)]
ORDER = [
    "O6",
    "L1",
    "L2",
    "L3",
    "O5",
    "O4",
    "O3",
    "T0",
    "T-1",
    "H3",
    "H7",
    "H14",
    "H28",
    "H56",
    "D0",
    "D1",
    "PAUSE",
    "O2",
    "O1",
    "T-7",
    "B4",
    "B3",
    "B2",
    "B1",
    "Y1",
]
SAME_RANK = {"L1": "L", "L2": "L", "L3": "L", "H3": "H", "H7": "H", "H14": "H", "H28": "H", "H56": "H"}
RANKS = list(dict.fromkeys(SAME_RANK.get(step, step) for step in ORDER))

Line = tuple[datetime, str, int, str]
"""The instant, the subject, the record, the step (with a B behind it for the wording of a booked date)."""


def six_months_after(day: date) -> date:
    year, month = (day.year, day.month + 6) if day.month <= 6 else (day.year + 1, day.month - 6)
    return date(year, month, min(day.day, monthrange(year, month)[1]))


def instants_of(wall: datetime, zone: ZoneInfo) -> list[datetime]:
    """Every instant at which clocks there show this time, in order, found by trying all offsets: none, one or two."""
    tried = (wall - timedelta(minutes=15 * offset) for offset in range(64, -65, -1))
    found = [utc.replace(tzinfo=UTC) for utc in tried]
    return [utc for utc in found if utc.astimezone(zone).replace(tzinfo=None, fold=0) == wall]


def instant_of(day: date, hour: int, zone: ZoneInfo) -> datetime:
    """The first instant at which clocks there show this hour."""
    return instants_of(datetime.combine(day, time(hour)), zone)[0]


def injection_step_on(day: date, facts: InjectionFacts) -> list[str]:
    """What the brief wants on this day: sections "Reminder plan" and "Booked appointment"."""
    due = six_months_after(facts.given) if facts.given else facts.booked
    booked = facts.booked if facts.booked and (not facts.given or facts.booked > facts.given) else None
    assert due is not None
    wanted: list[str] = []
    usual = {-28: "B1", -14: "B2", -7: "B3", -1: "B4", 0: "D0", 1: "D1"}
    if booked is None:
        wanted += [usual[days] for days in [(day - due).days] if days in usual]
    else:
        moved = {-7: "B3B", -1: "B4B", 0: "D0B", 1: "D1B"}
        wanted += [moved[days] for days in [(day - booked).days] if days in moved]
        if (due - booked).days > 29:
            wanted += [usual[days] for days in [(day - due).days] if days in usual]
    for step, weeks in OVERDUE:
        if (day - due).days == 7 * weeks:
            if booked is None or day > booked:
                wanted.append(step)
            elif day < booked and weeks >= 4:
                wanted.append(step + "B")
    return wanted


def dental_steps_on(day: date, visit: Visit) -> list[str]:
    after = (day - visit.on).days
    bone = visit.kind in ("extraction", "implant", "surgery", "unsure")
    wanted = []
    if after == -7 and (bone or visit.kind == "root_canal"):
        wanted.append("T-7")
    if after == -1 and visit.kind != "root_canal":
        wanted.append("T-1")
    if after == 0:
        wanted.append("T0")
    checks = [3, 14, 28, 56] if bone else [7, 28] if visit.kind == "root_canal" else [7]
    if after in checks:
        wanted.append(f"H{after}")
    if visit.kind == "implant":
        year_on = visit.on.replace(
            year=visit.on.year + 1, day=28 if (visit.on.month, visit.on.day) == (2, 29) else visit.on.day
        )
        if day == year_on:
            wanted.append("Y1")
    return wanted


def reckon(
    facts: InjectionFacts | None,
    visits: list[Visit],
    zone: ZoneInfo,
    hour: int,
    now: datetime,
    paused: date | None = None,
) -> list[Line]:
    """All lines of the plan in order, if nothing was sent before; visits without a time of day; a break to *paused*."""
    today = now.astimezone(zone).date()
    begins = now if paused is None else max(now, instant_of(paused, hour, zone) - timedelta(microseconds=1))
    day_of_it = begins.astimezone(zone).date()
    first_day = day_of_it if instant_of(day_of_it, hour, zone) > begins else day_of_it + DAY
    caught_up = late_step(facts, zone, hour, begins) if facts else None
    lines: list[Line] = []
    day = today - DAY
    for _ in range(1900):
        day += DAY
        of_injection = injection_step_on(day, facts) if facts else []
        of_visits = [("dental", visit.record, step) for visit in visits for step in dental_steps_on(day, visit)]
        if not of_injection and not of_visits and day not in (first_day, paused):
            continue
        at_hour, evening = instant_of(day, hour, zone), instant_of(day, 18, zone)
        record = facts.record if facts else 0
        in_time = [step for step in of_injection if (evening if step.startswith("B4") else at_hour) > begins]
        if day == first_day and caught_up and not in_time:
            in_time = [caught_up]
        if facts and day == paused and at_hour > now and not any(step[0] in "DOL" for step in in_time):
            in_time.append("PAUSE")
        steps = [("injection", record, step) for step in in_time]
        steps += of_visits if at_hour > now else []
        alone = len(steps) == 1 and steps[0][2].startswith("B4")
        steps.sort(key=lambda each: RANKS.index(rank_of(each[2])))
        lines += [(evening if alone else at_hour, *step) for step in steps]
    return lines


def rank_of(step: str) -> str:
    plain = step.removesuffix("B") if len(step) > 1 else step
    return SAME_RANK.get(plain, plain)


def late_step(facts: InjectionFacts, zone: ZoneInfo, hour: int, now: datetime) -> str | None:
    """The one step that fits somebody who is already late, looking back day by day."""
    due = six_months_after(facts.given) if facts.given else facts.booked
    assert due is not None
    today = now.astimezone(zone).date()
    booked = facts.booked if facts.booked and (not facts.given or facts.booked > facts.given) else None
    passed = booked is not None and booked < today
    if passed:
        reached = [step for step, weeks in OVERDUE if instant_of(due + 7 * weeks * DAY, hour, zone) <= now]
        if reached and reached[-1] != "L3":
            return reached[-1]
    for back in range(1500):
        day = today - back * DAY
        steps = [step for step in injection_step_on(day, facts) if step[0] in "OL" or step.startswith("D1")]
        if steps and instant_of(day, hour, zone) <= now:
            return None if steps[-1].startswith("L3") else steps[-1]
    return None
