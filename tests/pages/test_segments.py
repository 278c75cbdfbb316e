"""Every control of the Segments page does what it says, and nothing to compare is said in words."""

from __future__ import annotations

from collections.abc import Sequence

import pytest
from streamlit.testing.v1 import AppTest

from scoring.live.among import EVERYONE, Among
from scoring.output.segment_words import MEASURES
from scoring.spec.link import Linked, encode
from scoring.spec.parse import parse_card
from scoring.ui.state import State
from scoring.values import Month
from scoring.workbench import preset_texts, starting_card
from scoring.workbench.own_variant import own_variant
from tests import own_files
from tests.pages.test_pages import CARD, boxes, is_well, opened, table, turned_to, with_upload

SMB, EMEA = ("segment", "SMB"), ("region", "EMEA")
ONE = Among((SMB,))


def page(state: State | None = None, token: str = "") -> AppTest:
    app = turned_to(opened(state, token), "segments")
    is_well(app)
    return app


def demo(among: Among = EVERYONE, split: Sequence[str] = ()) -> State:
    return State("demo", CARD, CARD, filter=among, split=tuple(split))


def state(app: AppTest) -> State:
    is_well(app)
    found = app.session_state["bellwether"]
    assert isinstance(found, State)
    return found


def said(app: AppTest) -> str:
    """All captions, without the marks that keep Markdown away."""
    return " ".join(str(one.value) for one in app.caption).replace("\\", "")


def charts(app: AppTest) -> list[str]:
    """What the charts on the page are described as, the first words of each."""
    return [str(chart.proto.spec) for chart in app.get("vega_lite_chart")]


def test_the_first_dimension_that_tells_accounts_apart_is_shown() -> None:
    """Bars for each segment, the look back beside them, and the bands of all accounts."""
    app = page(demo())
    assert app.selectbox(key="segments-by").value == "segment"
    assert app.selectbox(key="segments-and-by").value == ""
    assert "One bar of 100 percent for each segment" in charts(app)[0]
    assert "the share of its lost accounts that were caught" in charts(app)[1]
    assert any("All accounts" in str(text.value) for text in app.markdown)
    assert "ranks much the same within each segment" in said(app)


def test_another_dimension_and_a_second_one_are_chosen() -> None:
    """One by one; the second never offers the first, and "nothing else" takes it away."""
    app = page(demo())
    app.selectbox(key="segments-by").set_value("region").run()
    assert state(app).split == ("region",)
    assert "region" not in app.selectbox(key="segments-and-by").options
    app.selectbox(key="segments-and-by").set_value("plan").run()
    assert state(app).split == ("region", "plan")
    assert "a row for each value of one dimension" in charts(app)[0]
    app.selectbox(key="segments-by").set_value("plan").run()
    assert state(app).split == ("plan",)
    app.selectbox(key="segments-and-by").set_value("segment").run()
    app.selectbox(key="segments-and-by").set_value("").run()
    assert state(app).split == ("plan",)


@pytest.mark.parametrize("name", MEASURES)
def test_each_figure_colours_the_fields(name: str) -> None:
    """It is the heading, and it stays in the link."""
    start = demo(split=["segment", "region"])
    start.shade = next(other for other in MEASURES if other != name)
    app = page(start)
    app.selectbox(key="segments-figure").set_value(name).run()
    assert state(app).shade == name
    assert any(f"## {MEASURES[name].label}" in str(text.value) for text in app.markdown)
    again: State = opened(token=state(app).token).session_state["bellwether"]
    assert (again.split, again.shade) == (("segment", "region"), name)


def test_bars_count_accounts_or_revenue() -> None:
    """The switch changes numbers and no chart."""
    app = page(demo())
    before = charts(app)
    app.segmented_control(key="segments-count").set_value("ARR").run()
    is_well(app)
    assert charts(app) == before


def test_everybody_comes_back_by_one_button() -> None:
    """With a filter the page says whom it is about; without one there is no button."""
    app = page(demo(Among((SMB, EMEA))))
    assert any("segment: SMB, region: EMEA" in str(t.value).replace("\\", "") for t in app.markdown)
    app.button(key="segments-clear").click().run()
    assert state(app).filter == EVERYONE
    assert "segments-clear" not in {button.key for button in app.button}


def test_a_third_trait_is_said_to_go() -> None:
    """Divided by two dimensions within a plan: a field has no room for the plan."""
    app = page(demo(Among((("plan", "Growth"),)), ["segment", "region"]))
    assert "plan: Growth. A field names two traits already: choosing one lets go" in said(app)
    assert "lets go" not in said(page(demo(Among((("plan", "Growth"),)), ["segment"])))


def test_a_segment_gets_its_variant_in_one_step_and_loses_it_in_one() -> None:
    """The suggestion of the use case, chosen for the sliders of the Workbench; Undo takes it."""
    before = demo(ONE)
    wanted = own_variant(before.data, CARD, before.as_of, ONE)
    app = page(before)
    app.button(key="segments-give").click().run()
    here = state(app)
    assert here.card == wanted.card
    assert (here.variant, here.past) == ("SMB", [CARD])
    assert "These accounts have the variant SMB" in said(app)
    app.button(key="segments-undo").click().run()
    assert state(app).card == CARD
    assert "segments-give" in {button.key for button in app.button}


def test_the_workbench_opens_on_the_variant() -> None:
    """Whatever variant its sliders were on before."""
    start = demo(ONE)
    start.card = own_variant(start.data, CARD, start.as_of, ONE).card
    app = page(start)
    assert state(app).variant == ""
    app.button(key="segments-edit").click().run()
    assert state(app).variant == "SMB"


def test_weights_from_data_are_spoken_of_and_not_offered() -> None:
    """SMB lost 38 accounts that a look could have warned of; it takes 100."""
    app = page(demo(ONE))
    assert "take 100 lost accounts; here are 38 lost accounts" in said(app)
    assert not [b for b in app.button if "weights" in b.label.lower()]


def test_without_a_segment_nobody_gets_a_variant() -> None:
    """The page says what to choose first."""
    app = page(demo())
    assert "Choose a segment above" in said(app)
    assert "segments-give" not in {button.key for button in app.button}


def test_a_points_card_says_that_it_has_no_variants() -> None:
    """In words, and the rest of the page stands."""
    points = parse_card(preset_texts()["action_points"])
    assert "it has no variants" in said(page(State("actions", points, points)))


def own(values: Sequence[str]) -> State:
    """A book of one snapshot with a column of texts that divides it."""
    rows = [
        {"id": f"A{i}", "calls": i, "tier": value, "churn": "Yes" if i % 2 else "No"}
        for i, value in enumerate(values)
    ]
    data = own_files.own(table(rows), dimensions=("tier",), measures=("calls",))
    return with_upload(data, starting_card(data))


def test_data_without_a_dimension_say_so() -> None:
    """And what to do; the figures of all accounts stand all the same."""
    rows = [{"id": f"A{i}", "calls": i, "churn": "Yes" if i % 2 else "No"} for i in range(12)]
    data = own_files.own(table(rows))
    app = page(with_upload(data, starting_card(data)))
    assert "no dimension such as a segment" in boxes(app)


def test_one_value_is_nothing_to_compare() -> None:
    """It is named, and the page goes on."""
    app = page(own(["gold"] * 12))
    assert "Every account has the same tier, gold: nothing to compare" in said(app)


def test_many_values_are_counted_together() -> None:
    """Of 33 tiers 29 stand alone."""
    app = page(own([f"t{i % 33:02}" for i in range(99)]))
    assert "29 values of tier with the most accounts stand alone; 4 others" in said(app)


@pytest.mark.parametrize("key", ["segments-by", "segments-and-by", "segments-figure"])
@pytest.mark.parametrize("value", ["text", None, [1, 2]])
def test_a_widget_that_claims_nonsense_is_overruled(key: str, value: object) -> None:
    """What is divided stands in the state alone."""
    app = opened(demo(split=["segment", "region"]))
    app.session_state[key] = value
    turned_to(app, "segments")
    assert state(app).split == ("segment", "region")


def test_a_link_with_dimensions_that_are_unknown_opens_without_them() -> None:
    """A dimension that the data lack is passed over, one that is named twice counts once."""
    view = {"d": "no such", "d2": "region", "h": "no such"}
    app = page(token=encode(Linked(CARD, "demo", view)))
    assert state(app).split == ("region",)
    twice = page(token=encode(Linked(CARD, "demo", {"d": "plan", "d2": "plan"})))
    assert state(twice).split == ("plan",)


def test_an_earlier_month_is_that_month() -> None:
    """The first month of the demo book has its segments too."""
    app = page(State("demo", CARD, CARD, month="2023-11"))
    assert state(app).as_of == Month.parse("2023-11")


def test_a_dimension_may_be_called_like_a_figure() -> None:
    """Its values and the figure stand in columns of their own."""
    rows = [
        {"id": f"A{i}", "calls": i, "Accounts": "new" if i % 3 else "old", "Lost": "x"}
        for i in range(30)
    ]
    data = own_files.own(table(rows), dimensions=("Accounts", "Lost"), measures=("calls",))
    app = page(with_upload(data, starting_card(data)))
    shown = next(f.value for f in app.dataframe if "Accounts (value)" in f.value.columns)
    assert shown["Accounts (value)"].tolist() == ["new", "old"]
    assert shown["Accounts"].tolist() == [20, 10]
