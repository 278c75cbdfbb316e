"""Product usage shows health through its own noise, its seasons and its habits."""

from __future__ import annotations

from typing import Final

import numpy as np

from scoring.demo.health import Health, wandering
from scoring.demo.settings import Settings
from scoring.values import Floats, Ints

USAGE: Final = ("licence_use", "key_actions", "features_used", "active_days", "time_in_app")

_LICENCE_OWN: Final = 0.84
_SHARED: Final = 0.90
_OWN: Final = {"key_actions": 0.50, "features_used": 0.52, "active_days": 0.54, "time_in_app": 0.9}
_KEEP: Final = 0.75
_SEASON: Final = {8: 0.93, 12: 0.90}
_CONFUSED_ACTIONS, _CONFUSED_TIME = 0.6, 2.0
_TRACKING: Final = 0.88
"""What a changed tracker still counts after the turn when the book drifts."""


def measuring_error(
    shape: tuple[int, int], sd: float, settings: Settings, rng: np.random.Generator
) -> Floats:
    """How far a measure strays from health, in health units; shape (accounts, months).

    A third each: a habit of the account, a slow wander, a fresh draw each month. The
    standard deviation is `sd` at noise 1 and grows with the cube of `settings.noise`.
    """
    parts = (
        rng.standard_normal((shape[0], 1))
        + wandering(shape, _KEEP, rng)
        + rng.standard_normal(shape)
    )
    error: Floats = sd * settings.noise**3 * parts / np.sqrt(3.0)
    return error


def seasons(settings: Settings, months: Ints) -> Floats:
    """The share of normal use in each month: holidays in August and December."""
    of_year = settings.calendar_month(months)
    share = np.ones(len(months))
    for month, left in _SEASON.items():
        share[of_year == month] = left
    return share


def draw_usage(
    settings: Settings, health: Health, felt: Floats, rng: np.random.Generator
) -> dict[str, Floats]:
    """The five usage measures, each of shape (accounts, months shown), without nulls.

    licence_use is a share of seats (above 1 when seats are overbooked), key_actions a
    count and time_in_app hours per user and month, features_used a count of 24,
    active_days days of the month. All are per user or per account of any size, so no
    segment has the advantage.
    """
    shape = (felt.shape[0], settings.months)
    shown = felt[:, : settings.months]
    months = np.arange(settings.months)
    scale = seasons(settings, months)
    if settings.drift:
        scale = scale * np.where(months >= settings.turn, _TRACKING, 1.0)
    shared = measuring_error(shape, _SHARED, settings, rng)
    own = {name: measuring_error(shape, sd, settings, rng) for name, sd in _OWN.items()}
    licence = shown + measuring_error(shape, _LICENCE_OWN, settings, rng)
    actions, features, days = (
        shown + shared + own[name] for name in ("key_actions", "features_used", "active_days")
    )
    confused = health.confused[:, : settings.months]
    time = np.exp(np.log(9.0) + 0.10 * (shown + shared) + 0.35 * own["time_in_app"])
    return {
        "licence_use": np.clip((0.68 + 0.155 * licence) * scale, 0.01, 1.25).round(3),
        "key_actions": np.round(
            40.0 * np.exp(0.36 * actions) * scale * np.where(confused, _CONFUSED_ACTIONS, 1.0)
        ),
        "features_used": np.clip(np.round((10.5 + 2.5 * features) * scale), 0, 24),
        "active_days": np.clip(np.round((15.5 + 3.6 * days) * scale), 0, 31),
        "time_in_app": (time * scale * np.where(confused, _CONFUSED_TIME, 1.0)).round(1),
    }
