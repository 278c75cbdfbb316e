"""Work block by block reaches every row once, by however many threads."""

from __future__ import annotations

import threading

import numpy as np
import pytest

from scoring.live.blocks import BLOCK, LONG, by_blocks


@pytest.mark.parametrize("rows", [0, 1, BLOCK, BLOCK + 1, LONG - 1, LONG, LONG + 2 * BLOCK + 1])
def test_every_row_is_worked_on_once(rows: int) -> None:
    """Each block adds 1 to its own rows, so that at the end 1 stands in every row."""
    times = np.zeros(rows, np.int8)

    def work(some: slice) -> None:
        times[some] += 1

    by_blocks(rows, work)
    assert times.tolist().count(1) == rows


def test_what_is_raised_in_a_thread_is_raised() -> None:
    """The last block of a long book fails, and whoever asked learns it."""

    def work(some: slice) -> None:
        if some.stop == LONG:
            raise ArithmeticError("the last block")

    with pytest.raises(ArithmeticError, match="the last block"):
        by_blocks(LONG, work)


def test_a_short_book_starts_no_thread() -> None:
    """A drag over 27,000 rows stays in the thread that asked."""
    seen = set()

    def work(_some: slice) -> None:
        seen.add(threading.get_ident())

    by_blocks(27_000, work)
    assert seen == {threading.get_ident()}
