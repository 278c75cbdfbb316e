"""The nearest number that does what is asked of it, and the friendly one beyond it."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np

from scoring.values import Bools, Floats

Judge = Callable[[Floats], Bools]
"""Which of some numbers do what is asked; between two neighbouring breaks it turns once at most."""

FURTHEST: Final = 1e15
"""No break lies further from 0."""

_PARTS: Final = 1025
"""Into so many points a stretch is divided at a time; six times that separates two doubles."""

_CLOSE: Final = 0.05
"""A friendly number goes at most this share of the way too far."""


@dataclass(frozen=True, slots=True)
class Stretch:
    """Numbers that do what is asked, from the nearest one, `start`, on to `end`.

    `upward` says on which side of `start` they lie; `end` is None where they do not end, and
    `start` is None where every number does.
    """

    start: float | None
    end: float | None
    upward: bool


def places(breaks: Iterable[float], lowest: float = -math.inf) -> Floats:
    """Each break with the doubles beside it, ascending, none below the lowest."""
    known = np.array([b for b in breaks if math.isfinite(b) and abs(b) <= FURTHEST] or [0.0])
    beside = [known, np.nextafter(known, -np.inf), np.nextafter(known, np.inf)]
    found = np.unique(np.concatenate(beside))
    return found[found >= lowest]


def stretches(judge: Judge, at: Floats, now: float, usual: float) -> tuple[Stretch, ...]:
    """All stretches that do what is asked, the nearest first.

    Input: the answer of `places`; where one stands (NaN if nowhere: then nearness is to
    `usual`), which itself does not do.
    """
    known = not math.isnan(now)
    if known:
        at = np.unique(np.append(at, [now, np.nextafter(now, -np.inf), np.nextafter(now, np.inf)]))
    good = judge(at)
    if good.all():
        return (Stretch(None, None, upward=True),)
    centre = now if known else usual
    found = [s for run in _runs(good) for s in _edges(judge, at, run)]
    if known:
        found = [s for s in found if s.start is not None and s.upward == (s.start > now)]
    return tuple(sorted(found, key=lambda s: abs((s.start or 0.0) - centre)))


def _runs(good: Bools) -> Iterator[tuple[int, int]]:
    """First and last of each unbroken run."""
    edges = np.flatnonzero(np.diff(good.astype(np.int8), prepend=0, append=0))
    return zip(edges[::2].tolist(), (edges[1::2] - 1).tolist(), strict=True)


def _edges(judge: Judge, at: Floats, run: tuple[int, int]) -> Iterator[Stretch]:
    """A run seen from below and from above, where there is something beyond it."""
    first, last = run
    low = _edge(judge, at[first - 1], at[first]) if first else None
    high = _edge(judge, at[last + 1], at[last]) if last + 1 < len(at) else None
    if low is not None:
        yield Stretch(low, high, upward=True)
    if high is not None:
        yield Stretch(high, low, upward=False)


def _edge(judge: Judge, bad: float, good: float) -> float:
    """The first number that does, going from one that does not to one that does."""
    while np.nextafter(bad, good) != good:
        points = np.linspace(bad, good, _PARTS)
        points[-1] = good
        at = int(np.argmax(judge(points[1:]))) + 1
        if (bad, good) == (points[at - 1], points[at]):
            break
        bad, good = float(points[at - 1]), float(points[at])
    return float(good)


def friendly(
    judge: Judge, stretch: Stretch, now: float, lowest: float, small: float, *, whole: bool
) -> float | None:
    """A number that is easy to say and still does what is asked.

    The coarsest of the steps 1, 2 and 5 of any power of ten is taken by which it lies beyond the
    start at most 5% of the way from `now` (of its own size, if that is NaN) or of a `small` step,
    and not below the lowest; a whole number where only those make sense, None where none does.
    Where no step is fine enough, the start.
    """
    start = stretch.start
    if start is None:
        return None
    way = max(small, abs(start - now) if not math.isnan(now) else abs(start))
    near = [(y, step) for step in _steps(way, whole) for y in _multiples(start, step, stretch)]
    near = [(y, step) for y, step in near if y >= lowest]
    numbers = np.array([y for y, _ in near])
    fits = judge(numbers) if len(numbers) else np.zeros(0, dtype=np.bool_)
    for (y, step), does in zip(near, fits.tolist(), strict=True):
        if does and (abs(y - start) <= _CLOSE * way or (whole and step == 1.0)) and y != now:
            return float(y)
    return None if whole else start


def _steps(way: float, whole: bool) -> Iterator[float]:
    """Steps from about the way's own size down, the coarsest first."""
    top = math.floor(math.log10(way))
    bottom = 0 if whole else min(top, 0) - 9
    for power in range(max(top, bottom), bottom - 1, -1):
        yield from (float(f"{digit}e{power}") for digit in (5, 2, 1))


def _multiples(start: float, step: float, stretch: Stretch) -> Sequence[float]:
    """The multiples of a step on the two sides of the start, the one before it first."""
    sign = 1.0 if stretch.upward else -1.0
    before = math.floor(sign * start / step)
    decimals = max(0, -math.floor(math.log10(step)))
    both = (round(sign * k * step, decimals) + 0.0 for k in (before, before + 1))
    return [y for y in both if math.isfinite(y)]
