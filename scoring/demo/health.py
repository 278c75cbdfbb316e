"""Each account has a health that nobody sees, and it moves month by month."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np

from scoring.demo.customers import Customers
from scoring.demo.settings import Settings
from scoring.values import Bools, Floats

_LEVEL_SD: Final = 0.75
_SWING_SD, _SWING_KEEP = 0.60, 0.92
_LOSS_RATE, _LOSS_DEPTH, _LOSS_KEEP = 0.012, (0.6, 1.3), 0.87
_ONBOARDING_DEPTH, _ONBOARDING_MONTHS = 0.6, 2.5
_SURVIVOR_GAIN, _SURVIVOR_YEARS = 0.18, 3
_SCARE_RATE, _SCARE_MONTHS, _SCARE_DEPTH = 0.02, (2, 4), (1.0, 2.2)
_CONFUSED_RATE, _CONFUSED_MONTHS = 0.010, (5, 14)
_DECLINE: Final = -0.38
"""How far health has sunk one year after the turn when the book is in decline."""


@dataclass(frozen=True, slots=True)
class Health:
    """Latent health before any decay; fields have shape (accounts, simulated months).

    `calm` is what drives churn (about 0 on average, sd about 1), `scares` harmless dips
    (0 or below), `confused` the months in which heavy use means trouble, `champion_lost`
    the months in which a sponsor left.
    """

    calm: Floats
    scares: Floats
    confused: Bools
    champion_lost: Bools


def fading_sum(shocks: Floats, keep: float) -> Floats:
    """Each month's shock plus `keep` times what was there before; shape is kept."""
    total = np.empty_like(shocks)
    total[:, 0] = shocks[:, 0]
    for month in range(1, shocks.shape[1]):
        total[:, month] = keep * total[:, month - 1] + shocks[:, month]
    return total


def wandering(shape: tuple[int, int], keep: float, rng: np.random.Generator) -> Floats:
    """Standard AR(1) series along the months: mean 0, sd 1, lag-one correlation `keep`."""
    shocks = rng.standard_normal(shape)
    shocks[:, 1:] *= np.sqrt(1.0 - keep**2)
    return fading_sum(shocks, keep)


def spells(
    shape: tuple[int, int], rate: float, lengths: tuple[int, int], rng: np.random.Generator
) -> Bools:
    """Months inside spells that begin with probability `rate` and last `lengths` months.

    `lengths` is half open; a spell that begins inside another one prolongs it.
    """
    begins = rng.random(shape) < rate
    ends = np.where(begins, np.arange(shape[1]) + rng.integers(*lengths, size=shape), 0)
    return np.maximum.accumulate(ends, axis=1) > np.arange(shape[1])


def draw_health(settings: Settings, customers: Customers, rng: np.random.Generator) -> Health:
    """The latent health of every account over all simulated months.

    Output: `Health`, shape (accounts, horizon); values also stand before an account's
    start, where nobody reads them.
    """
    shape = (customers.count, settings.horizon)
    months = np.arange(settings.horizon)
    age = months - customers.start[:, None]
    years = np.clip(-customers.start / 12.0, 0, _SURVIVOR_YEARS)
    level = _LEVEL_SD * rng.standard_normal(shape[0]) + _SURVIVOR_GAIN * years
    swing = _SWING_SD * wandering(shape, _SWING_KEEP, rng)
    lost = rng.random(shape) < _LOSS_RATE
    shock = fading_sum(lost * rng.uniform(*_LOSS_DEPTH, size=shape), _LOSS_KEEP)
    dip = _ONBOARDING_DEPTH * np.exp(-np.maximum(age, 0) / _ONBOARDING_MONTHS)
    calm = level[:, None] + swing - shock - dip
    if settings.decline:
        calm = calm + _DECLINE * np.clip((months - settings.turn) / 12.0, 0.0, 1.0)
    scared = spells(shape, _SCARE_RATE, _SCARE_MONTHS, rng)
    return Health(
        calm=calm,
        scares=scared * -rng.uniform(*_SCARE_DEPTH, size=shape),
        confused=spells(shape, _CONFUSED_RATE, _CONFUSED_MONTHS, rng),
        champion_lost=lost,
    )
