"""Rows are worked on block by block, and the blocks of a long book by all processors."""

from __future__ import annotations

import os
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Final

BLOCK: Final = 16_384
"""Rows that are worked on together: 128 kB a column, so that what is in between stays near."""

LONG: Final = 1_000_000
"""Rows from which on threads pay: fewer take some tens of milliseconds."""

BLOCK_OF_LONG: Final = 4 * BLOCK
"""A larger block, as threads wait for each other between the operations on one."""


def by_blocks(rows: int, work: Callable[[slice], None]) -> None:
    """Have work done on every block of rows, each once, in no order that is promised.

    Input: how many rows there are, and work that touches nothing but its own rows: NumPy leaves
    the interpreter to others while it reckons, so that threads work at the same time. Output:
    none; what the work raises is raised.
    """
    # To count the processors asks the system, each time anew.
    threads = 1 if rows < LONG else os.cpu_count() or 1
    if threads == 1:
        for start in range(0, rows, BLOCK):
            work(slice(start, min(start + BLOCK, rows)))
        return

    def share(first: int) -> None:
        for start in range(first * BLOCK_OF_LONG, rows, threads * BLOCK_OF_LONG):
            work(slice(start, min(start + BLOCK_OF_LONG, rows)))

    with ThreadPoolExecutor(threads) as pool:
        for done in [pool.submit(share, first) for first in range(threads)]:
            done.result()
