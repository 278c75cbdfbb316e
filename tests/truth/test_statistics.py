"""The back-test's statistics against scikit-learn, SciPy and plain loops over every pair."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from scipy import stats
from sklearn.metrics import average_precision_score, roc_auc_score

from scoring.backtest.bootstrap import draw_accounts, lift
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
from tests.examples import examples
from tests.truth import plain_statistics as plain
from tests.truth.random_cases import EXACT, Cases, bounds, cases, same, twice


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


@settings(max_examples=examples(50))
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
