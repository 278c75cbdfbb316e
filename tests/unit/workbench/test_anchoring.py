"""Anchors and cuts of the demo book are counted again from what leaves the product."""

from __future__ import annotations

import numpy as np
import pytest

from scoring.spec.edit import with_metric
from scoring.spec.edit_metrics import with_normaliser
from scoring.workbench import USUAL, trial_now
from scoring.workbench.anchoring import (
    SuggestedCut,
    active_values,
    suggested_anchors,
    suggested_cuts,
    with_anchors,
)
from scoring.workbench.paneling import panel
from tests.unit.backtest.test_trial import CARD, demo
from tests.unit.workbench.test_cutting import customers_now

MONTH = demo().book.frame.months[-1]


def test_anchors_are_percentiles_of_the_customers_there_are() -> None:
    """Licence use of the customers at the last month: .49 and .94 at 10% and 90%."""
    trial = trial_now(demo(), CARD, USUAL)
    found = suggested_anchors(demo(), CARD, MONTH, panel(demo(), CARD, trial))
    assert [one.metric.id for one in found] == [m.id for m in CARD.active]
    usage = found[0].found
    assert usage is not None
    values = active_values(demo(), np.asarray(demo().book.column(CARD.metric("usage"))), MONTH)
    assert len(values) == 320
    low, high = np.nanpercentile(values, [10, 90])
    assert (usage.worst, usage.best) == (float(f"{low:.2g}"), float(f"{high:.2g}"))
    assert found[4].found is not None
    assert found[4].found.falls  # days since the last meeting


def test_the_card_takes_them_as_lines_or_as_steps() -> None:
    """Weights and everything else stay; what is taken is no more suggested as a change."""
    trial = trial_now(demo(), CARD, USUAL)
    found = suggested_anchors(demo(), CARD, MONTH, panel(demo(), CARD, trial))
    card = with_anchors(CARD, found)
    assert [m.weight for m in card.metrics] == [m.weight for m in CARD.metrics]
    again = suggested_anchors(demo(), card, MONTH, panel(demo(), card, trial))
    assert all(one.same for one in again)
    stepped = with_anchors(CARD, found[:1], "steps").metric("usage").normaliser
    assert stepped.name == "steps"


def test_a_metric_that_points_the_wrong_way_is_turned() -> None:
    """With its ends changed over, usage is suggested the right way round again."""
    low = with_normaliser(CARD, "usage", {"kind": "linear", "worst": 0.9, "best": 0.4})
    trial = trial_now(demo(), low, USUAL)
    found = suggested_anchors(demo(), low, MONTH, panel(demo(), low, trial))[0]
    assert found.turned
    assert found.found is not None
    assert not found.found.falls
    assert with_anchors(low, (found,)).metric("usage").guess  # by the losses, and by nobody else


def test_a_guess_with_other_anchors_is_still_a_guess() -> None:
    """Nobody said which end is better; a line that people made does not become one."""
    card = with_metric(CARD, "usage", guess=True, about="Lost customers had less.")
    found = suggested_anchors(
        demo(), card, MONTH, panel(demo(), card, trial_now(demo(), card, USUAL))
    )
    told = with_anchors(card, found)
    assert (told.metric("usage").guess, told.metric("usage").about) == (
        True,
        "Lost customers had less.",
    )
    assert told.metric("usage").normaliser != card.metric("usage").normaliser
    assert not told.metric("breadth").guess


def cuts(capacity: int) -> dict[str, SuggestedCut]:
    trial = trial_now(demo(), CARD, USUAL)
    return {c.name: c for c in suggested_cuts(demo(), CARD, trial, MONTH, capacity)}


@pytest.mark.parametrize("capacity", [1, 20, 100, 5_000])
def test_the_cut_by_capacity_flags_no_more_than_the_team_can_work(capacity: int) -> None:
    """Today's scores below it are at most so many, and one tenth more would be too many."""
    found = cuts(capacity)["By capacity"]
    now = customers_now()
    assert found.cut is not None
    assert found.now == sum(score < found.cut for score in now) <= capacity
    if capacity < len(now):
        assert sorted(now)[capacity] >= found.cut
    assert found.offered


def test_what_a_cut_would_have_meant_is_counted() -> None:
    """The cut now catches and alarms as the back-test says."""
    found, counts = cuts(20)["The cut now"], trial_now(demo(), CARD, USUAL).counts
    assert (found.caught, found.false) == (counts.caught, counts.false_alarms)
    assert (found.lost, found.kept) == (60, 1287)
    assert not found.offered
    assert not cuts(20)["Youden, to compare only"].offered
    assert cuts(20)["Twice the average churn"].cut is None
