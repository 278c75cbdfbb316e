"""Metrics, anchors, the cut and groups on the Tune page: each button makes one undoable step."""

from __future__ import annotations

from typing import Any

import pytest

from scoring.live.among import Among
from scoring.spec.edit_cut import alarm_border
from scoring.spec.parse import parse_card
from scoring.ui.state import State
from scoring.workbench import preset_texts
from tests.pages.test_pages import CARD, boxes, is_well, opened, turned_to
from tests.pages.tune_page import at, chosen_row, pressed, undone

PARTS = ("Metrics", "Weights", "Anchors", "Cut", "By segment")


def test_the_panel_holds_measures_that_are_not_on_the_card() -> None:
    """Twelve measures, nine of them on the card, the best first."""
    shown = at("Metrics").dataframe[0].value
    assert list(shown["On the card"]).count("yes") == 9
    assert {"Time in app", "Tickets", "Newsletter opens"} <= set(shown["Metric"])
    shares = [int(cell.split("%")[0]) for cell in shown["Ranking power"]]
    assert shares == sorted(shares, reverse=True)


def test_a_measure_is_added_as_a_trial_and_taken_back() -> None:
    """One click puts it on the card, one undo takes it away again."""
    app = at("Metrics")
    row = list(app.dataframe[0].value["Metric"]).index("Time in app")
    chosen_row(app, "tune-metrics", row)
    card = pressed(app, "tune-add")
    added = card.metrics[-1]
    assert (added.measure, added.guess, added.enabled) == ("time_in_app", True, True)
    assert undone(app) == CARD


def test_the_difference_within_groups_has_its_interval() -> None:
    """Of each metric, beside the two ranking powers."""
    app = at("By segment")
    told = app.dataframe[0].value["Difference, points"]
    assert all(" to " in cell for cell in told)


def test_anchors_are_taken_for_one_metric_and_for_all() -> None:
    """The chosen row alone, then all as three steps where there are any; each undone at once."""
    app = at("Anchors")
    assert app.button(key="tune-anchor-one").disabled
    chosen_row(app, "tune-anchors", 1)
    card = pressed(app, "tune-anchor-one")
    changed = [m.id for m, n in zip(card.metrics, CARD.metrics, strict=True) if m != n]
    assert changed == ["key_actions"]
    assert undone(app) == CARD
    app.segmented_control(key="tune-shape").set_value("steps").run()
    card = pressed(app, "tune-anchor-all")
    kinds = {m.id: m.normaliser.name for m in card.metrics}
    assert kinds["usage"] == "steps"
    assert kinds["escalations"] == "linear"  # nearly all are 0: no three steps
    assert undone(app) == CARD


def test_the_cut_by_capacity_is_written_as_a_score() -> None:
    """Twenty accounts a month: the card's cut moves to where at most twenty are red."""
    app = at("Cut")
    app.number_input(key="tune-capacity").set_value(20).run()
    assert list(app.dataframe[0].value["Cut"])[1] == "By capacity"
    assert int(app.dataframe[0].value["Red now"][1]) <= 20
    card = pressed(app, "tune-cut-1")
    border = alarm_border(card)
    assert border is not None
    assert border.cut < 45.0
    assert undone(app) == CARD


def test_cuts_of_the_losses_are_offered_from_a_hundred_on() -> None:
    """Sixty losses: twice the average says why not, and Youden has no button."""
    app = at("Cut")
    shown = app.dataframe[0].value.set_index("Cut")
    assert shown.loc["Twice the average churn", "Red below"] == "from 100 losses on; there are 60"
    assert "Youden, to compare only" in shown.index
    assert [b.key for b in app.button if (b.key or "").startswith("tune-cut")] == ["tune-cut-1"]


def test_a_group_gets_anchors_of_its_own() -> None:
    """A variant with the same weights and other rules, in one step."""
    app = at("By segment")
    chosen_row(app, "tune-groups", 0)
    value = app.dataframe[1].value["segment"][0]
    card = pressed(app, "tune-own-anchors")
    assert [v.name for v in card.variants] == [value]
    own_rules = card.variants[0].metrics.values()
    assert own_rules
    assert all(o.weight is None and o.normaliser is not None for o in own_rules)
    assert app.button(key="tune-own-weights").disabled
    assert undone(app) == CARD


def test_another_dimension_can_be_looked_at() -> None:
    """Each metric and the card itself over all and within it."""
    app = at("By segment")
    names = app.selectbox(key="tune-dimension").options
    app.selectbox(key="tune-dimension").set_value(names[-1]).run()
    assert "This card" in set(app.dataframe[0].value["Metric"])
    assert app.dataframe[1].value.columns[0] == names[-1]


@pytest.mark.parametrize("part", PARTS)
@pytest.mark.parametrize(
    "asked",
    [
        {"card": "action_points"},
        {"filter": Among((("segment", "Enterprise"),))},
        {"month": "2023-11"},
    ],
    ids=["points card", "four losses", "first month"],
)
def test_every_part_stands_whatever_is_asked(part: str, asked: dict[str, Any]) -> None:
    """A card of points, a segment with four losses, the first month: words, never a fault."""
    asked = dict(asked)
    name = asked.pop("card", None)
    card = parse_card(preset_texts()[name]) if name else CARD
    data = "actions" if name else "demo"
    app = turned_to(opened(State(data, card, card, **asked)), "tune")
    is_well(app)
    if not name:
        app.segmented_control(key="tune-part").set_value(part).run()
        is_well(app)
    assert not app.error or "losses" in boxes(app)
