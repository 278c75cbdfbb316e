"""Answers and opinions arrive seldom, stale and with a bias."""

from __future__ import annotations

from typing import Final

import numpy as np

from scoring.demo.customers import OWNERS, Customers
from scoring.demo.rescues import Fate
from scoring.demo.settings import Settings
from scoring.demo.usage import measuring_error
from scoring.values import Bools, Floats

OPINIONS: Final = ("nps", "csm_pulse")

_NPS_LEVEL, _NPS_SLOPE, _NPS_ERROR = 7.6, 0.9, 1.9
_ANSWER, _ANSWER_SLOPE = -0.70, 0.35
_PULSE_LEVEL, _PULSE_SLOPE, _PULSE_ERROR = 3.3, 0.48, 1.60
_PULSE_BIAS, _PULSE_BIAS_SD = 0.30, 0.45
_STALE: Final = 0.55
_FROZEN_OWNER, _FROZEN_AT = len(OWNERS) - 1, 4.0
"""One owner in five, with about 15% of the accounts, never moves the pulse from 4."""


def _last_set(values: Floats, moved: Bools) -> Floats:
    """Each month's value as last set; month 0 is always set."""
    at = np.where(moved, np.arange(values.shape[1]), 0)
    return np.take_along_axis(values, np.maximum.accumulate(at, axis=1), axis=1)


def draw_nps(
    settings: Settings, customers: Customers, felt: Floats, rng: np.random.Generator
) -> Floats:
    """A 0 to 10 answer once a quarter from about a third, fewer when unhappy; else null.

    Output: shape (accounts, months shown).
    """
    shape = (felt.shape[0], settings.months)
    shown = felt[:, : settings.months]
    asked = (np.arange(settings.months) + rng.integers(0, 3, size=(shape[0], 1))) % 3 == 0
    willing = rng.random(shape) < 1.0 / (1.0 + np.exp(-(_ANSWER + _ANSWER_SLOPE * shown)))
    seen = shown + measuring_error(shape, _NPS_ERROR, settings, rng)
    answer = np.clip(np.round(_NPS_LEVEL + _NPS_SLOPE * seen), 0.0, 10.0) + 0.0
    grown = np.arange(settings.months) > customers.start[:, None]
    return np.where(asked & willing & grown, answer, np.nan)


def draw_pulse(
    settings: Settings, customers: Customers, fate: Fate, rng: np.random.Generator
) -> Floats:
    """The owner's view from 1 to 5: biased, mostly stale, and 1 once notice is given.

    Output: shape (accounts, months shown), no nulls.
    """
    shape = (customers.count, settings.months)
    months = np.arange(settings.months)
    bias = _PULSE_BIAS + _PULSE_BIAS_SD * rng.standard_normal(len(OWNERS))
    seen = fate.felt[:, : settings.months] + measuring_error(shape, _PULSE_ERROR, settings, rng)
    view = _PULSE_LEVEL + _PULSE_SLOPE * seen + bias[customers.owner][:, None]
    view = np.clip(np.round(view), 1.0, 5.0)
    moved = (rng.random(shape) >= _STALE) | (months == customers.start[:, None])
    pulse = _last_set(view, moved)
    pulse[customers.owner == _FROZEN_OWNER] = _FROZEN_AT
    return np.where(months >= fate.told[:, None], 1.0, pulse)
