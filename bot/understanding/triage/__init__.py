"""Red flags in free text, found before anything else is read (medical brief, section 3)."""

from bot.understanding.triage.engine import LEVELS, RedFlagHit, Triage, build_triage
from bot.understanding.triage.status import Status

__all__ = ["LEVELS", "RedFlagHit", "Status", "Triage", "build_triage"]
