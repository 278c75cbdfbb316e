"""Drawn weights follow their law, and what they do is what the kernel says draw by draw."""

from __future__ import annotations

import numpy as np
import pytest
from scipy import stats
from sklearn.metrics import roc_auc_score

from scoring.live.kernel import band_alarms
from scoring.spec.model import Card
from scoring.tune.drawn import KAPPA, drawn_weights
from scoring.tune.footing import footing
from scoring.tune.rescore import reweighed, shares
from scoring.tune.wiggle import Wiggle, wiggle
from tests.unit.backtest.test_trial import CARD, demo
from tests.unit.tune.stands import EVERYTHING, now, stand, with_losses

WEIGHTS = np.array([0.3, 0.2, 0.25, 0.05, 0.2])


@pytest.mark.parametrize("give", KAPPA)
def test_the_draws_have_the_moments_of_the_law(give: int) -> None:
    """Mean w, sd √(w(1−w)/(κ+1)), covariance −w·v/(κ+1), each within five standard errors."""
    kappa, draws = KAPPA[give], 40_000
    drawn = drawn_weights(WEIGHTS, kappa, draws, seed=3)
    assert drawn.sum(axis=1) == pytest.approx(np.ones(draws), abs=1e-12)
    sd = np.sqrt(WEIGHTS * (1 - WEIGHTS) / (kappa + 1))
    assert np.all(np.abs(drawn.mean(axis=0) - WEIGHTS) < 5 * sd / np.sqrt(draws))
    kurtosis = stats.kurtosis(drawn, axis=0)
    error = sd * np.sqrt((kurtosis + 2) / (4 * draws))
    assert np.all(np.abs(drawn.std(axis=0) - sd) < 5 * error)
    together = np.cov(drawn.T)[0, 1]
    wanted = -WEIGHTS[0] * WEIGHTS[1] / (kappa + 1)
    assert together == pytest.approx(wanted, abs=5 * sd[0] * sd[1] / np.sqrt(draws))


def test_one_weight_alone_follows_a_beta_law() -> None:
    """The margin of Dirichlet(κw) is Beta(κw, κ(1−w)); Kolmogorov and Smirnov see no gap."""
    drawn = drawn_weights(WEIGHTS, 63.0, 5_000, seed=4)[:, 0]
    law = stats.beta(63.0 * 0.3, 63.0 * 0.7)
    assert stats.kstest(drawn, law.cdf).pvalue > 0.001


def test_the_middle_setting_means_five_points() -> None:
    """At κ = 63 a weight of 20 has sd 100 · √(.2 · .8 / 64) = 5.0; 2.0 at 400 and 10.0 at 15."""
    for give, kappa in KAPPA.items():
        assert 100 * np.sqrt(0.2 * 0.8 / (kappa + 1)) == pytest.approx(give, abs=0.01)


def by_the_kernel(card: Card, give: int, draws: int) -> list[tuple[np.ndarray, np.ndarray]]:
    """Score and band of the month's accounts for each draw, one card after the other."""
    found = []
    for i in range(draws):

        def moved(one: Card, i: int = i) -> Card:
            weights = shares(one)
            drawn = drawn_weights(np.array(list(weights.values())), KAPPA[give], draws, seed=5)[i]
            return reweighed(one, dict(zip(weights, drawn.tolist(), strict=True)))

        found.append(now(card).scored(moved))
    return found


@pytest.mark.parametrize("card", [CARD, EVERYTHING], ids=["starter", "everything"])
def test_it_is_what_the_kernel_says_of_each_draw(card: Card) -> None:
    """Bands that change, reds and the overlap, for 40 draws, caps and adjustments included.

    The kernel leaves out whoever falls below the floor of coverage under a draw; who has a
    score at all stays as the card says, so those few rows are not compared.
    """
    seen = wiggle(stand(card), now(card), 5, seed=5, draws=40)
    drawn = by_the_kernel(card, 5, 40)
    _, band = now(card).scored()
    scored = band >= 0
    always = np.all([b >= 0 for _, b in drawn], axis=0) & scored
    assert always.sum() > 0.9 * scored.sum()
    changes = np.mean([b != band for _, b in drawn], axis=0)
    red = np.mean([band_alarms(card)[b] for _, b in drawn], axis=0)
    assert seen.changes[always] == pytest.approx(changes[always], abs=1e-12)
    assert seen.red[always] == pytest.approx(red[always], abs=1e-12)
    assert np.array_equal(np.isnan(seen.red), ~scored)
    assert seen.worst == band_alarms(card)[band].sum() > 0


def test_the_overlap_and_the_power_are_those_of_each_draw() -> None:
    """The worst as many as are red now, and scikit-learn's AUC, over 40 draws."""
    at, card = stand(), CARD
    seen = wiggle(at, now(), 5, seed=5, draws=40)
    score, _ = now().scored()
    known = np.flatnonzero(~np.isnan(score))
    among = set(known[np.argsort(score[known], kind="stable")[: seen.worst]].tolist())
    stays, areas = [], []
    weights = shares(card)
    for row in drawn_weights(np.array(list(weights.values())), KAPPA[5], 40, seed=5):
        moved = reweighed(card, dict(zip(weights, row.tolist(), strict=True)))
        drawn, _ = now().scored(lambda _, m=moved: m)
        order = known[np.argsort(drawn[known], kind="stable")[: seen.worst]]
        stays.append(len(among & set(order.tolist())) / seen.worst)
        of_cases, _ = at.ready.scored(lambda _, m=moved: m)
        has = ~np.isnan(of_cases) & ~np.isnan(at.judged.score)
        areas.append(roc_auc_score(at.ground.lost[has], -of_cases[has]))
    assert seen.overlap is not None
    assert seen.ranking is not None
    assert seen.overlap.mean == pytest.approx(np.mean(stays), abs=0.01)
    assert seen.ranking.mean == pytest.approx(np.mean(areas), abs=0.001)
    assert seen.ranking.low == pytest.approx(np.quantile(areas, 0.025), abs=0.002)
    assert seen.ranking.high == pytest.approx(np.quantile(areas, 0.975), abs=0.002)


def test_the_less_sure_the_more_moves() -> None:
    """±2, ±5, ±10: more bands change, the worst overlap less, the power spreads wider."""
    two, five, ten = (wiggle(stand(), now(), give, seed=1) for give in KAPPA)
    assert two.moved < five.moved < ten.moved
    spans = [(w.overlap, w.ranking) for w in (two, five, ten)]
    overlaps = [o.mean for o, _ in spans if o]
    widths = [r.high - r.low for _, r in spans if r]
    assert overlaps == sorted(overlaps, reverse=True)
    assert widths == sorted(widths)
    assert len(overlaps) == len(widths) == 3


def test_the_same_seed_gives_the_same_answer() -> None:
    """A page drawn twice says the same."""
    first, second = (wiggle(stand(), now(), 5, seed=9) for _ in range(2))
    assert np.array_equal(first.red, second.red, equal_nan=True)
    assert (first.overlap, first.ranking) == (second.overlap, second.ranking)


def test_coin_flips_and_robust_reds_by_their_shares() -> None:
    """.4 and .6 are coin-flips still, .9 is robust; without a score neither."""
    red = np.array([0.39, 0.4, 0.6, 0.61, 0.9, 0.89, np.nan])
    seen = Wiggle(5, 500, red, red, 1, None, None, "")
    assert seen.coin_flips.tolist() == [False, True, True, False, False, False, False]
    assert seen.robust.tolist() == [False, False, False, False, True, False, False]
    assert seen.scored == 6


def test_one_metric_has_nothing_to_wiggle() -> None:
    """All of the weight is on it in every draw: nobody moves."""
    alone = reweighed(CARD, {m.id: 0.0 for m in CARD.metrics} | {"usage": 1.0})
    seen = wiggle(footing(demo().book, alone, stand().ground.cases), now(alone), 10, seed=1)
    assert seen.moved == 0.0
    assert set(seen.red[~np.isnan(seen.red)]) == {0.0, 1.0}


def test_below_eight_losses_no_power_is_told() -> None:
    """The accounts are looked at all the same."""
    seen = wiggle(footing(demo().book, CARD, with_losses(5)), now(), 5, seed=1)
    assert seen.ranking is None
    assert seen.words.startswith("5 losses")
    assert seen.overlap is not None
