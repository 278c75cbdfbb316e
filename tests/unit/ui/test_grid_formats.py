"""The numbers of a small grid are written alike down each column."""

from __future__ import annotations

import math

import pandas as pd

from scoring.ui.panels.board import _formats


def test_tenths_stand_under_each_other() -> None:
    """52 among 64.3 is 52.0; whole numbers stay whole, and finer ones are left as they are."""
    table = pd.DataFrame(
        {
            "Median": [64.3, 52.0, math.nan],
            "Weight": [30.0, 5.0, math.nan],
            "Worst": [0.318, 0.9, 1.0],
            "Score": [40.0, 50.0, 60.0],
            "Cases": [1347, 12, 0],
        }
    )
    forms = {name: form["type_config"]["format"] for name, form in _formats(table).items()}
    assert forms == {"Median": "%.1f", "Score": "%.1f", "Cases": "%,d"}
