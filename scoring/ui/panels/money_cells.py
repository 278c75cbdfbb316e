"""Amounts in a table stand in one unit, so that their decimals are under each other."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import pandas as pd
import streamlit as st

from scoring.output.figures import money_columns


def money_cells(
    table: pd.DataFrame, names: Sequence[str], currency: str, meanings: Sequence[str] = ()
) -> tuple[pd.DataFrame, dict[str, Any]]:
    """The table with these columns in a unit of their own, and how the browser writes them.

    Input: names of columns of amounts, those that the table has not are passed over, and what
    their heads say on hover. Output: a copy, which sorts as the amounts do, and a setting a column.
    """
    made, settings = {}, {}
    told = zip(names, meanings or [""] * len(names), strict=True)
    there = [(name, meaning) for name, meaning in told if name in table]
    units = money_columns([table[name].astype(float).tolist() for name, _ in there], currency)
    for (name, meaning), (divisor, form) in zip(there, units, strict=True):
        made[name] = table[name] / divisor
        settings[name] = st.column_config.NumberColumn(name, format=form, help=meaning or None)
    return table.assign(**made), settings
