"""The search for values that stand alone, ten times above or below the months around them."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Final

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from scoring.engine.quality.histories import Histories, Places
from scoring.values import Bools, Floats, Ints

USUAL_STEPS: Final = 8
"""A jump is more than so many times the usual step from one month to the next."""

TEN: Final = math.log(10)
"""And it is ten times at least."""

NEIGHBOURS: Final = (-2, -1, 1, 2)
"""The months beside which a value stands: those before and after in which it is above 0."""


@dataclass(frozen=True, slots=True, eq=False)
class Jumps:
    """How many values jump, of how many above 0, and the rows of the furthest ones.

    `rows` are rows of the book, at most `EXAMPLES` of them, the furthest first; equally far ones
    by account and then by month.
    """

    count: int
    among: int
    rows: Ints


def jumps_in(values: Floats, histories: Histories, examples: int) -> Jumps:
    """The jumps of a measure.

    Input: its values in the order of the histories, NaN where there is none. Only those above 0
    are looked at, on a log scale, each beside the two before and after of the same account. It
    jumps up if it lies further above the highest of them than a jump is, and down if it lies
    further beneath the lowest; at least two of them must be there. The last of an account does
    not jump down: that is how it ends.
    """
    above = values > 0
    whole = bool(above.all())
    owner = histories.owner if whole else histories.owner[above]
    # Arrow takes the logarithm of the system's own library, as the database does: the last digit
    # decides whether exactly ten times is a jump.
    scale = pc.ln(pa.array(values if whole else values[above])).to_numpy()
    odd, away = _alone(scale, owner)
    furthest = odd[np.lexsort((odd, owner[odd], -away))[:examples]]
    places = furthest if whole else np.flatnonzero(above)[furthest] if len(furthest) else furthest
    return Jumps(len(odd), len(scale), np.asarray(histories.order[places], dtype=np.int64))


def _alone(scale: Floats, owner: Places) -> tuple[Ints, Floats]:
    """The places of values that stand alone, and how far each is from the lowest beside it."""
    same: Bools = owner[1:] == owner[:-1]
    steps = np.abs(scale[1:] - scale[:-1])
    own = steps if same.all() else steps[same]
    far = max(USUAL_STEPS * _median(own), TEN) if len(own) else TEN
    # Who is far from all is far from the next one: few are, and only they are looked at closely.
    wide = np.flatnonzero(same & (steps > far))
    odd = np.unique(np.concatenate([wide, wide + 1]))
    beside, after = np.full((len(NEIGHBOURS), len(odd)), np.nan), np.zeros(len(odd), dtype=bool)
    for i, way in enumerate(NEIGHBOURS):
        place = np.clip(odd + way, 0, len(scale) - 1)
        there = (owner[place] == owner[odd]) & (place == odd + way)
        beside[i, there] = scale[place[there]]
        after |= there & (way == 1)
    high, low = np.fmax.reduce(beside), np.fmin.reduce(beside)
    known = np.count_nonzero(~np.isnan(beside), axis=0) >= 2
    up, down = scale[odd] - high > far, (low - scale[odd] > far) & after
    jumps = known & (up | down)
    return odd[jumps], np.abs(scale[odd] - low)[jumps]


def _median(values: Floats) -> float:
    """The middle one, or the mean of the middle two, as the database takes it."""
    low, high = (len(values) - 1) // 2, len(values) // 2
    parted = np.partition(values, (low, high) if high > low else low)
    return float(parted[low] * 0.5 + parted[high] * 0.5)
