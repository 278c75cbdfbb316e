"""A share comes with a Wilson interval that knows which rows are of one account."""

from __future__ import annotations

import numpy as np
import pytest

from scoring.backtest.proportions import (
    calls_per_catch,
    clustered_proportion,
    effective_size,
    proportion,
    wilson_bounds,
)


def test_eighteen_of_thirty() -> None:
    """18 of 30 is 60%, and between 42% and 75% with Wilson.

    z² = 3.8415, z²/n = 0.12805; the middle is 0.6 + 0.064024 = 0.664024, the half width
    1.96 √(0.24/30 + 0.12805/120) = 1.96 √0.0090671 = 0.186631, both over 1.12805:
    0.588648 ± 0.165446.
    """
    figure = proportion(18, 30)
    assert figure.estimate == pytest.approx(0.6)
    assert (figure.low, figure.high) == pytest.approx((0.423202, 0.754094), abs=2e-6)
    assert (figure.n, figure.method) == (30, "Wilson (1927)")


def test_none_and_all_have_an_exact_end() -> None:
    """0 of 10 reaches from exactly 0 to z²/(n + z²), 10 of 10 is its mirror image.

    3.8415 / 13.8415 = 0.277533.
    """
    none, every = proportion(0, 10), proportion(10, 10)
    assert (none.estimate, none.low, every.estimate, every.high) == (0, 0, 1, 1)
    assert none.high == pytest.approx(0.277533, abs=1e-6)
    assert every.low == pytest.approx(1 - 0.277533, abs=1e-6)


def test_nothing_to_count_is_said_in_words() -> None:
    """0 of 0 is no number but a sentence."""
    figure = proportion(0, 0, "Nobody was lost.")
    assert (figure.estimate, figure.low, figure.high) == (None, None, None)
    assert (figure.known, figure.why) == (False, "Nobody was lost.")


def test_no_interval_without_rows() -> None:
    """The formula itself refuses an n of 0."""
    with pytest.raises(ValueError, match="n above 0"):
        wilson_bounds(0.5, 0)


def test_one_row_per_account_is_plain_wilson() -> None:
    """Six accounts with a row each, two hits, are worth six rows.

    p = 1/3: Σ(x − p)² = 2·(2/3)² + 4·(1/3)² = 12/9; p(1−p)·36 = 8; 8 / (12/9) = 6.
    """
    hit = np.array([1, 0, 0, 1, 0, 0], bool)
    figure = clustered_proportion(hit, np.arange(6))
    assert figure.effective == 6
    assert (figure.low, figure.high) == pytest.approx(wilson_bounds(1 / 3, 6))


def test_rows_that_say_the_same_count_once() -> None:
    """Two accounts with three rows each, all hits in one and none in the other, are worth two.

    p = 1/2: (3 − 1.5)² + (0 − 1.5)² = 4.5; ¼·36 = 9; 9 / 4.5 = 2.
    """
    figure = clustered_proportion(np.array([1, 1, 1, 0, 0, 0], bool), np.array([0, 0, 0, 1, 1, 1]))
    assert (figure.estimate, figure.n, figure.effective) == (0.5, 6, 2)


def test_never_worth_more_than_the_rows() -> None:
    """Accounts that all have one hit in three rows show no spread and are worth their rows."""
    assert effective_size(np.array([1.0, 1.0]), np.array([3.0, 3.0])) == 6
    assert effective_size(np.array([2.0, 2.0]), np.array([6.0, 6.0])) == 6  # each row twice


def test_without_spread_accounts_count() -> None:
    """No hit in 40 rows of four accounts, or a single account, is worth four, or one."""
    assert effective_size(np.zeros(4), np.full(4, 10.0)) == 4
    assert effective_size(np.array([3.0]), np.array([10.0])) == 1
    assert effective_size(np.zeros(0), np.zeros(0)) == 0


def test_shared_ties_count_by_their_part() -> None:
    """A loss of which half a flag fell to it is half a catch: 1.5 of 2.5 flagged."""
    flag = np.array([1.0, 0.5, 1.0])
    lost = np.array([True, True, False])
    figure = clustered_proportion(flag * lost, np.arange(3), of=flag)
    assert (figure.estimate, figure.n) == (0.6, 2.5)


def test_calls_per_catch_turns_precision_over() -> None:
    """22 of 100 flagged lost is 4.5 calls per catch, and the ends change places."""
    precision = proportion(22, 100)
    assert precision.low is not None
    assert precision.high is not None
    calls = calls_per_catch(precision)
    assert calls.estimate == pytest.approx(100 / 22)
    assert (calls.low, calls.high) == (1 / precision.high, 1 / precision.low)


def test_calls_without_a_catch() -> None:
    """None lost of 30 flagged: the share is at most 11.35%, so a catch costs 9 calls or more.

    z² / (30 + z²) = 3.8415 / 33.8415 = 0.113514, and 1 / 0.113514 = 8.8.
    """
    calls = calls_per_catch(proportion(0, 30))
    assert (calls.estimate, calls.high) == (None, None)
    assert calls.low == pytest.approx(8.8095, abs=1e-3)
    assert calls.why == "None of the 30 flagged was lost: a catch costs 9 calls or more."


def test_calls_with_nobody_flagged() -> None:
    """Where nobody was flagged nobody was called."""
    calls = calls_per_catch(proportion(0, 0))
    assert (calls.estimate, calls.low) == (None, None)
    assert calls.why == "Nobody was flagged, so nobody was called."
