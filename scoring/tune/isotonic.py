"""A line that may only rise, or only fall, laid through rates (PAVA)."""

from __future__ import annotations

import numpy as np

from scoring.values import Floats


def rising(rates: Floats, sizes: Floats) -> Floats:
    """The non-decreasing line nearest to the rates, each weighed by its size.

    Pool adjacent violators (Ayer and others 1955; Barlow and others 1972): neighbours in the wrong
    order are replaced by their common mean until none is left. Input: shape (places,) each,
    sizes above 0. Output: shape (places,); it minimises Σ size · (line − rate)².
    """
    mean: list[float] = []
    size: list[float] = []
    places: list[int] = []
    for rate, weight in zip(rates.tolist(), sizes.tolist(), strict=True):
        mean.append(rate)
        size.append(weight)
        places.append(1)
        while len(mean) > 1 and mean[-2] >= mean[-1]:
            last, heavy, many = mean.pop(), size.pop(), places.pop()
            whole = size[-1] + heavy
            mean[-1] = (mean[-1] * size[-1] + last * heavy) / whole
            size[-1], places[-1] = whole, places[-1] + many
    return np.repeat(np.array(mean, np.float64), np.array(places, np.int64))


def falling(rates: Floats, sizes: Floats) -> Floats:
    """The same for a line that may only fall."""
    return rising(rates[::-1], sizes[::-1])[::-1]
