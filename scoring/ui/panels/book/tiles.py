"""The book in five figures, each with what it counts on hover."""

from __future__ import annotations

import numpy as np
import streamlit as st

from scoring.live.frame import NEVER
from scoring.live.kernel import band_alarms
from scoring.output.figures import count, money, money_or_dash, share, signed
from scoring.spec.glossary import meaning
from scoring.ui.state import State
from scoring.views.bands import flagged, total
from scoring.views.portfolio import SOON, renewing
from scoring.workbench import Overview


def tiles(here: State, seen: Overview) -> None:
    """Customers, ARR, what is flagged, and the flagged part of what renews soon."""
    catalogue = here.data.catalogue
    accounts, arr = total(seen.shares)
    alarmed, alarmed_arr = flagged(seen.shares)
    change = alarmed - flagged(seen.shares_before)[0] if seen.shares_before else None
    with st.container(key="tiles"):
        columns = st.columns(4)
        columns[0].metric(
            "Customers",
            count(accounts),
            help=meaning("Book"),
        )
        currency = catalogue.currency if catalogue.has_arr else None
        columns[1].metric("ARR", money_or_dash(arr, currency), help=meaning("ARR"))
        columns[2].metric(
            "At risk",
            f"{count(alarmed)} · {share(alarmed, accounts)}",
            delta=None if change is None else signed(change),
            delta_color="inverse" if change else "off",
            delta_arrow="off",
            delta_description=None if change is None else "vs last month",
            help=meaning("At risk"),
        )
        columns[3].metric(
            "ARR at risk",
            f"{money_or_dash(alarmed_arr, currency)} · {share(alarmed_arr, arr)}",
            delta=_soon(here, seen),
            delta_color="off",
            delta_arrow="off",
            help=f"{meaning('ARR at risk')} Below it what of that renews within {SOON} months.",
        )


def _soon(here: State, seen: Overview) -> str | None:
    stands = seen.standings
    if (stands.renews == NEVER).all():
        return None
    near = stands.at(renewing(stands, seen.month))
    held = band_alarms(here.card)[near.band]
    amount = float(np.nansum(near.arr[held]))
    return f"{held.sum()} renew soon, {money(amount, here.data.catalogue.currency)}"
