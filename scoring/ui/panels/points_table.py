"""The corners, steps or categories of a metric as a small table that can be typed into."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import pandas as pd
import streamlit as st

from scoring.errors import CardError, in_one_sentence
from scoring.spec.edit_metrics import Row, rows_of, with_rows
from scoring.spec.model import Metric
from scoring.ui.bound import plain
from scoring.ui.state import State

_HEADS = {"curve": "Value", "steps": "From", "categories": "Value"}
_ADVICE = {
    "curve": "Straight lines from corner to corner; the last row adds one.",
    "steps": "Each step holds from its value up to the next; the last row adds one.",
    "categories": "Points by exact spelling; the last row adds one.",
}


@dataclass
class _Sheet:
    """What the table was built from, what of it is on the card, and what is wrong with it.

    The browser keeps what is typed as a difference to `base`, so that must stay until the
    card's rows change from elsewhere; then a new number makes a new table.
    """

    kind: str
    base: tuple[Row, ...]
    on_card: tuple[Row, ...]
    number: int = 0
    fault: str = ""


def points_table(here: State, metric: Metric) -> None:
    """Draw the table; what is typed goes to the card if it can stand there."""
    sheet = _sheet(metric)
    key = _key(metric, sheet)

    def typed() -> None:
        rows = typed_rows(sheet.base, st.session_state[key])
        try:
            card = with_rows(here.draft, metric.id, rows)
        except CardError as error:
            sheet.fault = in_one_sentence(error)
            return
        sheet.fault, sheet.on_card = "", rows_of(card.metric(metric.id).normaliser)
        here.revise(card)

    words = sheet.kind == "categories"
    value = st.column_config.TextColumn if words else st.column_config.NumberColumn
    st.data_editor(
        _frame(sheet.base, words),
        key=key,
        num_rows="dynamic",
        hide_index=True,
        column_config={
            "value": value(_HEADS[sheet.kind]),
            "points": st.column_config.NumberColumn("Points"),
        },
        on_change=typed,
        placeholder="–",
        alt=f"Points of {metric.title} by value",
    )
    if sheet.fault:
        st.markdown(f":red[:material/error: {plain(sheet.fault)}.]")
    else:
        st.caption(_ADVICE[sheet.kind])


def typed_rows(base: Sequence[Row], typed: Mapping[str, Any]) -> tuple[Row, ...]:
    """The rows of a table after what was typed into it: changed, deleted and added ones."""
    rows: list[Row | None] = list(base)
    for place, cells in typed.get("edited_rows", {}).items():
        value, points = base[int(place)]
        rows[int(place)] = (cells.get("value", value), cells.get("points", points))
    for place in typed.get("deleted_rows", ()):
        rows[int(place)] = None
    added = [(cells.get("value"), cells.get("points")) for cells in typed.get("added_rows", ())]
    return (*(row for row in rows if row is not None), *added)


def _sheet(metric: Metric) -> _Sheet:
    """The sheet in use, or a new one where the card's rows changed from elsewhere."""
    place, rows = f"sheet-{metric.id}", rows_of(metric.normaliser)
    kind = metric.normaliser.name
    sheet: _Sheet | None = st.session_state.get(place)
    if sheet is not None and (sheet.kind, sheet.on_card) == (kind, rows):
        shut = _key(metric, sheet) not in st.session_state  # and what was typed went with it
        if not shut or (sheet.base == rows and not sheet.fault):
            return sheet
    fresh = _Sheet(kind, rows, rows, 0 if sheet is None else sheet.number + 1)
    st.session_state[place] = fresh
    return fresh


def _key(metric: Metric, sheet: _Sheet) -> str:
    return f"table-{metric.id}-{sheet.number}"


def _frame(rows: Sequence[Row], words: bool) -> pd.DataFrame:
    return pd.DataFrame(
        {
            "value": pd.Series([v for v, _ in rows], dtype="str" if words else "float64"),
            "points": pd.Series([p for _, p in rows], dtype="float64"),
        }
    )
