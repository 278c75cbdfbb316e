"""The card as SQL for the engine and in the form that were chosen, to read, copy and download."""

from __future__ import annotations

import streamlit as st

from scoring.ui.state import State
from scoring.workbench.writing_sql import (
    DIALECT_LABELS,
    DIALECT_NAMES,
    SQL_FORMS,
    as_archive,
    card_files,
)

_FORMS = {"query": "Query", "view": "View", "dbt": "dbt model"}


@st.fragment
def card_sql(here: State) -> None:
    """Pickers of the engine and the form, a download, and the text once it is asked for."""
    st.markdown("## SQL")
    st.caption("The same card as one statement over a table `snapshots`, a row an account-month.")
    if here.data.before is not None:
        st.caption(
            "It reads the data without the pulses that were given here, so its numbers may differ"
            " from the file of scores, which has them."
        )
    engine, form = st.columns(2)
    dialect = engine.selectbox(
        "For", DIALECT_NAMES, format_func=DIALECT_LABELS.__getitem__, key="sql-dialect"
    )
    chosen = form.selectbox("As", SQL_FORMS, format_func=_FORMS.__getitem__, key="sql-form")

    def written() -> bytes:
        files = card_files(here.data, here.card, dialect, chosen)
        return as_archive(files) if len(files) > 1 else "".join(files.values()).encode()

    several = chosen == "dbt"
    with st.container(horizontal=True, vertical_alignment="center"):
        st.download_button(
            "Model as .zip" if several else "Card as .sql",
            written,
            f"account_scores_{dialect}.{'zip' if several else 'sql'}",
            "application/zip" if several else "application/sql",
            icon=":material/download:",
            on_click="ignore",
            key="card-sql",
        )
        reads = st.toggle("Read it", key="sql-read")
    if not reads:
        return
    for path, text in card_files(here.data, here.card, dialect, chosen).items():
        if several:
            st.caption(f"`{path}`")
        language = "yaml" if path.endswith(".yml") else "sql"
        with st.container(height=_height(text, several), border=False):
            st.code(text, language=language, wrap_lines=True)


def _height(text: str, several: bool) -> int:
    """Short files as tall as they are, long ones to scroll in; a line is 20 pixels or so."""
    return min(420 if several else 640, 34 + 22 * (text.count("\n") + 1))
