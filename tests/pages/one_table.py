"""A page that holds one table of 40 made-up customers and says whom a visitor chose in it."""

import numpy as np
import streamlit as st

from scoring.live.frame import NEVER
from scoring.ui import data, state
from scoring.ui.panels.table import table
from scoring.values import Month, Texts
from scoring.views.listing import Column, Made, score_column

ROWS = 40
PLACE = np.arange(ROWS)
OWNERS = ("Ana", "=Bo", "Cy")


def said(prefix: str) -> Made:
    """Cells that are written when they are looked at."""
    return lambda at: [f"{prefix} {i}" for i in at.tolist()]


def columns() -> list[Column]:
    """Customer 0 … 39, no owner for every fourth, no ARR for 7, no renewal for odd ones."""
    names = tuple(f"Customer {i:02d}" for i in range(ROWS))
    owners = np.where(PLACE % 4 == 3, -1, PLACE % 4).astype(np.int32)
    start = Month.parse("2026-01").number
    return [
        Column("Customer", "text", Texts(PLACE.astype(np.int32), names)),
        Column("Owner", "text", Texts(owners, OWNERS), meaning="Who looks after it"),
        Column("Band", "band", Texts((PLACE % 2).astype(np.int32), ("Healthy", "At risk"))),
        Column("ARR", "money", np.where(PLACE == 7, np.nan, 1000.0 * PLACE)),
        score_column("Score", 100.0 - PLACE, data.standard_card()),
        Column("Renews", "month", np.where(PLACE % 2 == 1, NEVER, start + PLACE // 10)),
        Column("Why", "text", said("because")),
    ]


def page() -> None:
    """The table in its short form: ten rows at once."""
    here = state.current()
    with st.container():
        picked = table(here, "t", columns(), ROWS, name="customers", accounts=PLACE, most=10)
        nobody = table(here, "e", columns(), 0, name="nobody", empty="Nobody *yet*.")
    st.write(f"picked {picked} and {nobody}")


if __name__ == "__main__":
    page()
