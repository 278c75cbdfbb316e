"""The back-test's statistics against scikit-learn, SciPy and plain loops over every pair."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from scipy import stats
from sklearn.metrics import average_precision_score, roc_auc_score

from scoring.backtest.bootstrap import draw_accounts, lift, of_sums
from scoring.backtest.equal_workload import caught_difference
from scoring.backtest.figure import Figure
from scoring.backtest.monotone import BandRate, steps
from scoring.backtest.order import caught_among_worst, worst_first
from scoring.backtest.proportions import (
    by_account,
    clustered_proportion,
    proportion,
    wilson_bounds,
)
from scoring.backtest.ranking import (
    auc,
    ranking_difference,
    ranking_power,
    standard_error,
)
from scoring.backtest.separation import average_precision, largest_gap
from scoring.backtest.workload import by_chance, cut_for, sweep, worst_shares
from scoring.values import Bools, Floats, Ints
from tests.truth import plain_statistics as plain

EXACT = 1e-12

Cases = tuple[Floats, Bools, Ints]


@st.composite
def cases(draw: st.DrawFn, most: int = 40) -> Cases:
    """Scores with many ties, outcomes of both kinds, several rows per account."""
    n = draw(st.integers(4, most))
    score = draw(st.lists(st.integers(0, 12), min_size=n, max_size=n))
    lost = draw(st.lists(st.booleans(), min_size=n, max_size=n))
    account = draw(st.lists(st.integers(0, n // 2), min_size=n, max_size=n))
    assume(0 < sum(lost) < n)
    return np.array(score, float) * 2.5, np.array(lost), np.array(account)


def twice(made: Cases) -> Cases:
    """Every row of every account a second time."""
    score, lost, account = made
    return np.tile(score, 2), np.tile(lost, 2), np.tile(account, 2)


def bounds(figure: Figure) -> tuple[float | None, ...]:
    """What a reader sees."""
    return figure.estimate, figure.low, figure.high


def same(one: Figure, other: Figure) -> bool:
    """Equal to twelve digits, or both in words."""
    return all(
        (a is None and b is None) or (a is not None and b is not None and abs(a - b) < 1e-9)
        for a, b in zip(bounds(one), bounds(other), strict=True)
    )


@given(cases())
def test_ranking_figures_are_those_of_the_libraries(made: Cases) -> None:
    """AUC, U, average precision and KS equal scikit-learn's and SciPy's to 1e-12."""
    score, lost, account = made
    order = worst_first(score, lost, account)
    assert auc(order) == pytest.approx(roc_auc_score(lost, -score), abs=EXACT)
    u = stats.mannwhitneyu(score[~lost], score[lost], method="asymptotic").statistic
    assert auc(order) == pytest.approx(u / (lost.sum() * (~lost).sum()), abs=EXACT)
    assert average_precision(order) == pytest.approx(
        average_precision_score(lost, -score), abs=EXACT
    )
    gap = stats.ks_2samp(score[lost], score[~lost], method="asymp").statistic
    assert largest_gap(order) == pytest.approx(gap, abs=EXACT)


@given(cases(), st.integers(0, 1000))
def test_weights_are_those_of_the_library(made: Cases, seed: int) -> None:
    """Average precision of weighted cases equals scikit-learn's to 1e-12."""
    score, lost, account = made
    weights = np.random.default_rng(seed).poisson(1, len(score)) + 0.25
    order = worst_first(score, lost, account)
    expected = average_precision_score(lost, -score, sample_weight=weights)
    assert average_precision(order, weights[order.rows]) == pytest.approx(expected, abs=EXACT)


@given(cases(most=24))
def test_clustered_variance_is_that_of_all_pairs(made: Cases) -> None:
    """The standard error equals Obuchowski's sums, pair by pair, to 1e-12."""
    score, lost, account = made
    found = standard_error(worst_first(score, lost, account))
    if len(set(account[lost])) < 2 or len(set(account[~lost])) < 2:
        assert found is None
        return
    parts = plain.parts(score, lost, account)
    expected = plain.clustered_variance(parts, plain.area(score, lost))
    assert found is not None
    assert found**2 == pytest.approx(expected, abs=EXACT)


@given(cases())
def test_one_row_per_account_is_plain_delong(made: Cases) -> None:
    """Then the variance is s²(lost)/m + s²(kept)/n of the placements (DeLong and others 1988)."""
    score, lost, _ = made
    assume(lost.sum() > 1 and (~lost).sum() > 1)
    alone = np.arange(len(score))
    parts = plain.parts(score, lost, alone)
    of_lost = [value for _, gone, value in parts if gone]
    of_kept = [value for _, gone, value in parts if not gone]
    expected = np.var(of_lost, ddof=1) / len(of_lost) + np.var(of_kept, ddof=1) / len(of_kept)
    found = standard_error(worst_first(score, lost, alone))
    assert found is not None
    assert found**2 == pytest.approx(expected, abs=EXACT)


@given(cases(most=30), st.integers(0, 1000))
def test_a_paired_difference_is_that_of_all_pairs(made: Cases, seed: int) -> None:
    """Its variance is that of the differences of the two scores' pairs, to 1e-12."""
    score, lost, account = made
    other = np.random.default_rng(seed).integers(0, 9, len(score)).astype(float)
    figure = ranking_difference(score, other, lost, account)
    if len(set(account[lost])) < 8 or len(set(account[~lost])) < 2:
        assert figure.low is None
        return
    one, two = plain.parts(score, lost, account), plain.parts(other, lost, account)
    gaps = [(o, kind, a - b) for (o, kind, a), (_, _, b) in zip(one, two, strict=True)]
    theta = plain.area(score, lost) - plain.area(other, lost)
    half = plain.Z * math.sqrt(plain.clustered_variance(gaps, theta))
    assert bounds(figure) == pytest.approx((theta, theta - half, theta + half), abs=1e-9)


@given(cases())
def test_every_row_twice_changes_no_interval(made: Cases) -> None:
    """Rows that only repeat their account's rows are no news."""
    once, again = made, twice(made)
    assert same(ranking_power(worst_first(*once)), ranking_power(worst_first(*again)))
    assert standard_error(worst_first(*once)) == pytest.approx(standard_error(worst_first(*again)))
    flagged, doubled = once[0] < 15, again[0] < 15
    assert same(clustered_proportion(flagged, once[2]), clustered_proportion(doubled, again[2]))
    draws = draw_accounts(len(once[0]), seed=1, draws=20)
    assert same(lift(draws, flagged, once[1], once[2]), lift(draws, doubled, again[1], again[2]))


@given(cases())
def test_a_rising_transform_changes_no_ranking(made: Cases) -> None:
    """The exponential of a score ranks as the score does."""
    score, lost, account = made
    plain_order = worst_first(score, lost, account)
    bent = worst_first(np.exp(score / 10), lost, account)
    assert auc(bent) == auc(plain_order)
    assert bounds(ranking_power(bent)) == bounds(ranking_power(plain_order))
    assert average_precision(bent) == average_precision(plain_order)


@given(cases())
def test_no_reader_meets_a_number_that_is_none(made: Cases) -> None:
    """Estimates and ends are finite and in order, or None with words."""
    score, lost, account = made
    flagged = score < 10
    for figure in (
        ranking_power(worst_first(score, lost, account)),
        clustered_proportion(flagged & lost, account, of=flagged),
        clustered_proportion(flagged & lost, account, of=lost),
        ranking_difference(score, -score, lost, account),
        lift(draw_accounts(len(score), 1, draws=20), flagged, lost, account),
    ):
        assert all(value is None or math.isfinite(value) for value in bounds(figure))
        assert None not in bounds(figure) or figure.why
        if figure.estimate is not None and figure.low is not None and figure.high is not None:
            assert figure.low <= figure.estimate + EXACT
            assert figure.estimate <= figure.high + EXACT


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


@given(st.integers(1, 2000).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n))))
def test_wilson_is_that_of_scipy(counts: tuple[int, int]) -> None:
    """The interval equals SciPy's to 1e-12, and the roots of Wilson's equation."""
    hits, n = counts
    figure = proportion(hits, n)
    expected = stats.binomtest(hits, n).proportion_ci(0.95, method="wilson")
    assert (figure.low, figure.high) == pytest.approx((expected.low, expected.high), abs=EXACT)
    assert wilson_bounds(hits / n, n) == pytest.approx(plain.wilson(hits / n, n), abs=1e-9)


@given(cases())
def test_effective_n_is_that_of_exact_fractions(made: Cases) -> None:
    """It equals p(1−p)n²/Σ(hits − p·rows)² in fractions, as long as that is no more than n."""
    _, lost, account = made
    assume(len(set(account)) > 1)
    figure = clustered_proportion(lost, account)
    rows, hits = by_account(np.ones(len(lost)), account), by_account(lost, account)
    if np.any(hits * rows.sum() != hits.sum() * rows):
        expected = float(plain.effective_n(lost.tolist(), account.tolist()))
        if expected <= len(lost) / np.gcd.reduce([*rows.astype(int), *hits.astype(int)]):
            assert figure.effective == pytest.approx(expected, rel=1e-9)
            return
    assert figure.effective <= len(lost)


@given(
    st.integers(1, 3000).flatmap(
        lambda n: st.tuples(st.just(n), st.integers(0, n), st.integers(0, n))
    )
)
def test_blind_picking_is_that_of_scipy(book: tuple[int, int, int]) -> None:
    """Mean and 95% band equal SciPy's hypergeometric law."""
    rows, lost, flagged = book
    found, law = by_chance(rows, lost, flagged), stats.hypergeom(rows, lost, flagged)
    counts = np.arange(law.support()[0], law.support()[1] + 1)
    assert found.mean == pytest.approx(float((counts * law.pmf(counts)).sum()), abs=1e-6)
    for count, level in ((found.low, 0.025), (found.high, 0.975)):
        assert law.cdf(count) >= level - 1e-9
        assert count == law.support()[0] or law.cdf(count - 1) < level + 1e-9


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


@settings(max_examples=50)
@given(cases(), st.integers(0, 50))
def test_ties_are_shared_whatever_their_order(made: Cases, capacity: int) -> None:
    """The worst k are those of the mean over all orders of the ties, in any order of rows."""
    score, lost, account = made
    shares = worst_shares(score, capacity)
    assert shares.sum() == pytest.approx(min(capacity, len(score)))
    assert shares == pytest.approx(cut_for(score, capacity).shares(score))
    mix = np.random.default_rng(capacity).permutation(len(score))
    assert worst_shares(score[mix], capacity) == pytest.approx(shares[mix])
    if capacity:
        found = caught_among_worst(worst_first(score, lost, account), capacity)
        assert found == pytest.approx((shares * lost).sum())


@given(cases())
def test_a_sweep_counts_case_by_case(made: Cases) -> None:
    """At every cut the counts are those of comparing each score with it."""
    score, lost, account = made
    found = sweep(worst_first(score, lost, account), np.arange(0.0, 40.0, 2.5))
    for cut, flagged, caught in zip(found.cut, found.flagged, found.caught, strict=True):
        assert flagged == np.sum(score < cut)
        assert caught == np.sum((score < cut) & lost)
