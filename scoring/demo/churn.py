"""An account leaves at a renewal, for a reason that is known to us alone."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np

from scoring.demo.customers import Customers
from scoring.demo.health import Health
from scoring.demo.settings import NEVER, Settings
from scoring.values import Bools, Floats, Ints

STAYED, DECAY, CONFUSED, SILENT, ACQUIRED = range(5)
KINDS: Final = ("stayed", "decay", "confused", "silent", "acquired")

_BASE: Final = (-3.57, -4.27, -5.00)
_BASE_MONTHLY: Final = -2.6
_SLOPE: Final = 3.2
_CONFUSION: Final = 1.0
_LOOK_BACK: Final = 3
_SILENT_A_YEAR, _ACQUIRED_A_YEAR = 0.0100, 0.0047
_HAPPY: Final = 0.5
_LEAD_MEDIAN, _LEAD_SPREAD, _LEAD_RANGE = 10.0, 0.45, (2.0, 18.0)
_DEPTH: Final = (0.7, 2.6)
_NOTICE_LAG, _NOTICE_RECORDED = (0.1, 0.3, 0.3, 0.3), 0.9


@dataclass(frozen=True, slots=True)
class Law:
    """What would happen if nobody stepped in.

    `events` holds a churn kind for every account and month (shape accounts x horizon,
    0 = stays); the first one ends the account. `lead` (months), `depth` (health) describe
    the decay before it, `notice_lag` (months) and `notice_recorded` its announcement.
    """

    events: Ints
    lead: Floats
    depth: Floats
    notice_lag: Ints
    notice_recorded: Bools

    def first_after(self, month: Ints) -> Ints:
        """The first churn month after `month` (both of shape accounts), or NEVER."""
        later = (self.events != STAYED) & (np.arange(self.events.shape[1]) > month[:, None])
        return np.where(later.any(axis=1), later.argmax(axis=1), NEVER)

    def kind_at(self, month: Ints) -> Ints:
        """The kind of churn at `month` (shape accounts); STAYED where month is NEVER."""
        inside = np.minimum(month, self.events.shape[1] - 1)
        found = np.take_along_axis(self.events, inside[:, None], axis=1)[:, 0]
        return np.where(month == NEVER, STAYED, found)

    def notice(self, end: Ints, kind: Ints) -> Ints:
        """The month in which the end becomes known; silent ends come without notice."""
        return np.where(end == NEVER, NEVER, end - self.notice_lag * announced(kind))

    def ramp(self, end: Ints, kind: Ints) -> Floats:
        """The decay of health towards `end` (shape accounts): 0 or below, accounts x horizon.

        Only announced kinds decay; the slope is linear.
        """
        months = np.arange(self.events.shape[1])
        done = 1.0 - (end[:, None] - months) / self.lead[:, None]
        return np.where(
            announced(kind)[:, None], -self.depth[:, None] * np.clip(done, 0.0, 1.0), 0.0
        )


def announced(kind: Ints) -> Bools:
    """Which kinds of churn show before the end: by decay and by an early notice."""
    return np.isin(kind, (DECAY, CONFUSED))


def renewals(customers: Customers, horizon: int) -> Bools:
    """The months in which a contract is up for renewal; shape (accounts, horizon).

    Month 0 has none, so that whoever is in the book is seen alive at least once.
    """
    age = np.arange(horizon) - customers.start[:, None]
    shown = np.arange(horizon) > 0
    due: Bools = shown & (age > 0) & (age % customers.term[:, None] == 0)
    return due


def trailing_mean(values: Floats, months: int) -> Floats:
    """The mean of up to `months` months before each month (month 0 stands for itself)."""
    total = np.cumsum(values, axis=1)
    mean = values.copy()
    for month in range(1, values.shape[1]):
        first = max(0, month - months)
        before = total[:, first - 1] if first else 0.0
        mean[:, month] = (total[:, month - 1] - before) / (month - first)
    return mean


def draw_law(
    settings: Settings, customers: Customers, health: Health, rng: np.random.Generator
) -> Law:
    """Decide for every renewal whether it is lost, and how the loss would announce itself.

    logit p = base of the segment - 3.2 x signal x mean health of the months before
    + 1 when confused; beside it two hazards that health does not drive.
    """
    n, horizon = health.calm.shape
    monthly = (customers.term == 1)[:, None]
    years = customers.term[:, None] / 12.0
    before = trailing_mean(health.calm, _LOOK_BACK)
    base = np.array(_BASE)[customers.segment][:, None] + _BASE_MONTHLY * monthly
    logit = base - _SLOPE * settings.signal * before + _CONFUSION * health.confused
    due = renewals(customers, horizon)
    hit = rng.random((3, n, horizon)) < np.stack([
        1.0 / (1.0 + np.exp(-logit)),
        np.broadcast_to(_SILENT_A_YEAR * years, logit.shape),
        _ACQUIRED_A_YEAR * years * np.exp(_HAPPY * before),
    ])  # fmt: skip
    events = np.where(hit[0], np.where(health.confused, CONFUSED, DECAY), STAYED)
    events = np.where(hit[1], SILENT, np.where(hit[2], ACQUIRED, events))
    lead = np.exp(np.log(_LEAD_MEDIAN) + _LEAD_SPREAD * rng.standard_normal(n))
    return Law(
        events=np.where(due, events, STAYED).astype(np.int64),
        lead=np.clip(lead, *_LEAD_RANGE),
        depth=rng.uniform(*_DEPTH, size=(n,)),
        notice_lag=rng.choice(4, size=(n,), p=_NOTICE_LAG).astype(np.int64),
        notice_recorded=rng.random((n,)) < _NOTICE_RECORDED,
    )
