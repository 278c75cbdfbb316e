"""What a metric is worth is counted again: by cards without it, and by hand for three metrics."""

from __future__ import annotations

from itertools import permutations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from sklearn.metrics import roc_auc_score

from scoring.backtest.ranking import ranking_difference
from scoring.errors import Stopped
from scoring.spec.edit import with_metric, with_weight
from scoring.spec.parse import parse_card
from scoring.tune.footing import footing
from scoring.tune.rescore import reweighed
from scoring.tune.worth import coalition_values, fair_shares, shapley, worths
from tests.unit.backtest.test_trial import CARD, demo
from tests.unit.tune.stands import EVERYTHING, stand, with_losses


def test_alone_is_the_area_of_the_points_themselves() -> None:
    """scikit-learn's AUC of each metric's points over the cases that have them."""
    at = stand()
    row, lost = at.ground.row, at.ground.lost
    for one in worths(at):
        points = np.where(row >= 0, at.scores.points[one.id][row], np.nan)
        known = ~np.isnan(points)
        area = roc_auc_score(lost[known], -np.round(points[known], 9))
        assert one.alone.estimate == pytest.approx(area, abs=1e-12)


def test_dropping_is_the_card_scored_without_the_metric() -> None:
    """The paired difference to a card that has the metric switched off, scored from afresh."""
    at = stand()
    for one in worths(at):
        without = demo().book.scored(with_metric(CARD, one.id, enabled=False))
        theirs = at.ground.judged(without)
        wanted = ranking_difference(at.judged.score, theirs.score, at.ground.lost, at.ground.codes)
        assert one.drop == wanted


def test_shares_are_those_of_the_weights() -> None:
    """They add up to 1, and a weight of 0 has no line."""
    found = worths(stand(EVERYTHING))
    assert [one.id for one in found] == ["usage", "sponsor", "survey", "_pulse"]
    assert [one.share for one in found] == [30 / 75, 20 / 75, 10 / 75, 15 / 75]


def test_below_fifteen_losses_nothing_is_compared() -> None:
    """The gate's words stand in place of the difference."""
    found = worths(footing(demo().book, CARD, with_losses(12)))
    assert all(not one.drop.known and "anecdote" in one.drop.why for one in found)


def test_the_only_metric_cannot_be_dropped() -> None:
    """Without it nothing is left, which is said."""
    alone = reweighed(CARD, {m.id: 0.0 for m in CARD.metrics} | {"usage": 1.0})
    (one,) = worths(footing(demo().book, alone, stand().ground.cases))
    assert one.drop.why == "It is the only metric: without it nothing is left."


def test_three_players_by_hand() -> None:
    """Shapley's shares of v(a)=.6, v(b)=.7, v(c)=.5, v(ab)=.8, v(ac)=.6, v(bc)=.7, v(abc)=.9.

    In the six orders a adds .1 .1 .1 .1 .2 .2, on average .8/6; b adds .2 .3 .2 .2 .2 .3, on
    average 1.4/6; c adds .1 0 0 .1 0 0, on average .2/6. Together .4 = .9 − .5.
    """
    value = {0: 0.5, 1: 0.6, 2: 0.7, 3: 0.8, 4: 0.5, 5: 0.6, 6: 0.7, 7: 0.9}
    assert shapley(value, 3) == pytest.approx([0.8 / 6, 1.4 / 6, 0.2 / 6], abs=1e-15)


@given(st.lists(st.floats(0.0, 1.0), min_size=16, max_size=16))
def test_shares_are_the_mean_over_every_order_and_add_up(value: list[float]) -> None:
    """All 24 orders of four players, one after the other."""
    wanted = np.zeros(4)
    for order in permutations(range(4)):
        members = 0
        for player in order:
            wanted[player] += (value[members | 1 << player] - value[members]) / 24
            members |= 1 << player
    found = shapley(value, 4)
    assert found == pytest.approx(wanted, abs=1e-12)
    assert sum(found) == pytest.approx(value[15] - value[0], abs=1e-12)


def test_a_coalition_ranks_by_its_own_weighted_mean() -> None:
    """Two metrics of weights 3 and 1 over five cases; a case with nothing counts as 50."""
    points = np.array([[10.0, 80, np.nan, 60, 90], [40.0, 20, np.nan, np.nan, 70]])
    lost = np.array([True, False, True, False, False])
    weight = np.where(np.isnan(points), 0.0, [[3.0], [1.0]])
    value = coalition_values(weight * np.nan_to_num(points), weight, lost)
    first, second = [10, 80, 50, 60, 90], [40, 20, 50, 50, 70]
    mean = [(30 + 40) / 4, (240 + 20) / 4, 50, 60, (270 + 70) / 4]
    wanted = [0.5, *(roc_auc_score(lost, -np.array(s)) for s in (first, second, mean))]
    assert value == pytest.approx(wanted, abs=1e-12)


def test_the_shares_of_the_demo_card_add_up_to_its_power() -> None:
    """Exactly, up to the rounding of doubles."""
    found = fair_shares(stand(), seed=1)
    assert len(found.players) == 9
    assert sum(p.share for p in found.players) == pytest.approx((found.whole or 0) - 0.5, abs=1e-12)
    at = stand()
    known = ~np.isnan(at.judged.score)
    area = roc_auc_score(at.ground.lost[known], -at.judged.score[known])
    assert found.whole == pytest.approx(area, abs=1e-12)
    assert (found.cases, found.lost) == (known.sum(), at.ground.lost[known].sum())


def test_more_than_nine_metrics_bundle_the_lightest() -> None:
    """Of eleven metrics eight stand alone, and three are one player."""
    more = [
        CARD.metrics[0].model_copy(update={"id": f"more{i}", "label": None, "weight": 1.0 + i})
        for i in range(2)
    ]
    card = CARD.model_copy(update={"metrics": (*CARD.metrics, *more)})
    found = fair_shares(footing(demo().book, card, stand().ground.cases), seed=1)
    assert len(found.players) == 9
    bundle = found.players[-1]
    assert bundle.title == "The other 3 metrics"
    assert {"more0", "more1"} < set(bundle.ids)
    assert sum(p.share for p in found.players) == pytest.approx((found.whole or 0) - 0.5, abs=1e-12)


def test_the_work_can_be_ended() -> None:
    """Whoever hears how far it is may raise."""

    def tell(share: float) -> None:
        if share > 0.2:
            raise Stopped("the work was stopped", fix="begin again when you like")

    with pytest.raises(Stopped, match="was stopped"):
        fair_shares(stand(), seed=1, tell=tell)


def test_a_points_card_says_that_it_has_no_weights() -> None:
    """No line, no share, but words."""
    text = "{version: 1, name: P, kind: points, floor: 0, ceiling: 9, actions:"
    text += " [{id: a, measure: tickets, points: 1}], bands: [{name: A, from: 0, tone: bad}]}"
    at = footing(demo().book, parse_card(text), stand().ground.cases)
    assert worths(at) == ()
    assert fair_shares(at, seed=1).words == "A points card has no weights to share out."


def test_a_moved_weight_moves_the_value() -> None:
    """A metric with a weight of 0 has no line any more."""
    card = with_weight(CARD, "usage", 0.0)
    at = footing(demo().book, card, stand().ground.cases)
    assert "usage" not in [one.id for one in worths(at)]
