"""When two figures are one figure: ours, and the one that another tool computed."""

from __future__ import annotations

import math

from tests.reference.scored_files import TOLERANCE


def same(one: float | None, other: float | None) -> bool:
    """Equal to 1e-9, or none both."""
    if one is None or other is None:
        return one is other
    return math.isclose(one, other, rel_tol=0, abs_tol=TOLERANCE)
