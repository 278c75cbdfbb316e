"""What is typed into a table of points becomes rows, whatever was changed, deleted or added."""

from __future__ import annotations

from typing import Any

import pytest

from scoring.spec.edit_metrics import Row
from scoring.ui.panels.points_table import typed_rows

BASE: tuple[Row, ...] = ((0.0, 0.0), (5.0, 50.0), (9.0, 100.0))


@pytest.mark.parametrize(
    ("typed", "rows"),
    [
        ({}, BASE),
        ({"edited_rows": {1: {"points": 80}}}, (BASE[0], (5.0, 80), BASE[2])),
        ({"edited_rows": {"1": {"value": 6}}}, (BASE[0], (6, 50.0), BASE[2])),
        ({"edited_rows": {0: {"value": None}}}, ((None, 0.0), *BASE[1:])),
        ({"deleted_rows": [0, 2]}, (BASE[1],)),
        ({"added_rows": [{"value": 7, "points": 70}, {}]}, (*BASE, (7, 70), (None, None))),
        (
            {
                "edited_rows": {0: {"points": 9}, 1: {"points": 1}},
                "deleted_rows": [1],
                "added_rows": [{"points": 3}],
            },
            ((0.0, 9), BASE[2], (None, 3)),
        ),
    ],
)
def test_typed_cells_become_rows(typed: dict[str, Any], rows: tuple[Row, ...]) -> None:
    """The browser tells only the difference to what the table began with."""
    assert typed_rows(BASE, typed) == rows
