"""In the wizard a value that is too rare to be offered can be typed."""

from __future__ import annotations

from dataclasses import replace

import pytest
from streamlit.testing.v1 import AppTest

from scoring.ui.panels.wizard_state import Wizard
from scoring.workbench import open_data, source_of
from tests.own_files import TODAY, looked_at
from tests.pages.test_pages import is_well, opened, turned_to

ACCOUNTS = "account_id,state\n" + "".join(f"A{i},{'open' if i else 'gone'}\n" for i in range(70))
TICKETS = "ticket_id,account_id,opened_on,queue\n" + "".join(
    f"T{i},A{i % 70},2026-08-{i % 28 + 1:02},q{i % 70:02}\n" for i in range(350)
)


@pytest.fixture
def app() -> AppTest:
    """The Data page with accounts and tickets in hand; 70 queues, of which 50 are offered."""
    files = {"accounts.csv": ACCOUNTS.encode(), "tickets.csv": TICKETS.encode()}
    looked = looked_at(files)
    wizard = Wizard("w", looked.place, None, "Queues")
    wizard.take(looked)
    wizard.say("tickets", only=("queue", ()))
    app = opened()
    app.session_state["wizard"] = wizard
    return turned_to(app, "data")


def test_a_rare_value_can_be_typed_and_counts(app: AppTest) -> None:
    """Queue q69 is not among the 50; its 5 tickets are those of account A69."""
    is_well(app)
    box = app.multiselect(key="w-tickets-events-only-values-queue")
    assert len(box.options) == 50
    assert "q69" not in box.options
    box.set_value(["q69"]).run()
    is_well(app)
    wizard = app.session_state["wizard"]
    assert wizard.tables["tickets"].only == ("queue", ("q69",))
    tables = [replace(table, window="ever") for table in wizard.tables.values()]
    data = open_data(source_of(tables, "Queues"), wizard.place, today=TODAY)
    column = data.catalogue.measures[0].column
    sql = f"SELECT account_id, {column} FROM snapshots WHERE {column} > 0"
    assert data.loaded.session.rows(sql) == [("A69", 5.0)]
