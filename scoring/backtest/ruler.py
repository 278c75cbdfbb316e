"""What so many losses can tell at all: how wide the intervals of a usual card would be."""

from __future__ import annotations

import math
from dataclasses import dataclass
from functools import lru_cache
from statistics import NormalDist

from scoring.backtest.gates import COUNTS
from scoring.backtest.proportions import wilson_bounds
from scoring.backtest.ranking import logit_bounds

_NORMAL = NormalDist()
_STEPS = 400
_REACH = 8.0

Bounds = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Ruler:
    """The intervals that a card with this AUC and this share caught has at so many losses.

    `ranking` and `caught` are None below 8 losses. `words` is the sentence beside the tiles.
    """

    losses: int
    area: float
    share: float
    ranking: Bounds | None
    caught: Bounds | None
    words: str


@lru_cache(maxsize=16)
def placement_variance(area: float) -> float:
    """The variance of one case's placement if scores are normal with equal spread (0.5 ≤ AUC < 1).

    With Φ(d/√2) the AUC it is E[Φ(Z + d)²] − AUC² for a standard normal Z (the binormal model
    of DeLong's components), by the trapezium rule over ±8.
    """
    distance = math.sqrt(2.0) * _NORMAL.inv_cdf(area)
    width = 2.0 * _REACH / _STEPS
    points = [-_REACH + width * step for step in range(_STEPS + 1)]
    square = width * sum(_NORMAL.pdf(z) * _NORMAL.cdf(z + distance) ** 2 for z in points)
    return square - area * area


def ruler(losses: int, kept: int | None = None, area: float = 0.80, share: float = 0.60) -> Ruler:
    """What `losses` lost and `kept` kept accounts can tell of a card that is as good as stated.

    `kept` is nine per loss if None. The ranking's interval is DeLong's on the logit scale with
    the variance of `placement_variance`, that of the share caught is Wilson's.
    """
    if losses < COUNTS:
        words = (
            f"{_lost(losses)} cannot tell a good card from a bad one: it takes {COUNTS} at least."
        )
        return Ruler(losses, area, share, None, None, words)
    kept = 9 * losses if kept is None else max(kept, 1)
    error = math.sqrt(placement_variance(area) * (1.0 / losses + 1.0 / kept))
    ranking, caught = logit_bounds(area, error), wilson_bounds(share, losses)
    words = (
        f"What {_lost(losses)} can tell: a card that truly catches {share:.0%} may show "
        f"{_from_to(caught)}, and a ranking power of {area:.0%} may show {_from_to(ranking)}."
    )
    return Ruler(losses, area, share, ranking, caught, words)


def _lost(losses: int) -> str:
    return "1 lost account" if losses == 1 else f"{losses:,} lost accounts"


def _from_to(bounds: Bounds) -> str:
    return f"{bounds[0]:.0%} to {bounds[1]:.0%}"
