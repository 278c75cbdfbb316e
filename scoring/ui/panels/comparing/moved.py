"""The bands before against the bands after; each cell opens its accounts in the list below."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

import numpy as np
import streamlit as st

from scoring.output.charts import band_matrix
from scoring.output.charts.picking import picked
from scoring.output.compared import account_columns, cells, heads
from scoring.output.figures import count
from scoring.spec.glossary import meaning
from scoring.ui.bound import chosen, plain
from scoring.ui.draw import draw
from scoring.ui.panels.comparing.beside import currency_of
from scoring.ui.panels.table import table
from scoring.ui.state import State
from scoring.values import Bools
from scoring.workbench import sides
from scoring.workbench.changed_lines import changed_lines, told
from scoring.workbench.two_cards import TwoCards, scores_of, why_moved

_CHART: Final = "compare-matrix"
_TURN: Final = "compare-turn"
MOVED, EVERYBODY = -1, -2
"""The choices of the list that are no cell of the matrix."""


def moved(here: State, found: TwoCards) -> None:
    """The matrix, and the accounts of a cell, of all who moved, or of everybody."""
    options = _options(found)
    cell = _cell(here, found, options)
    _matrix(here, found, cell)
    _list(here, found, options, cell)


def _cell(here: State, found: TwoCards, options: dict[int, str]) -> int:
    """What is listed; a field that a link names may be empty by now."""
    place = here.compared.place
    if place is None:
        return EVERYBODY if here.compared.cell == sides.EVERYBODY else MOVED
    cell = place[0] * len(found.matrix.columns) + place[1]
    return cell if cell in options and place[1] < len(found.matrix.columns) else MOVED


def _options(found: TwoCards) -> dict[int, str]:
    """What can be listed, each with its number of accounts."""
    matrix, wide = found.matrix, len(found.matrix.columns)
    everybody = int((matrix.was >= 0).sum())
    named = {MOVED: f"All who change band ({count(int(matrix.moved.sum()))})"}
    named[EVERYBODY] = f"Everybody ({count(everybody)})"
    for i, j in np.argwhere(matrix.counts > 0).tolist():
        told = f"{matrix.lines[i]} → {matrix.columns[j]}"
        named[i * wide + j] = f"{told} ({count(int(matrix.counts[i, j]))})"
    return named


def _matrix(here: State, found: TwoCards, listed: int) -> None:
    currency, by_arr = currency_of(here), False
    with st.container(horizontal=True, vertical_alignment="center", key="compare-matrix-head"):
        st.markdown("## From band to band", help=meaning("Migration"), width="content")
        if currency is not None:
            by_arr = st.segmented_control(
                "Count", ["Accounts", "ARR"], default="Accounts", key="compare-count",
                label_visibility="collapsed",
            ) == "ARR"  # fmt: skip
    matrix = found.matrix
    lines = _shown(matrix.counts.sum(axis=1) > 0, len(found.before.card.bands))
    columns = _shown(matrix.counts.sum(axis=0) > 0, len(found.after.card.bands))

    def clicked() -> None:
        cell = picked(st.session_state.get(_CHART, {}), _turn())
        if cell is not None:
            _look_at(here, found, MOVED if cell == listed else cell)

    draw(
        "band_matrix",
        band_matrix.rows(
            heads(found.before.card, [matrix.lines[i] for i in lines]),
            heads(found.after.card, [matrix.columns[j] for j in columns]),
            cells(matrix, lines, columns, currency if by_arr else None),
            listed if listed >= 0 else None,
            _turn(),
        ),
        key=_CHART,
        height=band_matrix.height(len(lines)),
        on_pick=clicked,
    )
    of = "ARR after, before for who left" if by_arr else "Accounts"
    st.caption(f"{of}: rows are bands before, columns bands after. Click a field to list it.")


def _shown(full: Bools, bands: int) -> list[int]:
    """Every band, and what else anybody is in."""
    return [i for i in range(len(full)) if i < bands or full[i]]


def _turn() -> int:
    return int(st.session_state.get(_TURN, 0))


def _look_at(here: State, found: TwoCards, cell: int) -> None:
    """List something else; it is part of the link."""
    row, column = divmod(cell, len(found.matrix.columns))
    named = {MOVED: "", EVERYBODY: sides.EVERYBODY}.get(cell, f"{row}.{column}")
    here.compared = replace(here.compared, cell=named)
    st.session_state[_TURN] = _turn() + 1


def _list(here: State, found: TwoCards, options: dict[int, str], cell: int) -> None:
    keys = list(options)

    def chose() -> None:
        pick = st.session_state["compare-list"]
        if pick in options:
            _look_at(here, found, pick)

    st.selectbox(
        "Accounts", keys, **chosen("compare-list", cell, keys), on_change=chose, width=360,
        format_func=lambda key: options[key], help=meaning("Account"),
    )  # fmt: skip
    if found.lines:
        with st.spinner("Trying the changes one by one …"):
            changed_lines(here.data, found)  # kept, for the rows that are looked at
    at = np.flatnonzero(_mask(found, cell))
    at = at[np.lexsort((-np.nan_to_num(found.matrix.arr[at]), ~found.matrix.into[at]))]
    facts = here.data.book.frame.accounts
    columns = account_columns(
        [facts.names[i] for i in at.tolist()],
        facts.owners,
        (found.before.card, found.after.card),
        found.matrix,
        found.ledger,
        found.causes,
        scores_of(here.data, found),
        at,
        lambda accounts: why_moved(here.data, found, accounts),
        (lambda accounts: told(changed_lines(here.data, found), accounts)) if found.lines else None,
        here.data.catalogue.has_arr,
    )
    table(
        here, "compare-accounts", columns, len(at), name="change-ledger", accounts=at,
        empty=f"{plain(options[cell])}: nobody.",
    )  # fmt: skip


def _mask(found: TwoCards, cell: int) -> Bools:
    if cell == MOVED:
        return found.matrix.moved
    if cell == EVERYBODY:
        return np.asarray(found.matrix.was >= 0)
    return found.matrix.cell(*divmod(cell, len(found.matrix.columns)))
