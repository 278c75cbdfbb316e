"""A variant is edited by the same sliders as the card, and only says what it says anew."""

from __future__ import annotations

import pytest

from scoring.errors import CardError
from scoring.kinds.condition import Condition
from scoring.spec.edit import with_cuts, with_metric, with_weight
from scoring.spec.edit_layers import with_rules
from scoring.spec.edit_metrics import without_metric
from scoring.spec.model import UNMATCHED, Card, authored
from scoring.spec.parse import read_card
from scoring.spec.variants import (
    draft_of,
    folded,
    with_new_variant,
    with_variant,
    with_variant_moved,
    without_variant,
)
from scoring.spec.write import card_yaml
from scoring.values import Missing
from tests.unit.spec.samples import card

SMALL = Condition.model_validate({"dimension": "segment", "is": "small"})


def varied(*names: str) -> Card:
    """The sample card, weights 50/30/20, with variants of these names."""
    made = card(rules={"min_tenure_months": 3})
    for name in names:
        made = with_new_variant(made, name, SMALL)
    return made


def said(one: Card, position: int = 0) -> object:
    """What a variant says anew, as the card's file says it."""
    return authored(one)["variants"][position].get("metrics", {})


def test_a_new_variant_is_the_card_itself() -> None:
    """It says nothing anew, and its accounts are never too young."""
    made = varied("Small")
    (small, plain) = made.effective
    assert small.metrics == plain.metrics == made.metrics
    assert (small.rules.min_tenure_months, plain.rules.min_tenure_months) == (0, 3)


def test_a_weight_moved_for_a_variant_is_its_own() -> None:
    """Usage counts 10 for the small ones and 50 for all others."""
    made = varied("Small")
    after = folded(made, 0, with_weight(draft_of(made, 0), "m0", 10))
    assert said(after) == {"m0": {"weight": 10.0}}
    assert after.metrics == made.metrics
    assert [m.weight for m in after.effective[0].metrics] == [10, 30, 20]
    assert after.rules == made.rules


def test_what_a_gap_counts_and_a_switch_are_its_own() -> None:
    """Missing counts worst and m1 is off for the small ones; all others skip it and use m1."""
    made = varied("Small")
    worst = with_metric(draft_of(made, 0), "m0", missing=Missing("worst"))
    after = folded(made, 0, with_metric(worst, "m1", enabled=False))
    assert said(after) == {"m0": {"missing": "worst"}, "m1": {"enabled": False}}
    assert [c.metrics[0].missing.policy for c in after.effective] == ["worst", "skip"]
    assert [len(c.active) for c in after.effective] == [2, 3]


def test_a_weight_moved_back_is_no_longer_said() -> None:
    """50, then 10, then 50 again: the variant is as short as before."""
    made = varied("Small")
    away = folded(made, 0, with_weight(draft_of(made, 0), "m0", 10))
    assert folded(away, 0, with_weight(draft_of(away, 0), "m0", 50)) == made


def test_cuts_of_a_variant_are_its_own() -> None:
    """Good from 60 for the small ones, from 75 for all others."""
    made = varied("Small")
    after = folded(made, 0, with_cuts(draft_of(made, 0), [60, 40]))
    assert [c.cuts for c in after.effective] == [(60, 40, 0), (75, 50, 0)]
    assert after.bands == made.bands


def test_a_name_or_a_floor_is_shared() -> None:
    """What a variant cannot say anew changes for everybody."""
    made = varied("Small", "Other")
    renamed = folded(made, 0, with_metric(draft_of(made, 0), "m1", label="Depth"))
    assert [c.metrics[1].label for c in renamed.effective] == ["Depth"] * 3
    stricter = folded(made, 1, with_rules(draft_of(made, 1), min_coverage=0.8))
    assert {c.rules.min_coverage for c in stricter.effective} == {0.8}
    assert stricter.rules.min_tenure_months == 3


def test_a_metric_added_for_a_variant_counts_for_it_alone() -> None:
    """It is on the card, switched off; the variant switches it on."""
    made = varied("Small")
    draft = draft_of(made, 0)
    more = draft.metrics[0].model_copy(update={"id": "m9"})
    after = folded(made, 0, draft.model_copy(update={"metrics": (*draft.metrics, more)}))
    assert said(after) == {"m9": {"enabled": True}}
    assert [m.id for m in after.active] == ["m0", "m1", "m2"]
    assert [m.id for m in after.used] == ["m0", "m1", "m2", "m9"]


def test_a_metric_that_is_removed_is_no_longer_spoken_of() -> None:
    """Neither in the variant that was edited nor in the others."""
    made = varied("Small", "Other")
    for position in (0, 1):
        made = folded(made, position, with_weight(draft_of(made, position), "m0", 5))
    for position in (UNMATCHED, 0):
        after = folded(made, position, without_metric(draft_of(made, position), "m0"))
        assert said(after, 0) == said(after, 1) == {}
        assert read_card(card_yaml(after)).card == after


def test_a_name_is_used_once() -> None:
    """Adding and renaming refuse a taken name, and keep the card as it was."""
    made = varied("Small", "Other")
    with pytest.raises(CardError, match="'Small' is already used"):
        with_new_variant(made, "Small", SMALL)
    with pytest.raises(CardError, match="'Small' is already used"):
        with_variant(made, 1, name="Small")
    with pytest.raises(CardError, match="the text is empty"):
        with_variant(made, 1, name="")
    assert [v.name for v in with_variant(made, 1, name="Tiny").variants] == ["Small", "Tiny"]


def test_order_decides_and_can_be_changed() -> None:
    """Later and earlier, but not beyond the ends; removed they are gone."""
    made = varied("A", "B", "C")

    def names(one: Card) -> str:
        return "".join(v.name for v in one.variants)

    assert names(with_variant_moved(made, 0, 1)) == "BAC"
    assert names(with_variant_moved(made, 2, -1)) == "ACB"
    assert names(with_variant_moved(made, 0, -1)) == names(with_variant_moved(made, 2, 1)) == "ABC"
    assert names(without_variant(made, 1)) == "AC"
