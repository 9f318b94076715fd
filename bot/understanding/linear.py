"""
A linear model of all meanings: logistic regression, fitted to their examples.

The weights of one feature for all meanings are packed into a single integer, 64 bits a meaning, so that adding up a
message is one multiplication a feature for all meanings together. That makes fitting ten thousand examples in pure
Python a matter of seconds.
"""

import math
import random
import sys
from array import array
from collections import Counter
from collections.abc import Mapping, Sequence

Vector = Mapping[str, float]

_ROUNDS = 3
_STEP, _LAST_STEP = 5.0, 0.2  # the last as a share of the first
_FITTED = 0.97  # a phrasing whose entry is this likely teaches nothing more
_VALUE, _FINE = 1024, 256  # whole numbers stand for a feature's value and for a step of its weight
_ONE = _VALUE * _VALUE * _FINE
_LANE = 8  # bytes


class LinearModel:
    """One weight per class for each feature; ``fitted`` makes one from examples, ``restored`` from kept ``weights``."""

    def __init__(self, classes: Sequence[str]) -> None:
        self.classes = tuple(classes)
        self._weights: dict[str, int] = {}

    @classmethod
    def fitted(cls, classes: Sequence[str], examples: Sequence[tuple[str, Vector]]) -> "LinearModel":
        """A model of the examples, (class, features) each. Deterministic: they are always shuffled in the same way."""
        model = cls(classes)
        model._fit(examples)
        return model

    @classmethod
    def restored(cls, classes: Sequence[str], features: Sequence[str], weights: bytes) -> "LinearModel":
        """The model that had these ``classes``, ``features`` and ``weights``."""
        model = cls(classes)
        size = model._size
        starts = range(0, size * len(features), size)
        for feature, at in zip(features, starts, strict=True):
            model._weights[feature] = int.from_bytes(weights[at : at + size], "little", signed=True)
        return model

    @property
    def features(self) -> tuple[str, ...]:
        """The features that have weights."""
        return tuple(self._weights)

    @property
    def weights(self) -> bytes:
        """The weights of the ``features``, in their order; the same on every machine."""
        return b"".join(weight.to_bytes(self._size, "little", signed=True) for weight in self._weights.values())

    @property
    def _size(self) -> int:
        return _LANE * (len(self.classes) + 1)  # one lane more holds the sign

    def scores(self, vector: Vector) -> dict[str, float]:
        """Class -> how much the features of *vector* speak for it, as a logarithm of odds."""
        return dict(zip(self.classes, (lane / _ONE for lane in self._sums(_whole(vector))), strict=True))

    def _fit(self, examples: Sequence[tuple[str, Vector]]) -> None:
        places = {name: place for place, name in enumerate(self.classes)}
        seen = Counter(feature for _, vector in examples for feature in vector)
        rows = [(places[wanted], [each for each in _whole(vector) if seen[each[0]] > 1]) for wanted, vector in examples]
        random.Random(1).shuffle(rows)
        weights, total = self._weights, len(rows) * _ROUNDS
        for turn in range(total):
            wanted, row = rows[turn % len(rows)]
            sums = self._sums(row)
            best = max(sums)
            odds = [math.exp((lane - best) / _ONE) for lane in sums]
            whole = sum(odds)
            if odds[wanted] > _FITTED * whole:
                continue
            step = _STEP * _FINE * (1 - (1 - _LAST_STEP) * turn / total)
            push = [-round(step * each / whole) for each in odds]
            push[wanted] += round(step)
            packed = 0
            for lane in reversed(push):
                packed = (packed << 8 * _LANE) + lane
            for feature, value in row:
                weights[feature] = weights.get(feature, 0) + value * packed

    def _sums(self, row: Sequence[tuple[str, int]]) -> Sequence[int]:
        get = self._weights.get
        total = sum([value * get(feature, 0) for feature, value in row])
        lanes = array("q", total.to_bytes(self._size, sys.byteorder, signed=True))
        return lanes[:-1] if sys.byteorder == "little" else lanes[:0:-1]


def _whole(vector: Vector) -> list[tuple[str, int]]:
    return [(feature, round(value * _VALUE)) for feature, value in vector.items()]
