"""One or two dimensions divide the accounts into cells, of which each account lies in one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np

from scoring.limits.showing import SEGMENT_COLUMNS, SEGMENT_ROWS
from scoring.live.among import NO_VALUE, Among
from scoring.live.frame import Frame
from scoring.values import Bools, Ints, Month, Texts

MOST_ROWS: Final = SEGMENT_ROWS.now
"""So many values of the first dimension stand alone; those with less revenue are put together."""

MOST_COLUMNS: Final = SEGMENT_COLUMNS.now
"""The same for a second dimension, whose values stand side by side."""


@dataclass(frozen=True, slots=True)
class Axis:
    """How one dimension is divided: its values, most revenue first, None for no value.

    `rest` further values are counted together at the end.
    """

    dimension: str
    values: tuple[str | None, ...]
    rest: int = 0

    def __len__(self) -> int:
        """How many places there are."""
        return len(self.values) + (self.rest > 0)

    @property
    def names(self) -> tuple[str, ...]:
        """What each place is called."""
        alone = tuple(NO_VALUE if value is None else value for value in self.values)
        return (*alone, f"{self.rest} others") if self.rest else alone


@dataclass(frozen=True, slots=True)
class Crossing:
    """The axes, and the cell in which each account lies, shape (accounts,).

    Cells are counted row by row: the first axis gives the rows, the second the columns.
    """

    axes: tuple[Axis, ...]
    cell: Ints

    @property
    def width(self) -> int:
        """The cells of one row."""
        return len(self.axes[1]) if len(self.axes) > 1 else 1

    @property
    def size(self) -> int:
        """All cells, empty ones included."""
        return len(self.axes[0]) * self.width

    @property
    def dimensions(self) -> tuple[str, ...]:
        """The dimensions, the rows' first."""
        return tuple(axis.dimension for axis in self.axes)

    @property
    def name(self) -> str:
        """The dimensions in words, such as "segment and region"."""
        return " and ".join(self.dimensions)

    def places(self, cell: int) -> tuple[int, ...]:
        """The place of a cell on each axis."""
        return divmod(cell, self.width)[: len(self.axes)]

    def title(self, cell: int) -> str:
        """The values of a cell in words, such as "SMB, EMEA"."""
        pairs = zip(self.axes, self.places(cell), strict=True)
        return ", ".join(axis.names[place] for axis, place in pairs)

    def among(self, cell: int) -> Among | None:
        """Whom a cell holds; None for values that are put together, which no filter names."""
        pairs = list(zip(self.axes, self.places(cell), strict=True))
        if any(place >= len(axis.values) for axis, place in pairs):
            return None
        return Among(tuple((axis.dimension, axis.values[place]) for axis, place in pairs))

    def cell_of(self, among: Among) -> int | None:
        """The cell that a filter looks at, if it says a value of every axis that stands alone."""
        wanted = dict(among.traits)
        cell = 0
        for axis in self.axes:
            if axis.dimension not in wanted or wanted[axis.dimension] not in axis.values:
                return None
            cell = cell * len(axis) + axis.values.index(wanted[axis.dimension])
        return cell

    def trait(self) -> Texts:
        """The cells as one trait of the accounts; the code is the cell."""
        titles = tuple(self.title(cell) for cell in range(self.size))
        return Texts(self.cell.astype(np.int32), titles)


def crossing(
    frame: Frame, dimensions: Sequence[str], month: Month, within: Bools | None = None
) -> Crossing:
    """The accounts divided by one or two dimensions.

    Input: the dimensions; the month at whose end revenue puts values in order; which accounts
    are looked at. Raises KeyError if there is no such dimension.
    """
    rows = frame.rows_at(month)
    counted = frame.in_book(rows)
    if within is not None:
        counted = counted & within[frame.account[rows]]
    account, arr = frame.account[rows][counted], np.nan_to_num(frame.arr[rows][counted])
    cell = np.zeros(len(frame.accounts.ids), dtype=np.int64)
    axes = []
    for dimension, most in zip(dimensions, (MOST_ROWS, MOST_COLUMNS), strict=False):
        texts = frame.accounts.dimensions[dimension]
        axis, place = _divided(dimension, texts, account, arr, most)
        axes.append(axis)
        cell = cell * len(axis) + place
    return Crossing(tuple(axes), cell)


def _divided(
    dimension: str, texts: Texts, account: Ints, arr: np.ndarray, most: int
) -> tuple[Axis, Ints]:
    """The axis of a dimension, and the place of each account on it."""
    codes = np.where(texts.codes < 0, len(texts.labels), texts.codes)
    labels: list[str | None] = [*texts.labels, None]
    held = np.flatnonzero(np.bincount(codes, minlength=len(labels)))
    revenue = np.bincount(codes[account], arr, minlength=len(labels))
    number = np.bincount(codes[account], minlength=len(labels))
    order = sorted(
        held.tolist(), key=lambda c: (-revenue[c], -number[c], labels[c] is None, labels[c] or "")
    )
    alone = order if len(order) <= most else order[: most - 1]
    place = np.full(len(labels), len(alone))
    place[alone] = np.arange(len(alone))
    axis = Axis(dimension, tuple(labels[c] for c in alone), len(order) - len(alone))
    return axis, np.asarray(place[codes])
