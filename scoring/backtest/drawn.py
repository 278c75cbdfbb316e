"""How many losses the worst cases of an order hold in every draw of the accounts.

An order is summed once, in blocks of neighbouring cases; a cut that moves then looks into the few
blocks in which it lies in one draw or another.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from typing import Final
from weakref import ref

import numpy as np
from numpy.typing import NDArray

from scoring.backtest.bootstrap import BLOCK, Draws
from scoring.backtest.order import Order
from scoring.values import Floats, Ints

FEWEST: Final = 128
"""From so many cases on a block is full; a tie of as many is a block of its own."""

MANY: Final = 1_000
"""About so many blocks has a long order, whatever its length."""


@dataclass(frozen=True, slots=True)
class Blocks:
    """An order in blocks of whole ties, and what lies up to each of them in every draw.

    `ties`, shape (blocks + 1,), are the first ties of the blocks and the number of ties; the
    worst tie is a block of its own. `cases` and `lost`, shape (blocks + 1, draws), count cases
    and losses before each.
    """

    ties: Ints
    cases: Ints
    lost: Ints


def blocks_of(order: Order, draws: Draws) -> Blocks:
    """The blocks of an order in these draws, kept with the draws as long as the order is."""
    rows = order.rows
    key = ("blocks", id(rows))
    found = draws.kept.get(key, lambda: (ref(rows), _blocks(order, draws.times)))
    if found[0]() is not rows:  # another array has its place in memory
        found = (ref(rows), _blocks(order, draws.times))
        draws.kept.put(key, found)
    return found[1]


def caught_in_draws(order: Order, draws: Draws, counts: Floats) -> Floats:
    """The losses among the `counts` worst of each draw, the last tie shared; shape (draws,).

    Within a tie every case is as likely to be picked, so the count grows in a straight line
    through it. Where a draw has fewer scored cases all its losses are found.
    """
    if not len(order.rows):
        return np.zeros(len(counts))
    blocks = blocks_of(order, draws)
    wanted = np.ceil(counts).astype(np.int64)  # whole numbers lie below both or below neither
    last = len(blocks.ties) - 2
    block = np.minimum((blocks.cases[1:] < wanted).sum(axis=0), last)
    found = np.zeros((4, len(counts)))
    for one in np.unique(block):
        where = np.flatnonzero(block == one)
        found[:, where] = _at_tie(order, blocks, int(one), draws, where, wanted[where])
    reached, size, caught, shared = found
    part = np.divide(
        np.maximum(reached - counts, 0.0), size, out=np.zeros(len(size)), where=size > 0
    )
    return np.asarray(caught - part * shared)


def worst_tie(order: Order, draws: Draws) -> Floats:
    """How many cases the worst tie of an order has in each draw; shape (draws,)."""
    return np.asarray(blocks_of(order, draws).cases[1], np.float64)


def _at_tie(
    order: Order, blocks: Blocks, block: int, draws: Draws, where: Ints, wanted: Ints
) -> tuple[Ints, Ints, Ints, Ints]:
    """The tie of a block in which so many are `wanted`, in the draws `where` it lies.

    Output: the cases up to its end and in it, the losses up to its end and in it, shape (where,).
    """
    first, end = int(blocks.ties[block]), int(blocks.ties[block + 1])
    before, gone = blocks.cases[block, where], blocks.lost[block, where]
    if end - first == 1:
        reached, caught = blocks.cases[block + 1, where], blocks.lost[block + 1, where]
        return reached, reached - before, caught, caught - gone
    low, high = int(order.flagged[first]), int(order.flagged[end])
    drawn = draws.times.T[order.account[low:high]][:, where].astype(np.int64)
    lost = np.where(order.lost[low:high, None], drawn, 0)
    ends = order.flagged[first : end + 1].astype(np.int64) - low
    cases, losses = (_up_to(ends, one, start) for one, start in ((drawn, before), (lost, gone)))
    tie = np.minimum((cases[1:] < wanted).sum(axis=0), end - first - 1)
    here = np.arange(len(where))
    reached, caught = cases[tie + 1, here], losses[tie + 1, here]
    return reached, reached - cases[tie, here], caught, caught - losses[tie, here]


def _up_to(ends: Ints, drawn: Ints, start: Ints) -> Ints:
    """What lies before each end; (ends, draws). Input: (cases, draws), and what lay before."""
    return np.asarray(start + np.vstack([np.zeros_like(start), np.cumsum(drawn, axis=0)])[ends])


def _blocks(order: Order, times: NDArray[np.uint8]) -> Blocks:
    ties = _borders(order)
    ends = order.flagged[ties].astype(np.int64)
    gone = np.flatnonzero(order.lost)
    return Blocks(
        ties,
        _summed(times, order.account, ends),
        _summed(times, order.account[gone], order.caught[ties].astype(np.int64)),
    )


def _borders(order: Order) -> Ints:
    """The ties at which blocks begin, and the number of ties."""
    many = max(FEWEST, len(order.rows) // MANY)
    large = np.flatnonzero(np.diff(order.flagged) >= many)
    steps = np.searchsorted(order.flagged, np.arange(0, len(order.rows), many))
    return np.unique(np.concatenate([[0, 1, len(order.starts)], steps, large, large + 1]))


def _summed(times: NDArray[np.uint8], account: Ints, ends: Ints) -> Ints:
    """How many cases lie before each end in each draw; shape (ends, draws)."""
    found = np.zeros((len(ends), len(times)), np.int64)
    step = max(1, BLOCK // max(1, len(times)))
    for place, (low, high) in enumerate(pairwise(ends.tolist()), start=1):
        for at in range(low, high, step):
            drawn = times.T[account[at : min(at + step, high)]]
            found[place] += drawn.sum(axis=0, dtype=np.int64)
    return np.cumsum(found, axis=0)
