"""The book's last twelve months in five figures, each with its definition on hover."""

from __future__ import annotations

import streamlit as st

from scoring.output.figures import count, share, signed, signed_money
from scoring.ui.state import State
from scoring.views.kpis import YEAR, Figure
from scoring.workbench import Overview


def book_year(here: State, seen: Overview) -> None:
    """Churn, retention, renewals, growth and saves; nothing where nothing can be counted."""
    found = seen.figures
    if not found.known:
        return
    growth = found.growth
    risen = "–" if growth.value is None else f"{signed(100 * growth.value)}%"
    amount = signed_money(growth.numerator, here.data.catalogue.currency)
    tiles = (
        ("Churn rate", _percent(found.churn), _of(found.churn, "customers"), _CHURN),
        ("Retention rate", _percent(found.retention), _of(found.retention, "customers"), _STAYED),
        ("Renewal rate", _percent(found.renewal), _of(found.renewal, "contracts"), _RENEWED),
        ("Revenue growth", risen, f"{amount} · n {count(growth.n)}" if growth.n else _NONE, _GREW),
        ("Save rate", _percent(found.saved), _of(found.saved, "flagged"), _SAVED),
    )
    st.markdown(f"**Figures of the last {YEAR} months**")
    with st.container(key="tiles-year"):
        for column, (label, value, made_of, meaning) in zip(
            st.columns(len(tiles)), tiles, strict=True
        ):
            column.metric(
                label, value, delta=made_of, delta_color="off", delta_arrow="off", help=meaning
            )


def _percent(figure: Figure) -> str:
    return share(figure.numerator, figure.denominator)


def _of(figure: Figure, noun: str) -> str:
    return f"{count(figure.numerator)} of {count(figure.n)} {noun}" if figure.n else _NONE


_NONE = "nothing to count"
_CHURN = (
    f"Customers of {YEAR} months ago that have left since ÷ all customers of {YEAR} months ago."
    " Customers won since are in neither number."
)
_STAYED = (
    f"Customers of {YEAR} months ago that are still customers ÷ all customers of {YEAR} months ago:"
    " what the churn rate leaves."
)
_RENEWED = (
    "Contracts that ran out in these months and went on ÷ contracts that ran out. Earlier"
    " renewals are reckoned back from the next one, a year at a time."
)
_GREW = (
    f"ARR now less ARR {YEAR} months ago ÷ ARR {YEAR} months ago, new customers included;"
    " n is the customers now."
)
_SAVED = (
    f"Customers in a band that flags {YEAR} months ago that reached a good band since and are still"
    " customers ÷ all that were flagged then. Those who left stay in the denominator. Some would"
    " have recovered without help."
)
