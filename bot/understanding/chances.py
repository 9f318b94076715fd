"""A chance from a handful of facts and fitted weights: the logistic function."""

import math
from collections.abc import Sequence

_FURTHEST = 30.0  # beyond this a chance is 0 or 1 for all that we can tell


def chance(fitted: Sequence[float], facts: Sequence[float]) -> float:
    """The chance, 0 to 1, that *facts* give with the *fitted* weights, of which the first is the constant."""
    total = fitted[0] + sum(weight * fact for weight, fact in zip(fitted[1:], facts, strict=True))
    return 1 / (1 + math.exp(-max(-_FURTHEST, min(_FURTHEST, total))))


def log_odds(share: float, least: float) -> float:
    """The logarithm of the odds of *share*, which counts as no nearer than *least* to 0 and 1."""
    share = min(max(share, least), 1 - least)
    return math.log(share / (1 - share))
