"""Reminders as texts: one step, or all the steps of one day as one message."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, time

from bot.content import Content
from bot.content.marks import to_html
from bot.schedule import PAUSE_OVER, InjectionFacts, Subject, Variant, Visit, urgency
from bot.views.common import day_in_words, time_in_words

DayStep = tuple[Subject, int, str, Variant]
"""Subject, record, step and variant: what a row of the outbox keeps of a planned step."""


def step_text(
    step: str,
    facts: InjectionFacts | Visit,
    content: Content,
    *,
    today: date,
    clinic: str,
    emergency: str,
    variant: Variant = "plain",
) -> str:
    """
    The text of one step of *facts* as it reads when sent on *today*, marks raw.

    *clinic* fits after "call". A text that the content lacks raises ContentError.
    """
    place = {"clinic": clinic, "emergency": emergency}
    if isinstance(facts, Visit):
        visit = day_and_time(facts.on, facts.at, content)
        text = content.reminder("dental", step, facts.kind.value).fill(visit=visit, last="", due="", **place)
        return f"{content.text('dental.of_other').strip()}\n{text}" if facts.of_other else text
    if step == PAUSE_OVER:
        return content.reminder("pause", "ask").fill(due="", until="", **place)
    parts = ("injection", step, "booked") if variant == "booked" else ("injection", step)
    return content.reminder(*parts).fill(**injection_values(facts, content, today=today), **place)


def day_message(
    steps: Sequence[DayStep],
    injection: InjectionFacts | None,
    visits: Iterable[Visit],
    content: Content,
    *,
    today: date,
    place: Mapping[str, str],
    quiet: bool,
    late: bool,
    away: str = "",
) -> str:
    """
    The steps of one day as one message (HTML), the most urgent first.

    *quiet* puts a neutral line first, for the lock screen; *late* a line that says that it comes late; *away*, the
    place whose clock holds while they travel, a line last. *place* holds ``clinic`` and ``emergency``. A step whose
    injection or visit is not given is left out; two visits with the same words are said once.
    """
    known = {visit.record: visit for visit in visits}
    texts = [content.reminder("injection", "lockscreen").text] if quiet else []
    texts += [content.reminder("injection", "late_delivery").text] if late else []
    for subject, record, step, variant in sorted(steps, key=lambda each: urgency(each[2])):
        facts = known.get(record) if subject == "dental" else injection
        if facts is not None:
            care = {"clinic": place["clinic"], "emergency": place["emergency"]}
            texts.append(step_text(step, facts, content, today=today, variant=variant, **care))
    if away:
        texts.append(content.text("schedule.travelling", place=away))
    return to_html("\n\n".join(text.strip() for text in dict.fromkeys(texts)))


def injection_values(injection: InjectionFacts, content: Content, *, today: date) -> dict[str, str]:
    """The values of {due}, {last}, {booked} and {late} for the texts about an injection; empty where unknown."""
    booked = injection.appointment
    return {
        "due": day_in_words(injection.due),
        "last": day_in_words(injection.given) if injection.given else "",
        "booked": day_and_time(booked, injection.booked_time, content) if booked else "",
        "late": days_in_words((today - injection.due).days, content),
    }


def day_and_time(day: date, at: time | None, content: Content) -> str:
    """A day in words, with its time where that is known: Monday 31 January 2027 at 14:05."""
    if at is None:
        return day_in_words(day)
    return content.text("schedule.day_and_time", day=day_in_words(day), time=time_in_words(at))


def kind_in_words(visit: Visit, content: Content) -> str:
    """What a visit is for, and whether it is somebody else's."""
    kind = content.text(f"dental.kind_{visit.kind.value}")
    return content.text("dental.kind_of_other", kind=kind) if visit.of_other else kind


def days_in_words(days: int, content: Content) -> str:
    """A length of time as people say it: whole weeks from a week on, else days; never less than nothing."""
    number, unit = (days // 7, "week") if days >= 7 else (max(days, 0), "day")
    if number == 1:
        return content.text(f"schedule.one_{unit}")
    return content.text(f"schedule.{unit}s", number=number)
