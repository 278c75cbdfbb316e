"""Scores and SQL to take away."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

import streamlit as st

from scoring.output.exporters import EXPORTERS
from scoring.output.exporters.exporter import Exporter
from scoring.ui.state import State
from scoring.values import Month
from scoring.workbench import card_sql, check_against, months_asked, score_table


def _written(here: State, exporter: Exporter, months: Sequence[Month]) -> bytes:
    return exporter.write(score_table(here.data, here.card, months))


def downloads(here: State) -> None:
    """Every account's score as a file, and the card as SQL."""
    st.markdown("##### Scores")
    faults = check_against(here.card, here.data)
    if any(f.severity == "error" for f in faults):
        st.info("This card reads measures that these data do not have, so there is no score.")
        return
    which = st.radio(
        "Months", [f"{here.as_of}", "all months"], horizontal=True, key="months-to-write"
    )
    months = months_asked(here.data, "all") if which == "all months" else (here.as_of,)
    with st.container(horizontal=True):
        for exporter in EXPORTERS:
            st.download_button(
                f"Scores as .{exporter.name}",
                data=partial(_written, here, exporter, months),
                file_name=f"scores-{months[-1]}.{exporter.name}",
                mime=exporter.media_type,
                icon=":material/download:",
                key=f"scores-{exporter.name}",
                on_click="ignore",
            )
    st.markdown("##### SQL")
    st.caption("The same card as one statement over a table `snapshots`, for DuckDB.")
    sql = card_sql(here.data, here.card)
    st.download_button(
        "Card as .sql", sql, "card.sql", "application/sql", icon=":material/download:",
        on_click="ignore", key="card-sql",
    )  # fmt: skip
    with st.expander("Read it"):
        st.code(sql, language="sql", height=420)
