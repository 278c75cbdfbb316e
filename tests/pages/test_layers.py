"""Variants, points cards, the pulse and scales are edited on the Workbench, a step at a time."""

from __future__ import annotations

import pytest
from streamlit.testing.v1 import AppTest

from scoring.kinds.condition import Condition
from scoring.spec.edit import with_cuts, with_weight
from scoring.spec.edit_layers import with_action, with_display, with_ends, with_pulse, with_rules
from scoring.spec.model import PULSE, Card
from scoring.spec.parse import parse_card
from scoring.spec.variants import draft_of, folded, with_new_variant
from scoring.ui.state import State
from scoring.workbench import preset_texts
from tests.pages.test_pages import CARD, is_well, opened

ENTERPRISE = Condition.model_validate({"dimension": "segment", "is": "Enterprise"})
VARIED = with_new_variant(with_new_variant(CARD, "Big", ENTERPRISE), "Same", ENTERPRISE)
POINTS = parse_card(preset_texts()["action_points"])


def at(card: Card, data: str = "demo", variant: str = "", box: str = "") -> AppTest:
    """The Workbench with a card, a variant chosen and at most one box open."""
    app = opened(State(data, card, card, variant=variant))
    is_well(app)
    if box:
        app.session_state[box] = True
        app.run()
        is_well(app)
    return app


def state(app: AppTest) -> State:
    is_well(app)
    found = app.session_state["bellwether"]
    assert isinstance(found, State)
    return found


def test_a_slider_moves_the_variant_that_is_chosen() -> None:
    """Usage from 30 to 12 for Big alone; the choice of everyone else shows 30 again."""
    app = at(VARIED, variant="Big")
    app.slider(key="weight-usage").set_value(12.0).run()
    assert state(app).card == folded(VARIED, 0, with_weight(draft_of(VARIED, 0), "usage", 12))
    assert state(app).card.metric("usage").weight == 30
    app.segmented_control(key="variant").set_value("").run()
    assert app.slider(key="weight-usage").value == 30
    app.segmented_control(key="variant").set_value("Big").run()
    assert app.slider(key="weight-usage").value == 12
    app.button(key="card-undo").click().run()
    assert state(app).card == VARIED


def test_the_cuts_of_a_variant_are_its_own() -> None:
    """Watch from 30 and Healthy from 55 for Big, 45 and 65 for all others."""
    app = at(VARIED, variant="Big")
    app.slider(key="cut-pair").set_value((30.0, 55.0)).run()
    assert state(app).card == folded(VARIED, 0, with_cuts(draft_of(VARIED, 0), (55, 30)))


def test_variants_change_places_names_and_go() -> None:
    """The order decides: Same comes first after Later; renamed it stays chosen; then it goes."""
    app = at(VARIED, variant="Big")
    app.button(key="variant-later").click().run()
    assert [v.name for v in state(app).card.variants] == ["Same", "Big"]
    app.text_input(key="variant-name").set_value("Enterprise").run()
    assert [v.name for v in state(app).card.variants] == ["Same", "Enterprise"]
    assert state(app).variant == "Enterprise"
    app.button(key="variant-remove").click().run()
    assert [v.name for v in state(app).card.variants] == ["Same"]
    app.button(key="card-undo").click().run()
    assert [v.name for v in state(app).card.variants] == ["Same", "Enterprise"]


def test_a_variant_says_for_whom_it_speaks() -> None:
    """43 Enterprise accounts of the demo book; the second of the same condition gets none."""
    assert any("43 accounts" in c.value for c in at(VARIED, variant="Big").caption)
    assert any(c.value.startswith("0 accounts") for c in at(VARIED, variant="Same").caption)


def test_an_action_is_worth_what_the_slider_says() -> None:
    """Five points become three, then the action is switched off; undo brings both back."""
    app = at(POINTS, "actions")
    app.slider(key="action-positive").set_value(3.0).run()
    three = with_action(POINTS, "positive", points=3.0)
    assert state(app).card == three
    app.toggle(key="action-on-negative").set_value(False).run()
    assert state(app).card == with_action(three, "negative", enabled=False)
    app.button(key="card-undo").click().run()
    app.button(key="card-undo").click().run()
    assert state(app).card == POINTS


def test_the_ends_of_a_points_card_stay_apart() -> None:
    """A ceiling of 40 is taken, one of 0 is refused and the card stays as it was."""
    app = at(POINTS, "actions")
    app.number_input(key="ends-ceiling").set_value(40.0).run()
    assert state(app).card == with_ends(POINTS, 0, 0, 40)
    app.number_input(key="ends-ceiling").set_value(0.0).run()
    assert state(app).card == with_ends(POINTS, 0, 0, 40)
    assert "does not lie above the floor" in app.toast[0].value.replace("\\", "")


def test_the_last_action_that_counts_stays() -> None:
    """Removing it is refused in words."""
    card = POINTS.model_copy(update={"actions": POINTS.actions[:1]})
    app = at(card, "actions", box="rule-positive")
    app.button(key="remove-action-positive").click().run()
    assert state(app).card == card
    assert "No action would be left" in app.toast[0].value


def test_a_pulse_is_added_weighed_and_removed() -> None:
    """It begins as a nudge of ten on the measure called pulse; as a metric it has a weight."""
    app = at(CARD)
    app.button(key="add-pulse").click().run()
    nudged = with_pulse(CARD, measure="csm_pulse", mode="nudge")
    assert state(app).card == nudged
    assert any("A judgement holds for" in c.value for c in app.caption)
    app.slider(key="pulse-max_points").set_value(20.0).run()
    assert state(app).card == with_pulse(nudged, max_points=20.0)
    app = at(nudged.model_copy(update={"metrics": CARD.metrics[:3]}), box="pulse-rule")
    app.segmented_control(key="pulse-mode").set_value("metric").run()
    assert state(app).card.active[-1].id == PULSE
    app.button(key="remove-pulse").click().run()
    assert state(app).card.pulse is None


def test_a_pulse_pins_where_reasons_are_written() -> None:
    """Of four outermost judgements in the small book three have a reason, and pin the band."""
    card = parse_card(preset_texts()["onboarding_and_renewal"])
    nudged = with_pulse(card, measure="csm_pulse", mode="nudge")
    app = at(nudged, "lifecycle", box="pulse-rule")
    before = {m.label: m.value for m in app.metric}
    app.segmented_control(key="pulse-mode").set_value("pin").run()
    found = state(app).card.pulse
    assert found is not None
    app.selectbox(key="pulse-reason").select("csm_reason").run()
    assert any(c.value.endswith("pins 3.") for c in app.caption)
    assert {m.label: m.value for m in app.metric} != before


def test_the_scale_changes_how_scores_are_shown_and_nobody_moves() -> None:
    """On 1 to 10 the cuts 65 and 45 are 6.85 and 5.05; the tiles stay as they were."""
    app = at(CARD, box="display")
    before = [m.value for m in app.metric]
    app.segmented_control(key="shown-as").set_value("ten").run()
    assert state(app).card == with_display(CARD, "ten")
    assert [b.start for b in state(app).card.bands] == [6.85, 5.05, 1.0]
    assert [m.value for m in app.metric] == before
    app.segmented_control(key="shown-as").set_value("grade").run()
    assert [b.start for b in state(app).card.bands] == [65.0, 45.0, 0.0]
    assert [m.value for m in app.metric] == before
    app.number_input(key="grade-A").set_value(85.0).run()
    assert (state(app).card.grades or {})["A"] == 85


def test_what_is_asked_for_before_a_score() -> None:
    """All of the weight and a year as a customer: fewer are scored, and it is one step each."""
    app = at(CARD, box="display")
    app.slider(key="min-coverage").set_value(100.0).run()
    assert state(app).card == with_rules(CARD, min_coverage=1.0)
    app.number_input(key="min-tenure").set_value(12).run()
    assert state(app).card == with_rules(CARD, min_coverage=1.0, min_tenure_months=12)
    assert any(m.label.endswith("Onboarding") for m in app.metric)


@pytest.mark.parametrize("name", ["Big", "nobody"])
def test_a_variant_that_is_gone_leaves_the_card_itself(name: str) -> None:
    """Undo may take a variant away that is chosen: then the sliders set the card."""
    app = at(CARD, variant=name)
    app.slider(key="weight-usage").set_value(12.0).run()
    assert state(app).card == with_weight(CARD, "usage", 12)
