"""Rows are scored under many drawn sets of weights at once, in single precision.

What no weight changes, adjustments and caps, is laid over each draw as the kernel does.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from types import MappingProxyType
from typing import Final

import numpy as np
from numpy.typing import NDArray

from scoring.limits.ending import go_on
from scoring.tune.rescore import Part, shares
from scoring.values import Floats, Ints

Float32 = NDArray[np.float32]

KAPPA: Final[Mapping[int, float]] = MappingProxyType({2: 400.0, 5: 63.0, 10: 15.0})
"""How sure we are: give or take so many points, and the concentration that means it.

sd = √(w(1−w)/(κ+1)): at κ = 63 a weight of 20 has a standard deviation of 5.0 points.
"""

BLOCK: Final = 2_000
"""So many rows are scored at once: 4 MB in single precision, which stay in the cache."""

_STEP: Final = 250_000
"""So many scores at once where whole rankings are looked at: 1 MB stays in the cache."""


def drawn_weights(weights: Floats, kappa: float, draws: int, seed: int) -> Floats:
    """Weights drawn from Dirichlet(κ · w); shape (draws, metrics), each row adds up to 1.

    Input: shares of the weight, all above 0, adding up to 1.
    """
    return np.random.default_rng(seed).dirichlet(kappa * weights, draws)


class Drawn:
    """The scored rows of one part with the weights drawn for them, in single precision."""

    def __init__(self, part: Part, score: Floats, give: int, seed: int, draws: int) -> None:
        """Input: a part, its rows' scores (NaN: none), how sure we are (of `KAPPA`), the seed."""
        weights = shares(part.card)
        seen = np.flatnonzero(~np.isnan(score)) if weights else np.zeros(0, np.int64)
        self.at = part.at[seen]
        drawn = drawn_weights(np.array(list(weights.values())), KAPPA[give], draws, seed)
        self.weights = drawn.astype(np.float32) if len(seen) else np.zeros((draws, 0), np.float32)
        held = [part.points[name].points[seen] for name in weights]
        points = np.stack(held) if len(seen) else np.zeros((0, 0))
        known = ~np.isnan(points)
        self._whole = bool(known.all())
        self._known = known.astype(np.float32)
        self._points = np.where(known, points, 0.0).astype(np.float32)
        self._added = _added(part, seen)
        self._cap = _caps(part, seen)

    def __len__(self) -> int:
        """How many rows have a score."""
        return len(self.at)

    def scores(self, rows: slice, draws: slice = slice(None)) -> Float32:
        """The score of some rows in some draws; shape (draws, rows)."""
        weights = self.weights[draws]
        mean = _products(weights, self._points[:, rows])
        if not self._whole:
            mean /= _products(weights, self._known[:, rows])
        if self._added is not None:
            mean += self._added[rows]
            np.clip(mean, 0.0, 100.0, out=mean)
        if self._cap is not None:
            np.minimum(mean, self._cap[rows], out=mean)
        return mean

    def blocks(self) -> Iterator[slice]:
        """The rows in blocks; raises between them what ends the work this is a part of."""
        for first in range(0, len(self), BLOCK):
            go_on()
            yield slice(first, first + BLOCK)


def _products(weights: Float32, of: Float32) -> Float32:
    """Weights @ of, without the threads that `@` wakes for so few metrics."""
    return np.asarray(np.einsum("dm,mn->dn", weights, of), np.float32)


def _added(part: Part, seen: Ints) -> Float32 | None:
    """The points of adjustments and of a pulse that nudges; None where there are none."""
    verdicts = part.verdicts
    if not part.card.bonuses and verdicts.nudge is None:
        return None
    total = np.zeros(len(seen)) if verdicts.nudge is None else verdicts.nudge[seen].copy()
    for bonus in part.card.bonuses:
        total += np.where(verdicts.bonuses[bonus.id][seen], bonus.points, 0.0)
    return total.astype(np.float32)


def _caps(part: Part, seen: Ints) -> Float32 | None:
    """The lowest cap of the red flags that hold; None where none does."""
    cap = np.full(len(seen), 100.0)
    for flag in part.card.flags:
        cap = np.where(part.verdicts.flags[flag.id][seen], np.minimum(cap, flag.cap), cap)
    return cap.astype(np.float32) if (cap < 100.0).any() else None


def whole_draws(pieces: Sequence[Drawn], draws: int) -> Iterator[Float32]:
    """The scores of all rows of all pieces, a few draws at a time; (draws, rows)."""
    size = sum(len(piece) for piece in pieces)
    step = max(1, _STEP // max(1, size))
    for first in range(0, draws, step):
        some = slice(first, min(first + step, draws))
        yield np.concatenate([p.scores(slice(None), some) for p in pieces if len(p)], axis=1)
