"""Whether two metrics rank the same accounts alike."""

from __future__ import annotations

import math

import numpy as np

from scoring.values import Floats


def ranks(values: Floats) -> Floats:
    """Ranks from 1 upwards, equal values sharing the mean of theirs.

    Input and output have shape (rows,); no NaN among the values.
    """
    order = np.argsort(values)
    ordered = values[order]
    starts = np.flatnonzero(np.diff(ordered, prepend=np.nan) != 0.0)
    ends = np.append(starts[1:], len(values))
    shared = (starts + 1 + ends) / 2.0
    found = np.empty(len(values))
    found[order] = np.repeat(shared, ends - starts)
    return found


def rank_correlation(first: Floats, second: Floats) -> tuple[float, int]:
    """Spearman's rank correlation over the rows that both know, and how many those are.

    Input: two arrays of shape (rows,), NaN where nothing is known. Output: −1 … 1, NaN with
    fewer than two such rows or where either does not vary over them. It is Pearson's
    correlation of the shared ranks (Spearman 1904), which is right with ties too.
    """
    both = ~(np.isnan(first) | np.isnan(second))
    count = int(np.count_nonzero(both))
    if count < 2:
        return math.nan, count
    a, b = ranks(first[both]), ranks(second[both])
    a -= a.mean()
    b -= b.mean()
    spread = math.sqrt(float(a @ a) * float(b @ b))
    return (float(a @ b) / spread if spread else math.nan), count
