"""What each line of the card reads of the account, and what that is worth."""

from __future__ import annotations

from typing import Any

import pandas as pd
import streamlit as st

from scoring.kinds.naming import titled
from scoring.ui.panels.board import picked_row
from scoring.ui.state import State
from scoring.views.explanation import MetricLine
from scoring.views.sentences import value_text
from scoring.workbench import explain_row
from scoring.workbench.following import Standing, readings


def values(here: State, seen: Standing) -> None:
    """A table with a row a line: raw value, change, since when, points, weight, won and lost."""
    told = explain_row(here.data, here.card, seen.row)
    read = {r.line_id: r for r in readings(here.data, here.card, seen.row)}
    rows: list[dict[str, Any]] = []
    for line in told.metrics:
        reading = read.get(line.metric_id)
        row: dict[str, Any] = {
            "Metric" if told.kind == "weighted" else "Action": line.label,
            "Reads": f"{titled(line.measure)}, {line.reading}" if line.measure else line.reading,
            "Value": value_text(line.value),
            "Month before": "–" if reading is None else value_text(reading.before),
            "Since": "" if reading is None else _since(reading.since, reading.since_start),
        }
        rows.append(row | _worth(line, told.kind))
    with st.expander("Values and points", icon=":material/table_rows:", key="account-values"):
        picked_row(pd.DataFrame(rows), "account-lines")


def _since(month: object, at_start: bool) -> str:
    """For instance: 2026-03; with a sign where that is the first month that is known."""
    return f"{month} or before" if at_start else str(month)


def _worth(line: MetricLine, kind: str) -> dict[str, Any]:
    won = {"Points won": line.won_printed, "Points lost": line.lost_printed}
    if kind == "points":
        return {
            "Points each": line.weight,
            "Points": line.points,
            "Of the score": won["Points won"],
        }
    return {
        "Points": line.points,
        "Weight": line.weight,
        "Share": f"{100 * line.share:.0f}%",
        **won,
    }
