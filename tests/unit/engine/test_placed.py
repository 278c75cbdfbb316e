"""Places of account-months, in a book where most are taken and in one where few are."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from scoring.engine.placed import Plan

ROWS = st.lists(st.tuples(st.integers(0, 2), st.integers(0, 4)), min_size=1, unique=True)


@pytest.mark.parametrize("months", [3, 500])
@given(rows=ROWS)
def test_rows_stand_by_month_and_then_by_account(months: int, rows: list[tuple[int, int]]) -> None:
    """Five accounts: month 1 of account 2 has place 1 × 5 + 2 = 7."""
    plan = Plan(first=0, last=months - 1, accounts=5)
    places = np.array([month * 5 + account for month, account in rows], np.int32)
    order, sorted_places = plan.in_order(places)
    assert [rows[i] for i in order] == sorted(rows)
    assert [divmod(int(place), 5) for place in sorted_places] == sorted(rows)


@pytest.mark.parametrize("months", [3, 500])
@given(rows=ROWS, again=st.booleans())
def test_a_place_that_is_taken_twice_is_seen(
    months: int, rows: list[tuple[int, int]], again: bool
) -> None:
    """The first row stands there once more, or it does not."""
    rows = [*rows, rows[0]] if again else rows
    places = np.array([month * 5 + account for month, account in rows], np.int32)
    assert Plan(first=0, last=months - 1, accounts=5).has_twice(places) is again
