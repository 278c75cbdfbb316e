"""Over many draws the statistics spread as chance says."""

from __future__ import annotations

import math

import numpy as np
import pytest
from scipy import stats

from scoring.backtest.bootstrap import draw_accounts, of_sums
from scoring.backtest.equal_workload import caught_difference
from scoring.backtest.monotone import BandRate, steps
from scoring.backtest.order import worst_first
from scoring.backtest.proportions import (
    proportion,
)
from scoring.backtest.ranking import (
    auc,
)
from scoring.backtest.workload import worst_shares
from tests.truth import plain_statistics as plain


def test_shuffled_outcomes_rank_by_chance() -> None:
    """Over 500 shuffles of 30 losses among 300 the AUC spreads around a half as chance does.

    Its standard error is √((m+n+1)/(12mn)) = √(301/97200) = .0556, so that .1/.0556 = 1.80 of
    them reach from .40 to .60: 92.8% of the shuffles. Allowed are four errors of 500 draws:
    ±.010 for the mean and ±4.6% for the share.
    """
    rng = np.random.default_rng(11)
    score, lost = rng.normal(60, 15, 300), np.arange(300) < 30
    areas = np.array([auc(worst_first(score, rng.permutation(lost))) for _ in range(500)], float)
    assert areas.mean() == pytest.approx(0.5, abs=0.010)
    assert np.mean((areas >= 0.40) & (areas <= 0.60)) == pytest.approx(0.928, abs=0.046)


def test_a_large_shuffled_book_ranks_by_chance() -> None:
    """With 300 losses of 3,000 every one of 20 shuffles lies in [.40, .60]."""
    rng = np.random.default_rng(11)
    score, lost = rng.normal(60, 15, 3000), np.arange(3000) < 300
    areas = [auc(worst_first(score, rng.permutation(lost))) for _ in range(20)]
    assert all(area is not None and 0.40 <= area <= 0.60 for area in areas)


@pytest.mark.parametrize(("worse", "better"), [((27, 126), (17, 407)), ((3, 40), (2, 60))])
def test_the_chance_of_an_order_is_an_integral(
    worse: tuple[int, int], better: tuple[int, int]
) -> None:
    """P(worse > better) equals ∫ density(worse) · cdf(better), within 4 errors of 4,000 draws."""
    laws = [stats.beta(k + 0.5, n - k + 0.5) for k, n in (worse, better)]
    at = np.linspace(0, 1, 200_001)
    values = laws[0].pdf(at[1:-1]) * laws[1].cdf(at[1:-1])
    expected = float(values.sum() * (at[1] - at[0]))
    pair = [
        BandRate(name, n, k, proportion(k, n))
        for name, (k, n) in zip("AB", (worse, better), strict=True)
    ]
    (step,) = steps(pair, seed=7)
    error = math.sqrt(max(expected * (1 - expected), 1e-4) / 4000)
    assert step.chance == pytest.approx(expected, abs=4 * error)


def test_the_bootstrap_spreads_as_the_formula_says() -> None:
    """Over 4,000 draws the share of hits spreads as √Σ(hits − p·rows)²/n, within 5%.

    A standard deviation of 4,000 draws is itself known to 1/√8000 = 1.1%; the ends of the
    middle 95% to about 2.5%. 500 accounts leave about 1% of curvature.
    """
    rng = np.random.default_rng(3)
    rows = rng.integers(1, 12, 500).astype(float)
    hits = rng.binomial(rows.astype(int), rng.beta(1, 3, 500)).astype(float)
    sums = np.stack([hits, rows], axis=1)
    figure = of_sums(draw_accounts(500, 3, draws=4000), sums, lambda s: s[..., 0] / s[..., 1])
    share = hits.sum() / rows.sum()
    error = math.sqrt(float(np.square(hits - share * rows).sum())) / rows.sum()
    assert figure.low is not None
    assert figure.high is not None
    assert figure.estimate == pytest.approx(share)
    assert (figure.high - figure.low) / (2 * plain.Z) == pytest.approx(error, rel=0.05)


def test_the_paired_difference_spreads_as_pairs_do() -> None:
    """With one row per account the interval is near that of the paired losses.

    Each of m losses adds d = +1, 0 or −1: the standard error is about √(Σd² − (Σd)²/m)/m. That
    formula keeps both cuts and the losses fixed, so it is held to 25%.
    """
    rng = np.random.default_rng(8)
    lost = rng.random(4000) < 0.1
    one, two = (rng.normal(0, 1, 4000) - shift * lost for shift in (1.2, 0.8))
    orders = worst_first(one, lost), worst_first(two, lost)
    draws = draw_accounts(4000, 5, draws=400)
    figure = caught_difference(draws, *orders, lost, np.arange(4000), 600)
    d = (worst_shares(one, 600) - worst_shares(two, 600))[lost]
    assert figure.estimate == pytest.approx(d.mean())
    error = math.sqrt(float((d**2).sum() - d.sum() ** 2 / len(d))) / len(d)
    assert figure.low is not None
    assert figure.high is not None
    assert (figure.high - figure.low) / (2 * plain.Z) == pytest.approx(error, rel=0.25)
