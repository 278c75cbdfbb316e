"""A card is built by hand: each button and field of the editor reaches the card."""

from __future__ import annotations

import datetime as dt
from functools import cache
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from scoring.kinds.normalisers import NORMALISERS
from scoring.spec.edit import with_metric
from scoring.spec.edit_facts import with_new_fact
from scoring.spec.edit_metrics import with_moved, with_new_metric, without_metric
from scoring.spec.link import decode
from scoring.spec.model import Card, Metric
from scoring.spec.parse import parse_card
from scoring.ui import data as datasets
from scoring.ui.state import State
from scoring.values import Missing
from scoring.workbench import (
    DataSet,
    guess_metric,
    open_source,
    preset_texts,
    source_paths,
    starting_card,
    with_kind,
)
from tests.conftest import ROOT
from tests.own_files import own
from tests.pages.test_pages import table

CARD = parse_card(preset_texts()["b2b_saas_starter"])
LATE = {"id": "late", "when": {"measure": "days_overdue", "at_least": 20}, "cap": 39.0}
PRICING = {"id": "few", "label": "Few", "when": {"measure": "tickets", "at_most": 1}, "points": 5.0}


@cache
def demo() -> DataSet:
    return open_source(source_paths()["demo"], today=dt.date.today())


def opened(card: Card = CARD, *unfolded: str, **more: Any) -> AppTest:
    """The Workbench with this card, and the boxes of these keys open."""
    app = AppTest.from_file(str(ROOT / "app.py"), default_timeout=60)
    app.session_state["bellwether"] = State("demo", card, card, **more)
    for key in unfolded:
        app.session_state[key] = True
    return app.run()


def card_of(app: AppTest) -> Card:
    """What is on the screen; no exception is, and the card can be sent as a link."""
    assert not app.exception, [found.value for found in app.exception]
    state: State = app.session_state["bellwether"]
    assert decode(state.token).card == state.card
    return state.card


def undone(app: AppTest) -> Card:
    return card_of(app.button(key="card-undo").click().run())


def with_facts() -> Card:
    return with_new_fact(with_new_fact(CARD, "red_flags", LATE), "adjustments", PRICING)


@pytest.mark.parametrize("keep_total", [False, True])
def test_a_measure_becomes_a_metric_in_one_step(keep_total: bool) -> None:
    """The first that is offered is not on the card yet; undo takes it off again."""
    app = opened(keep_total=keep_total)
    app.button(key="add-metric").click().run()
    offered = app.selectbox(key="new-measure").options
    assert [o for o in offered if "on the card" not in o][:2] == ["time_in_app", "tickets"]
    assert offered.index("tickets") < offered.index("nps (on the card already)")
    app.button(key="add-metric-now").click().run()
    guess = guess_metric(demo(), "time_in_app")
    assert guess is not None
    assert card_of(app) == with_new_metric(CARD, guess.metric, keep_total=keep_total)
    assert app.slider(key="weight-time_in_app").value == (10 if keep_total else 11)
    assert undone(app) == CARD


def test_a_metric_moves_and_goes() -> None:
    """Up, down and off the card, each undone by itself."""
    app = opened(CARD, "rule-breadth")
    app.button(key="up-breadth").click().run()
    assert card_of(app) == with_moved(CARD, "breadth", -1)
    app.button(key="down-breadth").click().run()
    assert card_of(app) == CARD
    app.button(key="remove-breadth").click().run()
    assert card_of(app) == without_metric(CARD, "breadth")
    assert undone(app) == CARD


def test_a_metric_that_a_flag_reads_stays_and_words_say_why() -> None:
    """The red flag would hang in the air: nothing changes."""
    raw = {"id": "f", "when": {"metric": "breadth", "at_most": 3}, "cap": 39.0}
    card = with_new_fact(CARD, "red_flags", raw)
    app = opened(card, "rule-breadth")
    app.button(key="remove-breadth").click().run()
    assert card_of(app) == card
    assert "has no metric 'breadth'" in app.toast[0].value.replace("\\", "")


@pytest.mark.parametrize(
    "kind", [k for k in NORMALISERS.names if k not in ("linear", "categories")]
)
def test_every_normaliser_can_be_chosen(kind: str) -> None:
    """From a straight line to any other kind, with its own fields, and back by undo."""
    app = opened(CARD, "rule-usage")
    app.selectbox(key="kind-usage").select(kind).run()
    assert card_of(app) == with_kind(demo(), CARD, "usage", kind)
    assert undone(app) == CARD


def test_numbers_can_be_scored_one_by_one() -> None:
    """Escalations take few different numbers, so that kind is offered; usage's are many."""
    app = opened(CARD, "rule-escalations", "rule-usage")
    app.selectbox(key="kind-escalations").select("categories").run()
    assert card_of(app).metric("escalations").normaliser.in_words().endswith("0 100 points")
    assert "categories" not in app.selectbox(key="kind-usage").options


def test_a_line_over_text_can_be_made_points_by_category() -> None:
    """A card of another data set may want numbers where there is text: its kind can be changed."""
    state = of_moods()
    metric = state.card.metric("mood")
    raw = metric.model_dump(by_alias=True)
    for wrong in (
        {"normaliser": {"kind": "linear", "worst": 0, "best": 1}},
        {"transform": {"kind": "mean", "months": 3}, "normaliser": {"kind": "points"}},
    ):
        broken = Metric.model_validate(raw | wrong)
        metrics = tuple(broken if m.id == "mood" else m for m in state.card.metrics)
        state.card = state.card.model_copy(update={"metrics": metrics})
        app = AppTest.from_file(str(ROOT / "app.py"), default_timeout=60)
        app.session_state["bellwether"], app.session_state["rule-mood"] = state, True
        app.run()
        assert "holds text" in app.info[0].value
        key, kind = (
            ("kind-mood", "categories")
            if "normaliser" in wrong and len(wrong) == 1
            else (
                "reads-mood",
                "level",
            )
        )
        app.selectbox(key=key).select(kind).run()
        assert card_of(app).metric("mood").normaliser.name == "categories"


def test_a_curve_is_turned_by_sliders_too() -> None:
    """The middle corner of three up to 80 points."""
    app = opened(with_kind(demo(), CARD, "usage", "curve"), "rule-usage")
    app.session_state["points-as-usage"] = "Sliders"
    app.run()
    app.slider(key="knob-usage-points.1.points").set_value(80.0).run()
    assert ", 80 at 0.705," in card_of(app).metric("usage").normaliser.in_words()


def test_the_line_of_a_metric_reaches_the_card() -> None:
    """Its name (none gives the id in words), its age, and what a gap counts."""
    app = opened(CARD, "rule-survey")
    app.text_input(key="label-survey").set_value("  ").run()
    assert card_of(app).metric("survey").title == "Survey"
    app.text_input(key="label-survey").set_value("Ans*wer").run()
    app.number_input(key="age-survey").set_value(3).run()
    app.selectbox(key="missing-survey").select("points").run()
    app.slider(key="missing-points-survey").set_value(25.0).run()
    expected = with_metric(
        CARD, "survey", label="Ans*wer", max_age_months=3, missing=Missing("points", 25.0)
    )
    assert card_of(app) == expected


def test_rules_are_fitted_anew_on_demand() -> None:
    """The button sets the numbers from the data and keeps the better end."""
    app = opened(CARD, "rule-sponsor")
    app.button(key="fit-sponsor").click().run()
    assert card_of(app).metric("sponsor").normaliser.in_words() == "0 points at 270, 100 at 6"


def of_moods() -> State:
    """An upload with a measure of text, which its starting card has as a metric."""
    rows = [
        {"id": f"A{i}", "calls": i % 7, "mood": "glad" if i % 3 else "cross", "churn": i % 2}
        for i in range(24)
    ]
    content = table(rows)
    data = own(content, measures=("calls", "mood"))
    guess = guess_metric(data, "mood")
    assert guess is not None
    card = with_new_metric(starting_card(data), guess.metric)
    return State(datasets.upload_id(data), card, card, upload=data)


def test_text_is_scored_by_category() -> None:
    """A measure of text is offered with points for each of its words, and for all others."""
    state = of_moods()
    state.card = starting_card(state.data)
    app = AppTest.from_file(str(ROOT / "app.py"), default_timeout=60)
    app.session_state["bellwether"], app.session_state["rule-mood"] = state, True
    app.run()
    app.button(key="add-metric").click().run()
    app.button(key="add-metric-now").click().run()
    assert card_of(app).metric("mood").normaliser.name == "categories"
    assert app.selectbox(key="kind-mood").options == ["value by value"]
    app.number_input(key="rule-mood-categories-other").set_value(30.0).run()
    assert card_of(app).metric("mood").normaliser.in_words().endswith("any other 30 points")


def test_a_widget_that_begins_anew_begins_where_the_card_is() -> None:
    """Its default is the card's own value, never its lowest end.

    A browser that missed the run in which a value was set falls back to the default and sends
    it with the next move: weights of 30 would become 0, and switches off.
    """
    app = opened(with_facts(), "rule-usage", "when-flag-late")
    app.run()
    assert list(app.slider(key="weight-usage").proto.default) == [30]
    assert list(app.slider(key="cut-pair").proto.default) == [45, 65]
    assert list(app.slider(key="cap-late").proto.default) == [39]
    assert app.toggle(key="on-usage").proto.default is True
    assert app.number_input(key="age-usage").proto.default == 2
    assert app.text_input(key="label-usage").proto.default == "Product usage"
    policy = app.selectbox(key="missing-usage")
    assert policy.options[policy.proto.default] == "is left out, the others share its weight"
    kind = app.selectbox(key="kind-usage")
    assert kind.options[kind.proto.default] == "a straight line"


def test_a_guess_is_marked_until_it_is_kept_or_changed() -> None:
    """The badge stands beside the weight; a weight leaves it, the button takes it off."""
    app = AppTest.from_file(str(ROOT / "app.py"), default_timeout=60)
    state = of_moods()
    app.session_state["bellwether"], app.session_state["rule-calls"] = state, True
    app.run()
    guesses = [m.id for m in card_of(app).metrics if m.guess]
    assert guesses == ["calls", "mood"]
    app.slider(key="weight-calls").set_value(40.0).run()
    assert card_of(app).metric("calls").guess
    app.button(key="keep-calls").click().run()
    assert [m.guess for m in card_of(app).metrics] == [False, True]
    assert [b.key for b in app.button if str(b.key).startswith("keep-")] == []
