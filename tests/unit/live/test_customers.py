"""Who is a customer in a month is found once, and is what the book says row by row."""

from __future__ import annotations

import numpy as np
import pytest

from tests.bundled import opened


def test_customers_are_those_that_had_not_left() -> None:
    """Every month's rows but those at or after the loss; the demo book has no returns."""
    frame = opened("demo").book.frame
    for month in frame.months:
        rows = frame.rows_at(month)
        stays = [
            row
            for row in range(rows.start, rows.stop)
            if frame.accounts.ended[frame.account[row]] > month.number
        ]
        assert frame.customers_at(month).tolist() == stays
        known = [arr if arr == arr else 0.0 for arr in frame.arr[stays].tolist()]
        assert frame.revenue_at(month).tolist() == known


def test_what_is_kept_cannot_be_written_into() -> None:
    """The answer is the very same for everybody."""
    frame = opened("demo").book.frame
    found = frame.customers_at(frame.months[-1])
    assert found is frame.customers_at(frame.months[-1])
    with pytest.raises(ValueError, match="read-only"):
        found[0] = 1
    with pytest.raises(ValueError, match="read-only"):
        frame.revenue_at(frame.months[-1])[:] = np.nan
