"""`python -m bot plan --jsonl`: the reminders for given dates as JSON Lines (docs/contracts.md)."""

import argparse
import json
import re
import sys
from collections.abc import Sequence
from datetime import date, datetime
from typing import Final
from zoneinfo import ZoneInfo

from bot.content import Content
from bot.schedule.dental import DentalKind, Visit
from bot.schedule.injections import InjectionFacts
from bot.schedule.planner import plan
from bot.schedule.steps import PlannedStep
from bot.schedule.windows import EARLIEST_HOUR, LATEST_HOUR
from bot.views.reminders import step_text

DONE, FAULT, WRONG_USAGE = 0, 1, 2
_YEARS: Final = range(1900, 2201)
_REGION: Final = "other"  # the command knows no settings; this region names no digits


def run(argv: Sequence[str], content: Content) -> int:
    """
    Print one JSON line for each step that would be sent if everything had been entered at ``--now``.

    *argv* is what stands after ``plan``. Returns the exit code: 0 done, 1 an injection that is still to come,
    2 wrong usage. JSON goes to standard output, everything else to standard error.
    """
    parser = _parser()
    try:
        given = parser.parse_args(argv)
        if given.injection is None and not given.dental:
            parser.error("give --injection, --dental, or both")
    except SystemExit as left:
        return DONE if left.code == 0 else WRONG_USAGE
    today = given.now.astimezone(given.zone).date()
    if given.injection is not None and given.injection > today:
        sys.stderr.write(f"--injection {given.injection}: this day is still to come (it is {today} in {given.zone})\n")
        return FAULT
    injection = None if given.injection is None else InjectionFacts(record=1, given=given.injection)
    visits = [Visit(number, day, kind) for number, (day, kind) in enumerate(given.dental, start=1)]
    for step in plan(injection, visits, zone=given.zone, hour=given.hour, now=given.now):
        facts = injection if step.subject == "injection" else visits[step.record - 1]
        if facts is not None:
            sys.stdout.write(json.dumps(_line(step, facts, content), ensure_ascii=False) + "\n")
    return DONE


def _line(step: PlannedStep, facts: InjectionFacts | Visit, content: Content) -> dict[str, str]:
    text = step_text(
        step.step,
        facts,
        content,
        today=step.local.date(),
        clinic=content.text("common.your_clinic"),
        emergency=content.regions[_REGION].emergency,
    )
    return {
        "key": step.key,
        "subject": step.subject,
        "step": step.step,
        "due": step.due.isoformat(),
        "local": f"{step.local:%Y-%m-%dT%H:%M}",
        "utc": f"{step.utc:%Y-%m-%dT%H:%M:%SZ}",
        "text": text,
    }


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m bot plan", description="The reminders for given dates.")
    parser.add_argument("--jsonl", action="store_true", required=True, help="print JSON Lines")
    parser.add_argument("--injection", type=_day, metavar="DATE", help="the last injection really given")
    parser.add_argument(
        "--dental",
        type=_visit,
        metavar="DATE:KIND",
        action="append",
        default=[],
        help="a dental visit; may be repeated",
    )
    parser.add_argument("--zone", type=_zone, metavar="IANA", default="UTC", help="the patient's time zone")
    parser.add_argument("--hour", type=_hour, default=9, help=f"the patient's hour, {EARLIEST_HOUR} to {LATEST_HOUR}")
    parser.add_argument("--now", type=_instant, metavar="INSTANT", required=True, help="with Z or an offset")
    return parser


def _day(text: str) -> date:
    try:
        day = date.fromisoformat(text)
    except ValueError:
        day = None
    if day is None or not re.fullmatch(r"\d{4}-\d\d-\d\d", text, re.ASCII) or day.year not in _YEARS:
        raise argparse.ArgumentTypeError(f"{text!r} is no date; write it like 2026-11-22")
    return day


def _visit(text: str) -> tuple[date, DentalKind]:
    day, _, kind = text.partition(":")
    if kind not in list(DentalKind):
        raise argparse.ArgumentTypeError(f"{text!r}: the kind must be one of {', '.join(DentalKind)}")
    return _day(day), DentalKind(kind)


def _zone(text: str) -> ZoneInfo:
    try:
        return ZoneInfo(text)
    except (KeyError, ValueError, OSError):
        raise argparse.ArgumentTypeError(f"{text!r} is no time zone; write it like Europe/London") from None


def _hour(text: str) -> int:
    if not re.fullmatch(r"\d{1,2}", text, re.ASCII) or not EARLIEST_HOUR <= int(text) <= LATEST_HOUR:
        raise argparse.ArgumentTypeError(f"{text!r}: the hour is a whole number from {EARLIEST_HOUR} to {LATEST_HOUR}")
    return int(text)


def _instant(text: str) -> datetime:
    try:
        instant = datetime.fromisoformat(text)
    except ValueError:
        instant = None
    if instant is None or instant.tzinfo is None or instant.year not in _YEARS:
        raise argparse.ArgumentTypeError(f"{text!r} is no instant; write it like 2026-11-22T12:00:00Z")
    return instant
