"""Every control of the Portfolio does what it says, and its lists open to their accounts."""

from __future__ import annotations

import json
from typing import Any

import pandas as pd
import pytest
from streamlit.testing.v1 import AppTest

from scoring.spec.link import decode, encode
from scoring.ui import data as datasets
from scoring.ui.state import State
from scoring.views.portfolio import renewing
from scoring.workbench import Overview, overview
from scoring.workbench.booking import BOOKED, moved_of, ready_of, renewals_of, year_of
from tests.pages.test_pages import CARD, ROWS, STARTER, STATES, boxes, is_well, opened, turned_to

READY, OWNERS = "Ready to expand", "By owner"


def portfolio(state: State | None = None, token: str = "", tab: str = "") -> AppTest:
    """The page, with a tab of its last list and its fold of contracts open if they are named."""
    app = turned_to(opened(state, token), "portfolio")
    if tab:
        app.session_state["renewals-list"] = True
        app.session_state["book"] = tab
        app.run()
    is_well(app)
    return app


def demo() -> tuple[Any, Overview]:
    data = datasets.bundled("demo")
    return data, overview(data, CARD, data.book.frame.months[-1])


def here(app: AppTest) -> State:
    state = app.session_state["bellwether"]
    assert isinstance(state, State)
    return state


def frame(app: AppTest, key: str) -> pd.DataFrame:
    """A list by its key; one without a choice has none there, and is told by a column."""
    own = {"book-owners": "Load", "book-rates": "Renewal rate"}.get(key, "Customer")
    return next(one.value for one in app.dataframe if one.key in (key, None) and own in one.value)


def tile(app: AppTest, label: str) -> str:
    return next(str(one.value) for one in app.metric if one.label == label)


def charts(app: AppTest) -> int:
    return len(app.get("vega_lite_chart"))


def test_the_tables_hold_what_was_counted() -> None:
    """Accounts, movers, renewals, ready ones and owners: as many rows as the calculations say."""
    app, (data, seen) = portfolio(), demo()
    assert len(frame(app, "book-accounts")) == len(seen.standings)
    worst = frame(app, "book-accounts")["Score"].dropna()
    assert worst.is_monotonic_increasing
    assert len(frame(app, "book-movers")) == len(moved_of(data, CARD, seen, "turned"))
    app = portfolio(tab=READY)
    assert len(frame(app, "book-renewals")) == len(renewing(seen.standings, seen.month))
    assert len(frame(app, "book-expansion")) == ready_of(data, CARD, seen, BOOKED).sum()
    assert len(frame(portfolio(tab=OWNERS), "book-owners")) == len(seen.owners)


def test_what_is_hidden_is_not_made() -> None:
    """Neither the lists behind the other tabs nor the contracts of the closed fold."""
    keys = {one.key for one in portfolio().dataframe}
    assert "book-accounts" in keys
    assert not {"book-renewals", "book-expansion"} & keys


def test_the_trend_is_drawn_by_accounts_or_arr() -> None:
    """The control turns the chart; both ways the page stands."""
    app = portfolio()
    app.segmented_control(key="trend-by").set_value("ARR").run()
    is_well(app)
    assert app.segmented_control(key="trend-by").value == "ARR"


@pytest.mark.parametrize("way", ["turned", "down", "up"])
def test_movers_are_chosen_by_direction(way: Any) -> None:
    """Each choice lists its accounts, with the points that moved them."""
    app, (data, seen) = portfolio(), demo()
    app.segmented_control(key="movers-which").set_value(way).run()
    is_well(app)
    rows = frame(app, "book-movers")
    assert len(rows) == len(moved_of(data, CARD, seen, way))
    change = rows["Change"]
    if way != "turned":
        assert ((change < 0) if way == "down" else (change > 0)).all()
    assert rows["What moved it"].str.contains(r"[+−]\d").mean() > 0.9


@pytest.mark.parametrize(
    ("key", "tab"),
    [
        ("book-accounts", ""),
        ("book-movers", ""),
        ("book-renewals", READY),
        ("book-expansion", READY),
    ],
)
def test_a_chosen_account_is_explained(key: str, tab: str) -> None:
    """The waterfall stands below the list, headed by the name of the row that was chosen."""
    app = portfolio(tab=tab)
    before, name = charts(app), frame(app, key)["Customer"].iloc[1]
    app.session_state[key] = {"selection": {"rows": [1], "columns": [], "cells": []}}
    app.run()
    is_well(app)
    assert charts(app) == before + 1
    assert any(str(m.value).replace("\\", "").startswith(f"**{name}**") for m in app.markdown)


def test_lists_are_searched_and_filtered_on_the_page() -> None:
    """By owner and band: every row left is as asked; reset brings all back."""
    app, (_, seen) = portfolio(), demo()
    owner = seen.owners[0].owner
    app.text_input("book-accounts-find").set_value(owner).run()
    app.session_state["book-accounts-filter"] = True
    app.run()
    app.multiselect("book-accounts-pick-Band").set_value(["At risk"]).run()
    rows = frame(app, "book-accounts")
    assert set(rows["Owner"]) == {owner}
    assert len(rows) == seen.owners[0].flagged
    app.button("book-accounts-reset").click().run()
    assert len(frame(app, "book-accounts")) == len(seen.standings)


def test_the_margin_moves_the_lifetime_value_and_the_link() -> None:
    """Half the margin is half the worth, and a link opens it again."""
    app, (data, seen) = portfolio(), demo()
    whole = year_of(data, CARD, seen, 100).worth.value
    assert whole is not None
    assert tile(app, "Lifetime value") == f"${whole / 1000:.0f}k"
    app.number_input("book-margin").set_value(50).run()
    assert tile(app, "Lifetime value") == f"${whole / 2000:.0f}k"
    token = here(app).token
    assert decode(token).view["pm"] == "50"
    again = portfolio(token=encode(decode(token)))
    assert again.number_input("book-margin").value == 50


def test_the_capacity_is_what_load_is_measured_by() -> None:
    """Load is those at risk ÷ capacity; at 5 it is twice what it is at 10."""
    app = portfolio(tab=OWNERS)
    app.number_input("book-capacity").set_value(10).run()
    before = frame(app, "book-owners")
    assert (before["Load"] * 10 - before["At risk"]).abs().max() < 1e-9
    app.number_input("book-capacity").set_value(5).run()
    after = frame(app, "book-owners")
    assert (after["Load"] - 2 * before["Load"]).abs().max() < 1e-9
    assert here(app).acting.capacity == 5


def test_the_rule_is_changed_and_had_back() -> None:
    """The form begins with the rule in force; a new one is in list, words and link."""
    app, (data, seen) = portfolio(tab=READY), demo()
    assert app.selectbox("new-subject-0").value == ("measure", "licence_use")
    assert app.number_input("new-value-0-measure-licence_use").value == 0.9
    app.number_input("rule-rise").set_value(4.0).run()
    app.number_input("rule-over").set_value(6).run()
    app.number_input("new-value-0-measure-licence_use").set_value(0.8).run()
    app.button("rule-use").click().run()
    is_well(app)
    booked = here(app).booked
    assert (booked.rise, booked.over) == (4.0, 6)
    assert json.loads(booked.when) == {"measure": "licence_use", "at_least": 0.8}
    assert len(frame(app, "book-expansion")) == ready_of(data, CARD, seen, booked).sum()
    words = "Healthy, up 4 points or more in 6 months, and licence use at least 0.8."
    assert any(str(m.value).replace("\\", "") == words for m in app.markdown)
    assert here(portfolio(token=here(app).token)).booked == booked
    app.button("rule-usual").click().run()
    assert here(app).booked == BOOKED


def test_a_rule_may_do_without_a_condition() -> None:
    """Healthy and rising alone lists more."""
    app, (data, seen) = portfolio(tab=READY), demo()
    app.toggle("rule-wants").set_value(False).run()
    app.button("rule-use").click().run()
    assert here(app).booked.when == "{}"
    assert len(frame(app, "book-expansion")) > ready_of(data, CARD, seen, BOOKED).sum()


def test_renewals_say_what_is_due_and_expected() -> None:
    """Three windows with contracts, ARR and what may stay of it."""
    app, (data, seen) = portfolio(), demo()
    found = renewals_of(data, CARD, seen.month)
    for due in found.due:
        assert tile(app, f"Due within {30 * due.months} days") == f"${due.arr / 1e6:.1f}M"
        assert f"{due.contracts} contracts" in [c.value for c in app.caption]
    rates = frame(app, "book-rates")
    assert len(rates) == sum(one.due[-1].contracts > 0 for one in found.bands)


def test_a_book_without_dates_owners_or_months_says_so() -> None:
    """Words stand where nothing can be listed, and every part of the page is well."""
    app = portfolio(STATES["lost by flag"](), tab=OWNERS)
    said = boxes(app)
    for words in ("no renewal dates", "month before", "name no owner", "no history"):
        assert words in said
    lost = sum(row["churn"] == "Yes" for row in ROWS)
    assert f"{lost} marked as lost" in [one.delta for one in app.metric if one.label == "Customers"]
    assert not [one.label for one in app.metric if "ARR" in one.label]


def test_another_data_set_begins_with_its_own_lists() -> None:
    """A search and a choice among one book's accounts do not linger over another's."""
    app = portfolio()
    app.text_input("book-accounts-find").set_value("nobody at all").run()
    assert "No row is as you ask" in boxes(app)
    here(app).use_data("starter", None, STARTER)
    app.run()
    is_well(app)
    assert "No row is as you ask" not in boxes(app)
    assert len(frame(app, "book-accounts")) > 0
