"""Every long list of the app is one table: searched, filtered, sorted, downloaded, chosen from."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import Any, Final

import numpy as np
import pyarrow as pa
import streamlit as st

from scoring.limits.showing import TABLE_ROWS
from scoring.output.exporters.csv_file import harmless
from scoring.output.figures import count
from scoring.spec.glossary import about
from scoring.ui.bound import plain
from scoring.ui.dragging import native
from scoring.ui.grid import TALL, grid, remembered
from scoring.ui.panels.file_buttons import file_buttons
from scoring.ui.panels.money_cells import money_cells
from scoring.ui.panels.table_controls import controls, forget_elsewhere
from scoring.ui.state import State
from scoring.values import Ints
from scoring.views.listing import Column, Wish, as_table, wanted

MOST: Final = TABLE_ROWS.now
"""Rows that go to the browser at once; the download has them all."""
FEW: Final = 5
"""A list of so few rows needs no search and no filter."""

_PAGE: Final = "pages/accounts.py"
_HAS_PAGE: Final = (Path(__file__).resolve().parents[3] / _PAGE).exists()


def table(
    here: State,
    key: str,
    columns: Sequence[Column],
    rows: int,
    *,
    name: str,
    accounts: Ints | None = None,
    opens: bool = True,
    empty: str = "There is nothing to list.",
    most: int = MOST,
    written: Callable[[Ints], pa.Table] | None = None,
) -> int | None:
    """Draw a list with its controls; the account that was chosen in it, if any.

    Input: the key of the table and of its widgets, the columns and how many rows they have,
    and `name`, which names the file of a download. `accounts` (rows,) are positions of
    accounts; without it nothing can be chosen. `opens` puts a way to the account's own page
    below the table. `empty` is said where there is no row at all, `most` rows go to the
    browser. `written` makes what a download holds of some rows, given by their places; without
    it these are the columns as they are shown. Output: the position of the account, which stays
    chosen however the list is narrowed or sorted, as long as it is shown.
    """
    if not rows:
        st.info(plain(empty))
        return None
    forget_elsewhere(key, here.data_id)
    with st.container(key=f"table-{key}", gap="small"):
        with st.container(horizontal=True, vertical_alignment="center", gap="small"):
            wish = controls(key, columns, sort=rows > most) if rows > FEW else Wish()
            at = wanted(columns, rows, wish)
            _download(key, name, len(at), lambda: (written or partial(as_table, columns))(at))
            st.caption(_said(len(at), rows, most), width="content")
        picked = _grid(key, columns, at[:most], accounts, here.data.catalogue.currency)
        if picked is not None and opens:
            _way(here, key, picked)
    return picked


def _download(key: str, name: str, rows: int, written: Callable[[], pa.Table]) -> None:
    """The rows as files; the buttons are made where the box is opened."""
    box = st.popover(
        "Download", icon=":material/download:", key=f"{key}-download", on_change="rerun"
    )
    if not box.open:
        return
    with box:
        st.caption(f"{count(rows)} rows, as searched, filtered and sorted here.")
        file_buttons("Rows", name, f"{key}-file", written)


def _said(found: int, rows: int, most: int) -> str:
    """How many rows there are, and how many of them are shown."""
    of = count(rows) if found == rows else f"{count(found)} of {count(rows)}"
    if found > most:
        return f"The first {count(most)} of {of} rows"
    return "1 row" if rows == 1 else f"{of} rows"


def _grid(
    key: str, columns: Sequence[Column], at: Ints, accounts: Ints | None, currency: str
) -> int | None:
    """The rows themselves; the account of the chosen one."""
    if not len(at):
        st.info("No row is as you ask. Reset the search and the filter to see all.")
        return None
    shown = as_table(columns, at).to_pandas()
    for column in shown.select_dtypes(include=["object", "str"]).columns:
        shown[column] = shown[column].map(harmless, na_action="ignore")
    config = {column.name: _config(column) for column in columns}
    money = [column for column in columns if column.kind == "money"]
    meanings = [column.meaning or about(column.name) for column in money]
    shown, amounts = money_cells(shown, [column.name for column in money], currency, meanings)
    if accounts is None:
        grid(shown, key, config | amounts, saves=False)
        return None
    own = accounts[at]
    if not native():
        return remembered(shown, key, config | amounts, TALL, own.tolist())
    picked = _chosen(key, own)
    st.dataframe(
        shown,
        key=key,
        hide_index=True,
        height=min(TALL, 38 + 35 * len(shown)),
        on_select="rerun",
        selection_mode="single-row",
        column_config=config | amounts,
        placeholder="–",
    )
    return picked


def _chosen(key: str, accounts: Ints) -> int | None:
    """The account that was chosen in Streamlit's grid, and the mark put where it stands now.

    The browser tells a place in the rows that it was sent last, so these are remembered.
    """
    marked, drawn, account = st.session_state.get(f"{key}-chosen", ([], (), None))
    told = st.session_state[key]["selection"]["rows"] if key in st.session_state else marked
    if list(told) != marked:
        account = int(drawn[told[0]]) if told and told[0] < len(drawn) else None
    found = np.flatnonzero(accounts == account) if account is not None else accounts[:0]
    marks = [int(found[0])] if len(found) else []
    if marks != list(told) or key not in st.session_state:
        st.session_state[key] = {"selection": {"rows": marks}}
    st.session_state[f"{key}-chosen"] = (marks, accounts, account)
    return account if marks else None


def _way(here: State, key: str, account: int) -> None:
    """The button that opens the page of the chosen account."""
    facts = here.data.book.frame.accounts

    def opened() -> None:
        here.account = facts.ids[account]

    if _HAS_PAGE and st.button(
        f"Open {plain(facts.names[account])}",
        key=f"{key}-open",
        icon=":material/open_in_new:",
        type="tertiary",
        on_click=opened,
    ):
        st.switch_page(_PAGE)


def _config(column: Column) -> Any:
    """How a column's cells are written, and what its head says on hover."""
    said = column.meaning or about(column.name) or None
    if column.kind in ("text", "band", "month") or callable(column.values):
        return st.column_config.TextColumn(column.name, help=said)
    forms = {"share": "percent"}
    form = forms.get(column.kind, f"%,.{column.digits}f")
    return st.column_config.NumberColumn(column.name, format=form, help=said)
