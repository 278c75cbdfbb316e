"""The parts of the steps add up, and are the mean over all orders that are possible."""

from __future__ import annotations

from itertools import permutations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.testing import assert_allclose

from scoring.values import Floats
from scoring.views.by_line import MOST_SHARED, Value, by_line

NAN = float("nan")


def table(scores: dict[frozenset[int], float]) -> Value:
    """One account, whose score after each set of steps is given; None where a set is no card."""

    def value(taken: frozenset[int]) -> Floats | None:
        found = scores.get(taken)
        return None if found is None else np.array([found])

    return value


def by_hand(scores: dict[frozenset[int], float], steps: int) -> list[float]:
    """The mean over orders, one by one; an order by way of no card or no score is left out."""
    sums, orders = [0.0] * steps, 0
    for order in permutations(range(steps)):
        path = [frozenset(order[:size]) for size in range(steps + 1)]
        values = [scores.get(one, NAN) for one in path]
        if any(value != value for value in values):
            continue
        orders += 1
        for place, step in enumerate(order):
            sums[step] += values[place + 1] - values[place]
    return [one / max(orders, 1) for one in sums]


def test_two_steps_share_what_they_do_together() -> None:
    """10 alone, 2 alone, 20 together: (10 + 18) / 2 = 14 and (2 + 10) / 2 = 6."""
    scores = {frozenset(): 50.0, frozenset({0}): 60.0, frozenset({1}): 52.0}
    parts, together = by_line(table(scores | {frozenset({0, 1}): 70.0}), 2)
    assert parts.ravel().tolist() == [14.0, 6.0]
    assert together.tolist() == [0.0]


def test_an_order_by_way_of_no_card_is_left_out() -> None:
    """The second step cannot come first: 60 - 50 and 70 - 60."""
    scores = {frozenset(): 50.0, frozenset({0}): 60.0, frozenset({0, 1}): 70.0}
    parts, together = by_line(table(scores), 2)
    assert parts.ravel().tolist() == [10.0, 10.0]
    assert together.tolist() == [0.0]


def test_without_an_order_everything_is_together() -> None:
    """Neither step can come first."""
    parts, together = by_line(table({frozenset(): 50.0, frozenset({0, 1}): 70.0}), 2)
    assert parts.ravel().tolist() == [0.0, 0.0]
    assert together.tolist() == [20.0]


def test_who_has_no_score_has_no_parts() -> None:
    """Neither before nor after is a change."""
    for ends in ((NAN, 70.0), (50.0, NAN)):
        scores = dict(zip((frozenset[int](), frozenset({0})), ends, strict=True))
        parts, together = by_line(table(scores), 1)
        assert np.isnan(parts).all()
        assert np.isnan(together).all()


def test_many_steps_are_taken_alone() -> None:
    """Seven steps of a point each that double when all are there: 7 alone, 7 together."""
    assert MOST_SHARED == 6

    def value(taken: frozenset[int]) -> Floats:
        return np.array([50.0 + len(taken) * (2 if len(taken) == 7 else 1)])

    parts, together = by_line(value, 7)
    assert parts.ravel().tolist() == [1.0] * 7
    assert together.tolist() == [7.0]


@given(st.integers(1, 4).flatmap(
    lambda n: st.tuples(
        st.just(n),
        st.lists(
            st.one_of(st.floats(0, 100), st.none(), st.just(NAN)), min_size=2**n, max_size=2**n
        ),
    )
))  # fmt: skip
def test_the_parts_are_those_of_all_orders_and_add_up(
    case: tuple[int, list[float | None]],
) -> None:
    """Whatever the scores, and whichever sets are no card or have none."""
    steps, drawn = case
    sets = [frozenset(i for i in range(steps) if number >> i & 1) for number in range(2**steps)]
    scores = {one: score for one, score in zip(sets, drawn, strict=True) if score is not None}
    ends = [scores.get(sets[0]), scores.get(sets[-1])]
    if any(end is None for end in ends):
        with pytest.raises(ValueError, match="both cards have scores"):
            by_line(table(scores), steps)
        return
    parts, together = by_line(table(scores), steps)
    if any(end != end for end in ends):
        assert np.isnan(together).all()
        return
    assert_allclose(parts.ravel(), by_hand(scores, steps), atol=1e-9)
    assert_allclose(parts.sum() + together.sum(), scores[sets[-1]] - scores[sets[0]], atol=1e-9)
