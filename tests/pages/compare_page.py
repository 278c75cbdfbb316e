"""The page Compare as a visitor finds it: its words, charts and tiles."""

from __future__ import annotations

from streamlit.testing.v1 import AppTest

from scoring.spec.edit import with_weight
from scoring.spec.edit_cut import with_alarm_cut
from scoring.ui.state import State
from tests.pages.test_pages import CARD, is_well, opened, turned_to

CHANGED = with_alarm_cut(with_weight(CARD, "usage", 60.0), 50.0)


def page(state: State | None = None, token: str = "") -> AppTest:
    usual = None if token else State("demo", CHANGED, CARD)
    app = turned_to(opened(state or usual, token), "compare")
    is_well(app)
    return app


def here(app: AppTest) -> State:
    is_well(app)
    state = app.session_state["bellwether"]
    assert isinstance(state, State)
    return state


def texts(app: AppTest) -> str:
    said = [t.value for kind in (app.markdown, app.caption) for t in kind]
    return "\n".join(said).replace("\\", "").replace("\u2060", "")


def charts(app: AppTest) -> str:
    return " ".join(str(chart.proto.spec) for chart in app.get("vega_lite_chart"))


def tiles(app: AppTest) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for tile in app.metric:
        found.setdefault(tile.label, []).append(tile.value)
    return found
