"""Answers about pairs of groups become points for every metric of them."""

from __future__ import annotations

import pytest

from scoring.spec.edit import with_metric, with_weights
from scoring.workbench.pairing import groups_of, points_of, questions_of, weigh
from tests.browser.expected import preset

CARD = preset()


def test_the_groups_are_the_families_of_the_card() -> None:
    """Five families of the starter card, ten questions; each metric is in one group."""
    groups = groups_of(CARD)
    names = [group.name for group in groups]
    assert names == ["Usage", "Relationship", "Sentiment", "Support", "Billing"]
    assert len(questions_of(groups)) == 10
    assert sorted(i for g in groups for i in g.ids) == sorted(m.id for m in CARD.active)


def test_more_than_five_families_are_put_together() -> None:
    """The four heaviest stay, the rest is one group at the end."""
    card = CARD
    families = ("usage", "support", "engagement", "billing", "sentiment", "relationship")
    for at, metric in enumerate(CARD.metrics):
        weight = 50.0 - at
        card = with_metric(card, metric.id, family=families[at % 6], weight=weight)
    groups = groups_of(card)
    assert [g.name for g in groups] == ["Usage", "Support", "Engagement", "Billing", "Other"]
    assert len(groups[-1].ids) == 2


def test_a_single_family_has_nothing_to_compare() -> None:
    """All metrics of one family."""
    card = CARD
    for metric in CARD.metrics:
        card = with_metric(card, metric.id, family="usage")
    assert groups_of(card) == ()


def test_points_are_shared_out_as_the_card_does() -> None:
    """Where all groups matter alike each has 20, and within it parts in proportion."""
    card = with_weights(CARD, {m.id: 1.0 for m in CARD.active})
    card = with_weights(card, {CARD.active[0].id: 2.0})
    groups = groups_of(card)
    weighed = weigh(groups, dict.fromkeys(questions_of(groups), 1.0))
    points = points_of(card, groups, weighed)
    assert sum(points.values()) == 100
    assert weighed.weights == pytest.approx([20.0] * 5)
    usage = [points[i] for i in groups[0].ids]
    assert usage == [8, 4, 4, 4]  # 2 : 1 : 1 : 1 of 20
    assert [points[i] for i in groups[2].ids] == [10, 10]


def test_a_group_that_weighs_nothing_is_shared_out_evenly() -> None:
    """Both metrics of sentiment at 0 on the card have half of its 20 points each."""
    groups = groups_of(CARD)
    card = with_weights(CARD, dict.fromkeys(groups[2].ids, 0.0))
    points = points_of(card, groups, weigh(groups, dict.fromkeys(questions_of(groups), 1.0)))
    assert [points[i] for i in groups[2].ids] == [10, 10]
