"""Rounded parts add up to the rounded total that stands under them."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Final

_TIE_DECIMALS: Final = 6
"""Remainders are compared to this many decimals of a unit: noise of doubles decides no tie."""


def closing(parts: Sequence[float], total: float, decimals: int = 1) -> tuple[float, ...]:
    """Round parts so that as printed they add up to a total as printed.

    Input: finite parts, of either sign; the total, already rounded or truncated to
    `decimals`, which the sum of the parts rounds to. Output: a number with that many
    decimals for each part. Each part is first rounded down; the units of the last decimal
    that are then still missing go, one each, to the parts that lost most (Hamilton's method
    of the largest remainder); of equal ones the first comes first. So each part is less
    than one unit off, none is further off than a fairer sharing would leave it, and a part
    that needs no rounding stays as it is. Should the total lie more than a unit from the
    sum, what remains is spread over all parts in the same order. Raises ValueError for a
    number that is not finite, and if no part is there to bear a total.
    """
    if not all(map(math.isfinite, (*parts, total))):
        raise ValueError("only finite numbers can be rounded")
    scale = 10**decimals
    units = [math.floor(part * scale) for part in parts]
    missing = round(total * scale) - sum(units)
    if missing and not parts:
        raise ValueError(f"nothing adds up to {total}")
    left = [
        round(part * scale - unit, _TIE_DECIMALS) for part, unit in zip(parts, units, strict=True)
    ]
    order = sorted(range(len(parts)), key=lambda i: -left[i])
    for turn in range(abs(missing)):
        at = order[turn % len(order)] if missing > 0 else order[-1 - turn % len(order)]
        units[at] += 1 if missing > 0 else -1
    return tuple(unit / scale for unit in units)
