"""A table does what its controls say, and the choice in it is an account and not a place."""

from __future__ import annotations

from typing import Any

import pandas as pd
import pytest
from streamlit.testing.v1 import AppTest

from scoring.values import Month
from tests.conftest import ROOT

TEN = 10


def opened() -> AppTest:
    return AppTest.from_file(str(ROOT / "tests/pages/one_table.py"), default_timeout=60).run()


def shown(app: AppTest) -> pd.DataFrame:
    assert not app.exception, [found.value for found in app.exception]
    return app.dataframe[0].value


def customers(app: AppTest) -> list[int]:
    return [int(name.split()[1]) for name in shown(app)["Customer"]]


def said(app: AppTest) -> list[str]:
    return [caption.value for caption in app.caption]


def picked(app: AppTest) -> str:
    return str(app.markdown[-1].value)


def choose(app: AppTest, row: int) -> AppTest:
    app.session_state["t"] = {"selection": {"rows": [row], "columns": [], "cells": []}}
    return app.run()


def test_a_part_of_the_rows_is_shown_and_said_to_be_one() -> None:
    """Of 40 rows ten go to the browser in their own order; a list without rows says so."""
    app = opened()
    assert customers(app) == list(range(TEN))
    assert "The first 10 of 40 rows" in said(app)
    assert [box.value for box in app.info] == [r"Nobody \*yet\*."]
    assert picked(app) == "picked None and None"


def test_cells_are_as_people_read_them() -> None:
    """Months are written out, what is missing is null, no text begins like a formula."""
    rows = shown(opened())
    assert list(rows["Renews"].fillna("none")[:2]) == ["2026-01", "none"]
    assert list(rows["Owner"].fillna("none")[:4]) == ["Ana", "'=Bo", "Cy", "none"]
    assert pd.isna(rows["ARR"][7])
    assert list(rows["Score"][:3]) == [100.0, 99.0, 98.0]
    assert list(rows["Why"][:2]) == ["because 0", "because 1"]


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("customer 07", [7]),
        ("BO 01", [1]),
        ("cy at risk", []),
        ("cy healthy", [2, 6, 10, 14, 18, 22, 26, 30, 34, 38]),
        ("nobody", []),
    ],
)
def test_every_word_is_searched_in_all_texts(words: str, found: list[int]) -> None:
    """In either case, each word in any column; cy's customers have even numbers, never at risk."""
    app = opened()
    app.text_input("t-find").set_value(words).run()
    if found:
        assert customers(app) == found
    else:
        assert "No row is as you ask" in app.info[0].value


def test_a_filter_narrows_by_texts_numbers_and_months() -> None:
    """Ana has 0, 4, … 36; 9,000 to 30,000 leaves 12 … 28; those to February are 12 and 16.

    The filter has its fields while it is open, and stays open when its label tells of a column.
    """
    app = opened()
    assert not app.multiselect
    app.session_state["t-filter"] = True
    app.run()
    app.multiselect("t-pick-Owner").set_value(["Ana"]).run()
    assert customers(app) == [0, 4, 8, 12, 16, 20, 24, 28, 32, 36]
    app.number_input("t-from-ARR").set_value(9000.0).run()
    app.number_input("t-to-ARR").set_value(30000.0).run()
    assert customers(app) == [12, 16, 20, 24, 28]
    app.selectbox("t-to-Renews").set_value(Month.parse("2026-02").number).run()
    assert customers(app) == [12, 16]
    assert "2 of 40 rows" in said(app)
    app.button("t-reset").click().run()
    assert customers(app) == list(range(TEN))
    app.session_state["t-filter"] = True
    app.run()
    assert app.multiselect("t-pick-Owner").value == []
    assert app.number_input("t-from-ARR").value is None


@pytest.mark.parametrize(
    ("order", "first"),
    [
        (("Score", False), [39, 38, 37]),
        (("ARR", True), [39, 38, 37]),
        (("Customer", True), [39, 38, 37]),
        (("Owner", True), [2, 6, 10]),
        (("Band", True), [1, 3, 5]),
        (("Renews", True), [30, 32, 34]),
    ],
)
def test_an_order_is_that_of_all_rows(order: tuple[str, bool], first: list[int]) -> None:
    """The ten rows shown are the first of forty in that order, and equals stay as they came."""
    app = opened()
    app.selectbox("t-order").set_value(order).run()
    assert customers(app)[:3] == first


def test_what_is_asked_stays_asked_when_the_list_is_away() -> None:
    """The wish lives beside the widgets: a run without them, as on another page, keeps it."""
    app = opened()
    app.text_input("t-find").set_value("07").run()
    wish: Any = app.session_state["t-wish"]
    again = AppTest.from_file(str(ROOT / "tests/pages/one_table.py"), default_timeout=60)
    again.session_state["t-wish"] = wish
    assert customers(again.run()) == [7]
    assert again.text_input("t-find").value == "07"


def test_the_choice_follows_the_account() -> None:
    """Row 3 of the list is customer 3; sorted the other way it is out of sight, then back."""
    app = choose(opened(), 3)
    assert picked(app) == "picked 3 and None"
    app.text_input("t-find").set_value("customer 03").run()
    assert customers(app) == [3]
    assert list(app.session_state["t"]["selection"]["rows"]) == [0]
    assert picked(app) == "picked 3 and None"
    app.text_input("t-find").set_value("").run()
    app.selectbox("t-order").set_value(("Customer", True)).run()
    assert picked(app) == "picked None and None"
    app.selectbox("t-order").set_value(("", False)).run()
    assert picked(app) == "picked 3 and None"
    app = choose(app, 5)
    assert picked(app) == "picked 5 and None"
    app.session_state["t"] = {"selection": {"rows": [], "columns": [], "cells": []}}
    assert picked(app.run()) == "picked None and None"
