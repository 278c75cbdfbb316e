"""KS, precision-recall area, deciles and the worst k by hand."""

from __future__ import annotations

import numpy as np
import pytest

from scoring.backtest.order import Order, caught_among_worst, worst_first
from scoring.backtest.separation import (
    average_precision,
    deciles,
    gini,
    largest_gap,
    worst,
)

# worst first: lost, kept | lost, kept, kept (tie) | kept
SCORES = [10, 20, 30, 30, 30, 40]
LOST = [True, False, True, False, False, False]


def order(scores: list[float] | list[int] = SCORES, lost: list[bool] = LOST) -> Order:
    """The cases, each an account of its own."""
    return worst_first(np.array(scores, float), np.array(lost, bool))


def test_largest_gap() -> None:
    """At 10 half of the lost and none of the kept are reached; at 30 all and 3 of 4: 0.5."""
    assert largest_gap(order()) == 0.5
    assert largest_gap(order([1, 2], [False, False])) is None


def test_average_precision_takes_a_tie_at_once() -> None:
    """Half the recall at precision 1, half at 2 of 5: 0.5·1 + 0.5·0.4 = 0.7."""
    assert average_precision(order()) == pytest.approx(0.7)
    assert average_precision(order([1, 2], [False, False])) is None


def test_weights_count_cases_more_than_once() -> None:
    """Weights of two give the same as every case twice, and so the same as once."""
    made = order()
    assert average_precision(made, np.full(6, 2.0)) == pytest.approx(0.7)


def test_gini() -> None:
    """An AUC of .8 is a Gini of .6, one of a half is 0."""
    assert (gini(0.8), gini(0.5)) == (pytest.approx(0.6), 0)


def test_a_tie_at_the_border_is_shared() -> None:
    """Of the worst three, two are sure; the third is a third of the tie with one loss in it.

    1 + 1/3 losses; of the worst five 2, beyond all six 2.
    """
    assert caught_among_worst(order(), 3) == pytest.approx(1 + 1 / 3)
    assert caught_among_worst(order(), 5) == pytest.approx(2)
    assert caught_among_worst(order(), 0) == 0


def test_deciles_split_no_case() -> None:
    """Seven cases in three parts are 3, 2 and 2: ranks 0–2, 3–4 and 5–6 of ⌊3r/7⌋."""
    made = order([1, 2, 3, 4, 5, 6, 7], [True, False, True, False, True, False, False])
    parts = deciles(made, 3)
    assert [(p.cases, p.lost) for p in parts] == [(3, 2), (2, 1), (2, 0)]
    assert [p.lift for p in parts] == pytest.approx([2 / 3 * 7 / 3, 0.5 * 7 / 3, 0])
    assert [p.reached for p in parts] == pytest.approx([2 / 3, 1, 1])
    assert [(p.lowest, p.highest) for p in parts] == [(1, 3), (4, 5), (6, 7)]


def test_fewer_cases_than_parts() -> None:
    """Three cases fill three parts of ten, one each."""
    assert [p.cases for p in deciles(order([1, 2, 3], [True, False, False]))] == [1, 1, 1]
    assert deciles(order([], [])) == ()


def test_lists_break_ties_by_the_row() -> None:
    """The worst three rows are the first of the tie: lost 10, kept 20, lost 30."""
    found = worst(order(), 3)
    assert found is not None
    assert (found.cases, found.lost, found.reached) == (3, 2, 1)
    assert worst(order([], []), 3) is None


def test_without_a_loss_there_is_no_lift() -> None:
    """The rate is 0, the lift and the share reached are not known."""
    found = worst(order([1, 2], [False, False]), 1)
    assert found is not None
    assert (found.rate, found.lift, found.reached) == (0, None, None)
