"""The difference of two cards falls into steps that can each be taken alone."""

from __future__ import annotations

import pytest

from scoring.spec.diff import changes
from scoring.spec.edit import with_knob, with_metric, with_weight
from scoring.spec.edit_cut import with_alarm_cut
from scoring.spec.model import Card
from scoring.spec.parse import parse_card
from scoring.spec.steps import Steps
from scoring.spec.write import card_yaml
from scoring.workbench import preset_texts

CARDS = {name: parse_card(text) for name, text in preset_texts().items()}
CARD = CARDS["b2b_saas_starter"]
WEIGHT = with_weight(CARD, "usage", 60.0)
CUT = with_alarm_cut(WEIGHT, 50.0)


def test_each_line_is_a_step() -> None:
    """A weight, an anchor and a cut: three lines of the difference, three steps."""
    moved = with_knob(CUT, "usage", "worst", 0.3)
    steps = Steps(CARD, moved)
    assert steps.all == (
        ("metrics", "usage", "normaliser"),
        ("metrics", "usage", "weight"),
        ("bands", "Watch", "from"),
    )
    assert sorted(steps.line(step) for step in steps.all) == sorted(changes(CARD, moved))


def test_a_step_alone_is_the_card_with_that_change() -> None:
    """The weight alone is the first card with that weight; all but the cut is the same."""
    steps = Steps(CARD, CUT)
    weight, cut = steps.all
    assert steps.taken({weight}) == WEIGHT
    assert steps.taken(set(steps.all) - {cut}) == WEIGHT
    assert steps.taken(set()) == CARD
    assert steps.taken(set(steps.all)) == CUT


def test_words_are_no_steps() -> None:
    """A name, a label and a playbook move no score."""
    other = CARD.model_copy(update={"name": "Other", "about": "Else", "playbooks": {}})
    other = with_metric(other, "usage", label="Seats")
    assert changes(CARD, other)
    assert Steps(CARD, other).all == ()


def test_parts_that_come_and_go_are_steps() -> None:
    """One metric fewer, and bands of other names, which change all at once."""
    fewer = CARD.model_copy(update={"metrics": CARD.metrics[1:]})
    assert Steps(CARD, fewer).all == (("metrics", "usage"),)
    assert Steps(fewer, CARD).line(("metrics", "usage")) == "Metric Product usage added, weight 30"
    assert ("bands",) in Steps(CARD, CARDS["grades"]).all


@pytest.mark.parametrize("name", sorted(CARDS))
def test_all_steps_lead_to_the_other_card(name: str) -> None:
    """Between any two bundled cards; what is left to tell is words and order."""
    other = CARDS[name]
    steps = Steps(CARD, other)
    assert steps.taken(set(steps.all)) == (other if steps.all else CARD)
    for step in steps.all:
        assert steps.line(step)
        alone = steps.taken({step})
        assert alone is None or isinstance(alone, Card)


def test_a_step_that_makes_no_card_is_none() -> None:
    """A flag that looks at a metric cannot come before the metric."""
    metric = CARD.metrics[0].model_copy(update={"id": "seats"})
    text = card_yaml(CARD.model_copy(update={"metrics": (*CARD.metrics, metric)}))
    assert "red_flags" not in text
    flag = "red_flags: [{id: f, when: {metric: seats, less_than: 1}, cap: 40}]\n"
    steps = Steps(CARD, parse_card(text + flag))
    assert steps.all == (("metrics", "seats"), ("red_flags", "f"))
    assert steps.taken({("red_flags", "f")}) is None
    assert steps.taken({("metrics", "seats")}) is not None
    assert "Red flag" in steps.line(("red_flags", "f"))
