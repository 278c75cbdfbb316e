"""A group's variant has anchors of its own customers, and weights of its own only with losses."""

from __future__ import annotations

import numpy as np

from scoring.spec.variants import draft_of
from scoring.workbench import USUAL, trial_now
from scoring.workbench.grouping import (
    BySegment,
    OwnGroup,
    by_segment_suggested,
    with_own_anchors,
    with_own_weights,
)
from scoring.workbench.paneling import panel
from scoring.workbench.suggesting import AS_USUAL, study, suggest
from tests.unit.backtest.test_trial import CARD, demo

MONTH = demo().book.frame.months[-1]


def found(dimension: str = "segment") -> BySegment:
    trial = trial_now(demo(), CARD, USUAL)
    pooled = suggest(study(demo(), CARD, trial), CARD, AS_USUAL)
    return by_segment_suggested(demo(), CARD, trial, pooled, AS_USUAL, dimension, MONTH)


def test_groups_are_counted() -> None:
    """60 lost accounts and 320 customers in three segments, none with a hundred losses."""
    groups = found().groups
    assert {g.value: g.losses for g in groups} == {"SMB": 38, "Mid-market": 18, "Enterprise": 4}
    assert sum(g.active for g in groups) == 320
    assert all(g.weights is None for g in groups)
    assert groups[0].share == 38 / 88


def test_the_card_and_each_metric_are_looked_at_within_groups() -> None:
    """The card's figure over all is its ranking power."""
    metrics = found().metrics
    assert [one.title for one in metrics] == ["This card", *(m.title for m in CARD.active)]
    assert metrics[0].pooled == trial_now(demo(), CARD, USUAL).ranking.estimate


def test_own_anchors_are_those_of_the_group_s_customers() -> None:
    """Same weights; the enterprise variant's licence use goes by enterprise accounts alone."""
    trial = trial_now(demo(), CARD, USUAL)
    lines = panel(demo(), CARD, trial)
    card = with_own_anchors(demo(), CARD, "segment", "Enterprise", MONTH, lines)
    assert card.metrics == CARD.metrics
    own = draft_of(card, 0)
    assert [m.weight for m in own.metrics] == [m.weight for m in CARD.metrics]
    frame, rows = demo().book.frame, demo().book.frame.rows_at(MONTH)
    inside = frame.members("segment", "Enterprise")[frame.account[rows]] & frame.in_book(rows)
    values = np.asarray(demo().book.column(CARD.metric("usage")))[rows][inside]
    low, high = np.nanpercentile(values, [10, 90])
    ends = own.metric("usage").normaliser.model_dump()
    assert (ends["worst"], ends["best"]) == (float(f"{low:.2g}"), float(f"{high:.2g}"))


def test_the_same_group_is_not_given_a_second_variant() -> None:
    """Weights go into the variant that the anchors made."""
    trial = trial_now(demo(), CARD, USUAL)
    lines = panel(demo(), CARD, trial)
    card = with_own_anchors(demo(), CARD, "segment", "SMB", MONTH, lines)
    heavy = with_own_weights(card, "segment", OwnGroup("SMB", 120, 160, 0.7, {"usage": 55.0}))
    assert len(heavy.variants) == 1
    own = draft_of(heavy, 0)
    assert own.metric("usage").weight == 55.0
    assert own.metric("usage").normaliser == draft_of(card, 0).metric("usage").normaliser
    assert heavy.metric("usage").weight == CARD.metric("usage").weight


def test_a_group_with_a_variant_is_counted_as_before() -> None:
    """Its cases are cases all the same, now with the points that the variant gives them."""
    lines = panel(demo(), CARD, trial_now(demo(), CARD, USUAL))
    card = with_own_anchors(demo(), CARD, "segment", "SMB", MONTH, lines)
    trial = trial_now(demo(), card, USUAL)
    pooled = suggest(study(demo(), card, trial), card, AS_USUAL)
    again = by_segment_suggested(demo(), card, trial, pooled, AS_USUAL, "segment", MONTH)
    assert [(g.value, g.losses) for g in again.groups] == [
        (g.value, g.losses) for g in found().groups
    ]
    assert again.metrics[0].pooled == trial.ranking.estimate
    assert again.metrics[1].pooled != found().metrics[1].pooled
