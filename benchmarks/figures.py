"""One line of a table of figures: ours beside a named baseline of the same run."""

import os
from collections.abc import Iterable, Sequence
from typing import NamedTuple

SLICE = 0.02  # the loop is asked this often whether it is free


class Figure(NamedTuple):
    """``ours`` and ``beside`` are in the same ``unit``; ``aim`` says what the ratio or ours is to be."""

    what: str
    ours: float
    unit: str
    baseline: str = ""
    beside: float | None = None
    aim: str = ""


def show(title: str, figures: Iterable[Figure]) -> None:
    """Print one part of the table at once: a long run is read while it goes on."""
    load = f"load {os.getloadavg()[0]:.1f} at its end, on {os.cpu_count()} cores" if hasattr(os, "getloadavg") else ""
    print(f"\n{title} ({load})\n{'':58s} {'ours':>12s}  {'beside it':>12s}  {'times':>7s}  aim", flush=True)
    for one in figures:
        beside = "" if one.beside is None else f"{_number(one.beside)} {one.unit}"
        times = "" if not one.beside else f"{one.ours / one.beside:.2f}"
        what = f"{one.what}, beside {one.baseline}" if one.baseline else one.what
        head, *rest = _wrapped(what, 58)
        print(f"{head:58s} {_number(one.ours) + ' ' + one.unit:>12s}  {beside:>12s}  {times:>7s}  {one.aim}")
        for line in rest:
            print(line)
    print(end="", flush=True)


def percentile(values: Sequence[float], hundredth: int) -> float:
    """The value that so many in a hundred do not exceed."""
    ranked = sorted(values)
    return ranked[min(len(ranked) * hundredth // 100, len(ranked) - 1)]


def _number(value: float) -> str:
    return f"{value:,.0f}" if value >= 1000 or value == int(value) else f"{value:,.3g}"


def _wrapped(text: str, width: int) -> list[str]:
    lines = [""]
    for word in text.split():
        if lines[-1] and len(lines[-1]) + 1 + len(word) > width:
            lines.append(" ")
        lines[-1] += f" {word}" if lines[-1] else word
    return lines
