"""The losses among the worst cases of every draw are those that counting case by case finds."""

from __future__ import annotations

import numpy as np
import pytest

from scoring.backtest.bootstrap import Draws, draw_accounts
from scoring.backtest.drawn import FEWEST, blocks_of, caught_in_draws, worst_tie
from scoring.backtest.order import Order, worst_first
from scoring.values import Bools, Floats, Ints


def written_out(score: Floats, lost: Bools, times: Ints, count: float) -> float:
    """Ties from the worst score on, until so many are picked; the last one counts in part."""
    caught = 0.0
    for one in np.unique(score[~np.isnan(score)]):
        here = score == one
        cases, losses = int(times[here].sum()), int(times[here & lost].sum())
        if cases >= count:
            return caught + (losses * count / cases if cases else 0.0)
        caught, count = caught + losses, count - cases
    return caught


def scores(kind: str, rng: np.random.Generator, rows: int) -> Floats:
    made = {
        "all different": rng.permutation(rows).astype(np.float64),
        "small ties": rng.integers(0, rows // 3, rows).astype(np.float64),
        "one large tie": np.where(rng.random(rows) < 0.4, 50.0, rng.permutation(rows)),
        "a rule": (rng.random(rows) < 0.9).astype(np.float64),
        "all the same": np.zeros(rows),
    }
    score = made[kind]
    score[rng.random(rows) < 0.05] = np.nan
    return score


@pytest.mark.parametrize(
    "kind", ["all different", "small ties", "one large tie", "a rule", "all the same"]
)
def test_every_draw_is_counted(kind: str) -> None:
    """Whatever the ties, from no flags to more than there are, and over several blocks."""
    rng = np.random.default_rng(7)
    rows = 6 * FEWEST
    account = np.unique(rng.integers(0, 400, rows), return_inverse=True)[1]
    score, lost = scores(kind, rng, rows), rng.random(rows) < 0.2
    draws, order = draw_accounts(int(account.max()) + 1, 3, 30), worst_first(score, lost, account)
    for count in (0.0, 0.5, 1.0, 100.0, 200.25, 3.0 * FEWEST, rows - 1.0, 2.0 * rows):
        counts = count * rng.uniform(0.8, 1.2, 30)
        found = caught_in_draws(order, draws, counts)
        for place, times in enumerate(draws.times):
            whole = written_out(score, lost, times[account].astype(np.int64), counts[place])
            assert found[place] == pytest.approx(whole, abs=1e-9)


def test_a_long_order_has_blocks_of_whole_ties() -> None:
    """Blocks begin with a tie, the worst tie and a large one are blocks of their own."""
    score = np.concatenate([np.zeros(3), np.repeat(np.arange(1.0, 500.0), 2), np.full(300, 600.0)])
    order = worst_first(score, score < 0.0)
    draws = draw_accounts(len(score), 1, draws=4)
    blocks = blocks_of(order, draws)
    assert blocks.ties[:2].tolist() == [0, 1]
    assert blocks.ties[-2:].tolist() == [500, 501]  # 3 + 2 · 499 cases lie before the last tie
    sizes = np.diff(order.flagged[blocks.ties])
    assert sizes[0] == 3
    assert sizes[-1] == 300
    assert sizes[1:-1].max() <= FEWEST + 2
    assert (blocks.cases[-1] == draws.times.sum(axis=1)).all()


def test_another_order_is_summed_anew() -> None:
    """What was kept of one order is never that of another, even in the same place in memory."""
    draws, lost = draw_accounts(50, 2, draws=20), np.arange(50) < 10

    def caught(place: int) -> Floats:
        order: Order = worst_first(np.roll(np.arange(50.0), place), lost)
        return caught_in_draws(order, draws, np.full(20, 5.0))

    fresh = [caught_alone(place, lost) for place in range(40)]
    assert [caught(place).tolist() for place in range(40)] == fresh


def caught_alone(place: int, lost: Bools) -> list[float]:
    """The same with draws that have kept nothing yet."""
    draws = draw_accounts(50, 2, draws=20)
    order = worst_first(np.roll(np.arange(50.0), place), lost)
    return [float(one) for one in caught_in_draws(order, draws, np.full(20, 5.0))]


def test_the_worst_tie_is_counted_in_each_draw() -> None:
    """Accounts 0 and 2 are the worst: the sums of their columns."""
    times = np.array([[1, 5, 2], [0, 7, 3]], dtype=np.uint8)
    order = worst_first(np.array([1.0, 9.0, 1.0]), np.array([True, False, False]))
    assert worst_tie(order, Draws(times)).tolist() == [1 + 2, 0 + 3]
