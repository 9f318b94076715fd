"""When which reminder is due: rules of the medical brief as pure functions of facts, zone, hour and now."""

from bot.schedule.dental import DENTAL_STEPS, DentalKind, Visit, touches_bone, visits_close_to
from bot.schedule.injections import (
    InjectionFacts,
    Lateness,
    Standing,
    due_date,
    forecast,
    lateness,
    snooze_days,
    standing,
)
from bot.schedule.planner import OPTIONAL_STEPS, plan
from bot.schedule.steps import LONGEST_PAUSE, PAUSE_OVER, PlannedStep, Subject, Variant, urgency
from bot.schedule.windows import EARLIEST_HOUR, LATEST_HOUR, next_hour, next_window, to_utc

__all__ = [
    "DENTAL_STEPS",
    "EARLIEST_HOUR",
    "LATEST_HOUR",
    "LONGEST_PAUSE",
    "OPTIONAL_STEPS",
    "PAUSE_OVER",
    "DentalKind",
    "InjectionFacts",
    "Lateness",
    "PlannedStep",
    "Standing",
    "Subject",
    "Variant",
    "Visit",
    "due_date",
    "forecast",
    "lateness",
    "next_hour",
    "next_window",
    "plan",
    "snooze_days",
    "standing",
    "to_utc",
    "touches_bone",
    "urgency",
    "visits_close_to",
]
