"""What runs out in the next 30, 60 and 90 days, and how much of it can be expected to stay."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

import numpy as np
import streamlit as st

from scoring.backtest.renewals import BandRenewals, Due, Forecast
from scoring.live.contracts import MONTHLY
from scoring.live.frame import NEVER
from scoring.output.figures import count, money
from scoring.spec.glossary import meaning
from scoring.ui.bound import plain
from scoring.ui.live.tiles import Figure
from scoring.ui.panels.book.accounts import listed
from scoring.ui.panels.table import table
from scoring.ui.panels.tiles import figures
from scoring.ui.state import State
from scoring.values import Floats, Texts
from scoring.views.listing import Column
from scoring.views.portfolio import renewing
from scoring.workbench import Overview
from scoring.workbench.booking import renewals_of

_DAYS: Final = 30
_NO_DATES: Final = (
    "These data hold no renewal dates. Say on the Data page which column has them, and what runs"
    " out in the next 90 days stands here."
)


def renewals(here: State, seen: Overview) -> None:
    """Three windows, the rates behind them by band, and the contracts themselves."""
    st.markdown("## Renewals ahead", help=meaning("Renewal"))
    found = renewals_of(here.data, here.card, seen.month, here.filter)
    if not found.known:
        dated = here.data.book.frame.accounts.renewal != NEVER
        none = "No contract runs out within 90 days." if dated.any() else _NO_DATES
        st.info(none)
        return
    figures([[_tile(here, due) for due in found.due]], "tiles-due", few=1)
    if not found.gate.shares:
        st.caption(plain(f"No forecast. {found.gate.words}"))
    _rates(here, found)
    st.caption(plain(_small_print(found)))
    near = renewing(seen.standings, seen.month)
    fold = st.expander(f"The {count(len(near))} contracts", key="renewals-list", on_change="rerun")
    if fold.open:
        with fold:
            empty = "No contract runs out within 90 days."
            listed(here, seen.standings.at(near), "renewals", empty)


def _tile(here: State, due: Due) -> Figure:
    currency = here.data.catalogue.currency
    has_arr = here.data.catalogue.has_arr
    return Figure(
        f"Due within {_DAYS * due.months} days",
        money(due.arr, currency) if has_arr else count(due.contracts),
        f"{count(due.contracts)} contracts",
        _expected(due, currency) if has_arr else "",
        help="ARR of the contracts that run out in the next "
        f"{due.months} month{'s' if due.months > 1 else ''}, and below it what of that may stay:"
        " for each band its ARR × the renewal rate seen; in percent of what is due with the 95%"
        " interval of those rates.",
    )


def _expected(due: Due, currency: str) -> str:
    if due.expected is None or due.low is None or due.high is None or not due.contracts:
        return ""
    if not due.arr:
        return ""
    stays, low, high = (100 * amount / due.arr for amount in (due.expected, due.low, due.high))
    return f"{money(due.expected, currency)} expected · {stays:.0f}%, {low:.0f}–{high:.0f}%"


def _rates(here: State, found: Forecast) -> None:
    """One row a band and term: the rate that was seen, and what is due of it."""
    bands = [one for one in found.bands if one.due[-1].contracts]
    monthly = any(one.term == MONTHLY for one in bands)
    labels = [
        f"{one.band}, {'monthly' if one.term == MONTHLY else 'yearly'}" if monthly else one.band
        for one in bands
    ]
    columns = [
        Column("Band", "band", Texts(np.arange(len(bands), dtype=np.int32), tuple(labels))),
        Column("Renewal rate", "text", lambda at: [_rate(bands[i]) for i in at.tolist()], _RATE),
        Column("Seen", "number", np.array([one.rate.n for one in bands]), "Contracts run out"),
    ]
    for i, due in enumerate(found.due):
        days = _DAYS * due.months
        if here.data.catalogue.has_arr:
            columns.append(Column(f"ARR due in {days} days", "money", _arr(bands, i)))
            columns.append(Column(f"Expected in {days} days", "money", _stays(bands, i)))
        else:
            number = np.array([one.due[i].contracts for one in bands], np.int64)
            columns.append(Column(f"Due in {days} days", "number", number))
    if not bands:
        return
    table(here, "book-rates", columns, len(bands), name=f"renewals-by-band-{here.as_of}")


_RATE: Final = (
    "Contracts that went on ÷ contracts that ran out, of the accounts in the band at the time"
    " looked at; the 95% interval by Wilson, clustered by account"
)


def _rate(one: BandRenewals) -> str:
    rate = one.rate
    if rate.estimate is None or rate.low is None or rate.high is None:
        borrowed = " The rate of all bands is taken." if one.pooled else ""
        return f"{rate.why}{borrowed}"
    return f"{100 * rate.estimate:.0f}%, {100 * rate.low:.0f}–{100 * rate.high:.0f}%"


def _arr(bands: Sequence[BandRenewals], window: int) -> Floats:
    return np.array([one.due[window].arr for one in bands])


def _stays(bands: Sequence[BandRenewals], window: int) -> Floats:
    sums = [one.due[window].expected for one in bands]
    return np.array([np.nan if amount is None else amount for amount in sums])


def _small_print(found: Forecast) -> str:
    months = "month" if found.lead == 1 else "months"
    said = (
        f"Rates are of past renewals, by the band {found.lead} {months} before each; past dates"
        " are counted back from the next one. Data give renewals by the month, so 30 days mean the"
        " next month. The interval is that of the rates alone: one large contract can move the sum"
        " beyond it."
    )
    monthly = any(one.term == MONTHLY for one in found.bands)
    return f"{said} A monthly plan counts with its next renewal only." if monthly else said
