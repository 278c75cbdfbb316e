"""Suggested weights are whole steps of 100, few, and keep what is locked."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from scoring.errors import CommandError
from scoring.tune.learnt import Learnt, as_parts, learn, mix
from scoring.tune.weights import Bounds, Wish, blended, in_steps, suggested

NAN = np.nan


def said(alone: list[float], together: list[float], losses: int = 50, **more: Any) -> Learnt:
    """What cases say, as parts of 1."""
    one, other = as_parts(np.array(alone)), as_parts(np.array(together))
    wrong = np.array(more.get("wrong", [False] * len(alone)))
    return Learnt(np.full(len(alone), 0.7), wrong, one, other, losses)


def free(count: int, prior: list[float] | None = None) -> Bounds:
    """No lock and no ceiling."""
    held = np.zeros(count) if prior is None else as_parts(np.array(prior))
    return Bounds(held, np.full(count, NAN), np.full(count, 100.0))


def test_the_mix_listens_more_as_losses_are_collected() -> None:
    """With 30 losses 30/80 = .375 of what all say together: .625 · (.5, .5) + .375 · (1, 0)."""
    learnt = said([1, 1], [1, 0], losses=30)
    assert learnt.trust == 0.375
    assert mix(learnt).tolist() == [0.6875, 0.3125]
    assert mix(learnt, 0.0).tolist() == [0.5, 0.5]
    assert mix(learnt, 1.0).tolist() == [1.0, 0.0]


def test_the_slider_goes_from_judgement_to_the_data() -> None:
    """Judgement (.2, .8), data (1, 0) by both: at ¼ it is ¾ · .2 + ¼ = .4."""
    learnt, bounds = said([1, 0], [1, 0]), free(2, [1, 4])
    assert blended(learnt, bounds, Wish(blend=0.0)) == pytest.approx([0.2, 0.8])
    assert blended(learnt, bounds, Wish(blend=0.25)) == pytest.approx([0.4, 0.6])
    assert blended(learnt, bounds, Wish(blend=1.0)) == pytest.approx([1.0, 0.0])
    assert blended(learnt, bounds, Wish()) == pytest.approx([0.6, 0.4])  # 50 / (50 + 50)


def test_what_points_the_wrong_way_gets_nothing() -> None:
    """However much judgement gives it; unless it is locked."""
    learnt, bounds = said([1, 0], [1, 0], wrong=[False, True]), free(2, [1, 4])
    assert suggested(learnt, bounds, Wish(blend=0.0)).tolist() == [100.0, 0.0]
    locked = Bounds(bounds.prior, np.array([NAN, 30.0]), bounds.ceiling)
    assert suggested(learnt, locked, Wish(blend=0.5)).tolist() == [70.0, 30.0]


def test_only_the_largest_are_kept() -> None:
    """Of .4, .3, .2, .1 the best two share 100 as 4 to 3: 57.1 and 42.9 become 55 and 45."""
    learnt = said([4, 3, 2, 1], [4, 3, 2, 1])
    assert suggested(learnt, free(4), Wish(most=2)).tolist() == [55.0, 45.0, 0.0, 0.0]


def test_remainders_go_to_the_largest_first() -> None:
    """20 steps: 7.5, 6.5, 6 of them; one is left, and of two equal remainders the first has it."""
    assert in_steps(np.array([37.5, 32.5, 30.0]), 100.0, 5).tolist() == [40.0, 30.0, 30.0]


def test_a_pulse_gets_no_more_than_its_ceiling() -> None:
    """Of .6 it gets 20, the others share the rest as 3 to 1."""
    learnt = said([6, 3, 1], [6, 3, 1])
    bounds = Bounds(np.zeros(3), np.full(3, NAN), np.array([20.0, 100.0, 100.0]))
    assert suggested(learnt, bounds, Wish()).tolist() == [20.0, 60.0, 20.0]
    assert suggested(learnt, bounds, Wish(most=1)).tolist() == [100.0, 0.0, 0.0]


def test_an_odd_lock_leaves_its_rest_to_the_largest() -> None:
    """100 − 12 = 88 are 17 steps and 3 points: 60 + 3 and 25."""
    learnt = said([0, 7, 3], [0, 7, 3])
    bounds = Bounds(np.zeros(3), np.array([12.0, NAN, NAN]), np.full(3, 100.0))
    assert suggested(learnt, bounds, Wish(locked=(("a", 12.0),))).tolist() == [12.0, 63.0, 25.0]


def test_where_nothing_speaks_for_anything_there_are_no_weights() -> None:
    """Neither data nor judgement: all 0; judgement alone stands if it is asked."""
    nothing = said([0, 0], [0, 0])
    assert suggested(nothing, free(2), Wish()).tolist() == [0.0, 0.0]
    assert suggested(nothing, free(2, [1, 3]), Wish()).tolist() == [25.0, 75.0]
    assert suggested(nothing, free(2, [1, 3]), Wish(blend=1.0)).tolist() == [0.0, 0.0]


PARTS = st.lists(st.floats(0, 1, allow_subnormal=False), min_size=1, max_size=14)


@st.composite
def suggestions(draw: st.DrawFn) -> tuple[np.ndarray, Bounds, Wish]:
    """Any data, judgement, locks, steps and limit, with what is suggested for them."""
    alone = draw(PARTS)
    count = len(alone)
    more = st.lists(st.floats(0, 1, allow_subnormal=False), min_size=count, max_size=count)
    learnt = said(alone, draw(more), losses=draw(st.integers(15, 400)))
    locked, left = np.full(count, NAN), 100
    for at in draw(st.sets(st.integers(0, count - 1), max_size=min(3, count - 1))):
        locked[at] = draw(st.integers(0, min(left, 40)))
        left -= int(locked[at])
    some = st.one_of(st.none(), st.floats(0, 1))
    most = draw(st.integers(max(1, int((~np.isnan(locked)).sum())), 14))
    pairs = tuple((f"m{at}", float(locked[at])) for at in np.flatnonzero(~np.isnan(locked)))
    step = draw(st.sampled_from([1, 5, 10]))
    wish = Wish(draw(some), draw(some), most, step, pairs)
    bounds = Bounds(as_parts(np.array(draw(more))), locked, np.full(count, 100.0))
    return suggested(learnt, bounds, wish), bounds, wish


@given(suggestions())
def test_whatever_is_asked_the_weights_are_sound(made: tuple[np.ndarray, Bounds, Wish]) -> None:
    """They add up to 100, are none below 0, few enough, in steps, and locks stay."""
    weights, bounds, wish = made
    kept = ~np.isnan(bounds.locked)
    if not weights.any():
        return
    assert weights.sum() == pytest.approx(100.0, abs=1e-9)
    assert (weights >= 0.0).all()
    assert (weights[~kept] > 0.0).sum() + kept.sum() <= wish.most
    assert weights[kept].tolist() == bounds.locked[kept].tolist()
    odd = (np.round(weights[~kept], 6) % wish.step > 1e-6).sum()
    assert odd <= (1 if sum(points for _, points in wish.locked) % wish.step else 0)


@pytest.mark.parametrize(
    ("asked", "words"),
    [
        ({"blend": 1.5}, "blend is 1.5"),
        ({"tau": -0.1}, "tau is -0.1"),
        ({"step": 7}, "steps of 7"),
        ({"most": 0}, "0 metrics at most"),
        ({"locked": (("a", 60.0), ("b", 50.0))}, "add up to 110"),
        ({"most": 1, "locked": (("a", 6.0), ("b", 5.0))}, "2 metrics are locked"),
    ],
)
def test_what_no_weights_can_do_is_refused(asked: dict[str, Any], words: str) -> None:
    """Each with what is wrong."""
    with pytest.raises(CommandError, match=words):
        Wish(**asked)


def test_the_same_cases_say_the_same() -> None:
    """No draw takes part; a metric without a value says nothing."""
    rng = np.random.default_rng(5)
    points = rng.uniform(0, 100, (400, 3))
    points[:, 2] = NAN
    lost = rng.random(400) < 0.1 + 0.3 * (points[:, 0] < 30)
    one, other = (learn(points, lost, np.arange(400)) for _ in range(2))
    assert mix(one).tolist() == mix(other).tolist()
    assert (one.alone[2], one.together[2]) == (0.0, 0.0)
    assert np.isnan(one.areas[2])
    assert one.losses == int(lost.sum())


def test_a_metric_that_points_the_wrong_way_is_seen() -> None:
    """The lost have 60 to 100 points of the second metric, all others less than 60."""
    rng = np.random.default_rng(6)
    lost = np.arange(200) % 5 == 0
    points = np.column_stack(
        [rng.uniform(0, 60, 200) + 30 * ~lost, rng.uniform(0, 60, 200) + 40 * lost]
    )
    learnt = learn(points, lost, np.arange(200))
    assert learnt.wrong.tolist() == [False, True]
    assert learnt.alone.tolist() == [1.0, 0.0]
    assert learnt.together.tolist() == [1.0, 0.0]
