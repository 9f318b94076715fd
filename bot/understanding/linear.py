"""A linear model of the entries, fitted to their phrasings each time the content is loaded (well under a second)."""

from collections import defaultdict
from collections.abc import Mapping, Sequence

Vector = Mapping[str, float]

_ROUNDS = 6
_MARGIN = 0.35
_STEP = 0.5


class LinearModel:
    """
    One weight per feature and entry: a margin perceptron, averaged over its rounds.

    Fitting is deterministic: the phrasings take turns entry by entry.
    """

    def __init__(self, entries: Sequence[str], examples: Sequence[tuple[str, Vector]]) -> None:
        self._weights: dict[str, dict[str, float]] = {}
        self._fit(entries, _in_turns(entries, examples))

    def scores(self, vector: Vector) -> dict[str, float]:
        """Entry -> how much the features of *vector* speak for it; about -1 to 1."""
        total: dict[str, float] = defaultdict(float)
        for feature, value in vector.items():
            for entry, weight in self._weights.get(feature, {}).items():
                total[entry] += value * weight
        return total

    def _fit(self, entries: Sequence[str], examples: Sequence[tuple[str, Vector]]) -> None:
        weights: dict[str, dict[str, float]] = defaultdict(dict)
        drift: dict[str, dict[str, float]] = defaultdict(dict)
        clock = 1

        def push(entry: str, vector: Vector, step: float) -> None:
            for feature, value in vector.items():
                row, old = weights[feature], drift[feature]
                row[entry] = row.get(entry, 0.0) + step * value
                old[entry] = old.get(entry, 0.0) + clock * step * value

        for _ in range(_ROUNDS):
            for wanted, vector in examples:
                total = dict.fromkeys(entries, 0.0)
                for feature, value in vector.items():
                    for entry, weight in weights.get(feature, {}).items():
                        total[entry] += value * weight
                goal = total.pop(wanted)
                rival = max(total, key=lambda entry: total[entry], default=None)
                if rival is not None and goal < total[rival] + _MARGIN:
                    push(wanted, vector, _STEP)
                    push(rival, vector, -_STEP)
                clock += 1
        self._weights = {
            feature: {entry: weight - drift[feature][entry] / clock for entry, weight in row.items()}
            for feature, row in weights.items()
        }


def _in_turns(entries: Sequence[str], examples: Sequence[tuple[str, Vector]]) -> list[tuple[str, Vector]]:
    queues = {entry: [example for example in examples if example[0] == entry] for entry in entries}
    longest = max((len(queue) for queue in queues.values()), default=0)
    return [queue[turn] for turn in range(longest) for queue in queues.values() if turn < len(queue)]
