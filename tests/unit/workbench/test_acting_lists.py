"""The worklist and the alerts as lists have a row for each, and cells as people read them."""

from __future__ import annotations

import datetime as dt
from functools import cache

import numpy as np

from scoring.spec.parse import parse_card
from scoring.views.listing import as_table
from scoring.workbench import DataSet, preset_texts
from scoring.workbench.acting import usual_rules
from scoring.workbench.acting_lists import (
    NOBODY,
    accounts_of,
    alert_columns,
    encoded,
    load_columns,
    task_columns,
)
from scoring.workbench.alerting import alerts_data, alerts_of, alerts_table
from scoring.workbench.working import worklist_data, worklist_of, worklist_table
from tests.bundled import opened

CARD = parse_card(preset_texts()["b2b_saas_starter"])


@cache
def demo() -> DataSet:
    return opened("demo", dt.date(2026, 10, 31))


def test_texts_are_codes_into_their_labels() -> None:
    """In the order in which they come, and none is none."""
    found = encoded(["b", None, "a", "b"])
    assert (found.codes.tolist(), found.labels) == ([0, -1, 1, 0], ("b", "a"))


def test_the_worklist_is_the_same_in_a_list_a_table_and_a_document() -> None:
    """Row by row: the account, the day, the reason, the renewal."""
    month = demo().book.frame.months[-1]
    listed = worklist_of(demo(), CARD, month, 4)
    columns = task_columns(demo(), CARD, listed.tasks, ["0 of 3"] * len(listed.tasks), owners=True)
    shown = as_table(columns, np.arange(len(listed.tasks))).to_pylist()
    written = worklist_table(demo(), CARD, listed, None).to_pylist()
    told = worklist_data(demo(), CARD, listed)["tasks"]
    assert len(shown) == len(written) == len(told) == len(accounts_of(listed.tasks))
    for one, two, three in zip(shown, written, told, strict=True):
        assert one["Customer"] == two["name"] == three["name"]
        assert one["Why"] == two["reason"] == three["reason"]
        assert one["Renews"] == two["renews"] == three["renews"]
        due = two["due_on"].isoformat() if two["due_on"] else None
        assert one["Call by"] == due == three["playbook"]["due_on"]
        assert two["this_week"] == three["within_capacity"] == (one["No."] <= 4)
        assert two["steps"].split("; ") == three["playbook"]["steps"]
    assert len({one["id"] for one in told}) == len(told)
    alone = worklist_table(demo(), CARD, listed, listed.owners[0])
    assert set(alone["owner"].to_pylist()) == {listed.owners[0]}


def test_the_load_of_each_owner_is_counted_from_its_list() -> None:
    """A row an owner, in the order of the lists: all, flagged, this week, and flagged that wait."""
    listed = worklist_of(demo(), CARD, demo().book.frame.months[-1], 4)
    shown = as_table(load_columns(listed), np.arange(len(listed.owners))).to_pylist()
    assert [row["Owner"] for row in shown] == [owner or NOBODY for owner in listed.owners]
    for owner, row in zip(listed.owners, shown, strict=True):
        own = [task for task in listed.tasks if task.owner == owner]
        assert row["On the list"] == len(own)
        assert row["Flagged"] == len([task for task in own if task.red])
        assert row["This week"] == len([task for task in own if task.place <= 4])
        waits = [task for task in own if task.red and task.place > 4]
        assert row["Flagged that wait"] == len(waits)
    assert sum(row["Flagged that wait"] for row in shown) > 0


def test_the_alerts_are_the_same_in_a_list_a_table_and_a_document() -> None:
    """Row by row: the rule, the account, where it stands and why."""
    found = alerts_of(demo(), CARD, usual_rules(), demo().book.frame.months[-3:])
    shown = as_table(alert_columns(demo(), CARD, found), np.arange(len(found.fired))).to_pylist()
    written, told = alerts_table(found).to_pylist(), alerts_data(found)
    assert sum(told["counts"].values()) == len(shown) == len(written) > 100
    for one, two, three in zip(shown, written, told["alerts"], strict=True):
        assert one["Customer"] == two["name"] == three["name"]
        assert one["Band"] == two["band"] == three["band"]
        assert one["Why"] == two["reason"] == three["reason"]
        assert (two["id"], two["line"], two["month"]) == (
            three["id"],
            three["line"],
            three["month"],
        )
