"""The figures behind the charts, a segment a row; a row that is chosen is looked at."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import partial
from typing import Any, Final

import numpy as np
import pandas as pd
import pyarrow as pa
import streamlit as st

from scoring.backtest.by_group import Group
from scoring.output.exporters.csv_file import harmless
from scoring.output.figures import share
from scoring.output.headline import counted
from scoring.spec.scale import cell, decimals
from scoring.ui.dragging import native
from scoring.ui.grid import choosing_grid
from scoring.ui.heads import heads
from scoring.ui.notices import NO_CASE
from scoring.ui.panels.file_buttons import file_buttons
from scoring.ui.panels.groups import figures
from scoring.ui.panels.money_cells import money_cells
from scoring.ui.panels.segments.brush import brush
from scoring.ui.panels.table import table
from scoring.ui.state import State
from scoring.values import Texts
from scoring.views.listing import Column
from scoring.views.segments import Segment
from scoring.workbench.segmenting import Divided

_CHECKED: Final = "segments-checked"
_TABLE: Final = "segments-table"
_TALL: Final = 427
"""Pixels from which on the table is scrolled."""


def tables(here: State, found: Divided) -> None:
    """The segments today, their losses, and their churn by band; what is hidden is not made."""
    if not found.segments:
        return
    today, past, bands = st.tabs(
        ["Today", "Look back", "Churn by band"], key="segments-tables", on_change="rerun"
    )
    for tab, drawn in ((today, _today), (past, _past), (bands, _bands)):
        if tab.open:
            with tab:
                drawn(here, found)


def _under(found: Divided, code: int, figures: Mapping[str, Any]) -> dict[str, Any]:
    """A row: the values of a cell, then its figures; no dimension takes a figure's column."""
    row: dict[str, Any] = {}
    for axis, place in zip(found.crossed.axes, found.crossed.places(code), strict=True):
        name = axis.dimension
        row[f"{name} (value)" if name in figures else name] = axis.names[place]
    return {**row, **figures}


def _today(here: State, found: Divided) -> None:
    rows = [_row(here, found, one) for one in found.segments]
    _picked(here, found, pd.DataFrame(rows), [one.cell for one in found.segments])
    if any(one.rulers > 1 for one in found.segments):
        st.caption("A mean is only given where one variant of the card scored all of a segment.")


def _row(here: State, found: Divided, one: Segment) -> dict[str, Any]:
    figures: dict[str, Any] = {
        "Accounts": one.accounts,
        "ARR": one.arr,
        "Flagged": one.flagged,
        "Share flagged": share(one.flagged, one.accounts),
        "ARR at risk": one.flagged_arr,
        "Share of ARR at risk": share(one.flagged_arr, one.arr),
        "Mean score": cell(one.mean, here.card),
    }
    if not here.data.catalogue.has_arr:
        for name in ("ARR", "ARR at risk", "Share of ARR at risk"):
            del figures[name]
    return _under(found, one.cell, figures)


def _picked(here: State, found: Divided, frame: pd.DataFrame, cells: list[int]) -> None:
    """Draw a table whose checked row is the segment that is looked at, and the other way round.

    Input: the cell of each row.
    """
    currency = here.data.catalogue.currency
    shown, amounts = money_cells(_shown(frame), ("ARR", "ARR at risk"), currency)
    settings = heads(frame.columns, _formats(here, frame) | amounts)
    if native():
        _checked(here, found, shown, cells, settings)
    else:
        chosen = found.chosen if found.chosen in cells else None
        follow = partial(_follow, here, found)
        choosing_grid(shown, _TABLE, settings, _TALL, cells, chosen, follow)
    with st.popover("Download", icon=":material/download:", key="segments-download"):
        file_buttons("Segments", "segments", "segments-file", lambda: _written(frame))


def _follow(here: State, found: Divided, cell: int | None) -> None:
    again = found.chosen if cell is None else cell
    if again is not None:
        brush(here, found, again)


def _checked(
    here: State, found: Divided, shown: pd.DataFrame, cells: list[int], settings: dict[str, Any]
) -> None:
    """The same as Streamlit's table.

    Where the segment was chosen elsewhere it is put up anew under another key: a browser that is
    told of other checks tells the old ones once more, as if somebody had taken them away.
    """
    wanted = cells.index(found.chosen) if found.chosen in cells else None
    number, checked = st.session_state.get(_CHECKED, (0, None))
    if checked != wanted:
        number += 1
        st.session_state[_CHECKED] = (number, wanted)
    key = f"{_TABLE}-{number}"

    def picked() -> None:
        rows = list(st.session_state[key]["selection"]["rows"])
        row = rows[0] if rows and rows[0] < len(cells) else None
        st.session_state[_CHECKED] = (number, row)
        _follow(here, found, None if row is None else cells[row])

    st.dataframe(
        shown,
        key=key,
        hide_index=True,
        height=min(_TALL, 38 + 35 * len(shown)),
        on_select=picked,
        selection_mode="single-row",
        selection_default={"selection": {"rows": [] if wanted is None else [wanted]}},
        column_config=settings,
        placeholder="–",
    )


def _shown(frame: pd.DataFrame) -> pd.DataFrame:
    texts = frame.select_dtypes(include=["object", "str"]).columns
    return frame.assign(**{str(c): frame[c].map(_safe) for c in texts})


def _formats(here: State, frame: pd.DataFrame) -> dict[str, Any]:
    form = st.column_config.NumberColumn
    right = st.column_config.TextColumn(alignment="right")
    formats: dict[str, Any] = dict.fromkeys(("Share flagged", "Share of ARR at risk"), right)
    if frame["Mean score"].dtype.kind == "f":  # a grade is text
        formats["Mean score"] = form(format=f"%.{decimals(here.card)}f")
    return formats


def _written(table: pd.DataFrame) -> pa.Table:
    return pa.Table.from_pandas(table, preserve_index=False)


def _columns(rows: Sequence[Mapping[str, Any]]) -> list[Column]:
    """Rows of texts and whole numbers as columns of a list."""
    found = []
    for name in rows[0]:
        cells = [row[name] for row in rows]
        if all(isinstance(cell, int) for cell in cells):
            found.append(Column(name, "number", np.array(cells, dtype=np.float64)))
            continue
        labels = tuple(dict.fromkeys(map(str, cells)))
        codes = np.array([labels.index(str(cell)) for cell in cells], dtype=np.int32)
        found.append(Column(name, "text", Texts(codes, labels)))
    return found


def _safe(value: object) -> object:
    return harmless(value) if isinstance(value, str) else value


def _past(here: State, found: Divided) -> None:
    rows = [
        _under(
            found,
            one.code,
            {
                "Caught": _caught(one),
                "Churn rate": counted(one.lost, one.rate),
                **figures(one),
            },
        )
        for one in found.groups.groups
    ]
    if not rows:
        st.info(NO_CASE)
        return
    table(here, "segments-past", _columns(rows), len(rows), name="segments-look-back")
    st.caption(
        "The cases of the look back, with the question that is asked on the page Lost customers."
        " Fewer than 8 lost accounts are too few to be read alone."
    )


def _caught(one: Group) -> str:
    return counted((one.caught.estimate or 0.0) * one.caught.n, one.caught)


def _bands(here: State, found: Divided) -> None:
    if not found.trial.gate.shares:
        st.caption(found.trial.gate.words or NO_CASE)
        return
    rows = [
        _under(
            found,
            group.code,
            {
                **{band.band: counted(band.lost, band.rate) for band in found.rates[group.code]},
                "All bands": counted(group.lost, group.rate),
            },
        )
        for group in found.groups.groups
    ]
    table(here, "segments-bands", _columns(rows), len(rows), name="segments-churn-by-band")
    st.caption("Lost of the cases of a band, in percent, with the 95% interval (Wilson).")
