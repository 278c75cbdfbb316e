"""What of the revenue that is up for renewal can be expected, by what each band did before."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import product
from typing import Final

import numpy as np

from scoring.backtest.figure import Figure, no_figure
from scoring.backtest.gates import COUNTS, Gate, gate
from scoring.backtest.proportions import clustered_proportion
from scoring.live.contracts import MONTHLY, YEARLY, Past, due_after, past_contracts, terms
from scoring.live.frame import Frame
from scoring.live.kernel import Scores, band_names
from scoring.spec.model import Card
from scoring.values import Bools, Floats, Ints, Month

WINDOWS: Final = (1, 2, 3)
"""Months ahead, which people know as 30, 60 and 90 days: data state renewals by the month."""


@dataclass(frozen=True, slots=True)
class Due:
    """What runs out within some months: how many contracts, their ARR, and what may stay of it.

    `expected`, `low` and `high` are ARR; None where no rate may be told.
    """

    months: int
    contracts: int
    arr: float
    expected: float | None
    low: float | None
    high: float | None


@dataclass(frozen=True, slots=True)
class BandRenewals:
    """The contracts of one term in one band: the renewal rate that was seen, and what is due.

    `rate` is the share of contracts that went on, of those whose account stood in the band a
    lead before; below 8 contracts it has no number, and `pooled` says that the forecast takes
    the rate of all bands at that term instead. `term` is 12, or 1 for monthly plans.
    """

    band: str
    tone: str
    term: int
    rate: Figure
    pooled: bool
    due: tuple[Due, ...]


@dataclass(frozen=True, slots=True)
class Forecast:
    """The renewals ahead, by band and together, at the rates seen up to a month.

    `gate` is that of the accounts that did not renew: below 8 of them there are no rates, and
    nothing is expected. `all_bands` is the rate of the whole book by term, `lead` the months
    before a renewal at which the band was looked at; `ahead` the accounts whose contract runs
    out within the longest window, soonest first.
    """

    lead: int
    gate: Gate
    all_bands: Mapping[int, Figure]
    bands: tuple[BandRenewals, ...]
    due: tuple[Due, ...]
    ahead: Ints

    @property
    def known(self) -> bool:
        """Whether anything runs out, or ever did."""
        return bool(self.bands)


@dataclass(frozen=True, slots=True)
class _Ahead:
    """The contracts ahead: account, months to go, term, position of the band, ARR."""

    account: Ints
    wait: Ints
    term: Ints
    band: Ints
    arr: Floats


def forecast(
    frame: Frame, scores: Scores, card: Card, month: Month, lead: int, within: Bools | None = None
) -> Forecast:
    """ARR due × the renewal rate of its band, with an interval.

    Input: the month looked at, and how many months before a past renewal its band is read: it
    knows nothing of the outcome. Past bands are as computed, those of today as they stand; a
    monthly plan is never measured by yearly contracts, nor the other way round. The interval
    of a sum comes from those of its rates (MOVER: Zou and Donner 2008); it does not hold the
    luck of few large contracts.
    """
    names, tones = band_names(card), [*(b.tone for b in card.bands), "none", "none"]
    ahead = _ahead(frame, scores, len(names), month, within)
    past = past_contracts(frame, month, lead, within)
    allowed = gate(len(np.unique(past.account[~past.kept])))
    pooled = {t: _rate(past, past.term == t, allowed) for t in (YEARLY, MONTHLY)}
    was = scores.band[past.row] % len(names)
    groups: dict[int, list[tuple[Figure, Ints]]] = {t: [] for t in pooled}
    bands: list[BandRenewals] = []
    for term, position in product(pooled, range(len(names))):
        own = _rate(past, (past.term == term) & (was == position), allowed)
        held = np.flatnonzero((ahead.term == term) & (ahead.band == position))
        if not own.n and not len(held):
            continue
        used = own if own.known else pooled[term]
        groups[term].append((own, held))
        due = tuple(_due(m, [(used, _arr(ahead, held, m))]) for m in WINDOWS)
        borrowed = not own.known and used.known
        bands.append(BandRenewals(str(names[position]), tones[position], term, own, borrowed, due))
    rates = [pair for term, found in groups.items() for pair in _joined(found, pooled[term])]
    together = tuple(_due(m, [(rate, _arr(ahead, at, m)) for rate, at in rates]) for m in WINDOWS)
    order = np.lexsort((ahead.account, ahead.wait))
    return Forecast(lead, allowed, pooled, tuple(bands), together, ahead.account[order])


def _joined(found: Sequence[tuple[Figure, Ints]], pooled: Figure) -> list[tuple[Figure, Ints]]:
    """Bands with a rate of their own, and as one group those that borrow the same one."""
    own = [(rate, at) for rate, at in found if rate.known]
    rest = [at for rate, at in found if not rate.known]
    return [*own, (pooled, np.concatenate(rest))] if rest else own


def _rate(past: Past, held: Bools, allowed: Gate) -> Figure:
    """The share of some contracts that went on; words below the floor."""
    rate = clustered_proportion(past.kept[held], past.account[held])
    if not allowed.shares:
        return no_figure(allowed.words, rate.n)
    few = f"{rate.n:.0f} of {COUNTS} renewals that a rate needs."
    return rate if rate.n >= COUNTS else no_figure(few, rate.n)


def _ahead(frame: Frame, scores: Scores, bands: int, month: Month, within: Bools | None) -> _Ahead:
    """The customers whose contract runs out within the longest window."""
    span = frame.rows_at(month)
    row = np.arange(span.start, span.stop)[frame.in_book(span)]
    row = row if within is None else row[within[frame.account[row]]]
    wait = due_after(frame, month)[frame.account[row]] - month.number
    near = (wait > 0) & (wait <= WINDOWS[-1])
    row, wait = row[near], wait[near]
    account = frame.account[row]
    term = terms(frame.accounts, frame.months[-1])[account]
    band = scores.standing[row].astype(np.int64) % bands
    return _Ahead(account, wait, term, band, np.nan_to_num(frame.arr[row]))


def _arr(ahead: _Ahead, at: Ints, months: int) -> Floats:
    return ahead.arr[at[ahead.wait[at] <= months]]


def _due(months: int, groups: Sequence[tuple[Figure, Floats]]) -> Due:
    """The sum over groups with one rate each; MOVER joins their intervals."""
    sums = [(rate, len(arr), float(arr.sum())) for rate, arr in groups]
    found = Due(months, sum(n for _, n, _ in sums), sum(a for _, _, a in sums), None, None, None)
    counted = [(rate, arr) for rate, n, arr in sums if n]
    if not all(rate.known for rate, _ in counted):
        return found
    expected = sum(arr * (rate.estimate or 0.0) for rate, arr in counted)
    below = math.hypot(*(arr * ((r.estimate or 0.0) - (r.low or 0.0)) for r, arr in counted))
    above = math.hypot(*(arr * ((r.high or 0.0) - (r.estimate or 0.0)) for r, arr in counted))
    return replace(found, expected=expected, low=expected - below, high=expected + above)
