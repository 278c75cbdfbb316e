"""Cells that are looked at together are evidence of what each of them is."""

from __future__ import annotations

from collections import Counter

from hypothesis import given
from hypothesis import strategies as st

from scoring.engine.evidence import Cells

PLAIN = st.from_regex(r"[0-9]{1,4}([.][0-9]{1,5})?", fullmatch=True)
ANY = PLAIN | st.sampled_from(("12.", ".5", "1\n2", "1,5", "-3", "n/a", "Pro", "2024-01-31", "٣"))


@given(cells=st.lists(PLAIN, max_size=6) | st.lists(ANY, max_size=6))
def test_cells_together_are_what_each_of_them_is(cells: list[str]) -> None:
    """Plain numbers are counted at once, and whatever else is among them one by one."""
    together, singly = Cells(), Cells()
    counted = Counter(cells)
    together.take_all(counted)
    for cell, count in counted.items():
        singly.take(cell, count)
    assert together == singly
