"""Every control of the Tune page does what it says, and each button makes one undoable step."""

from __future__ import annotations

from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from scoring.live.among import Among
from scoring.spec.edit_cut import alarm_border
from scoring.spec.link import decode
from scoring.spec.model import Card
from scoring.spec.parse import parse_card
from scoring.ui.state import State
from scoring.workbench import preset_texts
from tests.pages.test_pages import CARD, boxes, is_well, opened, own, table, turned_to

PARTS = ("Metrics", "Weights", "Anchors", "Cut", "By segment")


def at(part: str, state: State | None = None) -> AppTest:
    """The Tune page with one of its parts, once it is worked out."""
    app = turned_to(opened(state or State("demo", CARD, CARD)), "tune")
    is_well(app)
    return calm(app.segmented_control(key="tune-part").set_value(part).run())


def calm(app: AppTest) -> AppTest:
    """The page after the work beside it has ended, one piece after the other."""
    for _ in range(4):
        is_well(app)
        jobs = [job for _, job in here(app).works.values()]
        if not [b for b in app.button if (b.key or "").startswith("cancel-")]:
            break
        assert all(job.wait(30.0) for job in jobs)
        app.run()
    return app


def here(app: AppTest) -> State:
    is_well(app)
    found = app.session_state["bellwether"]
    assert isinstance(found, State)
    return found


def undone(app: AppTest) -> Card:
    """The card after one undo."""
    return here(calm(app.button(key="card-undo").click().run())).card


def pressed(app: AppTest, key: str) -> Card:
    """The card after a button was pressed."""
    return here(calm(app.button(key=key).click().run())).card


def tiles(app: AppTest) -> dict[str, str]:
    return {tile.label: tile.value for tile in app.metric}


def chosen_row(app: AppTest, key: str, row: int) -> AppTest:
    """The page after a row of a table was chosen."""
    app.session_state[key] = {"selection": {"rows": [row], "columns": [], "cells": []}}
    return calm(app.run())


def test_the_panel_holds_measures_that_are_not_on_the_card() -> None:
    """Twelve measures, nine of them on the card, the best first."""
    shown = at("Metrics").dataframe[0].value
    assert list(shown["On the card"]).count("yes") == 9
    assert {"Time in app", "Tickets", "Newsletter opens"} <= set(shown["Metric"])
    shares = [int(cell.split("%")[0]) for cell in shown["Ranks rightly"]]
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


def test_weights_are_shown_with_their_worth_on_other_accounts() -> None:
    """Held out, the card as it is, and the difference stand over the table."""
    app = at("Weights")
    shown = tiles(app)
    assert {"Suggested, held out", "Card as it is", "Difference"} <= set(shown)
    weights = [float(cell) for cell in app.dataframe[0].value["Suggested"]]
    assert sum(weights) == 100
    assert all(weight % 5 == 0 for weight in weights)
    assert sum(weight > 0 for weight in weights) <= 6


def test_suggested_weights_are_put_on_the_card_in_one_step() -> None:
    """The card has what the table said; nothing happens before the button is pressed."""
    app = at("Weights")
    assert here(app).card == CARD
    wanted = [float(cell) for cell in app.dataframe[0].value["Suggested"]]
    card = pressed(app, "tune-apply")
    assert [m.weight for m in card.active] == wanted
    assert undone(app) == CARD


def test_weights_that_rank_worse_are_not_urged() -> None:
    """The button stays, for who wants them all the same; it stands out only where they may gain."""
    app = at("Weights")
    assert any("ranks worse" in said.value for said in app.markdown)
    assert app.button(key="tune-apply").proto.type == "secondary"


def test_the_difference_within_groups_has_its_interval() -> None:
    """Of each metric, beside the two ranking powers."""
    app = at("By segment")
    told = app.dataframe[0].value["Difference, points"]
    assert all(" to " in cell for cell in told)


def test_weights_that_were_taken_are_no_judgement() -> None:
    """What is suggested, and its worth beside the card of before, stay the same; the page says so.

    Else the card as it is would show how the suggestion does on the very cases it is made from.
    """
    app = at("Weights")
    app.slider(key="tune-blend").set_value(90).run()
    before, shown = tiles(app), list(app.dataframe[0].value["Suggested"])
    pressed(app, "tune-apply")
    assert (tiles(app), list(app.dataframe[0].value["Suggested"])) == (before, shown)
    assert any("learnt from these losses" in said.value for said in app.info)
    assert app.button(key="tune-apply").disabled
    assert "Before" in app.dataframe[0].value
    assert undone(app) == CARD
    assert not any("learnt from these losses" in said.value for said in app.info)


@pytest.mark.parametrize("locked_first", [False, True])
def test_a_box_that_was_locked_later_is_no_test_of_the_weights(locked_first: bool) -> None:
    """Weights learnt from all losses know the locked ones; those learnt beside them do not."""
    state = State("demo", CARD, CARD)
    state.boxed = locked_first
    app = at("Weights", state)
    pressed(app, "tune-apply")
    calm(app.segmented_control(key="tune-part").set_value("Honesty").run())
    if not locked_first:
        calm(app.toggle(key="tune-boxed").set_value(True).run())
    pressed(app, "tune-open")
    told = any("are no test of them" in said.value for said in app.warning)
    assert told is not locked_first


def test_the_slider_goes_to_our_judgement_and_back_to_the_usual() -> None:
    """At 0% with room for all the suggestion is the card; the button brings back 55%."""
    app = at("Weights")
    assert app.slider(key="tune-blend").value == 55  # 60 / (60 + 50)
    app.number_input(key="tune-most").set_value(12).run()
    app.slider(key="tune-blend").set_value(0).run()
    assert here(app).wish.blend == 0.0
    assert app.button(key="tune-apply").disabled
    app.button(key="tune-usual").click().run()
    assert here(app).wish.blend is None
    assert app.slider(key="tune-blend").value == 55


def test_fewer_metrics_and_other_steps() -> None:
    """At most three of them, in tens."""
    app = at("Weights")
    app.number_input(key="tune-most").set_value(3).run()
    app.segmented_control(key="tune-step").set_value("10").run()
    weights = [float(cell) for cell in app.dataframe[0].value["Suggested"]]
    assert sum(weight > 0 for weight in weights) == 3
    assert all(weight % 10 == 0 for weight in weights)
    assert (here(app).wish.most, here(app).wish.step) == (3, 10)


def test_a_lock_holds_its_weight() -> None:
    """Payment keeps its 5 of 100, whatever the data say; the Workbench shows the same lock."""
    app = at("Weights")
    app.multiselect(key="tune-locks").set_value(["payment"]).run()
    shown = app.dataframe[0].value.set_index("Metric")
    assert (shown.loc["Payment", "Suggested"], shown.loc["Payment", "Why"]) == ("5", "locked")
    assert here(app).locked == frozenset({"payment"})


def test_blend_and_limit_are_in_the_link() -> None:
    """A link opened elsewhere asks for the same suggestion; faults in it count as usual."""
    app = at("Weights")
    app.slider(key="tune-blend").set_value(80).run()
    app.number_input(key="tune-most").set_value(4).run()
    token = here(app).token
    assert {"tb": "80", "tk": "4"}.items() <= decode(token).view.items()
    again = here(turned_to(opened(token=token), "tune"))
    assert (again.wish.blend, again.wish.most) == (0.8, 4)


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


FEW = table(
    [
        {
            "id": f"A{i:02}",
            "calls": i % 17,
            "logins": i * 7 % 23,
            "churn": "Yes" if i < 10 else "No",
        }
        for i in range(60)
    ]
)
NOISE = table(
    [
        {"id": f"A{i:03}", "a": i * 37 % 101, "b": i * 53 % 89, "churn": "No" if i % 8 else "Yes"}
        for i in range(400)
    ]
)


def test_few_losses_get_words_in_place_of_weights() -> None:
    """Ten losses: no weights, and the banner says how to read everything else."""
    app = at("Weights", own(FEW))
    assert "from 15 losses on" in boxes(app)
    assert "10 losses: treat every number as an anecdote" in boxes(app)
    assert not app.dataframe


def test_noise_gets_the_sentence_and_nothing_to_apply() -> None:
    """Fifty losses that two measures know nothing of."""
    app = at("Weights", own(NOISE))
    assert "do not separate lost from kept accounts in this data" in boxes(app)
    assert not [b for b in app.button if b.key == "tune-apply"]


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
