"""
What the content must hold so that the bot can keep its promises: a topic, a sign of danger or a reminder that is
missing is found here at start, not by a patient in March.
"""

from collections.abc import Collection, Iterable, Iterator

from bot.content.examples import INTENTS, OUTSIDE
from bot.content.pieces import Files
from bot.errors import Fault

FAQ = (
    "what-is-osteoporosis",
    "what-is-denosumab",
    "how-it-works",
    "how-it-is-given",
    "how-often",
    "missed-dose",
    "effectiveness",
    "other-treatments",
    "combining-medicines",
    "who-can-take-it",
    "monitoring",
    "long-term-use",
    "stopping",
    "dental-care",
    "calcium-vitamin-d",
    "kidney-disease",
    "pregnancy",
    "storage",
    "vaccines-and-surgery",
    "daily-life",
    "cost-and-access",
    "contact",
    "disclaimer",
)
SIDE_EFFECTS = (
    "side-effects",
    "common-side-effects",
    "infections",
    "hypocalcemia",
    "jaw-osteonecrosis",
    "thigh-fracture",
    "severe-skin-reactions",
    "muscle-bone-pain",
    "immune-system",
    "heart-and-stroke",
    "rebound-fractures",
    "allergic-reaction",
)
RED_FLAGS = tuple(f"R{number}" for number in range(1, 20))
RAISED_TO_NOW = ("R4", "R6", "R11", "R15")  # medical brief, section 3: levels that a second sign raises
RAISED_TO_TODAY = ("R19",)
REGIONS = ("us", "uk", "eu", "ca", "au", "other")

INJECTION_STEPS = ("B1", "B2", "B3", "B4", "D0", "D1", "O1", "O2", "O3", "O4", "O5", "O6", "L1", "L2", "L3")
BOOKED_STEPS = ("B3", "B4", "D0", "D1", "O3", "O4", "O5", "O6", "L1", "L2", "L3")  # a booked date words them otherwise
BONE_STEPS = ("T-7", "T-1", "T0", "H3", "H14", "H28", "H56")
DENTAL_STEPS = {
    "checkup": ("T-1", "T0", "H7"),
    "filling": ("T-1", "T0", "H7"),
    "root_canal": ("T-7", "T0", "H7", "H28"),
    "extraction": BONE_STEPS,
    "implant": (*BONE_STEPS, "Y1"),
    "surgery": BONE_STEPS,
    "unsure": BONE_STEPS,
}
OTHER_REMINDERS = (
    "injection.P1",
    "injection.P1.watch",
    "injection.overdue",
    "injection.back_pain",
    "injection.late_delivery",
    "injection.lockscreen",
    "dental.both_dates",
    "dental.skip_shot",
    "dental.not_started",
    "dental.healing_yes",
    "dental.healing_no",
    "dental.card",
    "stopping.facts",
    "stopping.doctor_changed",
    "stopping.death",
    "stopping.wrong_person",
    "stopping.pregnancy",
    "pause.started",
    "pause.ask",
)


def missing(files: Files) -> Iterator[Fault]:
    """A fault for each required id that is in none of *files*; files that could not be read are left out."""
    if files.faq:
        held = {entry.id for entry in (*files.faq.faq, *files.faq.side_effects)}
        yield from _missing(files, "faq.yaml", "entry", (name for name in (*FAQ, *SIDE_EFFECTS) if name not in held))
    if files.red_flags:
        regions = files.red_flags.regions
        flags = {flag.id: flag for flag in files.red_flags.red_flags}
        now = (name for name in RAISED_TO_NOW if name in flags and flags[name].text_now is None)
        today = (name for name in RAISED_TO_TODAY if name in flags and flags[name].text_today is None)
        yield from _missing(files, "red_flags.yaml", "region", (name for name in REGIONS if name not in regions))
        yield from _missing(files, "red_flags.yaml", "red flag", (name for name in RED_FLAGS if name not in flags))
        yield from _missing(files, "red_flags.yaml", "text_now", now)
        yield from _missing(files, "red_flags.yaml", "text_today", today)
    if files.reminders:
        texts = {text.id for text in files.reminders.reminders}
        lacking = (name for name in required_reminders() if name not in texts and not _worded_for_all(name, texts))
        yield from _missing(files, "reminders.yaml", "reminder", lacking)
    if files.examples:
        shown = next(iter(files.examples))
        held = {meaning for file in files.examples.values() for meaning in file.examples}
        for name in (*RED_FLAGS, *INTENTS, OUTSIDE):
            if name not in held:
                yield Fault(shown, 1, name, "has no example in this folder; add some messages, as people write them")


def required_reminders() -> Iterator[str]:
    """The ids of all reminders; a dental step of one kind may be worded for all kinds, as ``dental.H14``."""
    for step in INJECTION_STEPS:
        yield f"injection.{step}"
    for step in BOOKED_STEPS:
        yield f"injection.{step}.booked"
    for kind, steps in DENTAL_STEPS.items():
        yield f"dental.registered.{kind}"
        for step in steps:
            yield f"dental.{step}.{kind}"
    yield from OTHER_REMINDERS


def _worded_for_all(name: str, texts: Collection[str]) -> bool:
    return name.startswith("dental.") and name.rpartition(".")[0] in texts


def _missing(files: Files, file: str, what: str, names: Iterable[str]) -> Iterator[Fault]:
    shown = files.of(file).file
    for name in names:
        yield Fault(shown, 1, name, f"this {what} is missing; restore it, the bot needs it")
