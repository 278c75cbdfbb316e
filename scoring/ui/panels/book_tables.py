"""The accounts behind the figures: worst first, movers, renewals, owners; a row explains itself."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import pandas as pd
import streamlit as st

from scoring.output.figures import count
from scoring.spec.scale import cell
from scoring.ui.panels.board import picked_row
from scoring.ui.panels.why import why
from scoring.ui.state import State
from scoring.views.portfolio import SOON, Standing, renewing
from scoring.workbench import Overview

_ROWS = 1000


def book_tables(here: State, seen: Overview) -> None:
    """Four tables that sort, search and download."""
    near = renewing(seen.standings, seen.month)
    names = ["Accounts", "Changed band this month", f"Renew within {SOON} months", "By owner"]
    accounts, moved, renew, owners = st.tabs(names, key="book")
    with accounts:
        _accounts(here, seen.standings, "accounts")
    with moved:
        _moved(here, seen)
    with renew:
        _accounts(here, near, "renewals")
    with owners:
        _owners(here, seen)


def _accounts(here: State, standings: Sequence[Standing], place: str) -> None:
    if not standings:
        known = "No renewal falls into these months, or the data hold no renewal dates."
        st.info(known if place == "renewals" else "No account is in the book at this month.")
        return
    table = pd.DataFrame([_row(here, s) for s in standings[:_ROWS]])
    picked = picked_row(table, f"book-{place}", [s.account for s in standings[:_ROWS]])
    if len(standings) > _ROWS:
        st.caption(f"The lowest {_ROWS:,} of {count(len(standings))}; the Share page has them all.")
    if picked is not None:
        why(here, standings[picked].row, place)


def _row(here: State, one: Standing) -> dict[str, Any]:
    facts = here.data.book.frame.accounts
    owner = int(facts.owners.codes[one.account])
    return {
        "Customer": facts.names[one.account],
        "Owner": facts.owners.labels[owner] if owner >= 0 else "",
        "ARR": one.arr,
        "Band": f"{one.band} · pinned" if one.pinned else one.band,
        "Score": cell(one.score, here.card),
        "Change in a month": None if one.change != one.change else round(one.change, 1),
        "Renews": str(one.renews) if one.renews else "",
    }


def _moved(here: State, seen: Overview) -> None:
    if not seen.moved:
        st.info("No account changed its band since the month before.")
        return
    names = here.data.book.frame.accounts.names
    rows = [
        {
            "Customer": names[m.account],
            "ARR": m.arr,
            "Month before": m.before,
            "Now": m.after,
            "Score before": cell(m.score_before, here.card),
            "Score": cell(m.score_after, here.card),
            "Which metrics": ", ".join(reasons),
        }
        for m, reasons in seen.moved[:_ROWS]
    ]
    picked_row(pd.DataFrame(rows), "book-moved")


def _owners(here: State, seen: Overview) -> None:
    if not seen.owners:
        st.info("These data name no owner. Give an owner column on the Data page.")
        return
    rows = [
        {
            "Owner": one.owner,
            "Customers": one.accounts,
            "ARR": one.arr,
            "Flagged": one.flagged,
            "ARR flagged": one.flagged_arr,
            "Mean score": cell(one.mean, here.card),
        }
        for one in seen.owners
    ]
    picked_row(pd.DataFrame(rows), "book-owners")
    if here.card.variants:
        st.caption("A mean is only given where one variant of the card scored all of an owner.")
