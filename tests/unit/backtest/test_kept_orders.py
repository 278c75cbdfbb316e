"""What was sorted of a card's cases serves every place of its cut, and says the same as anew."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from scoring.backtest.bootstrap import draw_accounts
from scoring.backtest.cases import cases_of
from scoring.backtest.clock import usual_question
from scoring.backtest.equal_workload import caught_difference
from scoring.backtest.further import Judged
from scoring.backtest.ground import ground_of
from scoring.backtest.order import worst_first
from scoring.backtest.proportions import clustered_proportion
from scoring.backtest.ranking import auc, ranking_difference, weighted_auc
from scoring.backtest.workload import worst_shares
from scoring.spec.edit import with_cuts, with_weight
from tests.truth.test_statistics import Cases, cases
from tests.unit.live.test_banding import CARD, afresh


def test_a_moved_cut_sorts_nothing_anew() -> None:
    """The judged cases of another cut are the same object; those of another weight are not."""
    book = afresh()
    ground = ground_of(book, cases_of(book, usual_question(book.frame)))
    mine = ground.judged(book.scored(CARD))
    assert ground.judged(book.scored(with_cuts(CARD, (71.0, 38.5)))) is mine
    other = ground.judged(book.scored(with_weight(CARD, "usage", 61.0)))
    assert other is not mine
    assert other.score.tolist() != mine.score.tolist()


def test_an_array_in_a_freed_place_is_another_one() -> None:
    """Scores that are gone are not taken for new ones, wherever these lie in memory."""
    book = afresh()
    ground = ground_of(book, cases_of(book, usual_question(book.frame)))
    scores = book.scored(CARD)
    for number in range(30):
        moved = replace(scores, score=np.full(len(scores.score), float(number)))
        found = ground.judged(moved).score
        assert set(found[~np.isnan(found)].tolist()) == {float(number)}
        del moved


@given(cases(), st.floats(0, 60))
def test_shares_of_an_order_are_those_of_the_scores(made: Cases, count: float) -> None:
    """Sorted once or sorted anew, each loss is caught to the same part, to the last digit."""
    score, lost, account = made
    found = Judged(score, lost, account).caught(count)
    parts = worst_shares(score, count)[lost]
    assert found == clustered_proportion(parts, account[lost], nothing="Nobody was lost.")


@given(cases())
def test_two_orders_differ_as_two_scores_do(made: Cases) -> None:
    """The kept difference of ranking powers is the one of the scores, with and without gaps."""
    score, lost, account = made
    other = score[::-1].copy()
    found = Judged(score, lost, account).ahead_of(Judged(other, lost, account))
    assert repr(found) == repr(ranking_difference(score, other, lost, account))


@given(cases(), st.data())
def test_a_case_that_counts_twice_is_two_cases(made: Cases, data: st.DataObject) -> None:
    """The weighted ranking power is that of the cases, each as often as it counts."""
    score, lost, account = made
    times = np.array(
        data.draw(st.lists(st.integers(1, 4), min_size=len(score), max_size=len(score)))
    )
    often = auc(worst_first(np.repeat(score, times), np.repeat(lost, times)))
    order = worst_first(score, lost, account)
    found = weighted_auc(order, times[order.rows].astype(np.float64))
    assert (found is None) == (often is None)
    if found is not None and often is not None:
        assert abs(found - often) < 1e-12


@given(cases(), st.integers(1, 30))
def test_drawn_accounts_catch_what_repeated_cases_would(made: Cases, flagged: int) -> None:
    """In each draw the losses among the worst are those of the cases, each as often as drawn."""
    score, lost, account = made
    other = score[::-1].copy()
    one, two = (worst_first(s, lost, account) for s in (score, other))
    if not lost.any():
        return
    draws = draw_accounts(int(account.max()) + 1, 1, draws=40)
    values = []
    for times in draws.times.astype(np.int64):
        each = times[account]
        count = flagged / len(lost) * each.sum()
        gone = np.repeat(lost, each)
        caught = [worst_shares(np.repeat(s, each), count)[gone].sum() for s in (score, other)]
        values.append((caught[0] - caught[1]) / gone.sum() if gone.any() else np.nan)
    found = caught_difference(draws, one, two, lost, account, float(flagged))
    known = np.array(values)[np.isfinite(values)]
    if found.low is None or found.high is None or found.estimate is None:
        return
    low, high = np.quantile(known, [0.025, 0.975])
    assert abs(found.low - min(low, found.estimate)) < 1e-9
    assert abs(found.high - max(high, found.estimate)) < 1e-9
