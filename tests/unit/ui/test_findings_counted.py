"""How many rows a finding is about is said once, by its sentence or beside it."""

from __future__ import annotations

import pytest

from scoring.errors import Finding
from scoring.ui.panels.data_summary import counted


@pytest.mark.parametrize(
    ("problem", "count", "kind", "said"),
    [
        ("5 cells are not numbers", 5, "", ""),
        ("1,200 rows are read in two ways", 1_200, "", ""),
        ("its values are 0.5, and few are another", 5, "", "5 rows"),
        ("more than 5,000 empty lines", 5, "", "5 rows"),
        ("95% of its values are 7", 95, "", "95 rows"),
        ("no account is marked as lost", 1, "nobody_lost", "1 account"),
        ("nothing is counted", None, "", ""),
    ],
)
def test_a_number_is_said_once(problem: str, count: int | None, kind: str, said: str) -> None:
    """5 is not said by 0.5, by 5,000 or by 5%: these are other numbers."""
    assert counted(Finding("a", problem, "", None, "note", count, (), kind)) == said
