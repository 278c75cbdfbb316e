"""Random cases: scores with ties, outcomes, and the accounts they are of."""

from __future__ import annotations

import numpy as np
from hypothesis import assume
from hypothesis import strategies as st

from scoring.backtest.figure import Figure
from scoring.values import Bools, Floats, Ints

EXACT = 1e-12
Cases = tuple[Floats, Bools, Ints]


@st.composite
def cases(draw: st.DrawFn, most: int = 40) -> Cases:
    """Scores with many ties, outcomes of both kinds, several rows per account."""
    n = draw(st.integers(4, most))
    score = draw(st.lists(st.integers(0, 12), min_size=n, max_size=n))
    lost = draw(st.lists(st.booleans(), min_size=n, max_size=n))
    account = draw(st.lists(st.integers(0, n // 2), min_size=n, max_size=n))
    assume(0 < sum(lost) < n)
    return np.array(score, float) * 2.5, np.array(lost), np.array(account)


def twice(made: Cases) -> Cases:
    """Every row of every account a second time."""
    score, lost, account = made
    return np.tile(score, 2), np.tile(lost, 2), np.tile(account, 2)


def bounds(figure: Figure) -> tuple[float | None, ...]:
    """What a reader sees."""
    return figure.estimate, figure.low, figure.high


def same(one: Figure, other: Figure) -> bool:
    """Equal to twelve digits, or both in words."""
    return all(
        (a is None and b is None) or (a is not None and b is not None and abs(a - b) < 1e-9)
        for a, b in zip(bounds(one), bounds(other), strict=True)
    )
