"""Whatever the sliders and buttons make of a card, its own file and link open again."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scoring.errors import CardError
from scoring.kinds.condition import Condition
from scoring.spec.edit import with_metric, with_weight
from scoring.spec.edit_layers import (
    with_action,
    with_display,
    with_new_action,
    with_pulse,
    with_rules,
    without_action,
    without_pulse,
)
from scoring.spec.edit_metrics import with_moved, with_new_metric, without_metric
from scoring.spec.link import Linked, decode, encode
from scoring.spec.model import PULSE, Action, Card
from scoring.spec.parse import parse_card, read_card
from scoring.spec.variants import (
    draft_of,
    folded,
    with_new_variant,
    with_variant_moved,
    without_variant,
)
from scoring.spec.write import card_yaml
from scoring.workbench import preset_texts

PRESETS = {name: parse_card(text) for name, text in preset_texts().items()}
Draw = Callable[[st.SearchStrategy[int]], int]


def one(number: int, names: list[str]) -> str:
    return names[number % len(names)]


def of_points(card: Card, a: int, b: int) -> list[Callable[[], Card]]:
    """What the Workbench offers on a points card alone."""
    actions = [x.id for x in card.actions]
    more = Action(id=one(a, ["pulse", "raw", "score"]), measure="m", points=float(b))
    return [
        lambda: with_action(card, one(a, actions), points=float(b - 50)),
        lambda: with_action(card, one(a, actions), enabled=bool(b % 2)),
        lambda: without_action(card, one(a, actions)),
        lambda: with_new_action(card, more),
    ]


def edited(card: Card, kind: int, a: int, b: int) -> Card:
    """One thing that the Workbench offers, chosen by number, on a metric chosen by another."""
    when = Condition.model_validate({"measure": f"m{a}", "at_least": float(b)})
    position = a % (len(card.variants) + 1) - 1
    draft = draft_of(card, position)
    metrics = [m.id for m in draft.metrics]
    layers: list[Callable[[], Card]] = [
        lambda: with_pulse(card, measure="csm_pulse", mode=one(a, ["metric", "nudge"])),
        lambda: with_pulse(
            card, measure="x", mode="pin", reason="y", expires_months=1 + a % 24, scale="five"
        ),
        lambda: without_pulse(card),
        lambda: with_rules(card, min_coverage=(a % 11) / 10, min_tenure_months=b % 121),
        lambda: with_display(card, ("percent", "ten", "grade")[a % 3]),
    ]
    if card.kind == "points":
        layers += of_points(card, a, b)
        return layers[kind % len(layers)]()
    more = draft.metrics[0].model_copy(update={"id": one(b, ["pulse", "extra", "m_1"])})
    of_draft: list[Callable[[], Card]] = [
        lambda: with_weight(draft, one(a, metrics), float(b), keep_total=bool(b % 2)),
        lambda: with_weight(draft, one(a, metrics), 0.0),
        lambda: with_metric(draft, one(a, metrics), enabled=bool(b % 2)),
        lambda: without_metric(draft, one(a, metrics)),
        lambda: with_moved(draft, one(a, metrics), b - 50),
        lambda: with_new_metric(draft, more) if more.id not in metrics else draft,
    ]
    layers += [
        lambda: with_new_variant(card, f"V{b % 20}", when),
        lambda: without_variant(card, position) if position >= 0 else card,
        lambda: with_variant_moved(card, position, 1) if position >= 0 else card,
        lambda: with_weight(card, PULSE, float(b)) if card.pulse else card,
    ]
    made = [*layers, *((lambda f=f: folded(card, position, f())) for f in of_draft)]
    return made[kind % len(made)]()


numbers = st.integers(0, 99)


@given(
    name=st.sampled_from(sorted(PRESETS)),
    steps=st.lists(st.tuples(numbers, numbers, numbers), max_size=25),
)
def test_every_card_that_can_be_made_opens_again(
    name: str, steps: list[tuple[int, int, int]]
) -> None:
    """Up to 25 edits of a preset: file and link give the same card, with no error."""
    card = PRESETS[name]
    for step in steps:
        try:
            card = edited(card, *step)
        except CardError:
            continue  # refused in words, and the card stays as it was
    reading = read_card(card_yaml(card))
    assert reading.card == card, [f.as_text() for f in reading.findings]
    assert decode(encode(Linked(card, "demo"))).card == card


@pytest.mark.parametrize("mode", ["metric", "nudge"])
def test_a_pulse_beside_a_metric_called_pulse(mode: str) -> None:
    """The standard card has one: both stand, each with its own measure and its own points."""
    card = with_pulse(PRESETS["b2b_saas_starter"], measure="licence_use", mode=mode)
    ids = [m.id for m in card.readings]
    assert len(set(ids)) == len(ids) == 10
    assert read_card(card_yaml(card)).card == card


def test_a_thirteenth_variant_is_refused() -> None:
    """Twelve is the limit of a file, so it is the limit of the button."""
    card = PRESETS["b2b_saas_starter"]
    when = Condition.model_validate({"measure": "nps", "at_least": 1.0})
    for number in range(12):
        card = with_new_variant(card, f"V{number}", when)
    with pytest.raises(CardError, match="at most 12 variants"):
        with_new_variant(card, "One more", when)
