"""Ranking power by hand: pairs, ties, few losses, and the ends of the scale."""

from __future__ import annotations

import math

import numpy as np
import pytest

from scoring.backtest.figure import Figure, no_figure
from scoring.backtest.order import Order, worst_first
from scoring.backtest.ranking import (
    auc,
    hanley_mcneil_bounds,
    hanley_mcneil_error,
    logit_bounds,
    ranking_difference,
    ranking_power,
    score_bounds,
    standard_error,
)
from scoring.backtest.signal import signal

NAN = math.nan


def order(lost: list[float], kept: list[float]) -> Order:
    """Each score an account of its own."""
    gone = np.array([True] * len(lost) + [False] * len(kept))
    return worst_first(np.array([*lost, *kept], float), gone)


def test_pairs_by_hand() -> None:
    """Lost at 10 and 40, kept at 20, 40 and 60: 3 + 1.5 of 6 pairs are 0.75.

    10 is worse than all three; 40 is better than 20, ties with 40 and is worse than 60.
    """
    assert auc(order([10, 40], [20, 40, 60])) == pytest.approx(0.75)


def test_standard_error_by_hand() -> None:
    """The same five cases have a variance of 0.0625 + 0.020833.

    The lost win 1 and 0.5 of their pairs: their variance is (0.25² + 0.25²)/1 = 0.125, over 2
    cases 0.0625. The kept win 0.5, 0.75 and 1: (0.25² + 0 + 0.25²)/2 = 0.0625, over 3
    0.020833.
    """
    found = standard_error(order([10, 40], [20, 40, 60]))
    assert found == pytest.approx(math.sqrt(0.0625 + 0.0625 / 3))


def test_a_case_without_a_score_is_left_out() -> None:
    """A lost case without a score changes nothing, and is counted."""
    made = order([10, 40, NAN], [20, 40, 60])
    assert auc(made) == pytest.approx(0.75)
    assert (made.unscored, made.unscored_lost, made.all_losses, made.all_rows) == (1, 1, 3, 6)


def test_one_kind_only_has_no_ranking() -> None:
    """Without a lost or without a kept case there is no pair."""
    assert auc(order([], [1, 2])) is None
    assert auc(order([1, 2], [])) is None
    assert standard_error(order([1, 2], [])) is None
    assert auc(order([], [])) is None


def test_a_single_loss_shows_no_spread() -> None:
    """With one lost account the spread of the lost cannot be seen."""
    assert standard_error(order([1], [0, 2, 3])) is None


def test_hanley_and_mcneil_by_hand() -> None:
    """AUC 0.8 with 2 lost and 3 kept has a variance of 0.054815.

    Q1 = 0.8/1.2 = 0.666667, Q2 = 1.28/1.8 = 0.711111;
    (0.16 + 1·0.026667 + 2·0.071111) / 6 = 0.328889 / 6 = 0.054815.
    """
    assert hanley_mcneil_error(0.8, 2, 3) == pytest.approx(math.sqrt(0.328889 / 6), abs=1e-6)


def spread(count: int) -> list[float]:
    """Lost scores among which a kept one at 0.5 finds some on each side."""
    return [i / count for i in range(count)]


@pytest.mark.parametrize(("losses", "why"), [(0, "0 losses"), (1, "1 loss "), (7, "7 losses")])
def test_below_eight_losses_there_is_none(losses: int, why: str) -> None:
    """With fewer than 8 lost accounts words stand in place of the number."""
    figure = ranking_power(order(spread(losses), [0.5, 0.6, 2]))
    assert (figure.estimate, figure.low, figure.high) == (None, None, None)
    assert figure.why.startswith(why)
    assert figure.why.endswith("ranking power needs at least 8.")


@pytest.mark.parametrize("losses", [8, 14])
def test_few_losses_take_the_wider_interval(losses: int) -> None:
    """From 8 to 14 losses the interval is the wider of the two."""
    made = order(spread(losses), [0.4, 0.55, 0.7, 0.8, 0.95])
    area, error = auc(made), standard_error(made)
    assert area is not None
    assert error is not None
    both = [logit_bounds(area, error), hanley_mcneil_bounds(area, losses, 5)]
    figure = ranking_power(made)
    assert (figure.low, figure.high) == max(both, key=lambda b: b[1] - b[0])
    assert figure.method == "the wider of clustered DeLong (logit) and Hanley-McNeil"


def test_from_fifteen_on_the_clustered_interval_stands_alone() -> None:
    """With 15 losses it is DeLong's on the logit scale, and E is told."""
    made = order(spread(15), [0.4, 0.55, 0.7, 0.8, 0.95])
    area, error = auc(made), standard_error(made)
    assert area is not None
    assert error is not None
    figure = ranking_power(made)
    assert (figure.low, figure.high) == logit_bounds(area, error)
    assert (figure.n, figure.effective, figure.method) == (20, 15, "clustered DeLong, logit")


def test_losses_are_accounts_not_rows() -> None:
    """Seven accounts with two lost rows each are seven losses."""
    score = np.array([*spread(14), 0.5, 0.6])
    lost = np.array([True] * 14 + [False] * 2)
    account = np.array([*range(7), *range(7), 7, 8])
    assert ranking_power(worst_first(score, lost, account)).estimate is None


def test_a_perfect_ranking_is_not_certain() -> None:
    """An AUC of 1 has no logit: the score interval ends at 1 and begins below it.

    At its low end θ the distance 1 − θ is 1.96 standard errors of the variance
    θ(1−θ)[1 + (N̄−1)((1−θ)/(2−θ) + θ/(1+θ))]/(mn), with m = 20, n = 30 and N̄ = 25.
    """
    figure = ranking_power(order([i / 100 for i in range(20)], [1 + i for i in range(30)]))
    assert (figure.estimate, figure.high) == (1, 1)
    assert figure.low is not None
    theta = figure.low
    more = 24 * ((1 - theta) / (2 - theta) + theta / (1 + theta))
    variance = theta * (1 - theta) * (1 + more) / 600
    assert (1 - theta) / math.sqrt(variance) == pytest.approx(1.959964, abs=1e-5)
    assert 0.8 < theta < 0.95


def test_a_ranking_upside_down_is_the_mirror_image() -> None:
    """An AUC of 0 reaches from 0 as far as that of 1 from 1, sizes exchanged or not."""
    low, high = score_bounds(0.0, 20, 30)
    other = score_bounds(1.0, 20, 30)
    assert (low, high) == pytest.approx((1 - other[1], 1 - other[0]), abs=1e-12)


def test_a_score_that_is_the_same_for_all_ranks_nobody() -> None:
    """All ties are a half without an interval, and the words say why."""
    figure = ranking_power(order([50] * 20, [50] * 40))
    assert (figure.estimate, figure.low, figure.high) == (0.5, None, None)
    assert figure.why == "Every case has the same score: it ranks nobody."


def test_all_lost_is_said() -> None:
    """With nobody kept there is none to compare with."""
    assert ranking_power(order(spread(20), [])).why.startswith("Every case was lost")


def test_two_scores_that_rank_alike_differ_by_nothing() -> None:
    """A score and its double differ by 0 ± 0, and the words say so."""
    score = np.array([*spread(10), 0.5, 0.7, 2.0])
    lost = np.array([True] * 10 + [False] * 3)
    figure = ranking_difference(score, 2 * score, lost, np.arange(13))
    assert (figure.estimate, figure.low, figure.high) == (0, 0, 0)
    assert figure.why == "The two scores rank all these cases alike."


def test_a_difference_uses_what_both_have_scored() -> None:
    """Rows that one score leaves out are left out of both, and too few losses are words."""
    score = np.array([*spread(8), 0.5, 0.7, 2.0])
    lost = np.array([True] * 8 + [False] * 3)
    other = score.copy()
    other[0] = NAN
    figure = ranking_difference(score, other, lost, np.arange(11))
    assert figure.estimate is None
    assert figure.why.startswith("7 losses with both scores")


def test_lengths_must_agree() -> None:
    """A score without its outcome is refused."""
    with pytest.raises(ValueError, match="same length"):
        worst_first(np.zeros(3), np.zeros(2, bool))


@pytest.mark.parametrize(
    ("low", "high", "call"),
    [(0.51, 0.7, "separates"), (0.44, 0.55, "no signal"), (0.3, 0.49, "wrong way")],
)
def test_an_interval_that_covers_chance_is_no_signal(low: float, high: float, call: str) -> None:
    """The whole interval must lie on one side of a half to say anything."""
    found = signal(Figure((low + high) / 2, low, high, 400, 40, "clustered DeLong, logit"))
    assert found.call == call
    assert found.words.endswith(".")


def test_without_an_interval_the_signal_is_unknown() -> None:
    """The words are those of the figure."""
    found = signal(no_figure("3 losses with a score: too few."))
    assert (found.call, found.words) == ("unknown", "3 losses with a score: too few.")
