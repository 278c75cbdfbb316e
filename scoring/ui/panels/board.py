"""The list of lost customers and the list of accounts that change band, under the charts."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import Any, Final

import pandas as pd
import pyarrow as pa
import streamlit as st

from scoring.output.exporters.csv_file import harmless
from scoring.output.figures import count, money
from scoring.spec.scale import cell
from scoring.ui.bound import plain
from scoring.ui.dragging import native
from scoring.ui.grid import grid, remembered
from scoring.ui.heads import heads
from scoring.ui.panels.file_buttons import file_buttons
from scoring.ui.panels.lost_board import explained, lost_board, lost_news
from scoring.ui.panels.money_cells import money_cells
from scoring.ui.panels.why import why
from scoring.ui.state import State
from scoring.views.movement import Move
from scoring.workbench import Picture

_ROWS = 200

METRICS: Final = 16
"""So many lines of metrics are seen at once: what is hidden is taken for not there."""


_PLACE: Final = "workbench"
_TABS: Final = ("Lost customers", "Change band")
_KEY: Final = "board"


def board(here: State, seen: Picture, beneath: Callable[[], None]) -> None:
    """Two lists that sort and search, the hidden one not reckoned; a chosen row is explained.

    Input: `beneath` draws, in the tab that is open, what `following_lists` does.
    """
    lost, turned = st.tabs(_TABS, key=_KEY, on_change="rerun")
    if lost.open:
        with lost:
            lost_board(here, seen, _PLACE)
            beneath()
    if turned.open:
        with turned:
            beneath()


def following_lists(here: State, seen: Picture) -> None:
    """Of the list that is open, what is drawn anew with each place of a slider."""
    if _lost_is_open():
        explained(here, seen, _PLACE)
    else:
        _turned(here, seen)


def board_news(here: State, seen: Picture) -> dict[str, dict[str, Any]]:
    """News for the list of lost customers, if it is open."""
    return lost_news(here, seen, _PLACE) if _lost_is_open() else {}


def _lost_is_open() -> bool:
    return bool(st.session_state.get(_KEY, _TABS[0]) == _TABS[0])


def _turned(here: State, seen: Picture) -> None:
    if not here.unsaved:
        st.info("This is the saved card. Move a slider, and whoever changes band appears here.")
        return
    turned = seen.turned
    if not turned:
        st.info("The card changed, but no account changes its band.")
        return
    names = " or ".join(
        b.name for b, alarm in zip(here.card.bands, here.card.alarms, strict=True) if alarm
    )
    currency = here.data.catalogue.currency
    amount = f", {money(turned.alarmed_arr, currency)}" if here.data.catalogue.has_arr else ""
    near = "≈ " if seen.sample else ""
    moved = (
        f"{near}{count(turned.accounts)} accounts change band; {count(turned.alarmed)} turn {names}"
    )
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        with st.popover("Download", icon=":material/download:", key="board-turn-download"):
            st.caption("Every account that changes band, not only those shown.")
            made = partial(moved_table, here, turned.all)
            file_buttons("Rows", f"change-band-{seen.month}", "board-turn-file", made)
        st.caption(plain(f"{moved}{amount}."), width="stretch")
    shown = turned.all[:_ROWS]
    table = pd.DataFrame([_turned_row(here, move) for move in shown])
    picked = picked_row(
        table, "board-turn", [move.account for move in shown], currency=currency, saves=False
    )
    _rest(turned.accounts)
    if picked is not None:
        rows = here.data.book.frame.rows_at(seen.month)
        account = shown[picked].account
        found = here.data.book.frame.account[rows].searchsorted(account)
        why(here, rows.start + int(found), "turned")


def moved_table(here: State, moves: Sequence[Move]) -> pa.Table:
    """All accounts that change band, one row each: as they are listed, with id and whole amount."""
    ids = here.data.book.frame.accounts.ids
    rows = [{"Account": ids[move.account]} | _turned_row(here, move) for move in moves]
    return pa.Table.from_pandas(pd.DataFrame(rows), preserve_index=False)  # no amount is a null


def _turned_row(here: State, move: Move) -> dict[str, Any]:
    return {
        "Customer": here.data.book.frame.accounts.names[move.account],
        "ARR": move.arr,
        "Saved card": move.before,
        "This card": move.after,
        "Score before": cell(move.score_before, here.saved),
        "Score": cell(move.score_after, here.card),
    }


def picked_row(
    table: pd.DataFrame,
    key: str,
    accounts: Sequence[int] = (),
    most: int = 8,
    currency: str = "$",
    saves: bool = True,
) -> int | None:
    """Draw a table; the position of the account that was chosen in it, if any.

    Input: `accounts` has one entry a row; without it nothing can be chosen. The choice is
    an account and not a place: it holds while the list is sorted anew under it. More than
    `most` rows are scrolled. Columns that begin with ARR hold amounts of the currency. It
    `saves` as a file what is shown, which is of no use where the page has a download of all.
    """
    texts = table.select_dtypes(include=["object", "str"]).columns
    table = table.assign(**{str(c): table[c].map(_harmless) for c in texts})
    formats = _formats(table)
    names = [name for name in map(str, table.columns) if name.startswith("ARR")]
    table, amounts = money_cells(table, names, currency)
    settings, height = heads(table.columns, formats | amounts), 42 + 35 * most
    if not accounts:
        grid(table, key, settings, height, saves)
        return None
    if native():
        return _picked_there(table, key, settings, height, accounts)
    account = remembered(table, key, settings, height, accounts, saves)
    return None if account is None else accounts.index(account)


def _picked_there(
    table: pd.DataFrame,
    key: str,
    settings: dict[str, Any],
    height: int,
    accounts: Sequence[int],
) -> int | None:
    """The same in Streamlit's grid, which tells places."""
    st.dataframe(
        table,
        key=key,
        hide_index=True,
        height=min(height, 38 + 35 * len(table)),
        on_select="rerun",
        selection_mode="single-row",
        column_config=settings,
        placeholder="–",
    )
    rows: list[int] = list(st.session_state[key]["selection"]["rows"])
    before, chosen = st.session_state.get(f"{key}-chosen", ([], None))
    if rows != before:
        chosen = accounts[rows[0]] if rows and rows[0] < len(accounts) else None
        st.session_state[f"{key}-chosen"] = (rows, chosen)
    return accounts.index(chosen) if chosen in accounts else None


def _harmless(cell: object) -> object:
    """A table can be downloaded, so no cell of it may begin like a formula."""
    return harmless(cell) if isinstance(cell, str) else cell


def _formats(table: pd.DataFrame) -> dict[str, Any]:
    number = st.column_config.NumberColumn
    formats: dict[str, Any] = {}
    for name in map(str, table.columns):
        known = table[name].dropna() if table[name].dtype.kind == "f" else None
        scored = "core" in name or name.startswith("Change")
        if known is not None and (scored or _tenths(known)):
            formats[name] = number(format="%.1f")
        elif table[name].dtype.kind in "iu":
            formats[name] = number(format="%,d")
    return formats


def _tenths(numbers: pd.Series[float]) -> bool:
    """Whether some have one decimal and none has more: then all show one, under each other."""
    return bool((numbers.round(1) == numbers).all() and (numbers.round() != numbers).any())


def _rest(length: int) -> None:
    if length > _ROWS:
        st.caption(f"The first {_ROWS} of {count(length)}; the Share page downloads all scores.")
