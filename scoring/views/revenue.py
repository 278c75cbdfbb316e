"""What became of a book's revenue within a year, and what a customer is worth."""

from __future__ import annotations

import numpy as np

from scoring.live.frame import Frame
from scoring.values import Bools, Ints, Month
from scoring.views.kpis import NOTHING, YEAR, Figure, churn_rate


def gross_retention(
    frame: Frame, month: Month, months: int = YEAR, within: Bools | None = None
) -> Figure:
    """GRR: what is left of the ARR at the window's start, growth not counted ÷ that ARR.

    Each customer counts with the lesser of its ARR then and now, with 0 once it left; who was
    won within the window is in neither number. n is the customers at the start whose ARR is
    known then and, if they are customers still, now.
    """
    return _retained(frame, month, months, within, growth=False)


def net_retention(
    frame: Frame, month: Month, months: int = YEAR, within: Bools | None = None
) -> Figure:
    """NRR: the ARR now of the customers at the window's start ÷ their ARR then.

    As the gross retention, with their growth counted: it may exceed 1.
    """
    return _retained(frame, month, months, within, growth=True)


def lifetime_value(
    frame: Frame, month: Month, margin: float, months: int = YEAR, within: Bools | None = None
) -> Figure:
    """CLV: mean ARR of a customer × gross margin ÷ the churn rate of a year.

    The usual formula of subscription businesses (Skok, SaaS Metrics 2.0): it takes churn as
    constant and discounts nothing. Input: `margin` from 0 to 1. Output: the numerator is mean
    ARR × margin, the denominator the churn rate over the window, which has to be a year; n is
    the customers whose ARR is known. Nothing where nobody left or no ARR is known.
    """
    churn = churn_rate(frame, month, months, within)
    arr = frame.arr[_rows(frame, month, within)]
    known = arr[~np.isnan(arr)]
    if not churn.value or not len(known) or not frame.catalogue.has_arr:
        return NOTHING
    worth = float(known.mean()) * margin
    return Figure(worth / churn.value, worth, churn.value, len(known))


def _retained(
    frame: Frame, month: Month, months: int, within: Bools | None, *, growth: bool
) -> Figure:
    rows = _rows(frame, month.plus(-months), within)
    dated = frame.catalogue.churn == "dated"
    if not dated or not frame.catalogue.has_arr or month not in frame.months:
        return NOTHING
    before, account = frame.arr[rows], frame.account[rows]
    later = frame.rows_of(account, np.full(len(account), month.number))
    stays = later >= 0
    stays[stays] = frame.in_book(slice(0, len(frame.month)))[later[stays]]
    gone = ~stays & ((later >= 0) | (frame.accounts.ended[account] <= month.number))
    now = np.where(gone, 0.0, np.where(stays, frame.arr[later], np.nan))
    known = ~np.isnan(before) & ~np.isnan(now)
    before, now = before[known], now[known]
    whole = float(before.sum())
    if whole <= 0.0:
        return NOTHING
    left = float((now if growth else np.minimum(now, before)).sum())
    return Figure(left / whole, left, whole, len(before))


def _rows(frame: Frame, month: Month, within: Bools | None) -> Ints:
    span = frame.rows_at(month)
    rows = np.arange(span.start, span.stop)[frame.in_book(span)]
    return rows if within is None else rows[within[frame.account[rows]]]
