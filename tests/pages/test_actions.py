"""The Actions page: every control does what it says, and empty states say what to do next."""

from __future__ import annotations

from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from scoring.live.among import Among
from scoring.spec.edit import with_cuts
from scoring.spec.edit_playbooks import playbook_of
from scoring.spec.link import decode
from scoring.spec.records import Tick
from scoring.ui import data as datasets
from scoring.ui.records import book_name, store_of
from scoring.ui.state import State
from scoring.values import Month
from scoring.views.alerts.dropped import Dropped
from scoring.workbench.acting import Acting, rule_named
from scoring.workbench.alerting import alerts_of
from scoring.workbench.saving import save_rate_now
from scoring.workbench.working import worklist_of
from tests.pages.test_pages import CARD, ROWS, boxes, is_well, opened, own, turned_to
from tests.pages.test_pages import table as csv_of

DATA = datasets.bundled("demo")
FACTS = DATA.book.frame.accounts
NOW = DATA.book.frame.months[-1]


def actions(state: State | None = None, **said: Any) -> AppTest:
    """The page as a visitor with this state finds it."""
    app = turned_to(opened(state or State("demo", CARD, CARD, **said)), "actions")
    is_well(app)
    return app


def state_of(app: AppTest) -> State:
    state = app.session_state["bellwether"]
    assert isinstance(state, State)
    return state


HEADS = {"worklist": "No.", "alerts": "Alert", "saves": "Turned red"}


def table(app: AppTest, name: str) -> list[dict[str, Any]]:
    """The rows of the table whose first column has that head."""
    found = next(t for t in app.dataframe if t.value.columns[0] == HEADS[name])
    return list(found.value.to_dict("records"))


def chosen(app: AppTest, row: int) -> AppTest:
    """The page after a click on a row of the worklist."""
    app.session_state["worklist"] = {"selection": {"rows": [row], "columns": [], "cells": []}}
    app.run()
    is_well(app)
    return app


def told(app: AppTest) -> str:
    """All captions, without the marks that keep Markdown away."""
    return " ".join(c.value for c in app.caption).replace("\\", "")


def in_link(app: AppTest) -> dict[str, str]:
    return dict(decode(state_of(app).token).view)


def test_the_worklist_is_that_of_the_use_case() -> None:
    """Ten for each owner in the stated order; a toggle shows those that wait, too."""
    listed = worklist_of(DATA, CARD, NOW, 10)
    app = actions()
    now = [FACTS.names[t.account] for t in listed.tasks if t.now]
    assert [row["Customer"] for row in table(app, "worklist")] == now
    assert f"{len(listed.tasks)} accounts are in no good band" in told(app)
    app.toggle(key="acting-later").set_value(True).run()
    is_well(app)
    assert len(table(app, "worklist")) == len(listed.tasks)


def test_one_owner_and_another_capacity() -> None:
    """The choice and the number narrow the list, and the link brings both back."""
    app = actions()
    owner = worklist_of(DATA, CARD, NOW, 10).owners[1]
    app.selectbox(key="acting-owner").set_value(2).run()
    app.number_input(key="acting-capacity").set_value(3).run()
    is_well(app)
    wanted = [t for t in worklist_of(DATA, CARD, NOW, 3).of(owner) if t.now]
    rows = table(app, "worklist")
    assert [row["Customer"] for row in rows] == [FACTS.names[t.account] for t in wanted]
    assert "Owner" not in rows[0]
    assert (in_link(app)["xo"], in_link(app)["xc"]) == (owner, "3")
    again = turned_to(opened(token=state_of(app).token), "actions")
    assert [r["Customer"] for r in table(again, "worklist")] == [r["Customer"] for r in rows]


def test_a_chosen_account_shows_its_playbook_and_keeps_ticks() -> None:
    """A row opens the steps; a tick is kept for the month, counts in the table and comes off."""
    state = State("demo", CARD, CARD)
    task = worklist_of(DATA, CARD, NOW, 10).tasks[0]
    app = chosen(actions(state), 0)
    steps = CARD.playbooks[task.playbook].steps
    assert [box.label for box in app.checkbox] == list(steps)
    app.checkbox[1].check().run()
    is_well(app)
    here = state_of(app)
    [kept] = store_of(here).ticks(book_name(here), NOW.end)
    account_id = FACTS.ids[task.account]
    assert kept.record == Tick(account_id, task.playbook, steps[1], "", NOW.end)
    assert table(app, "worklist")[0]["Done"] == f"1 of {len(steps)}"
    assert "Kept for this visit only" in told(app)
    app.checkbox[1].uncheck().run()
    assert store_of(here).ticks(book_name(here), NOW.end) == ()


def test_the_way_to_the_account() -> None:
    """The button leads to the account's own page."""
    task = worklist_of(DATA, CARD, NOW, 10).tasks[2]
    app = chosen(actions(), 2)
    app.button(key="task-open").click().run()
    is_well(app)
    assert state_of(app).account == FACTS.ids[task.account]
    assert any(FACTS.names[task.account] in m.value.replace("\\", "") for m in app.markdown)


def test_the_alerts_are_those_of_the_use_case() -> None:
    """Every alert of the month with its reason, and how many by rule."""
    found = alerts_of(DATA, CARD, Acting().rules, (NOW,))
    rows = table(actions(), "alerts")
    assert [row["Customer"] for row in rows] == [FACTS.names[f.account] for f in found.fired]
    assert [row["Why"] for row in rows] == [found.why(f) for f in found.fired]


def test_every_rule_has_a_switch_and_its_numbers() -> None:
    """Switched off it fires nothing; its numbers change what fires; the link holds both."""
    app = actions()
    app.toggle(key="acting-on-renewal").set_value(False).run()
    app.number_input(key="acting-dropped-points").set_value(30.0).run()
    app.number_input(key="acting-dropped-months").set_value(6).run()
    is_well(app)
    acting = state_of(app).acting
    assert (acting.off, acting.rules[1]) == (frozenset({"renewal"}), Dropped(30, 6))
    found = alerts_of(DATA, CARD, acting.on, (NOW,))
    assert len(table(app, "alerts")) == len(found.fired)
    assert in_link(app)["xr"] == "dropped:30:6;-renewal:3"
    for name in ("missing-share", "missing-months", "renewal-months"):
        app.number_input(key=f"acting-{name}").set_value(5).run()
        is_well(app)
    assert state_of(app).acting.rules[3:] == (rule_named("renewal:5"), rule_named("missing:5:5"))


def test_an_alert_may_need_calm_before_it_fires_again() -> None:
    """Six calm months, each by 5 points: fewer fire, and the link says so."""
    app = actions()
    before = len(table(app, "alerts"))
    app.number_input(key="acting-calm").set_value(6).run()
    app.number_input(key="acting-margin").set_value(5.0).run()
    is_well(app)
    assert len(table(app, "alerts")) < before
    assert (in_link(app)["xk"], in_link(app)["xh"]) == ("6", "5")


def test_without_any_rule_it_is_said() -> None:
    """All switches off: words, no table."""
    app = actions(acting=Acting(off=frozenset(r.name for r in Acting().rules)))
    assert "Every rule is switched off" in boxes(app)


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
    app = actions()
    app.number_input(key="acting-seed").set_value(42).run()
    is_well(app)
    assert in_link(app)["xz"] == "42"


def fields_of(app: AppTest, position: int) -> str:
    """The beginning of the keys of a band's form."""
    keys = [str(a.key) for a in app.text_area if str(a.key).startswith(f"book-{position}-")]
    return keys[0].removesuffix("-steps")


def test_a_playbook_is_written_in_one_step() -> None:
    """Title, hours and steps change together, and one undo brings the old ones back."""
    app = actions()
    key = fields_of(app, 2)
    app.text_input(key=f"{key}-title").set_value("Save them")
    app.number_input(key=f"{key}-hours").set_value(24)
    app.text_area(key=f"{key}-steps").set_value("Call\n\nVisit")
    app.button(key=f"{key}-keep").click().run()
    is_well(app)
    here = state_of(app)
    book = playbook_of(here.card, "At risk")
    assert book is not None
    assert (book.title, book.within_hours, book.steps) == ("Save them", 24, ("Call", "Visit"))
    assert table(app, "worklist")[0]["Call by"] == "2026-11-01"
    assert len(here.past) == 1
    here.undo()
    assert here.card == CARD


def test_a_playbook_that_cannot_stand_changes_nothing() -> None:
    """Without a title it is refused, and what was typed stays to be mended."""
    app = actions()
    key = fields_of(app, 0)
    app.text_input(key=f"{key}-title").set_value(" ")
    app.text_area(key=f"{key}-steps").set_value("Call")
    app.button(key=f"{key}-keep").click().run()
    is_well(app)
    assert state_of(app).card == CARD
    assert app.text_area(key=f"{key}-steps").value == "Call"
    assert app.toast


def test_a_playbook_is_removed() -> None:
    """The band has nothing to do any more; the worklist says where to write it."""
    app = actions()
    app.button(key=f"{fields_of(app, 2)}-remove").click().run()
    is_well(app)
    assert playbook_of(state_of(app).card, "At risk") is None
    assert table(app, "worklist")[0]["Done"] == ""


def test_the_list_is_searched_and_a_choice_stays() -> None:
    """A part of a name finds its row; the account chosen before stays open while it is shown."""
    task = worklist_of(DATA, CARD, NOW, 10).tasks[4]
    app = chosen(actions(), 4)
    name = FACTS.names[task.account]
    app.text_input(key="worklist-find").set_value(name).run()
    is_well(app)
    assert [row["Customer"] for row in table(app, "worklist")] == [name]
    assert app.button(key="task-open")


def test_the_side_bar_narrows_everything() -> None:
    """With a filter the list, the alerts and the save rate are about those accounts."""
    few = Among.of([("segment", "Enterprise")])
    app = actions(filter=few)
    listed = worklist_of(DATA, CARD, NOW, 10, few)
    assert len(table(app, "worklist")) == sum(t.now for t in listed.tasks)
    found = alerts_of(DATA, CARD, Acting().rules, (NOW,), among=few)
    assert len(table(app, "alerts")) == len(found.fired)


def test_nobody_to_call() -> None:
    """With cuts at the bottom of the scale every account is in a good band."""
    calm = with_cuts(CARD, [0.2, 0.1])
    app = actions(State("demo", calm, calm))
    assert "Nobody to call" in boxes(app)
    assert "Nobody turned red" in boxes(app)


def test_the_first_month_has_no_news() -> None:
    """Nobody knows what is new in it."""
    app = actions(month=str(DATA.book.frame.months[0]))
    assert "first month of the data" in boxes(app)


def test_one_month_without_owners() -> None:
    """A single snapshot: one list, no news, and nobody who could have come back."""
    app = actions(own(csv_of(ROWS)))
    assert "One month alone" in boxes(app)
    assert "first month of the data" in boxes(app)
    assert not [s for s in app.selectbox if s.key == "acting-owner"]


@pytest.mark.parametrize("name", ["hundred_points", "action_points", "onboarding_and_renewal"])
def test_other_cards(name: str) -> None:
    """Points cards, variants and cards without playbooks fill the page where they fit the data."""
    card = datasets.presets()[name]
    data_id = next(d for d in datasets.names() if not datasets.misfit(card, d, None))
    actions(State(data_id, card, card))
