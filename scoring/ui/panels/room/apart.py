"""Where the room splits: the camps, who stands in them, and the accounts they would argue about."""

from __future__ import annotations

import numpy as np
import streamlit as st

from scoring.output.figures import count, money_or_dash
from scoring.spec.glossary import meaning
from scoring.ui.bound import plain
from scoring.ui.panels.book.columns import names_of
from scoring.ui.panels.table import table
from scoring.ui.state import State
from scoring.values import Texts
from scoring.views.listing import Column, score_column
from scoring.workbench.agreeing import Outcome, disputed_accounts


def apart(here: State, told: Outcome) -> None:
    """The two camps, and the accounts that are red for one of them only."""
    st.markdown("## Camps", help=meaning("Camp"))
    if told.camps is None:
        st.caption("The votes do not fall into two clear groups.")
        return
    for name, camp in zip("AB", (told.camps.first, told.camps.second), strict=True):
        st.markdown(plain(_camp(told, name, camp)))
    _accounts(here, told)


def _camp(told: Outcome, name: str, camp: tuple[int, ...]) -> str:
    """Who is in a camp, and what it weighs more than the other."""
    mean, rest = told.points[list(camp)].mean(axis=0), told.points.mean(axis=0)
    more = [int(at) for at in np.argsort(rest - mean, kind="stable")[:2] if mean[at] > rest[at]]
    weighs = ", ".join(f"{told.titles[at]} {mean[at]:.0f} (room {rest[at]:.0f})" for at in more)
    people = ", ".join(told.voters[at].name for at in camp)
    return f"Camp {name}, {len(camp)} people, weighs {weighs}: {people}."


def _accounts(here: State, told: Outcome) -> None:
    found = disputed_accounts(here.data, here.card, told, here.as_of, here.filter)
    if found is None:
        return
    frame = here.data.book.frame
    accounts = frame.account[found.rows]
    currency = here.data.catalogue.currency if here.data.catalogue.has_arr else None
    arr = frame.arr[found.rows]
    worth = f", {money_or_dash(float(np.nansum(arr)), currency)}" if currency is not None else ""
    st.markdown(f"**{count(len(accounts))} accounts{plain(worth)} are red for one camp only**")
    sides = Texts(np.where(found.only_first, 0, 1).astype(np.int32), ("camp A", "camp B"))
    columns = [*names_of(here, accounts), Column("Red for", "text", sides)]
    if here.data.catalogue.has_arr:
        columns.append(Column("ARR", "money", arr, "Yearly recurring revenue"))
    columns.append(score_column("Score, camp A", found.first, here.card))
    columns.append(score_column("Score, camp B", found.second, here.card))
    table(
        here,
        "room-disputed",
        columns,
        len(accounts),
        name="disputed-accounts",
        accounts=accounts,
        empty="Both camps' weights make the same accounts red: the argument changes no call.",
    )
    if np.isnan(found.first).any() or np.isnan(found.second).any():
        st.caption("–: under that camp's weights too little is known of the account for a score.")
