"""Text to meaning: what a patient's message asks, says or warns of. Pure; the entry point is ``understand``."""

from bot.understanding.pipeline import Index, Outcome, Trace, Understanding, build_index, triage, understand
from bot.understanding.triage import RedFlagHit

__all__ = ["Index", "Outcome", "RedFlagHit", "Trace", "Understanding", "build_index", "triage", "understand"]
