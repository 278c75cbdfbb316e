"""The book divided into segments: how many accounts each has, and how they stand."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from scoring.live.crossing import Crossing
from scoring.live.frame import Frame
from scoring.live.kernel import Scores, band_alarms
from scoring.spec.model import Card
from scoring.values import Bools, Month


@dataclass(frozen=True, slots=True)
class Segment:
    """One cell of a crossing at the end of a month.

    `counts` and `amounts` are accounts and ARR by band, best first, then Onboarding and Not
    scored. `mean` is that of the scores; NaN where none is scored, and where `rulers`, the
    variants that scored it, are more than one: two rulers have no common average.
    """

    cell: int
    accounts: int
    arr: float
    counts: tuple[int, ...]
    amounts: tuple[float, ...]
    flagged: int
    flagged_arr: float
    mean: float
    rulers: int


def segments(
    frame: Frame,
    scores: Scores,
    card: Card,
    month: Month,
    crossed: Crossing,
    within: Bools | None = None,
) -> tuple[Segment, ...]:
    """The cells that hold an account of the book, in the crossing's order.

    One count over cell and band at once gives all figures of all cells.
    """
    span = frame.rows_at(month)
    rows = np.arange(span.start, span.stop)[frame.in_book(span)]
    rows = rows if within is None else rows[within[frame.account[rows]]]
    cell, size = crossed.cell[frame.account[rows]], crossed.size
    places = len(card.bands) + 2
    # Without a score a position counts from the end, as `band_names` does.
    joint = cell * places + scores.standing[rows].astype(np.int64) % places
    arr = np.nan_to_num(frame.arr[rows])
    counts = np.bincount(joint, minlength=size * places).reshape(size, places)
    amounts = np.bincount(joint, arr, minlength=size * places).reshape(size, places)
    mean, rulers = _means(scores, rows, cell, size)
    alarms = band_alarms(card)
    return tuple(
        Segment(
            cell=one,
            accounts=int(counts[one].sum()),
            arr=float(amounts[one].sum()),
            counts=tuple(counts[one].tolist()),
            amounts=tuple(amounts[one].tolist()),
            flagged=int(counts[one][alarms].sum()),
            flagged_arr=float(amounts[one][alarms].sum()),
            mean=float(mean[one]),
            rulers=int(rulers[one]),
        )
        for one in np.flatnonzero(counts.sum(axis=1)).tolist()
    )


def _means(
    scores: Scores, rows: np.ndarray, cell: np.ndarray, size: int
) -> tuple[np.ndarray, np.ndarray]:
    """The mean score of each cell, and how many variants scored it."""
    scored = ~np.isnan(scores.score[rows])
    rows, cell = rows[scored], cell[scored]
    number = np.bincount(cell, minlength=size)
    if scores.variant is None:
        rulers = (number > 0).astype(np.int64)
    else:
        # UNMATCHED is -1: the card itself counts as a ruler of its own.
        variant = scores.variant[rows].astype(np.int64) + 1
        wide = int(variant.max(initial=0)) + 1
        seen = np.bincount(cell * wide + variant, minlength=size * wide).reshape(size, wide)
        rulers = (seen > 0).sum(axis=1)
    total = np.bincount(cell, scores.score[rows], minlength=size)
    mean = np.where(rulers == 1, total / np.maximum(number, 1), np.nan)
    return mean, rulers
