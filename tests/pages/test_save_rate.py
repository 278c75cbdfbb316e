"""The save rate of the Actions page, and the seed of the accounts that are held out."""

from __future__ import annotations

from scoring.spec.records import Tick
from scoring.ui.records import book_name, store_of
from scoring.ui.state import State
from scoring.values import Month
from scoring.workbench.saving import save_rate_now
from scoring.workbench.working import worklist_of
from tests.pages.actions_page import DATA, FACTS, actions, in_link, table, told
from tests.pages.test_pages import CARD, is_well


def test_the_save_rate_stands_in_three_tiles() -> None:
    """The numbers of the use case; another window and another segment are taken on."""
    app = actions()
    side = save_rate_now(DATA, CARD, 3).all
    values = {m.label: m.value for m in app.metric}
    for label, figure in (("Back to good", side.saved), ("Out of red", side.calmer),
                          ("Lost", side.lost)):  # fmt: skip
        hits = round((figure.estimate or 0.0) * side.entries)
        assert values[label] == f"{hits} of {side.entries}"
    assert "CSMs pick the accounts they work; this is not proof." in told(app)
    app.number_input(key="acting-window").set_value(6).run()
    app.selectbox(key="acting-segment").set_value("plan").run()
    is_well(app)
    wide = save_rate_now(DATA, CARD, 6, "plan")
    assert {m.label: m.value for m in app.metric}["Lost"].endswith(f"of {wide.all.entries}")
    assert "alike in plan" in told(app)
    assert (in_link(app)["xs"], in_link(app)["xg"]) == ("6", "plan")


def test_a_tick_is_work() -> None:
    """Steps ticked in the store join the touches of the data in the save rate."""
    state = State("demo", CARD, CARD)
    month = Month.parse("2026-04")
    rescued = worklist_of(DATA, CARD, month, 10).tasks[:40]
    for task in rescued:
        record = Tick(FACTS.ids[task.account], "rescue", "Call", "", month.end)
        store_of(state).tick(book_name(state), record)
    app = actions(state)
    before = table(actions(), "saves")[0]["n"]
    assert int(table(app, "saves")[0]["n"]) > int(before)


def test_the_seed_of_the_hold_out() -> None:
    """Another seed goes into the link."""
    app = actions(unfolded="hold-out")
    app.number_input(key="acting-seed").set_value(42).run()
    is_well(app)
    assert in_link(app)["xz"] == "42"
