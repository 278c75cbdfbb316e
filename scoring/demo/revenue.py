"""Revenue moves at anniversaries only, and health has a say in which way."""

from __future__ import annotations

from typing import Final

import numpy as np

from scoring.demo.customers import Customers
from scoring.demo.settings import Settings
from scoring.values import Floats

_UPLIFT: Final = (0.00, 0.06)
_GROW, _GROW_SLOPE, _GROW_BY = -1.1, 0.7, (0.08, 0.32)
_SHRINK, _SHRINK_SLOPE, _SHRINK_BY = -2.9, -0.8, (0.08, 0.28)
_YEAR: Final = 12


def draw_arr(
    settings: Settings, customers: Customers, felt: Floats, rng: np.random.Generator
) -> Floats:
    """The annual revenue of each account in each month shown.

    Output: shape (accounts, months shown), whole currency units in steps of 60, no nulls.
    It changes at the renewal (monthly plans: once a year): a small rise in price, for
    happy accounts often more seats, for unhappy ones sometimes fewer.
    """
    shape = (customers.count, settings.months)
    months = np.arange(settings.months)
    shown = felt[:, : settings.months]
    age = months - customers.start[:, None]
    turns = (age > 0) & (months > 0) & (age % np.maximum(customers.term, _YEAR)[:, None] == 0)
    grows = rng.random(shape) < 1.0 / (1.0 + np.exp(-(_GROW + _GROW_SLOPE * shown)))
    shrinks = rng.random(shape) < 1.0 / (1.0 + np.exp(-(_SHRINK + _SHRINK_SLOPE * shown)))
    factor = 1.0 + rng.uniform(*_UPLIFT, size=shape)
    factor = factor * np.where(grows, 1.0 + rng.uniform(*_GROW_BY, size=shape), 1.0)
    factor = np.where(shrinks, 1.0 - rng.uniform(*_SHRINK_BY, size=shape), factor)
    path = np.cumprod(np.where(turns, factor, 1.0), axis=1)
    arr: Floats = np.maximum(np.round(customers.arr[:, None] * path / 60.0) * 60.0, 600.0)
    return arr
