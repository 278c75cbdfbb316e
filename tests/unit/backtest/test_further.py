"""What more is told of a card is counted again by hand from the same cases."""

from __future__ import annotations

import json
from itertools import groupby

import numpy as np
import pytest

from scoring.backtest.bootstrap import draw_accounts
from scoring.backtest.further import Judged, at_capacity, contest, ranked
from scoring.backtest.gates import gate
from scoring.backtest.ground import draws_of, ground_of
from scoring.errors import CommandError
from scoring.workbench import at_team_capacity, beside, case_table, trial_data, trial_text
from tests.unit.backtest.test_trial import CARD, demo, trial

SCORES = np.array([10.0, 20.0, 20.0, 30.0, 90.0, np.nan])
LOST = np.array([True, True, False, False, False, True])
SIX = Judged(SCORES, LOST, np.arange(6))


def test_a_tie_at_the_cut_is_shared() -> None:
    """Two of four can be worked now: the cut is 20, and of the two tied there one fits.

    Of the cases that is 10 whole and each 20 by half: 1 + ½ of 3 losses, 2 flagged.
    """
    found = at_capacity(SIX, np.array([10.0, 20.0, 20.0, 80.0]), 2)
    assert (found.cut.score, found.cut.sure, found.cut.tied, found.cut.share) == (20.0, 1, 2, 0.5)
    assert (found.flagged, found.caught) == (2.0, 1.5)
    assert found.share.estimate == pytest.approx(1.5 / 3)
    assert found.calls.estimate == pytest.approx(2 / 1.5)


def test_the_sweep_counts_what_each_cut_flags() -> None:
    """Below 20 is one case, a loss; below 21 are three, two of them losses."""
    told = ranked(SIX, SCORES < 20, draw_accounts(6, 1))
    rows = {
        int(c): (int(f), int(g))
        for c, f, g in zip(told.sweep.cut, told.sweep.flagged, told.sweep.caught, strict=True)
    }
    assert (rows[20], rows[21], rows[100]) == ((1, 1), (3, 2), (5, 2))
    assert told.gini == pytest.approx(2 * (5.5 / 6) - 1)


def test_a_card_beside_itself_differs_by_nothing() -> None:
    """Both catch the same and rank alike."""
    found = beside(demo(), CARD, trial(), CARD)
    assert (found.ranking.estimate, found.caught.estimate) == (0.0, 0.0)
    assert found.flagged == trial().counts.flagged


def test_few_losses_are_not_compared() -> None:
    """With three losses there are words in place of a difference."""
    found = contest(SIX, SIX, "itself", 2, draw_accounts(6, 1), gate(3))
    assert found.ranking.estimate is None
    assert "Two cards are not compared." in found.caught.why


def test_the_capacity_of_a_team_is_that_of_its_book_now() -> None:
    """Thirty of the scored customers of the newest month are at or below the cut."""
    found = at_team_capacity(demo(), CARD, trial(), 30)
    frame, scores = demo().book.frame, demo().book.scored(CARD)
    rows = frame.rows_at(frame.months[-1])
    now = scores.score[rows][frame.in_book(rows)]
    cut = found.cut.score
    assert cut is not None
    assert int((now < cut).sum()) == found.cut.sure < 30 <= int((now <= cut).sum())
    worked = [
        1.0 if r["score"] < cut else found.cut.share * (r["score"] == cut)
        for r in case_table(demo(), CARD, trial()).to_pylist()
        if r["outcome"] != "too late" and r["score"] is not None
    ]
    assert found.flagged == pytest.approx(sum(worked))
    with pytest.raises(CommandError, match="above 0"):
        at_team_capacity(demo(), CARD, trial(), 0)


def test_all_of_it_is_told_as_text_and_as_data() -> None:
    """The text has a line for each, and JSON holds no NaN."""
    more = (at_team_capacity(demo(), CARD, trial(), 30), beside(demo(), CARD, trial(), CARD))
    text = trial_text(trial(), *more)
    assert "Working 30 accounts a month" in text
    assert "both flagging" in text
    told = json.loads(json.dumps(trial_data(trial(), *more), allow_nan=False))
    assert told["signal"]["call"] == "separates"
    assert len(told["ranking_in_detail"]["sweep"]) == 101
    area = told["ranking_in_detail"]["precision_recall_area"]
    assert area["estimate"] == told["ranking_in_detail"]["average_precision"]
    assert told["at_capacity"]["accounts"] == 30


def test_the_precision_recall_area_has_the_interval_of_its_draws() -> None:
    """Each draw counts every account as often as it comes, and ranks anew, in plain Python."""
    ground = ground_of(demo().book, trial().cases)
    order = trial().judged.order
    drawn = []
    for times in draws_of(demo().book, ground).times:
        weights = times[order.account].tolist()
        steps = list(zip(order.score.tolist(), order.lost.tolist(), weights, strict=True))
        caught = flagged = area = 0.0
        for _, tie in groupby(steps, key=lambda step: step[0]):
            here = list(tie)
            new = sum(w for _, lost, w in here if lost)
            caught, flagged = caught + new, flagged + sum(w for *_, w in here)
            area += new * caught / flagged if flagged else 0.0
        drawn.append(area / caught)
    low, high = np.quantile(drawn, [0.025, 0.975])
    found = trial().precision_recall
    assert (found.low, found.high) == (pytest.approx(low), pytest.approx(high))
    assert found.low is not None
    assert found.low < (found.estimate or 0.0) < (found.high or 0.0)
