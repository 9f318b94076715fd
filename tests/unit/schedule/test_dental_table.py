"""
Every kind of visit x every moment of telling it x every state of the injection, reckoned from the medical brief alone.

What is said at once, which messages come when, and with which sentences; and that nothing in all of it is what section
5 of the brief forbids. Nothing of the planner is used for what is expected: days are counted here once more.
"""

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from functools import cached_property
from itertools import groupby
from zoneinfo import ZoneInfo

import pytest

from bot.content import Content
from bot.context import Knowledge
from bot.schedule import DentalKind, InjectionFacts, PlannedStep, Visit, due_date, plan
from bot.schedule.jsonl import run
from bot.views import dental as views
from bot.views import visit_answers
from bot.views.card import CardFacts, card_sheet
from bot.views.next import Coming
from bot.views.reminders import day_message
from bot.views.reply import Reply
from bot.views.visit_noted import Noted, visit_noted

LONDON = ZoneInfo("Europe/London")
PLACE = {"clinic": "Hill Clinic, 555 0100", "emergency": "999 or your local emergency number", "crisis": "116 123"}
TODAY = date(2026, 11, 22)
HOUR = 9
STAYS = "Your injection date stays as it is unless your prescriber gives you a new date."
BONE = ("extraction", "implant", "surgery", "unsure")

# Days from the visit to each message (the project's design, section 4).
STEPS = {
    "checkup": {"T-1": -1, "T0": 0, "H7": 7},
    "filling": {"T-1": -1, "T0": 0, "H7": 7},
    "root_canal": {"T-7": -7, "T0": 0, "H7": 7, "H28": 28},
    **{kind: {"T-7": -7, "T-1": -1, "T0": 0, "H3": 3, "H14": 14, "H28": 28, "H56": 56} for kind in BONE},
}
STEPS["implant"] = {**STEPS["implant"], "Y1": 365}

# The moment of telling: days from today to the visit, and the hour of today.
MOMENTS = {
    "months before": (120, 12),
    "six weeks before": (42, 12),
    "a week before": (7, 8),
    "the day before, in the morning": (1, 8),
    "the day before, in the evening": (1, 20),
    "the day itself, before the hour": (0, 8),
    "the day itself, after the hour": (0, 12),
    "two days after": (-2, 12),
    "five weeks after": (-35, 12),
    "three months after": (-90, 12),
}

# The injection: days from today to its due date; None where none is known.
INJECTIONS = {
    "none": None,
    "on time": 150,
    "due soon": 20,
    "due today": 0,
    "one day over": -1,
    "one week over": -7,
    "four weeks over": -28,
    "nine weeks over": -63,
    "sixteen weeks over": -112,
    "a year over": -365,
}

# What each kind must say when it is told ahead (medical brief, section 5, "At registration").
AT_ONCE = {
    "checkup": ("do not cut bone", "please keep going"),
    "filling": ("not bone surgery",),
    "root_canal": ("often saves a tooth", "Root-end surgery", "touches bone"),
    "extraction": ("plan the timing together", "Do not put off an urgent tooth on your own", "small risk"),
    "implant": ("plan the timing together", "other choices", "Older implants need checks too", "small risk"),
    "surgery": ("plan the timing together", "without surgery", "small risk"),
    "unsure": ("Will it involve bone or removing a tooth?", "small risk"),
}
SIGNS = "Any bone showing, pus, swelling, numbness, a loose tooth, pain that grows, or a hole that is not closing?"
OF_STEP = {
    ("root_canal", "T-7"): ("standard or surgical?", STAYS),
    ("unsure", "T-7"): ("Will it involve bone or removing a tooth?", STAYS),
    **{(kind, "T-7"): ("Have your dentist and your prescriber spoken", STAYS) for kind in BONE[:3]},
    **{(kind, "T-1"): ("show the dentist your card (/card)", STAYS) for kind in STEPS if kind != "root_canal"},
    ("checkup", "T0"): ("advice on your gums", "denture"),
    ("filling", "T0"): ("If the plan changes to taking the tooth out",),
    ("root_canal", "T0"): ("show your card (/card)",),
    **{(kind, "T0"): ("How do I care for my mouth?", "Who do I call if it does not heal?") for kind in BONE[:3]},
    ("unsure", "T0"): ("ask what was done", "change the kind of visit here"),
    ("checkup", "H7"): ("sore spot",),
    ("filling", "H7"): ("Any jaw pain?",),
    ("root_canal", "H7"): (SIGNS,),
    ("implant", "Y1"): ("A year has passed", "book a check-up"),
}

# Section 5: "Never: say which antibiotic or mouthwash; cancel a dental visit; reschedule the injection; put risk as a
# personal number; call the dentist at fault", and what section 6 and the red flags R8 and R9 add to it.
NEVER = (
    r"antibiotic|amoxicillin|clindamycin|penicillin|metronidazole|chlorhexidine|mouthwash|mouth rinse|corsodyl",
    r"\bcancel (?:your|the|this|that) (?:dental|dentist|visit|appointment|tooth|extraction|implant)",
    r"avoid (?:the|your) dentist|(?:do not|don't|stop) (?:go|going) to (?:the|your) dentist",
    r"(?:reschedule|postpone|delay|skip|bring forward|put off|move) (?:your|the|this|next) (?:injection|dose|shot|jab)",
    r"drug holiday|(?<!not )stop (?:taking |having )?(?:your |the )?(?:denosumab|injection)",
    r"\byour (?:own |personal )?(?:risk|chance|odds)\b|you have a \d|\byou are at (?:high|low)",
    r"\d+(?:\.\d+)? ?%",
    r"dentist'?s? (?:fault|mistake|error)|(?:fault|mistake|error) of (?:the|your) dentist|blame",
    r"wait (?:for )?(?:8|eight) weeks|(?:until|after) (?:8|eight) weeks",
    r"\b(?:it is|it's|this is|that is) (?:safe|harmless|normal)\b|don't worry|do not worry|no risk|guarantee",
    r"a late injection is (?:ok|fine)|can wait\b|pull it out",
    r"!",
)


@dataclass(frozen=True)
class Case:
    kind: str
    moment: str
    injection: str

    @property
    def visit(self) -> Visit:
        return Visit(1, TODAY + timedelta(days=MOMENTS[self.moment][0]), DentalKind(self.kind))

    @property
    def now(self) -> datetime:
        return datetime.combine(TODAY, time(MOMENTS[self.moment][1]), LONDON).astimezone(UTC)

    @property
    def facts(self) -> InjectionFacts | None:
        to_due = INJECTIONS[self.injection]
        if to_due is None:
            return None
        due = TODAY + timedelta(days=to_due)
        given = next(day for day in (due - timedelta(days=n) for n in range(180, 186)) if due_date(day) == due)
        return InjectionFacts(1, given)

    @cached_property
    def steps(self) -> list[PlannedStep]:
        return plan(self.facts, [self.visit], zone=LONDON, hour=HOUR, now=self.now)

    def noted(self, was: str | None = None) -> Noted:
        facts = CardFacts(self.facts, self.visit, TODAY, "Hill Clinic, 555 0100")
        kind = DentalKind(was) if was else None
        return Noted(self.visit, 9 if was else 0, kind, self.steps, facts, PLACE)


CASES = [Case(*one) for one in ((k, m, i) for k in STEPS for m in MOMENTS for i in INJECTIONS)]


@pytest.fixture(scope="module")
def content(knowledge: Knowledge) -> Content:
    return knowledge.content


def expected_steps(case: Case) -> list[tuple[str, date]]:
    """The visit's messages that are still ahead, by the calendar alone."""
    due = [(step, case.visit.on + timedelta(days=days)) for step, days in STEPS[case.kind].items()]
    due = [(s, d.replace(year=case.visit.on.year + 1, day=case.visit.on.day) if s == "Y1" else d) for s, d in due]
    return [(s, d) for s, d in due if datetime.combine(d, time(HOUR), LONDON) > case.now]


def both_teams_are_told(case: Case) -> bool:
    """Bone-touching, not over, and within six weeks of the due date or the injection overdue."""
    to_due, to_visit = INJECTIONS[case.injection], MOMENTS[case.moment][0]
    if to_due is None or case.kind not in BONE or to_visit < 0:
        return False
    return to_due < 0 or abs(to_visit - to_due) <= 42


def words(reply: Reply) -> str:
    return re.sub(r"</?[a-z]+>", "", reply.text)


def messages(case: Case, content: Content) -> Iterator[tuple[list[PlannedStep], str]]:
    """The messages as they go out, one a day."""
    for _, group in groupby(case.steps, key=lambda step: step.utc):
        steps = list(group)
        rows = [(one.subject, one.record, one.step, one.variant) for one in steps]
        day = steps[0].local.date()
        text = day_message(rows, case.facts, [case.visit], content, today=day, place=PLACE, quiet=False, late=False)
        yield steps, re.sub(r"</?[a-z]+>", "", text)


def test_the_messages_of_a_visit_come_on_their_days_whatever_the_injection_does() -> None:
    wrong = []
    for case in CASES:
        found = [(step.step, step.local.date()) for step in case.steps if step.subject == "dental"]
        if sorted(found, key=lambda each: each[1]) != expected_steps(case):
            wrong.append(case)
        hours = {step.local.time() for step in case.steps if step.subject == "dental"}
        assert hours <= {time(HOUR)}, case
    assert wrong == []


def test_there_is_one_message_a_day_at_most() -> None:
    for case in CASES:
        days = [step.local.date() for _, group in groupby(case.steps, key=lambda s: s.utc) for step in list(group)[:1]]
        assert len(days) == len(set(days)), case


def test_each_message_says_what_the_brief_wants_of_it(content: Content) -> None:
    for case in CASES:
        if case.injection not in ("none", "due soon", "nine weeks over"):
            continue  # the words of a visit do not hang on the injection
        for steps, text in messages(case, content):
            for step in steps:
                if step.subject == "dental":
                    for sentence in OF_STEP.get((case.kind, step.step), (SIGNS,)):
                        assert sentence in text, (case, step.step)
                    if step.step.startswith("H"):
                        assert PLACE["emergency"] in text, (case, step.step)


def test_what_is_said_at_once(content: Content) -> None:
    for case in CASES:
        told = [words(reply) for reply in visit_noted(content, case.noted())]
        both = [text for text in told if "tell both teams about both dates this week" in text]
        assert bool(both) is both_teams_are_told(case), case
        if case.visit.on < TODAY:
            assert len(told) == 1, case
            asks = bool(expected_steps(case))
            assert ("I will ask how your mouth heals" in told[0]) is asks, case
            assert "call your dentist and your doctor the same day" in told[0], case
            continue
        for sentence in (*AT_ONCE[case.kind], STAYS, "ONJ (osteonecrosis of the jaw)", "up to 1 in 1,000", "/card"):
            assert sentence in told[0], case
        for fact in ("denosumab 60 mg", "steroids", "past bisphosphonate", "smoking", "cancer care"):
            assert fact in told[0], case
        assert told[-1].startswith("For my dentist and my prescriber"), case
        advised = any(text.startswith("Before the first injection, a mouth check is advised") for text in told)
        assert advised is (case.injection == "none"), case
        if both:
            assert STAYS in both[0], case
            assert f"{case.visit.on:%A}" in both[0], case
            assert "Some guidance prefers certain times between injections, so ask them." in both[0], case


def test_other_work_than_planned_names_the_next_check_and_both_dates(content: Content) -> None:
    for case in CASES:
        if case.visit.on > TODAY or case.kind == "filling":
            continue
        told = [words(reply) for reply in visit_noted(content, case.noted(was="filling"))]
        checks = [day for step, day in expected_steps(case) if step.startswith("H")]
        line = f"My next check comes on {checks[0]:%A} {checks[0].day}" if checks else "No further check is planned."
        assert line in told[0], case
        assert STAYS in told[0], case
        assert (len(told) == 2) is both_teams_are_told(case), case


def everything(content: Content) -> Iterator[tuple[object, str]]:
    """Every text that a visit can bring about, as the patient reads it."""
    for case in CASES:
        for was in (None, "filling", case.kind):
            yield from ((case, words(reply)) for reply in visit_noted(content, case.noted(was)))
        yield from ((case, text) for _, text in messages(case, content))
    for kind in DentalKind:
        visit = Visit(1, TODAY + timedelta(days=12), kind)
        facts = CardFacts(InjectionFacts(1, date(2026, 7, 1)), visit, TODAY, "Hill Clinic")
        coming = Coming(datetime(2026, 12, 1, 9), "dental")  # noqa: DTZ001 - the patient's wall clock
        replies = [
            views.not_booked(content, kind.value, facts.injection),
            views.skip_shot(content, PLACE),
            views.one_visit(content, visit),
            views.removed(content, visit),
            visit_answers.talked(content, visit, have=True, place=PLACE),
            visit_answers.talked(content, visit, have=False, place=PLACE),
            visit_answers.standard(content, visit),
            visit_answers.not_been_yet(content, visit),
            visit_answers.went_fine(content, visit, coming),
            visit_answers.signs(content, visit, "H7", place=PLACE, team=True),
            visit_answers.no_signs(content, visit, "H7", None, PLACE),
        ]
        yield from ((kind, words(reply)) for reply in replies)
        yield from ((kind, button.text) for reply in replies for row in reply.rows for button in row)
        sheet = card_sheet(content, facts)
        yield from ((kind, line) for line in (*sheet.notes, sheet.made, sheet.sources, sheet.title))
    for flag in ("R8", "R9"):
        yield flag, content.red_flags[flag].text
    for entry in ("dental-care", "jaw-osteonecrosis"):
        yield entry, f"{content.entries[entry].answer}\n{content.entries[entry].more or ''}"


def test_nothing_of_it_is_what_section_five_forbids(content: Content) -> None:
    texts = dict.fromkeys(text for _, text in everything(content))
    found = [(pattern, text) for text in texts for pattern in NEVER if re.search(pattern, text, re.IGNORECASE)]

    assert len(texts) > 500
    assert found == []


@pytest.mark.parametrize(
    "text",
    [
        "Take amoxicillin before the visit.",
        "Rinse with a mouthwash.",
        "You should cancel your dental visit.",
        "Postpone your injection until the tooth is out.",
        "Your risk is 1 in 200.",
        "This was the dentist's fault.",
        "Wait 8 weeks, then call.",
    ],
)
def test_the_words_that_are_looked_for_are_found(text: str) -> None:
    assert any(re.search(pattern, text, re.IGNORECASE) for pattern in NEVER)


def test_the_plan_as_json_agrees_for_every_kind(content: Content, capsys: pytest.CaptureFixture[str]) -> None:
    for kind, steps in STEPS.items():
        assert run(["--jsonl", "--dental", f"2027-03-10:{kind}", "--now", "2026-11-22T12:00:00Z"], content) == 0
        lines = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
        wanted = [(step, date(2027, 3, 10) + timedelta(days=days)) for step, days in steps.items()]
        wanted = [(step, date(2028, 3, 10) if step == "Y1" else day) for step, day in wanted]
        assert [(one["step"], one["local"]) for one in lines] == [(s, f"{d}T09:00") for s, d in wanted]
        assert {(one["due"], one["subject"]) for one in lines} == {("2027-03-10", "dental")}
