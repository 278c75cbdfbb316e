"""The book in five figures, each with what it counts on hover."""

from __future__ import annotations

import streamlit as st

from scoring.output.figures import count, money, money_or_dash, share, signed
from scoring.ui.state import State
from scoring.views.bands import flagged, total
from scoring.views.portfolio import SOON, renewing
from scoring.workbench import Overview


def book_tiles(here: State, seen: Overview) -> None:
    """Customers, ARR, what is flagged, and the flagged part of what renews soon."""
    catalogue = here.data.catalogue
    accounts, arr = total(seen.shares)
    alarmed, alarmed_arr = flagged(seen.shares)
    change = alarmed - flagged(seen.shares_before)[0] if seen.shares_before else None
    with st.container(key="tiles"):
        columns = st.columns(4)
        columns[0].metric("Customers", count(accounts), help="In the book at the end of the month")
        currency = catalogue.currency if catalogue.has_arr else None
        columns[1].metric(
            "ARR", money_or_dash(arr, currency), help="Yearly recurring revenue of these customers"
        )
        columns[2].metric(
            "Flagged",
            f"{count(alarmed)} · {share(alarmed, accounts)}",
            delta=None if change is None else signed(change),
            delta_color="inverse" if change else "off",
            delta_arrow="off",
            delta_description=None if change is None else "vs last month",
            help="Customers in a band that flags",
        )
        columns[3].metric(
            "ARR flagged",
            f"{money_or_dash(alarmed_arr, currency)} · {share(alarmed_arr, arr)}",
            delta=_soon(here, seen),
            delta_color="off",
            delta_arrow="off",
            help=f"Of the customers flagged; below it what of that renews within {SOON} months",
        )


def _soon(here: State, seen: Overview) -> str | None:
    if all(s.renews is None for s in seen.standings):
        return None
    alarms = {b.name for b, a in zip(here.card.bands, here.card.alarms, strict=True) if a}
    near = [s for s in renewing(seen.standings, seen.month) if s.band in alarms]
    amount = sum(s.arr for s in near if s.arr == s.arr)
    return f"{len(near)} renew soon, {money(amount, here.data.catalogue.currency)}"
