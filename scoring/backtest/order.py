"""The cases sorted once, worst score first; every ranking figure is read off this order."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from scoring.values import Bools, Floats, Ints


@dataclass(frozen=True, slots=True)
class Order:
    """Scored cases from the worst score to the best, equal scores in any order.

    `rows` are their positions in the table, `score`, `lost` and `account` (codes from 0) are
    sorted alike, shape (scored,). `starts` are where each distinct score begins and `group`
    which one a case has; `flagged` and `caught`, shape (distinct + 1,), count cases and losses
    from the worst up to the end of each distinct score, beginning with 0. `unscored` rows have
    no place in the order; `unscored_lost` of them were lost.
    """

    rows: Ints
    score: Floats
    lost: Bools
    account: Ints
    starts: Ints
    group: Ints
    flagged: Floats
    caught: Floats
    unscored: int
    unscored_lost: int

    @property
    def losses(self) -> int:
        """The scored cases that were lost."""
        return int(self.caught[-1])

    @property
    def kept(self) -> int:
        """The scored cases that were kept."""
        return len(self.rows) - self.losses

    @property
    def all_rows(self) -> int:
        """Every case, scored or not."""
        return len(self.rows) + self.unscored

    @property
    def all_losses(self) -> int:
        """Every loss, scored or not: a loss without a score is one that was not caught."""
        return self.losses + self.unscored_lost


def worst_first(score: Floats, lost: Bools, account: Ints | None = None) -> Order:
    """Sort the cases.

    Input: shape (rows,) each; `score` rounded as the kernel rounds (`values.rounded`), a low
    one meaning risk, NaN where there is none; `account` codes from 0, every row an account of
    its own if None. Raises ValueError if the lengths differ.
    """
    if account is None:
        account = np.arange(len(score))
    if not len(score) == len(lost) == len(account):
        raise ValueError("score, lost and account must have the same length")
    known = ~np.isnan(score)
    rows = np.flatnonzero(known)
    # Among numbers alone, in any order of equal ones, NumPy sorts several at a time.
    rows, scored = rows[np.argsort(score[rows])], len(rows)
    unscored_lost = int(np.count_nonzero(lost[~known]))
    ordered, gone = score[rows], np.asarray(lost[rows], np.bool_)
    new = np.empty(scored, np.bool_)
    new[:1] = True
    np.not_equal(ordered[1:], ordered[:-1], out=new[1:])
    starts = np.flatnonzero(new)
    losses = np.zeros(scored + 1)
    np.cumsum(gone, out=losses[1:])
    ends = np.append(starts, scored)
    return Order(
        rows=rows,
        score=ordered,
        lost=gone,
        account=account[rows],
        starts=starts,
        group=np.cumsum(new) - 1,
        flagged=ends.astype(np.float64),
        caught=losses[ends],
        unscored=len(score) - scored,
        unscored_lost=unscored_lost,
    )


def caught_among_worst(order: Order, flagged: float) -> float:
    """How many losses are among the so many worst, the last tie shared fractionally.

    Within a run of equal scores every case is as likely to be picked, so the count grows in a
    straight line through it. `flagged` beyond the scored cases finds them all.
    """
    return float(np.interp(flagged, order.flagged, order.caught))


def rows_worst_first(order: Order) -> Ints:
    """The scored rows with equal scores in the order of their rows: for lists, which share no tie.

    Output: positions in the table, shape (scored,).
    """
    return order.rows[np.argsort(order.group * order.all_rows + order.rows)]


def weighted_steps(order: Order, weights: Floats) -> tuple[Floats, Floats]:
    """`flagged` and `caught` of the order when each case counts `weights` times.

    Input: shape (scored,), in the sorted order. Output: shape (distinct + 1,) each.
    """
    if not len(order.starts):
        return np.zeros(1), np.zeros(1)
    cases = np.add.reduceat(weights, order.starts)
    losses = np.add.reduceat(weights * order.lost, order.starts)
    return (
        np.concatenate([[0.0], np.cumsum(cases)]),
        np.concatenate([[0.0], np.cumsum(losses)]),
    )
