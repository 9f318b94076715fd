"""How well messages are understood: labelled messages judged, counted and reported."""

from bot.understanding.evaluation.command import run

__all__ = ["run"]
