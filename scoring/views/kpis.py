"""The figures of a book over its last months: who left, renewed, grew and was won back."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from scoring.live.frame import NEVER, Frame
from scoring.live.kernel import Scores, band_alarms
from scoring.spec.model import Card
from scoring.values import Bools, Ints, Month

YEAR = 12
"""Months of the window, and of a contract where the data state no other term."""


@dataclass(frozen=True, slots=True)
class Figure:
    """A share with what it was made of: numerator ÷ denominator, counted over n accounts.

    `value` is None where there is nothing to count: no losses by date, no month that far
    back, nobody in the denominator.
    """

    value: float | None
    numerator: float
    denominator: float
    n: int


NOTHING = Figure(None, 0.0, 0.0, 0)


@dataclass(frozen=True, slots=True)
class BookFigures:
    """The five figures of a book over one window."""

    churn: Figure
    retention: Figure
    renewal: Figure
    growth: Figure
    saved: Figure

    @property
    def known(self) -> bool:
        """Whether any of them has a value."""
        every = (self.churn, self.retention, self.renewal, self.growth, self.saved)
        return any(figure.value is not None for figure in every)


def book_figures(
    frame: Frame,
    scores: Scores,
    card: Card,
    month: Month,
    within: Bools | None = None,
    months: int = YEAR,
) -> BookFigures:
    """All five over the `months` months up to a month, that month included."""
    return BookFigures(
        churn_rate(frame, month, months, within),
        retention_rate(frame, month, months, within),
        renewal_rate(frame, month, months, within),
        revenue_growth(frame, month, months, within),
        save_rate(frame, scores, card, month, months, within),
    )


def churn_rate(
    frame: Frame, month: Month, months: int = YEAR, within: Bools | None = None
) -> Figure:
    """Customers at the start of the window that have left by its end ÷ customers at the start.

    Customers won within the window are in neither number.
    """
    start = _customers(frame, month.plus(-months), within)
    if frame.catalogue.churn != "dated" or month not in frame.months:
        return NOTHING
    return _share(_count(frame.accounts.ended[start] <= month.number), len(start))


def retention_rate(
    frame: Frame, month: Month, months: int = YEAR, within: Bools | None = None
) -> Figure:
    """Customers at the start of the window that still are at its end ÷ those at the start.

    With the churn rate it adds up to 1.
    """
    gone = churn_rate(frame, month, months, within)
    return _share(gone.denominator - gone.numerator, gone.n)


def renewal_rate(
    frame: Frame,
    month: Month,
    months: int = YEAR,
    within: Bools | None = None,
    term: int = YEAR,
) -> Figure:
    """Contracts that ran out within the window and went on ÷ contracts that ran out.

    Data hold the next renewal only; the ones before are reckoned back by `term` months each.
    Who left before the contract's end met no renewal, and is in neither number.
    """
    facts = frame.accounts
    first = month.number - months + 1
    if frame.catalogue.churn != "dated" or frame.months[0].number > first:
        return NOTHING
    at = np.flatnonzero((facts.renewal != NEVER) & (True if within is None else within))
    due = _renewals(facts.renewal[at], first, month.number, term)
    began = np.where(facts.started[at] == NEVER, -1, facts.started[at])
    met = (due >= 0) & (began[:, None] < due) & (facts.ended[at][:, None] >= due)
    gone_on = met & (facts.ended[at][:, None] > due)
    return _share(_count(gone_on), _count(met))


def _renewals(renewal: Ints, first: int, last: int, term: int) -> Ints:
    """Every renewal month from first to last, -1 where there is none; shape (accounts, terms)."""
    most = -(-(last - first + 1) // term)
    latest = last - (last - renewal) % term
    latest = np.minimum(latest, renewal)
    due = latest[:, None] - term * np.arange(most)
    return np.where((due >= first) & (due <= last), due, -1)


def revenue_growth(
    frame: Frame, month: Month, months: int = YEAR, within: Bools | None = None
) -> Figure:
    """ARR of the book at the end of the window less that at its start ÷ that at its start.

    The increase is divided, not its rate; new customers count. n is the customers at the end.
    """
    start, end = month.plus(-months), month
    before, now = _revenue(frame, start, within), _revenue(frame, end, within)
    if not frame.catalogue.has_arr or before <= 0 or month not in frame.months:
        return NOTHING
    n = len(_customers(frame, end, within))
    return Figure((now - before) / before, now - before, before, n)


def save_rate(
    frame: Frame,
    scores: Scores,
    card: Card,
    month: Month,
    months: int = YEAR,
    within: Bools | None = None,
    to: str | None = None,
) -> Figure:
    """Flagged customers that were won back within the window ÷ all flagged at its start.

    Won back is who stood in the band `to`, or a better one, at the end of some month of the
    window, and has not left by its end. Who left stays in the denominator. Without `to` it is
    any band of the best band's tone that does not flag. Raises ValueError if no band is called so.
    """
    goal = _goal(card, to)
    start = month.plus(-months)
    rows = _rows(frame, start, within)
    red = frame.account[rows[band_alarms(card)[scores.band[rows]]]]
    if frame.catalogue.churn != "dated" or month not in frame.months or goal < 0:
        return NOTHING
    safe = np.zeros(len(red), dtype=np.bool_)
    for number in range(start.number + 1, month.number + 1):
        at = frame.rows_of(red, np.full(len(red), number))
        band = np.where(at >= 0, scores.band[at], -1)
        safe |= (band >= 0) & (band <= goal)
    stayed = frame.accounts.ended[red] > month.number
    return _share(_count(safe & stayed), len(red))


def _goal(card: Card, to: str | None) -> int:
    """The position of the lowest band that counts as saved, -1 if every band flags."""
    names = [band.name for band in card.bands]
    if to is not None:
        return names.index(to)
    best = card.bands[0].tone
    calm = [i for i, b in enumerate(card.bands) if b.tone == best and not card.alarms[i]]
    return max(calm, default=-1)


def _share(part: float, whole: float) -> Figure:
    return Figure(part / whole, part, whole, int(whole)) if whole else NOTHING


def _count(held: Bools) -> int:
    return int(np.count_nonzero(held))


def _rows(frame: Frame, month: Month, within: Bools | None) -> Ints:
    span = frame.rows_at(month)
    rows = np.arange(span.start, span.stop)[frame.in_book(span)]
    return rows if within is None else rows[within[frame.account[rows]]]


def _customers(frame: Frame, month: Month, within: Bools | None) -> Ints:
    return frame.account[_rows(frame, month, within)]


def _revenue(frame: Frame, month: Month, within: Bools | None) -> float:
    return float(np.nansum(frame.arr[_rows(frame, month, within)]))
