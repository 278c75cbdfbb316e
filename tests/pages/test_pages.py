"""Every page runs to its end, whatever is loaded and whatever a widget claims to hold."""

from __future__ import annotations

import csv
import io
from typing import Any, cast

import pytest
from streamlit.testing.v1 import AppTest

from scoring.live.among import Among
from scoring.output.charts import CHARTS
from scoring.spec.edit import with_metric, with_weight
from scoring.spec.link import Linked, decode, encode
from scoring.spec.model import Card
from scoring.spec.parse import parse_card
from scoring.ui import data as datasets
from scoring.ui.logged import UNFORESEEN
from scoring.ui.state import State
from scoring.values import Missing
from scoring.workbench import DataSet, preset_texts, starting_card
from tests import own_files
from tests.conftest import ROOT

PAGES = (
    "workbench", "portfolio", "segments", "lost", "tune", "compare", "workshop", "accounts",
    "actions", "data", "share",
)  # fmt: skip
CARD = parse_card(preset_texts()["b2b_saas_starter"])
STARTER = parse_card(preset_texts()["weighted_starter"])


def opened(state: State | None = None, token: str = "") -> AppTest:
    """The app as a visitor with this state, or with this link, finds it."""
    app = AppTest.from_file(str(ROOT / "app.py"), default_timeout=60)
    if state is not None:
        app.session_state["bellwether"] = state
    if token:
        app.query_params["s"] = token
    return app.run()


def turned_to(app: AppTest, page: str) -> AppTest:
    return app.switch_page(f"pages/{page}.py").run()


def boxes(app: AppTest) -> str:
    """Everything the page says in a box, without the marks that keep Markdown away."""
    found = [box.value for kind in (app.error, app.warning, app.info) for box in kind]
    return " ".join(found).replace("\\", "")


def is_well(app: AppTest) -> None:
    assert not app.exception, [found.value for found in app.exception]
    assert not [box.value for box in app.error if UNFORESEEN in box.value]


def table(rows: list[dict[str, Any]]) -> bytes:
    text = io.StringIO()
    writer = csv.DictWriter(text, list(rows[0]))
    writer.writeheader()
    writer.writerows(rows)
    return text.getvalue().encode()


def own(content: bytes) -> State:
    """The state of a visitor who has just loaded this file."""
    data = own_files.own(content)
    return with_upload(data, starting_card(data))


def with_upload(data: DataSet, card: Card) -> State:
    return State(datasets.upload_id(data), card, card, upload=data)


ROWS = [{"id": f"A{i}", "calls": i, "churn": "Yes" if i % 2 else "No"} for i in range(12)]
ALONE = table([{"id": "A1", "calls": 7, "logins": 3}])
NOBODY_LOST = table([{**row, "churn": "No"} for row in ROWS])


def unscorable() -> Card:
    """A card that refuses whoever lacks a survey answer, with every weight there."""
    card = with_weight(CARD, "survey", 1e6)
    return with_metric(card, "survey", missing=Missing("refuse"))


def switched_off() -> Card:
    card = CARD
    for metric in card.metrics:
        card = with_metric(card, metric.id, enabled=False)
    return card


def alone() -> State:
    """One account: its numbers have no spread, so measures and card are chosen by hand."""
    data = own_files.own(ALONE, id="id", measures=("calls",))
    metric = STARTER.metrics[0].model_copy(update={"measure": "calls"})
    return with_upload(data, STARTER.model_copy(update={"metrics": (metric,)}))


STATES = {
    "the demo book": lambda: State("demo", CARD, CARD),
    "the starter table": lambda: State("starter", STARTER, STARTER),
    "one account": alone,
    "nobody lost": lambda: own(NOBODY_LOST),
    "lost by flag": lambda: own(table(ROWS)),
    "a card that refuses": lambda: State("demo", unscorable(), CARD),
    "a card switched off": lambda: State("demo", switched_off(), CARD),
    "a card for other data": lambda: State("demo", STARTER, STARTER),
    "the first month": lambda: State("demo", CARD, CARD, month="2023-11"),
    "one segment": lambda: State("demo", CARD, CARD, filter=Among((("segment", "Enterprise"),))),
}

SMOKE = {"the demo book": pytest.mark.smoke}


@pytest.mark.parametrize("name", [pytest.param(name, marks=SMOKE.get(name, ())) for name in STATES])
def test_every_page_runs_with_every_book(name: str) -> None:
    """A book large or small, a card that scores all or nobody: no page ends in an exception."""
    app = opened(STATES[name]())
    is_well(app)
    for page in PAGES:
        is_well(turned_to(app, page))


@pytest.mark.parametrize("data", datasets.names())
def test_every_bundled_card_that_fits_opens_from_its_link(data: str) -> None:
    """Each bundled card beside each bundled data set: it fits and is open, or words say why."""
    for card in datasets.presets().values():
        app = opened(token=encode(Linked(card, data)))
        is_well(app)
        state = app.session_state["bellwether"]
        if datasets.fits(card, datasets.bundled(data)):
            assert (state.data_id, state.card.digest) == (data, card.digest)
            assert boxes(app).find("standard card is open instead") == -1
        else:
            assert "standard card is open instead" in boxes(app)
        for page in PAGES:
            is_well(turned_to(app, page))


def test_a_card_that_does_not_fit_is_said_to_be_one() -> None:
    """On the Workbench each measure that is missing is named, in place of figures."""
    app = opened(STATES["a card for other data"]())
    assert "product_usage" in boxes(app)


@pytest.mark.smoke
def test_a_moved_weight_reaches_the_card() -> None:
    """The slider's number is the card's number, and the change can be undone."""
    app = opened()
    app.slider(key="weight-usage").set_value(60.0).run()
    is_well(app)
    state = app.session_state["bellwether"]
    assert state.card == with_weight(CARD, "usage", 60)
    app.button(key="card-undo").click().run()
    assert state.card == CARD


HOSTILE = [1e308, -1e308, -5.0, 1e6 + 1, float("nan"), float("inf")]


@pytest.mark.parametrize("weight", HOSTILE)
@pytest.mark.parametrize("keep_total", [False, True])
def test_a_hostile_weight_changes_nothing_and_the_app_lives(
    weight: float, keep_total: bool
) -> None:
    """What no slider can send is refused: the card stays sound and can be sent as a link."""
    app = opened(State("demo", CARD, CARD, keep_total=keep_total))
    app.slider(key="weight-usage").set_value(weight).run()
    is_well(app)
    state = app.session_state["bellwether"]
    assert decode(state.token).card == state.card
    assert 0 <= state.card.metric("usage").weight <= 100
    app.slider(key="weight-usage").set_value(40.0).run()
    is_well(app)
    assert state.card.metric("usage").weight == 40


@pytest.mark.parametrize(
    "key", ["weight-usage", "cut-pair", "on-usage", "pick-month", "pick-card", "pick-filter"]
)
@pytest.mark.parametrize("value", ["text", -1e308, None, [1, 2, 3]])
def test_a_widget_that_claims_nonsense_is_overruled(key: str, value: object) -> None:
    """The session's word for a widget is nothing: the state on the screen is what counts."""
    app = AppTest.from_file(str(ROOT / "app.py"), default_timeout=60)
    app.session_state[key] = value
    app.run()
    is_well(app)
    assert app.session_state["bellwether"].card == CARD


def specs(app: AppTest) -> list[str]:
    """The specs of the charts on the page, without their numbers."""
    return [str(chart.proto.spec) for chart in app.get("vega_lite_chart")]


def kept_charts() -> dict[str, Any]:
    """How often each chart was built, and how often it was taken as it is."""
    return {name: cast("Any", chart).cache_info() for name, chart in CHARTS.items()}


def test_a_moved_slider_builds_no_chart_anew() -> None:
    """Each chart is built once; every later run takes it from the shelf, the same to the letter."""
    app = opened()
    before, built = specs(app), kept_charts()
    app.slider(key="weight-usage").set_value(60.0).run()
    again = kept_charts()
    is_well(app)
    assert [info.misses for info in built.values()] == [info.misses for info in again.values()]
    assert again["band_bar"].hits > built["band_bar"].hits
    assert len(before) >= 2
    assert specs(app) == before


def test_the_portfolio_shows_the_year_where_there_is_one() -> None:
    """Five figures of twelve months on the demo book; none where one snapshot is all there is."""
    labels = {"Churn rate", "Retention rate", "Renewal rate", "ARR growth", "Save rate"}
    demo = turned_to(opened(), "portfolio")
    shown = {tile.label: tile.value for tile in demo.metric if tile.label in labels}
    assert set(shown) == labels
    assert "–" not in shown.values()
    single = turned_to(opened(own(table(ROWS))), "portfolio")
    is_well(single)
    assert not labels & {tile.label for tile in single.metric}


@pytest.mark.parametrize("name", list(preset_texts()))
def test_every_preset_opens_on_its_data(name: str) -> None:
    """A bundled card runs through every page on each bundled data set that it fits."""
    card = datasets.presets()[name]
    for data_id in datasets.names():
        if datasets.fits(card, datasets.bundled(data_id)):
            app = opened(State(data_id, card, card))
            for page in PAGES:
                app = turned_to(app, page)
                is_well(app)
                assert not app.error, (data_id, page)


def test_hints_stand_in_a_fold_whose_label_never_moves() -> None:
    """The number is beside the fold, so that a new hint does not close it; none are said too."""
    labels = set()
    for state, number in ((State("demo", CARD, CARD), "2 hints"), (alone(), "no hints")):
        app = opened(state)
        is_well(app)
        assert any(f"## Advice :gray[· {number}]" in text.value for text in app.markdown)
        labels |= {fold.label for fold in app.expander if fold.label == "What to look at"}
    assert labels == {"What to look at"}
