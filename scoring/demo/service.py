"""Support, billing and meetings show health faintly, and each in its own way."""

from __future__ import annotations

from typing import Final

import numpy as np

from scoring.demo.customers import Customers
from scoring.demo.health import Health
from scoring.demo.settings import Settings
from scoring.demo.usage import measuring_error
from scoring.values import Bools, Floats

SERVICE: Final = ("tickets", "escalations", "exec_meeting_days", "days_overdue", "newsletter_opens")

_TICKETS: Final = (0.5, 2.5, 12.0)
_TICKETS_SLOPE, _TICKETS_CONFUSED = -0.33, 2.2
_ESCALATIONS, _ESCALATIONS_SLOPE = 0.16, -0.45
_MEETING, _MEETING_SLOPE = -1.55, 0.55
_LATE, _LATE_SLOPE, _LATE_DAYS = -2.2, -0.45, 18.0
_OPENS: Final = 1.6


def _odds(logit: Floats) -> Floats:
    """Probabilities of logits; any shape."""
    odds: Floats = 1.0 / (1.0 + np.exp(-logit))
    return odds


def _days_since(met: Bools, customers: Customers, rng: np.random.Generator) -> Floats:
    """Days since the last month with a meeting; the kick-off at the start counts as one.

    Accounts that are older than the window begin with a meeting up to half a year ago.
    """
    months = np.arange(met.shape[1])
    first = np.where(customers.start >= 0, customers.start, -rng.integers(0, 7, size=len(met)))
    first = np.maximum(first, customers.start)[:, None]
    last = np.maximum.accumulate(np.where(met & (months > first), months, -999), axis=1)
    last = np.maximum(last, first)
    day = rng.integers(1, 29, size=(len(met), 1)) + (last * 7) % 13
    days: Floats = np.maximum(30.0 * (months - last) + 29.0 - np.minimum(day, 28), 0.0)
    return days


def draw_service(
    settings: Settings,
    customers: Customers,
    health: Health,
    felt: Floats,
    rng: np.random.Generator,
) -> dict[str, Floats]:
    """Five measures of shape (accounts, months shown), without nulls.

    tickets, escalations and newsletter_opens are counts a month, exec_meeting_days and
    days_overdue days. Larger segments file more tickets and stay; newsletter opens know
    nothing of health.
    """
    shape = (felt.shape[0], settings.months)
    shown = felt[:, : settings.months]
    confused = health.confused[:, : settings.months]

    def seen(sd: float) -> Floats:
        return shown + measuring_error(shape, sd, settings, rng)

    rate = np.array(_TICKETS)[customers.segment][:, None]
    rate = rate * np.exp(_TICKETS_SLOPE * seen(0.8)) * np.where(confused, _TICKETS_CONFUSED, 1.0)
    met = rng.random(shape) < _odds(_MEETING + _MEETING_SLOPE * seen(0.8))
    late = rng.random(shape) < _odds(_LATE + _LATE_SLOPE * seen(1.0))
    days = np.ceil(rng.gamma(1.6, _LATE_DAYS / 1.6, size=shape))
    opens = _OPENS * np.exp(0.6 * rng.standard_normal((shape[0], 1)))
    return {
        "tickets": rng.poisson(rate).astype(np.float64),
        "escalations": rng.poisson(
            _ESCALATIONS * np.exp(np.minimum(_ESCALATIONS_SLOPE * seen(0.8), 3.0))
        ).astype(np.float64),
        "exec_meeting_days": _days_since(met, customers, rng),
        "days_overdue": np.where(late, days, 0.0),
        "newsletter_opens": rng.poisson(np.broadcast_to(opens, shape)).astype(np.float64),
    }
