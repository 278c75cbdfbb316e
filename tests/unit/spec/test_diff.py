"""Two cards are told apart in English, and nothing is said of equal ones."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from scoring.errors import CardError
from scoring.spec.diff import ORDER_OF_WORDS, changes
from scoring.spec.edit import with_weight
from scoring.spec.edit_cut import with_alarm_cut
from scoring.spec.edit_facts import with_fact
from scoring.spec.edit_metrics import (
    with_new_metric,
)
from scoring.spec.edit_playbooks import with_playbook
from scoring.spec.model import Card
from scoring.spec.parse import parse_card, read_card
from scoring.spec.write import card_yaml
from scoring.workbench import preset_texts
from tests.examples import examples
from tests.truth.random_cards import cards, points_cards
from tests.unit.spec.test_edits_stay_sound import edited
from tests.unit.spec.told_edits import CARD, EDITS, NPS

PRESETS = {name: parse_card(text) for name, text in preset_texts().items()}


@pytest.mark.parametrize("name", EDITS)
def test_each_edit_is_told(name: str) -> None:
    """What the Workbench can do to a card has its line, and no line more."""
    card, edit, lines = EDITS[name]
    assert changes(card, edit(card)) == lines


def test_several_changes_stand_in_the_order_of_a_card() -> None:
    """Weights before flags, flags before cuts."""
    after = with_weight(CARD, "support", 10)
    after = with_new_metric(after, NPS)
    after = with_alarm_cut(with_fact(after, "red_flags", "late", cap=45.0), 45)
    assert changes(CARD, after) == (
        "Support 20 → 10",
        "Metric NPS added, weight 20",
        "Red flag late: cap 39 → 45",
        "At risk cut 50 → 45",
    )


def test_numbers_that_look_alike_are_written_out() -> None:
    """Six digits do not show the difference; all of them do."""
    one, other = (with_weight(CARD, "usage", 33.0 + n / 1e7) for n in (1, 2))
    assert changes(one, other) == ("Usage 33.0000001 → 33.0000002",)


def test_the_order_of_names_in_a_group_is_told() -> None:
    """The digest knows the order of playbooks, so the difference has a line."""
    two = with_playbook(CARD, "At risk", title="Rescue", within_hours=None, steps=["Call"])
    turned = two.model_copy(update={"playbooks": dict(reversed(two.playbooks.items()))})
    assert two.digest != turned.digest
    assert changes(two, turned) == (ORDER_OF_WORDS,)


numbers = st.integers(0, 99)


@given(
    name=st.sampled_from(sorted(PRESETS)),
    steps=st.lists(st.tuples(numbers, numbers, numbers), max_size=6),
)
def test_a_difference_is_told_exactly_if_there_is_one(
    name: str, steps: list[tuple[int, int, int]]
) -> None:
    """After up to six edits of a preset there are lines if, and only if, the digest changed."""
    card = before = PRESETS[name]
    for step in steps:
        try:
            card = edited(card, *step)
        except CardError:
            continue
    for one, other in ((before, card), (card, before)):
        assert bool(changes(one, other)) == (one.digest != other.digest)
    assert changes(card, parse_card(card_yaml(card))) == ()


@settings(max_examples=examples(40))
@given(st.lists(cards() | points_cards(), min_size=2, max_size=2))
def test_any_two_cards_are_told_apart(pair: list[dict[str, object]]) -> None:
    """Random cards of either kind: each line is short, and none is empty."""
    found = [Card.model_validate(raw) for raw in pair]
    lines = changes(found[0], found[1])
    assert bool(lines) == (found[0].digest != found[1].digest)
    assert all(line.strip() and len(line) < 600 for line in lines)


def test_presets_can_be_held_against_each_other() -> None:
    """A weighted card against a points card says so first of all."""
    kinds = {card.kind: card for card in PRESETS.values()}
    lines = changes(kinds["weighted"], kinds["points"])
    assert "Kind weighted → points" in lines
    assert read_card(card_yaml(kinds["points"])).card == kinds["points"]
