"""Who the accounts are is drawn before anything happens to them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np

from scoring.demo.names import INDUSTRIES, draw_names
from scoring.demo.settings import Settings
from scoring.values import Floats, Ints

SEGMENTS: Final = ("SMB", "Mid-market", "Enterprise")
OWNERS: Final = ("Amara O.", "Jonas W.", "Priya R.", "Claire D.", "Mateo L.")
REGIONS: Final = ("North America", "EMEA", "APAC", "LATAM")
PLANS: Final = ("Starter", "Growth", "Business", "Enterprise")

_SEGMENT_SHARE: Final = (0.52, 0.34, 0.14)
_OWNER_SHARE: Final = (0.24, 0.22, 0.20, 0.19, 0.15)
_REGION_SHARE: Final = (0.46, 0.33, 0.14, 0.07)
_PLAN_SHARE: Final = ((0.62, 0.36, 0.02, 0.0), (0.08, 0.57, 0.35, 0.0), (0.0, 0.06, 0.44, 0.50))
_ARR_MEDIAN: Final = (6_000.0, 30_000.0, 120_000.0)
_ARR_SPREAD: Final = (0.50, 0.45, 0.55)
_SEAT_PRICE: Final = (420.0, 360.0, 300.0)
_TERM_SHARE: Final = ((0.40, 0.60, 0.0, 0.0), (0.0, 1.0, 0.0, 0.0), (0.0, 0.50, 0.25, 0.25))
_TERMS: Final = (1, 12, 24, 36)
_BEFORE: Final = 0.65
_OLDEST: Final = 60
"""Share of accounts older than the window, and the age in months of the oldest."""


@dataclass(frozen=True, slots=True)
class Customers:
    """The accounts of a book, oldest first; every field has shape (accounts,).

    `segment`, `owner`, `region`, `plan` and `industry` index the tuples of their name;
    `arr` is the first annual price, `term` the contract in months, `start` a month index
    (negative before the window), `day` the day of the month (1 to 28) of start and renewals.
    """

    names: tuple[str, ...]
    segment: Ints
    owner: Ints
    region: Ints
    plan: Ints
    industry: Ints
    seats: Ints
    arr: Floats
    term: Ints
    start: Ints
    day: Ints

    @property
    def count(self) -> int:
        """How many accounts there are."""
        return len(self.names)


def _pick(shares: tuple[tuple[float, ...], ...], by: Ints, rng: np.random.Generator) -> Ints:
    """One column of `shares` for each row number in `by`, with that row's odds."""
    edges = np.cumsum(np.array(shares), axis=1)[by]
    picked: Ints = (rng.random(len(by))[:, None] > edges[:, :-1]).sum(axis=1).astype(np.int64)
    return picked


def _friendly(amount: Floats) -> Floats:
    """Prices as a price list would have them: steps of 60, 600 or 1,200 a year."""
    step = np.where(amount < 12_000, 60.0, np.where(amount < 60_000, 600.0, 1_200.0))
    return np.maximum(np.round(amount / step) * step, 600.0)


def draw_customers(settings: Settings, rng: np.random.Generator) -> Customers:
    """The accounts of the book, oldest first.

    Input: the settings and a generator that only this function uses.
    Output: `Customers` with `settings.accounts` rows; no nulls.
    """
    n = settings.accounts
    older = rng.random(n) < _BEFORE
    start = np.where(
        older, rng.integers(-_OLDEST, 0, size=n), rng.integers(0, settings.months, size=n)
    )
    day = rng.integers(1, 29, size=n)
    order = np.lexsort((day, start))
    segment = rng.choice(3, size=n, p=_SEGMENT_SHARE).astype(np.int64)
    industry = rng.integers(0, len(INDUSTRIES), size=n)
    spread = np.array(_ARR_SPREAD)[segment]
    arr = _friendly(np.array(_ARR_MEDIAN)[segment] * np.exp(spread * rng.standard_normal(n)))
    seats = arr / np.array(_SEAT_PRICE)[segment] * np.exp(0.25 * rng.standard_normal(n))
    return Customers(
        names=tuple(draw_names(industry, rng)),
        segment=segment,
        owner=rng.choice(len(OWNERS), size=n, p=_OWNER_SHARE).astype(np.int64),
        region=rng.choice(len(REGIONS), size=n, p=_REGION_SHARE).astype(np.int64),
        plan=_pick(_PLAN_SHARE, segment, rng),
        industry=industry,
        seats=np.maximum(np.round(seats), 3).astype(np.int64),
        arr=arr,
        term=np.array(_TERMS)[_pick(_TERM_SHARE, segment, rng)],
        start=start[order],
        day=day[order],
    )
